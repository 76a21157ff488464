// Building the page from nodes. Content only ever becomes a text node here: no markup is parsed, anywhere in the page.

const SVG = "http://www.w3.org/2000/svg";

const ICONS = {
  clock: "M12 3a9 9 0 1 1 0 18 9 9 0 0 1 0-18zM12 7v5l3 2",
  close: "M5 5l14 14M19 5L5 19",
  file: "M7 3h7l4 4v14H7zM14 3v4h4",
  hash: "M9 4L7 20M17 4l-2 16M4 9h16M3.5 15h16",
  menu: "M4 7h16M4 12h16M4 17h16",
  more: "M6 12h.01M12 12h.01M18 12h.01",
  person: "M12 4a4 4 0 1 1 0 8 4 4 0 0 1 0-8zM4 20c1-4 4-6 8-6s7 2 8 6",
  plus: "M12 5v14M5 12h14",
  reply: "M9 8l-5 4 5 4M4 12h9a6 6 0 0 1 6 6",
  send: "M4 12l16-8-6 16-3-7z",
  thread: "M5 5v7a4 4 0 0 0 4 4h10M15 12l4 4-4 4",
  down: "M6 9l6 6 6-6",
  eye: "M2 12s4-7 10-7 10 7 10 7-4 7-10 7S2 12 2 12zM12 9.5a2.5 2.5 0 1 1 0 5 2.5 2.5 0 0 1 0-5z",
  check: "M5 12l5 5 9-10",
  link: "M14 5h5v5M19 5l-8 8M17 14v5H5V7h5",
};

/** One element with its attributes, listeners (`onclick`) and children; missing children are left out. */
export function h(tag, props, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props ?? {})) assign(node, name, value);
  node.append(...children.flat(Infinity).filter(present));
  return node;
}

function assign(node, name, value) {
  if (!present(value)) return;
  if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
  else if (name === "class") node.className = value;
  else if (name === "value" || name === "checked") node[name] = value;
  else node.setAttribute(name, value === true ? "" : String(value));
}

function present(value) {
  return value !== undefined && value !== null && value !== false;
}

/** A line drawing beside a text that says the same: hidden from screen readers. */
export function icon(name) {
  const picture = document.createElementNS(SVG, "svg");
  for (const [key, value] of [
    ["viewBox", "0 0 24 24"],
    ["class", `icon icon-${name}`],
    ["aria-hidden", "true"],
  ]) {
    picture.setAttribute(key, value);
  }
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", ICONS[name]);
  picture.append(path);
  return picture;
}

/** A number that no other call returns, for ids that labels point at. */
let last = 0;
export function fresh(prefix) {
  last += 1;
  return `${prefix}-${last}`;
}

/** The address when it is http or https, else nothing; files of the room are always asked of the host that served the page. */
export function safeUrl(address) {
  try {
    const url = new URL(address, location.href);
    if (url.protocol !== "http:" && url.protocol !== "https:") return null;
    const ours = ["127.0.0.1", "localhost", "[::1]"].includes(url.hostname) && url.port === location.port;
    return ours ? url.pathname + url.search + url.hash : url.href;
  } catch {
    return null;
  }
}

/** Calls `act` once the calls have stopped for `milliseconds`. */
export function debounce(act, milliseconds) {
  let timer = 0;
  return (...values) => {
    clearTimeout(timer);
    timer = setTimeout(() => act(...values), milliseconds);
  };
}
