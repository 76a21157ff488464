// Names and pictures of users, members and webhooks.
import { h, safeUrl } from "./dom.js";

/** What a user is called: nickname, display name, then username. */
export function nameOf(user, member) {
  return member?.nick || user?.global_name || user?.username || "somebody";
}

/** Where the picture of a message's author or a user is, or null when there is none. */
export function pictureOf(user) {
  if (user?.avatar_url) return safeUrl(user.avatar_url);
  if (!user?.avatar) return null;
  if (/^(https?:\/)?\//.test(user.avatar)) return safeUrl(user.avatar);
  return `/cdn/avatars/${user.id}/${user.avatar}.png`;
}

/** A round picture, or the initial on a colour of the name's own when there is none or it does not load. */
export function avatar(user, name, size = "") {
  const frame = h("span", { class: `avatar ${size}`, "aria-hidden": "true" }, initial(name));
  frame.style.setProperty("--hue", String(hueOf(`${user?.id ?? ""}${name}`)));
  const address = pictureOf(user);
  if (address) frame.append(picture(address));
  return frame;
}

function picture(address) {
  const image = h("img", { src: address, alt: "", loading: "lazy" });
  image.addEventListener("error", () => image.remove());
  return image;
}

function initial(name) {
  const letters = name.match(/\p{L}|\p{N}/u);
  return (letters?.[0] ?? "?").toUpperCase();
}

// Names that differ in one letter get colours far apart.
function hueOf(text) {
  let sum = 2166136261;
  for (const letter of text) sum = Math.imul(sum ^ letter.codePointAt(0), 16777619) >>> 0;
  return Math.round((sum * 137.508) % 360);
}
