// Files of a message: pictures shown, everything else to download, small texts to look into.
import { fileText } from "./api.js";
import { h, icon, safeUrl } from "./dom.js";

const PREVIEW = 20_000;
const SMALL = 300_000;
const TEXTS = /\.(txt|md|json|csv|html?|fountain|log|ya?ml|toml|py|xml|srt)$/i;
const PICTURES = /\.(png|jpe?g|gif|webp|avif)$/i;

const isPicture = (file) =>
  (file.content_type ?? "").startsWith("image/") ? !/svg/.test(file.content_type) : PICTURES.test(file.filename ?? "");
const isText = (file) => /^text\/|json/.test(file.content_type ?? "") || TEXTS.test(file.filename ?? "");

/** The address of a media item; `attachment://name` means a file of the same message. */
export function mediaUrl(media, message) {
  const url = media?.url ?? "";
  if (!url.startsWith("attachment://")) return safeUrl(url);
  const name = url.slice("attachment://".length);
  const file = (message?.attachments ?? []).find((each) => each.filename === name);
  return file ? safeUrl(file.url) : null;
}

/** The files of a message, without those that its components show already. */
export function attachments(message) {
  const shown = JSON.stringify(message.components ?? []);
  const rest = (message.attachments ?? []).filter(
    (file) => !shown.includes(`attachment://${file.filename}`) && !shown.includes(JSON.stringify(file.url ?? file.id)),
  );
  const cards = rest.map((file) => (isPicture(file) ? picture(file) : attachmentCard(file)));
  return cards.length ? h("div", { class: "files" }, cards) : null;
}

function picture(file) {
  const address = safeUrl(file.url);
  const image = h("img", {
    src: address,
    alt: file.description ?? file.filename ?? "",
    loading: "lazy",
    width: file.width,
    height: file.height,
  });
  const link = h("a", { class: "picture", href: address, target: "_blank", rel: "noopener" }, image);
  image.addEventListener("error", () => link.replaceWith(attachmentCard(file)));
  return link;
}

/** A row of pictures of Components V2. */
export function gallery(items, message) {
  const shots = items.map((item) =>
    h("img", { src: mediaUrl(item.media, message), alt: item.description ?? "", loading: "lazy" }),
  );
  return h("div", { class: `gallery of-${Math.min(items.length, 4)}` }, shots);
}

/** A file with its name, size and download link. */
export function attachmentCard(file) {
  const address = safeUrl(file.url ?? "");
  const card = h(
    "div",
    { class: "file", "data-testid": "attachment", "data-filename": file.filename },
    h(
      "div",
      { class: "file-head" },
      icon("file"),
      nameLink(file, address),
      h("span", { class: "file-size" }, size(file.size)),
    ),
  );
  if (address && isText(file) && (file.size ?? 0) <= SMALL) card.firstChild.append(lookInside(file, address, card));
  return card;
}

function nameLink(file, address) {
  if (!address) return h("bdi", null, file.filename ?? "file");
  return h("a", { href: address, download: file.filename ?? "" }, h("bdi", null, file.filename ?? "file"));
}

function lookInside(file, address, card) {
  const button = h(
    "button",
    { type: "button", class: "button quiet small", "aria-expanded": "false" },
    icon("eye"),
    "Preview",
  );
  button.addEventListener("click", async () => {
    const open = card.querySelector(".file-text");
    open?.remove();
    button.setAttribute("aria-expanded", String(!open));
    if (!open) card.append(await textBox(file, address));
  });
  return button;
}

async function textBox(file, address) {
  const text = await fileText(address, PREVIEW).catch((problem) => problem.message);
  return h(
    "pre",
    { class: "file-text", tabindex: "0", dir: "auto", "aria-label": `Contents of ${file.filename}` },
    text,
  );
}

function size(bytes) {
  if (!Number.isFinite(bytes)) return "";
  if (bytes < 1024) return `${bytes} bytes`;
  return bytes < 1_048_576 ? `${(bytes / 1024).toFixed(1)} KB` : `${(bytes / 1_048_576).toFixed(1)} MB`;
}
