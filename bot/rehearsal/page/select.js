// A select: a button that says what is chosen, and a list to choose from, one or several. Messages and modals share it.
import { fresh, h, icon } from "./dom.js";
import { moved, optionRow, place, watchOutside } from "./popup.js";

const SEARCH_FROM = 11;

/**
 * A select as a node. `component` is Discord's (min_values, max_values, placeholder, disabled), `options` its rows,
 * `commit(values)` gets what was chosen; the same commit is made when a choice is cleared, where none is allowed.
 */
export function select(component, options, commit, { label } = {}) {
  const state = { values: options.filter((option) => option.default).map((option) => option.value) };
  const said = h("span", { class: "select-said" });
  const button = h(
    "button",
    {
      type: "button",
      class: "select",
      "data-testid": "select",
      "data-custom-id": component.custom_id,
      "aria-haspopup": "listbox",
      "aria-expanded": "false",
      "aria-label": label ?? component.placeholder ?? "Make a selection",
      disabled: component.disabled,
    },
    said,
    icon("down"),
  );
  const show = () => sayChosen(said, button, component, options, state.values);
  const choose = (values) => {
    state.values = values;
    show();
    commit(values);
  };
  button.addEventListener("click", () => openList(button, component, options, state.values, choose));
  button.addEventListener("keydown", (event) => {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    event.preventDefault();
    button.click();
  });
  show();
  return button;
}

function sayChosen(said, button, component, options, values) {
  const labels = values.map((value) => options.find((option) => option.value === value)?.label ?? value);
  said.textContent = labels.length ? labels.join(", ") : (component.placeholder ?? "Make a selection");
  said.classList.toggle("empty", !labels.length);
  button.setAttribute("aria-description", labels.length ? `Chosen: ${labels.join(", ")}` : "Nothing chosen");
}

function openList(button, component, options, values, choose) {
  if (button.getAttribute("aria-expanded") === "true") return;
  new List(button, component, options, values, choose).open();
}

class List {
  constructor(button, component, options, values, choose) {
    Object.assign(this, { button, component, options, choose });
    this.least = component.min_values ?? 1;
    this.most = component.max_values ?? 1;
    this.chosen = new Set(values);
    this.at = 0;
    this.rows = h("ul", {
      class: "options",
      role: "listbox",
      id: fresh("list"),
      tabindex: "-1",
      "aria-label": button.getAttribute("aria-label"),
      "aria-multiselectable": this.most > 1 ? "true" : null,
    });
    this.search = options.length >= SEARCH_FROM ? this.#searchBox() : null;
    this.foot = this.most > 1 || this.least === 0 ? this.#foot() : null;
    this.panel = h("div", { class: "popup", "data-testid": "select-popup" }, this.search, this.rows, this.foot);
  }

  open() {
    this.#draw();
    place(this.panel, this.button);
    this.button.setAttribute("aria-expanded", "true");
    this.stopWatching = watchOutside([this.panel, this.button], () => this.close());
    this.panel.addEventListener("keydown", (event) => this.#key(event));
    (this.search ?? this.rows).focus();
    this.#reveal();
  }

  close() {
    this.stopWatching();
    this.panel.remove();
    this.button.setAttribute("aria-expanded", "false");
    if (this.button.isConnected) this.button.focus();
  }

  #searchBox() {
    const box = h("input", {
      class: "popup-search",
      type: "text",
      placeholder: "Search",
      "aria-label": "Search the list",
      autocomplete: "off",
      "aria-controls": this.rows.id,
    });
    box.addEventListener("input", () => this.#draw());
    return box;
  }

  #foot() {
    const done = h(
      "button",
      { type: "button", class: "button primary small", "data-testid": "select-done", onclick: () => this.#done() },
      "Done",
    );
    this.count = h("span", { class: "popup-count", role: "status" });
    return h("div", { class: "popup-foot" }, this.count, done);
  }

  #shown() {
    const words = (this.search?.value ?? "").toLowerCase();
    const matches = (option) => `${option.label} ${option.description ?? ""}`.toLowerCase().includes(words);
    return this.options.filter(matches);
  }

  #draw() {
    this.visible = this.#shown();
    const rows = this.visible.map((option) => this.#row(option));
    this.rows.replaceChildren(
      ...(rows.length ? rows : [h("li", { class: "option none", role: "presentation" }, "Nothing fits.")]),
    );
    const first = this.visible.findIndex((option) => this.chosen.has(option.value));
    this.at = Math.max(0, first);
    this.#mark();
  }

  #row(option) {
    const row = optionRow(option, { selected: this.chosen.has(option.value) });
    row.addEventListener("click", () => this.#toggle(option));
    return row;
  }

  #toggle(option) {
    if (this.most === 1) {
      const clears = this.least === 0 && this.chosen.has(option.value);
      return this.#commit(clears ? [] : [option.value]);
    }
    if (this.chosen.has(option.value)) this.chosen.delete(option.value);
    else if (this.chosen.size < this.most) this.chosen.add(option.value);
    return this.#mark();
  }

  #mark() {
    const rows = [...this.rows.querySelectorAll("[role=option]")];
    rows.forEach((row, index) => {
      row.classList.toggle("active", index === this.at);
      row.setAttribute("aria-selected", String(this.chosen.has(this.visible[index].value)));
    });
    const active = rows[this.at]?.id ?? "";
    for (const box of [this.rows, this.search]) box?.setAttribute("aria-activedescendant", active);
    if (this.count) this.count.textContent = `${this.chosen.size} chosen, ${this.#range()}`;
  }

  #range() {
    return this.least === this.most ? `${this.most} needed` : `${this.least} to ${this.most}`;
  }

  #reveal() {
    this.rows.querySelector(".active")?.scrollIntoView({ block: "nearest" });
  }

  #done() {
    const values = this.options.filter((option) => this.chosen.has(option.value)).map((option) => option.value);
    if (values.length >= this.least) this.#commit(values);
    else this.count.textContent = `Choose at least ${this.least}.`;
  }

  #commit(values) {
    this.close();
    this.choose(values);
  }

  #key(event) {
    const next =
      event.target === this.search && (event.key === "Home" || event.key === "End")
        ? null
        : moved(event.key, this.at, this.visible.length);
    if (next !== null) this.at = next;
    else if (event.key === "Escape" || event.key === "Tab") this.close();
    else if (event.key === "Enter" && event.target.tagName !== "BUTTON") this.#enter(event);
    else if (event.key === " " && event.target === this.rows) this.#toggle(this.visible[this.at]);
    else return;
    if (event.key !== "Tab") event.preventDefault();
    event.stopPropagation();
    if (!this.panel.isConnected) return;
    this.#mark();
    this.#reveal();
  }

  // Enter chooses; in a list of several it toggles, and Control with Enter is done.
  #enter(event) {
    if (event.ctrlKey && this.foot) this.#done();
    else if (this.visible[this.at]) this.#toggle(this.visible[this.at]);
  }
}
