// A list to choose from, over everything else (inside a dialog too), for selects and comboboxes.
import { fresh, h, icon } from "./dom.js";

const GAP = 6;
const SMALL = "(max-width: 620px)";

/** One row of a list: {value, label, description, emoji} as a node with the option's role. */
export function optionRow(option, { selected = false, testid = "select-option" } = {}) {
  return h(
    "li",
    {
      class: "option",
      role: "option",
      id: fresh("option"),
      "aria-selected": String(selected),
      "data-testid": testid,
      "data-value": option.value,
    },
    option.emoji?.name &&
      h(
        "span",
        { class: "option-emoji", "aria-hidden": "true" },
        option.emoji.id ? `:${option.emoji.name}:` : option.emoji.name,
      ),
    h(
      "span",
      { class: "option-text" },
      h("bdi", { class: "option-label" }, option.label),
      option.description && h("bdi", { class: "option-description" }, option.description),
    ),
    icon("check"),
  );
}

/** Shows `panel` beside `anchor` in the top layer; on a small screen it rises from the lower edge. */
export function place(panel, anchor, { sheet = true } = {}) {
  panel.setAttribute("popover", "manual");
  (anchor.closest("dialog") ?? document.body).append(panel);
  panel.showPopover();
  if (sheet && matchMedia(SMALL).matches) panel.classList.add("sheet");
  else beside(panel, anchor.getBoundingClientRect());
}

/** Moves a shown panel beside the anchor again. */
export function beside(panel, box) {
  const below = innerHeight - box.bottom - GAP * 2;
  const above = box.top - GAP * 2;
  const wanted = Math.min(panel.scrollHeight + 2, 360);
  const under = below >= wanted || below >= above;
  panel.style.minWidth = `${Math.min(box.width, innerWidth - 16)}px`;
  panel.style.maxHeight = `${Math.max(120, Math.min(360, under ? below : above))}px`;
  const width = panel.getBoundingClientRect().width;
  panel.style.left = `${Math.max(8, Math.min(box.left, innerWidth - width - 8))}px`;
  const height = Math.min(panel.getBoundingClientRect().height, under ? below : above);
  panel.style.top = `${under ? box.bottom + GAP : Math.max(8, box.top - GAP - height)}px`;
}

/** Calls `leave` on a press outside the nodes or on a loss of place; returns how to stop watching. */
export function watchOutside(nodes, leave) {
  const pressed = (event) => {
    if (!nodes.some((node) => node.contains(event.target))) leave();
  };
  const moved = () => leave();
  document.addEventListener("pointerdown", pressed, true);
  addEventListener("resize", moved);
  return () => {
    document.removeEventListener("pointerdown", pressed, true);
    removeEventListener("resize", moved);
  };
}

/** The index a key moves to in a list of `length`, or null when the key does not move. */
export function moved(key, index, length) {
  if (!length) return null;
  if (key === "ArrowDown") return (index + 1) % length;
  if (key === "ArrowUp") return (index - 1 + length) % length;
  if (key === "Home") return 0;
  if (key === "End") return length - 1;
  if (key === "PageDown") return Math.min(index + 8, length - 1);
  if (key === "PageUp") return Math.max(index - 8, 0);
  return null;
}
