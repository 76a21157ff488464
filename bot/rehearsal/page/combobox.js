// A text field with suggestions: fixed rows, or rows fetched while typing.
import { debounce, fresh, h } from "./dom.js";
import { rank } from "./fuzzy.js";
import { beside, moved, optionRow, place } from "./popup.js";

const PAUSE = 180;

/** Suggestions out of a fixed list, best fit first. */
export const among = (rows) => (typed) =>
  rank(
    typed,
    rows,
    (row) => row.label,
    (row) => row.description ?? "",
  ).slice(0, 25);

/**
 * A combobox: {node, value()}. `fetch(typed)` gives rows, at once or as a promise. With `free` what is typed counts as it
 * stands; otherwise only a row's value does, and value() is undefined for words that name no row.
 */
export function combobox({ input, fetch, free = false, live = false }) {
  return new Combobox(input, fetch, free, live);
}

class Combobox {
  constructor(input, fetch, free, live) {
    Object.assign(this, { input, fetch, free });
    this.picked = null;
    this.rows = [];
    this.at = -1;
    this.asked = 0;
    this.list = h("ul", {
      class: "popup options",
      role: "listbox",
      id: fresh("list"),
      "data-testid": "suggestions",
      "aria-label": "Suggestions",
    });
    for (const [name, value] of [
      ["role", "combobox"],
      ["aria-autocomplete", "list"],
      ["aria-expanded", "false"],
      ["aria-controls", this.list.id],
      ["autocomplete", "off"],
    ])
      input.setAttribute(name, value);
    const ask = live ? debounce(() => this.#ask(), PAUSE) : () => this.#ask();
    input.addEventListener("input", () => {
      this.picked = null;
      ask();
    });
    input.addEventListener("focus", () => ask());
    input.addEventListener("click", () => this.closed && ask());
    input.addEventListener("blur", () => this.close());
    input.addEventListener("keydown", (event) => this.#key(event));
    this.list.addEventListener("pointerdown", (event) => event.preventDefault());
  }

  get closed() {
    return !this.list.isConnected;
  }

  /** What the field stands for now; undefined when it is empty or, unless free, names no row. */
  value() {
    const typed = this.input.value;
    if (this.picked) return this.picked.value;
    if (!typed.trim()) return undefined;
    if (this.free) return typed;
    return this.rows.find((row) => row.label.toLowerCase() === typed.trim().toLowerCase())?.value;
  }

  pick(row) {
    this.picked = row;
    this.input.value = row.label;
    this.asked += 1;
    this.close();
  }

  async #ask() {
    this.asked += 1;
    const turn = this.asked;
    const typed = this.picked ? "" : this.input.value;
    this.input.setAttribute("aria-busy", "true");
    const rows = await Promise.resolve(this.fetch(typed)).catch((problem) => [{ note: problem.message }]);
    if (turn !== this.asked) return;
    this.input.removeAttribute("aria-busy");
    this.rows = rows.filter((row) => !row.note);
    this.at = typed.trim() && this.rows.length ? 0 : -1;
    if (document.activeElement === this.input) this.#show(rows.find((row) => row.note)?.note);
  }

  #show(note) {
    const rows = this.rows.map((row) => this.#row(row));
    if (!rows.length && this.free && !note) return this.close();
    this.list.replaceChildren(
      ...(rows.length ? rows : [h("li", { class: "option none", role: "presentation" }, note ?? "Nothing fits.")]),
    );
    if (this.closed) place(this.list, this.input, { sheet: false });
    beside(this.list, this.input.getBoundingClientRect());
    this.input.setAttribute("aria-expanded", "true");
    return this.#mark();
  }

  #row(row) {
    const node = optionRow(row, { selected: this.picked?.value === row.value, testid: "suggestion" });
    node.addEventListener("click", () => this.pick(row));
    return node;
  }

  close() {
    this.list.remove();
    this.at = -1;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }

  #mark() {
    const nodes = [...this.list.querySelectorAll("[role=option]")];
    nodes.forEach((node, index) => node.classList.toggle("active", index === this.at));
    const active = nodes[this.at];
    if (active) this.input.setAttribute("aria-activedescendant", active.id);
    else this.input.removeAttribute("aria-activedescendant");
    active?.scrollIntoView({ block: "nearest" });
  }

  // Enter and Tab take the marked row; Escape closes the list and leaves the rest of the form alone.
  #key(event) {
    if (this.closed) {
      if (event.key === "ArrowDown") this.#ask();
      return;
    }
    const next = ["ArrowDown", "ArrowUp"].includes(event.key) ? moved(event.key, this.at, this.rows.length) : null;
    if (next !== null) this.at = next;
    else if (event.key === "Escape") this.close();
    else if (event.key === "Enter" && this.rows[this.at]) this.pick(this.rows[this.at]);
    else {
      if (event.key === "Tab" && this.rows[this.at]) this.pick(this.rows[this.at]);
      return;
    }
    event.preventDefault();
    event.stopPropagation();
    this.#mark();
  }
}
