// A modal of the bot, as a dialog of the browser: focus stays in it, Escape leaves it, it gives the focus back.
import { fresh, h, icon } from "./dom.js";
import { modalFields } from "./field.js";

/** Opens a modal; `submit(modal, fields)` rejects with a sentence when it did not go through. */
export function openModal(modal, store, submit) {
  const back = document.activeElement;
  const fields = modalFields(modal.components, store, modal.channel);
  const problem = h("p", { class: "form-problem", role: "alert" });
  const send = h("button", { type: "submit", class: "button primary", "data-testid": "modal-submit" }, "Submit");
  const dialog = frame(modal, store, fields, problem, send);
  dialog.addEventListener("close", () => {
    dialog.remove();
    returnFocus(back, modal.opener);
  });
  dialog.querySelector("form").addEventListener("submit", (event) => {
    event.preventDefault();
    trySubmit(modal, fields, submit, { dialog, problem, send });
  });
  document.body.append(dialog);
  dialog.showModal();
  dialog.querySelector(".modal-fields").querySelector("input, textarea, button")?.focus();
}

// The button that opened the form may have been drawn anew meanwhile.
function returnFocus(back, opener) {
  const parts = opener ? document.querySelectorAll(`#m-${opener.message} [data-custom-id]`) : [];
  const pressed = [...parts].find((part) => part.dataset.customId === opener.customId);
  (pressed ?? back)?.focus();
}

function frame(modal, store, fields, problem, send) {
  const title = h("h2", { id: fresh("modal") }, h("bdi", null, modal.title ?? "Form"));
  const dialog = h("dialog", {
    class: "modal",
    "data-testid": "modal",
    "data-custom-id": modal.custom_id,
    "aria-labelledby": title.id,
  });
  const leave = () => dialog.close();
  dialog.append(
    h(
      "form",
      { novalidate: true },
      h(
        "header",
        null,
        title,
        h("button", { type: "button", class: "tool", "aria-label": "Leave the form", onclick: leave }, icon("close")),
      ),
      h("p", { class: "modal-from" }, `A form of ${store.botName()}.`),
      h(
        "div",
        { class: "modal-fields" },
        fields.map((field) => field.node),
      ),
      problem,
      h("footer", null, h("button", { type: "button", class: "button secondary", onclick: leave }, "Cancel"), send),
    ),
  );
  return dialog;
}

async function trySubmit(modal, fields, submit, { dialog, problem, send }) {
  const filled = fields.filter((field) => field.read);
  const wrong = filled.map((field) => field.check()).find(Boolean);
  if (wrong) return wrong.focus();
  problem.textContent = "";
  send.disabled = true;
  send.setAttribute("aria-busy", "true");
  try {
    const values = await Promise.all(filled.map(async (field) => [field.id, await field.read()]));
    await submit(modal, Object.fromEntries(values));
    dialog.close();
  } catch (refused) {
    problem.textContent = refused.message;
  }
  send.disabled = false;
  return send.removeAttribute("aria-busy");
}
