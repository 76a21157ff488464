// Short notes that pass, and the voice for screen readers.
import { h } from "./dom.js";

const STAYS = 6000;

/** A place for notes; returns the function that shows one (`tone` "problem" is announced at once). */
export function toasts() {
  const node = h("div", { class: "toasts", popover: "manual" });
  document.body.append(node);
  return (words, tone = "") => {
    const note = h(
      "p",
      { class: `toast ${tone}`, "data-testid": "toast", role: tone === "problem" ? "alert" : "status" },
      words,
    );
    lift(node);
    node.append(note);
    const leave = () => {
      note.remove();
      if (!node.children.length) node.hidePopover();
    };
    note.addEventListener("click", leave);
    setTimeout(leave, STAYS);
  };
}

// Shown anew, the notes stand above a dialog that was opened since.
function lift(node) {
  if (node.matches(":popover-open")) node.hidePopover();
  node.showPopover();
}

/** A function that has new messages read out, politely. */
export function announcer() {
  const node = h("div", { class: "unseen", "aria-live": "polite", "data-testid": "announcer" });
  document.body.append(node);
  return (words) => {
    node.append(h("p", null, words.slice(0, 300)));
    while (node.children.length > 5) node.firstChild.remove();
  };
}
