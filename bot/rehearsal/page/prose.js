// Draws the tree that markdown.js reads. Names of members, roles and channels come from the store.
import { stampText } from "./clock.js";
import { h, safeUrl } from "./dom.js";
import { readBlocks, readSpans } from "./markdown.js";

/** A message's text as nodes, `names` being the store (or whatever answers userName, roleName and placeName). */
export function prose(source, names) {
  return h(
    "div",
    { class: "prose", dir: "auto" },
    readBlocks(source).map((block) => drawBlock(block, names)),
  );
}

/** One line of text, for titles and labels: no blocks in it. */
export function line(source, names) {
  return readSpans(source.replaceAll("\n", " ")).map((span) => drawSpan(span, names));
}

/** The words of a text without its marks, for announcements and one-line previews. */
export function plainText(source, names) {
  const shown = prose(source, names);
  for (const end of shown.querySelectorAll("br, p, blockquote, li, pre, h3, h4, h5")) end.after(" ");
  const text = shown.textContent;
  return text.replace(/\s+/g, " ").trim();
}

function drawBlock(block, names) {
  switch (block.kind) {
    case "heading":
      return h(`h${block.level + 2}`, { class: `title title-${block.level}` }, spans(block.inside, names));
    case "subtext":
      return h("p", { class: "subtext" }, spans(block.inside, names));
    case "quote":
      return h(
        "blockquote",
        { dir: "auto" },
        block.inside.map((inner) => drawBlock(inner, names)),
      );
    case "code":
      return h("pre", { tabindex: "0" }, h("code", null, block.text));
    case "list":
      return h(
        "ul",
        { class: "list" },
        block.items.map((item) => drawItem(item, names)),
      );
    default:
      return h("p", { dir: "auto" }, between(block.lines.map((inner) => spans(inner, names))));
  }
}

function drawItem(item, names) {
  const mark = /\d/.test(item.mark) ? item.mark : "•";
  return h(
    "li",
    { class: `level-${item.level}` },
    h("span", { class: "mark" }, `${mark} `),
    h("span", { dir: "auto" }, spans(item.inside, names)),
  );
}

function between(lines) {
  return lines.flatMap((nodes, index) => (index ? [h("br"), ...nodes] : nodes));
}

const spans = (list, names) => list.map((span) => drawSpan(span, names));

const TAGS = { strong: "strong", em: "em", under: "u", strike: "s" };

function drawSpan(span, names) {
  switch (span.kind) {
    case "text":
      return span.text;
    case "code":
      return h("code", null, span.text);
    case "link":
      return drawLink(span, names);
    case "mention":
      return drawMention(span, names);
    case "everyone":
      return h("span", { class: "mention" }, span.name);
    case "command":
      return h("span", { class: "mention" }, `/${span.name}`);
    case "emoji":
      return h("span", { class: "emoji" }, `:${span.name}:`);
    case "time":
      return h("time", { class: "stamp", title: stampText(span.seconds, "F") }, stampText(span.seconds, span.style));
    case "spoiler":
      return drawSpoiler(spans(span.inside, names));
    default:
      return h(TAGS[span.kind], null, spans(span.inside, names));
  }
}

function drawLink(span, names) {
  const address = safeUrl(span.address);
  const inside = spans(span.inside, names);
  if (!address) return h("span", null, inside);
  const place = roomPlace(span.address);
  if (place)
    return h("a", { href: `#${place}`, class: "jump", "data-jump": place }, shownPlace(span, place, inside, names));
  return h("a", { href: address, target: "_blank", rel: "noopener noreferrer nofollow" }, inside);
}

// A link to a message of Discord (…/channels/guild/channel/message) leads to that message in this room.
function roomPlace(address) {
  const match = /^https?:\/\/(?:[\w-]+\.)*discord(?:app)?\.com\/channels\/[\w@]+\/(\d+)(?:\/(\d+))?$/.exec(address);
  if (!match) return null;
  return match[2] ? `${match[1]}/${match[2]}` : match[1];
}

function shownPlace(span, place, inside, names) {
  const bare = span.inside.length === 1 && span.inside[0].text === span.address;
  return bare ? `${names.placeName(place.split("/")[0])} › message` : inside;
}

function drawMention(span, names) {
  if (span.of === "role") return h("span", { class: "mention" }, `@${names.roleName(span.id)}`);
  if (span.of === "channel") {
    return h("a", { href: `#${span.id}`, class: "mention", "data-jump": span.id }, names.placeName(span.id));
  }
  const mine = names.isMe?.(span.id) ? " me" : "";
  return h("bdi", { class: `mention${mine}` }, `@${names.userName(span.id)}`);
}

function drawSpoiler(inside) {
  const cover = h("span", { class: "spoiler", role: "button", tabindex: "0", "aria-label": "Spoiler, press to show" });
  const body = h("span", { class: "spoiler-text", "aria-hidden": "true" }, inside);
  const show = (event) => {
    if (event.type === "keydown" && event.key !== "Enter" && event.key !== " ") return;
    if (cover.classList.contains("shown")) return;
    event.preventDefault();
    reveal(cover, body);
  };
  cover.addEventListener("click", show);
  cover.addEventListener("keydown", show);
  cover.append(body);
  return cover;
}

function reveal(cover, body) {
  cover.classList.add("shown");
  for (const name of ["role", "tabindex", "aria-label"]) cover.removeAttribute(name);
  body.removeAttribute("aria-hidden");
}
