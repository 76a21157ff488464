// Embeds: title, description, fields, pictures, footer.
import { fullTime } from "./clock.js";
import { hex } from "./component.js";
import { mediaUrl } from "./attachment.js";
import { h, safeUrl } from "./dom.js";
import { line, prose } from "./prose.js";

/** One embed of a message as a node. */
export function embed(data, message, store) {
  const box = h(
    "article",
    { class: "embed" },
    data.thumbnail && h("img", { class: "thumbnail", src: mediaUrl(data.thumbnail, message), alt: "" }),
    data.author?.name && h("p", { class: "embed-author", dir: "auto" }, data.author.name),
    data.title && h("h3", { class: "embed-title", dir: "auto" }, titleOf(data, store)),
    data.description && prose(data.description, store),
    data.fields?.length
      ? h(
          "dl",
          { class: "fields" },
          data.fields.map((field) => fieldOf(field, store)),
        )
      : null,
    data.image && h("img", { class: "embed-image", src: mediaUrl(data.image, message), alt: data.title ?? "" }),
    footOf(data),
  );
  if (typeof data.color === "number") box.style.setProperty("--accent", hex(data.color));
  return box;
}

function titleOf(data, store) {
  const address = data.url ? safeUrl(data.url) : null;
  const words = line(data.title, store);
  return address ? h("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, words) : words;
}

function fieldOf(field, store) {
  return h(
    "div",
    { class: field.inline ? "field inline" : "field" },
    h("dt", { dir: "auto" }, line(field.name ?? "", store)),
    h("dd", null, prose(field.value ?? "", store)),
  );
}

function footOf(data) {
  const when = data.timestamp ? fullTime(new Date(data.timestamp)) : "";
  const words = [data.footer?.text, when].filter(Boolean).join(" · ");
  return words ? h("p", { class: "embed-foot", dir: "auto" }, words) : null;
}
