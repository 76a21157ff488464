// The members' side of the room over HTTP. One function a request; no state, no nodes.

/** A request that the room refused (`status` 4xx, its sentence) or that never reached it (`status` 0). */
export class Refused extends Error {
  constructor(sentence, status) {
    super(sentence);
    this.status = status;
  }
}

async function ask(method, path, body) {
  const options = { method, headers: {} };
  if (body !== undefined) {
    options.headers["Content-Type"] = "application/json";
    options.body = JSON.stringify(body);
  }
  const response = await fetch(path, options).catch(() => {
    throw new Refused("The room does not answer. Is its process still running?", 0);
  });
  return read(response);
}

async function read(response) {
  const text = await response.text();
  const value = parsed(text);
  if (response.ok) return value;
  const sentence = value?.error ?? value?.message ?? `The room answered with status ${response.status}.`;
  throw new Refused(String(sentence), response.status);
}

function parsed(text) {
  try {
    return text ? JSON.parse(text) : null;
  } catch {
    return null;
  }
}

function query(values) {
  const given = Object.entries(values).filter(([, value]) => value !== undefined && value !== null);
  return new URLSearchParams(given).toString();
}

const part = encodeURIComponent;

export const world = (member) => ask("GET", `/room/world?${query({ as: member })}`);

export const commands = (member, guild) => ask("GET", `/room/members/${part(member)}/commands?${query({ guild })}`);

export const messages = (member, channel, { before, limit = 50 } = {}) =>
  ask("GET", `/room/channels/${part(channel)}/messages?${query({ as: member, limit, before })}`);

export const post = (member, channel, content, { replyTo, ping } = {}) =>
  ask("POST", `/room/channels/${part(channel)}/messages`, { as: member, content, reply_to: replyTo, ping });

export const remove = (member, channel, message) =>
  ask("DELETE", `/room/channels/${part(channel)}/messages/${part(message)}?${query({ as: member })}`);

export const openDirect = (member) => ask("POST", `/room/members/${part(member)}/direct`, {});

export const typing = (member, channel) => ask("POST", `/room/channels/${part(channel)}/typing`, { as: member });

/** Commands, presses and forms, in the language of the browser, as Discord's clients send theirs. */
export const interact = (payload) => ask("POST", "/room/interactions", { locale: navigator.language, ...payload });

export const changeEvent = (event, change) => ask("PATCH", `/room/events/${part(event)}`, change);

/** The text of a file of the room, at most `limit` characters of it. */
export async function fileText(address, limit) {
  const response = await fetch(address);
  if (!response.ok) throw new Refused("The file is no longer there.", response.status);
  const text = await response.text();
  return text.length > limit ? `${text.slice(0, limit)}\n…` : text;
}

/** A chosen file as the room takes it: name, type and content in base 64. */
export async function fileBody(file) {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let binary = "";
  for (let start = 0; start < bytes.length; start += 0x8000) {
    binary += String.fromCharCode(...bytes.subarray(start, start + 0x8000));
  }
  return { filename: file.name, content_type: file.type || "application/octet-stream", content_base64: btoa(binary) };
}
