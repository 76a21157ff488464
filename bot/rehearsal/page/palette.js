// The list of commands that opens over the composer on a slash.
import { fresh, h } from "./dom.js";
import { rank } from "./fuzzy.js";
import { moved } from "./popup.js";
import { nameIn } from "./translated.js";

export class Palette {
  constructor(input, choose) {
    this.input = input;
    this.choose = choose;
    this.rows = [];
    this.at = 0;
    this.list = h("ul", { class: "palette-list", role: "listbox", id: fresh("palette"), "aria-label": "Commands" });
    this.count = h("p", { class: "unseen", role: "status" });
    this.node = h("div", { class: "palette", "data-testid": "palette", hidden: true }, this.list, this.count);
    this.list.addEventListener("pointerdown", (event) => event.preventDefault());
  }

  get open() {
    return !this.node.hidden;
  }

  /** Shows what fits the words after the slash; a whole title may be followed by the first option's text. */
  show(entries, typed, note) {
    const whole = entries.filter((entry) => typed.startsWith(`${entry.title} `));
    this.rows = whole.length
      ? whole
      : rank(
          typed,
          entries,
          (entry) => entry.title,
          (entry) => `${entry.description} ${entry.key}`,
        );
    this.rest = whole.length ? typed.slice(whole[0].title.length + 1) : "";
    this.at = 0;
    const nodes = this.rows.map((entry, index) => this.#row(entry, index));
    this.list.replaceChildren(
      ...(nodes.length
        ? nodes
        : [h("li", { class: "palette-none", role: "presentation" }, note ?? "No command fits.")]),
    );
    this.node.hidden = false;
    this.count.textContent = `${nodes.length} ${nodes.length === 1 ? "command" : "commands"}`;
    this.input.setAttribute("aria-controls", this.list.id);
    this.#mark();
  }

  hide() {
    this.node.hidden = true;
    this.count.textContent = "";
    this.input.removeAttribute("aria-activedescendant");
  }

  #row(entry, index) {
    const options = entry.options.map((option) =>
      h("span", { class: option.required ? "chip needed" : "chip" }, nameIn(option)),
    );
    const node = h(
      "li",
      {
        class: "palette-item",
        role: "option",
        id: fresh("command-row"),
        "data-testid": "palette-item",
        "data-command": entry.key,
      },
      h("span", { class: "palette-title" }, `/${entry.title}`, " ", options),
      h("span", { class: "palette-about" }, entry.description),
    );
    node.addEventListener("pointermove", () => this.#move(index));
    node.addEventListener("click", () => this.choose(entry, this.rest));
    return node;
  }

  #move(index) {
    if (this.at === index) return;
    this.at = index;
    this.#mark(false);
  }

  #mark(scroll = true) {
    const nodes = [...this.list.querySelectorAll("[role=option]")];
    nodes.forEach((node, index) => node.setAttribute("aria-selected", String(index === this.at)));
    const active = nodes[this.at];
    if (active) this.input.setAttribute("aria-activedescendant", active.id);
    if (scroll) active?.scrollIntoView({ block: "nearest" });
  }

  /** Handles a key of the composer; true when the palette took it. */
  key(event) {
    const next = event.key === "Home" || event.key === "End" ? null : moved(event.key, this.at, this.rows.length);
    if (next !== null) this.at = next;
    else if (event.key === "Escape") this.hide();
    else if ((event.key === "Enter" || event.key === "Tab") && this.rows[this.at])
      this.choose(this.rows[this.at], this.rest);
    else return false;
    if (this.open) this.#mark();
    return true;
  }
}
