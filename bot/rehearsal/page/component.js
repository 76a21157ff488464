// Message components: action rows with buttons and selects, and Components V2.
import { attachmentCard, gallery, mediaUrl } from "./attachment.js";
import { optionsOf } from "./choices.js";
import { h, icon, safeUrl } from "./dom.js";
import { prose } from "./prose.js";
import { select } from "./select.js";

const STYLES = { 1: "primary", 2: "secondary", 3: "success", 4: "danger", 5: "link" };

/** The components of a message as nodes; `scene` holds the store and the actions. */
export function components(message, scene) {
  return (message.components ?? []).map((part) => draw(part, message, scene));
}

function draw(part, message, scene) {
  return (DRAW[part.type] ?? unknown)(part, message, scene);
}

const inner = (list, message, scene) => (list ?? []).map((part) => draw(part, message, scene));

const DRAW = {
  1: (part, message, scene) => h("div", { class: "row" }, inner(part.components, message, scene)),
  2: button,
  3: chooser,
  5: chooser,
  6: chooser,
  7: chooser,
  8: chooser,
  9: section,
  10: (part, message, scene) => prose(part.content ?? "", scene.store),
  11: thumbnail,
  12: (part, message) => gallery(part.items ?? [], message),
  13: (part, message) => attachmentCard(fileOf(part, message)),
  14: separator,
  17: container,
};

function unknown(part) {
  return h("p", { class: "subtext" }, `A component of type ${part.type} that this page cannot show.`);
}

function faceOf(part) {
  const emoji = part.emoji?.name;
  return [
    emoji &&
      h(
        "span",
        { class: "button-emoji", "aria-hidden": part.label ? "true" : null },
        part.emoji.id ? `:${emoji}:` : emoji,
      ),
    part.label && h("bdi", null, part.label),
  ];
}

function button(part, message, scene) {
  if (part.style === 5) return linkButton(part);
  const busy = scene.store.note(message).busy === part.custom_id;
  return h(
    "button",
    {
      type: "button",
      class: `button ${STYLES[part.style] ?? "secondary"}${busy ? " busy" : ""}`,
      "data-testid": "button",
      "data-custom-id": part.custom_id,
      disabled: part.disabled,
      "aria-busy": busy ? "true" : null,
      onclick: () => scene.actions.press(message, part.custom_id),
    },
    faceOf(part),
  );
}

function linkButton(part) {
  const address = safeUrl(part.url ?? "");
  const jump = /\/channels\/[\w@]+\/(\d+)(?:\/(\d+))?$/.exec(part.url ?? "");
  const place = jump && (jump[2] ? `${jump[1]}/${jump[2]}` : jump[1]);
  const off = part.disabled || !address;
  const props = { class: "button link", "data-testid": "button", "aria-disabled": off ? "true" : null };
  if (place && !off) return h("a", { ...props, href: `#${place}`, "data-jump": place }, faceOf(part), icon("link"));
  return h(
    "a",
    { ...props, href: off ? null : address, target: "_blank", rel: "noopener noreferrer" },
    faceOf(part),
    icon("link"),
  );
}

function chooser(part, message, scene) {
  const options = optionsOf(part, scene.store, message.channel_id);
  const node = select(part, options, (values) => scene.actions.press(message, part.custom_id, values));
  const busy = scene.store.note(message).busy === part.custom_id;
  node.classList.toggle("busy", busy);
  return node;
}

function section(part, message, scene) {
  return h(
    "div",
    { class: "section" },
    h("div", { class: "section-text" }, inner(part.components, message, scene)),
    part.accessory && h("div", { class: "accessory" }, draw(part.accessory, message, scene)),
  );
}

function thumbnail(part, message) {
  const address = mediaUrl(part.media, message);
  return h("img", { class: "thumbnail", src: address, alt: part.description ?? "", loading: "lazy" });
}

function fileOf(part, message) {
  const url = part.file?.url ?? "";
  const name = part.name ?? decodeURIComponent(url.split(/[/?#]/).filter(Boolean).at(-1) ?? "file");
  const known = (message.attachments ?? []).find((each) => each.filename === name || each.url === url);
  return { filename: name, size: part.size, ...known, url: mediaUrl(part.file, message) };
}

function separator(part) {
  const space = part.spacing === 2 ? " wide" : "";
  return part.divider === false ? h("div", { class: `space${space}` }) : h("hr", { class: `divider${space}` });
}

function container(part, message, scene) {
  const box = h("div", { class: "container", role: "group" }, inner(part.components, message, scene));
  if (typeof part.accent_color === "number") box.style.setProperty("--accent", hex(part.accent_color));
  if (part.spoiler) cover(box);
  return box;
}

export const hex = (number) => `#${Math.max(0, number).toString(16).padStart(6, "0").slice(-6)}`;

function cover(box) {
  const lid = h("button", { type: "button", class: "button secondary lid" }, "Spoiler: show");
  lid.addEventListener("click", () => {
    box.classList.remove("covered");
    lid.remove();
  });
  box.classList.add("covered");
  box.prepend(lid);
}
