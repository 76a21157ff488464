// Three lines for somebody who is here for the first time. They know nothing of the bot.
import { h, icon } from "./dom.js";

const KEY = "room.hint.seen";

/** The first-visit panel, or null once it was closed; `other` is the member to open a second tab as. */
export function hintPanel(other) {
  if (localStorage.getItem(KEY)) return null;
  const panel = h("aside", { class: "hint", "aria-label": "First steps", "data-testid": "hint" });
  const close = () => {
    localStorage.setItem(KEY, "1");
    panel.remove();
  };
  panel.append(
    h("h2", null, "The house is yours"),
    h(
      "ol",
      null,
      h(
        "li",
        null,
        "Type ",
        h("kbd", null, "/"),
        " to see what the bot can do; arrow keys and ",
        h("kbd", null, "Enter"),
        " choose.",
      ),
      secondTab(other),
      h("li", null, "Right-click a message, or press its three dots, to reply or to hand it to the bot."),
    ),
    h(
      "button",
      { type: "button", class: "tool close", "aria-label": "Close the first steps", onclick: close },
      icon("close"),
    ),
  );
  return panel;
}

function secondTab(other) {
  if (!other) return h("li", null, "Open this page a second time to be somebody else there.");
  const link = h(
    "a",
    { href: `?as=${encodeURIComponent(other.username)}`, target: "_blank", rel: "noopener" },
    `a second time as ${other.username}`,
  );
  return h("li", null, "Open this page ", link, ": two tabs are two people.");
}
