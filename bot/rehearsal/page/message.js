// One message as a list item.
import { FAILED } from "./actions.js";
import { attachments } from "./attachment.js";
import { fullTime, momentOf, shortTime } from "./clock.js";
import { components } from "./component.js";
import { h, icon } from "./dom.js";
import { embed } from "./embed.js";
import { avatar, nameOf } from "./people.js";
import { plainText, prose } from "./prose.js";
import { FLAGS } from "./store.js";

const SYSTEM = {
  6: () => " pinned a message.",
  7: () => " came in.",
  18: (message) => [
    " started a thread: ",
    h(
      "a",
      { href: `#${message.message_reference?.channel_id ?? ""}`, "data-jump": message.message_reference?.channel_id },
      message.content,
    ),
  ],
};

/** A message drawn anew; `scene` holds store, actions and menu. */
export function messageItem(message, scene) {
  const isPrivate = Boolean(message.flags & FLAGS.private);
  const name = authorName(message, scene.store);
  return h(
    "li",
    {
      class: `message${isPrivate ? " private" : ""}${callsMe(message, scene.store) ? " calls-me" : ""}`,
      id: `m-${message.id}`,
      "data-testid": `message-${message.id}`,
      "data-message": message.id,
      "data-author": name,
      tabindex: "-1",
      "aria-label": `${name}, ${shortTime(momentOf(message))}`,
    },
    above(message, scene),
    h(
      "div",
      { class: "message-line" },
      avatar(message.author, name),
      h("div", { class: "message-body" }, head(message, name), bodyOf(message, scene), below(message, scene)),
    ),
    tools(message, scene),
  );
}

/** Who a message is from, as shown. */
export function authorName(message, store) {
  if (message.webhook_id) return message.author?.username ?? "webhook";
  return nameOf(
    store.users.get(message.author?.id) ?? message.author,
    store.memberIn(store.guild(message.channel_id), message.author?.id),
  );
}

function callsMe(message, store) {
  return (message.mentions ?? []).some((user) => store.isMe(user.id)) && !store.isMe(message.author?.id);
}

function above(message, scene) {
  const reply = message.type === 19 || message.referenced_message ? replyLine(message, scene) : null;
  return reply ?? usedLine(message, scene.store);
}

function replyLine(message, { store }) {
  const id = message.message_reference?.message_id ?? message.referenced_message?.id;
  const origin = message.referenced_message ?? store.message(message.channel_id, id);
  if (!origin) return h("div", { class: "above" }, icon("reply"), h("em", null, "The message answered here is gone."));
  const words = plainText(origin.content || "", store) || "a panel or a file";
  return h(
    "a",
    { class: "above", href: `#${message.channel_id}/${id}`, "data-jump": `${message.channel_id}/${id}` },
    icon("reply"),
    h("bdi", { class: "above-name" }, authorName({ channel_id: message.channel_id, ...origin }, store)),
    h("bdi", { class: "above-text" }, words.slice(0, 140)),
  );
}

function usedLine(message, store) {
  const used = { ...message.interaction_metadata, ...message.interaction };
  if (used.type !== 2 || !used.name || !used.user) return null;
  const name = message.type === 23 ? used.name : `/${used.name}`;
  return h(
    "div",
    { class: "above" },
    icon("reply"),
    h("bdi", { class: "above-name" }, nameOf(store.users.get(used.user.id) ?? used.user)),
    " used ",
    h("code", null, name),
  );
}

function head(message, name) {
  const moment = momentOf(message);
  const badge =
    message.author?.bot || message.webhook_id
      ? h("span", { class: "badge", title: "Written by an app, not by a person" }, "BOT")
      : null;
  return h(
    "div",
    { class: "head" },
    h("bdi", { class: "author" }, name),
    badge,
    h("time", { datetime: moment.toISOString(), title: fullTime(moment) }, shortTime(moment)),
  );
}

function bodyOf(message, scene) {
  const said = SYSTEM[message.type];
  if (said) return h("p", { class: "system" }, said(message));
  if (message.flags & FLAGS.thinking) return thinking(scene.store);
  return [
    message.content && textOf(message, scene.store),
    (message.embeds ?? []).map((data) => embed(data, message, scene.store)),
    attachments(message),
    partsOf(message, scene),
    !message.content && message.edited_timestamp && editedMark(message),
  ];
}

function textOf(message, store) {
  const body = prose(message.content, store);
  if (message.edited_timestamp)
    (body.lastElementChild?.tagName === "P" ? body.lastElementChild : body).append(editedMark(message));
  return body;
}

function editedMark(message) {
  return h("span", { class: "edited", title: fullTime(new Date(message.edited_timestamp)) }, " (edited)");
}

function partsOf(message, scene) {
  const parts = components(message, scene);
  return parts.length ? h("div", { class: message.flags & FLAGS.panel ? "parts panel" : "parts" }, parts) : null;
}

/** "… is thinking", while an answer is on its way. */
export function thinking(store) {
  return h(
    "p",
    { class: "thinking" },
    h("span", { class: "dots", "aria-hidden": "true" }, h("i"), h("i"), h("i")),
    `${store.botName()} is thinking…`,
  );
}

/** What Discord shows when the bot did not answer. */
export function failedNote() {
  return h(
    "p",
    { class: "failed", role: "alert", "data-testid": "failed" },
    FAILED,
    h("small", null, " The bot did not answer within 3 seconds."),
  );
}

function below(message, scene) {
  return [
    message.thread && message.type !== 18 && threadCard(message.thread, scene.store),
    scene.store.note(message).failed && failedNote(),
    message.flags & FLAGS.private ? privateNote(message, scene) : null,
  ];
}

function threadCard(thread, store) {
  const live = store.channels.get(thread.id) ?? thread;
  return h(
    "a",
    { class: "thread-card", href: `#${thread.id}`, "data-jump": thread.id },
    icon("thread"),
    h("bdi", null, live.name),
    h("span", null, "Open thread"),
  );
}

function privateNote(message, { store }) {
  return h(
    "p",
    { class: "private-note", "data-testid": "private" },
    icon("eye"),
    "Only you can see this",
    h("button", { type: "button", class: "text-button", onclick: () => store.dismiss(message) }, "Dismiss"),
  );
}

function tools(message, scene) {
  if (message.flags & FLAGS.thinking) return null;
  const tool = (name, label, act) =>
    h("button", { type: "button", class: "tool", "aria-label": label, title: label, onclick: act }, icon(name));
  const canReply = !(message.flags & FLAGS.private) && scene.store.mayWrite(message.channel_id);
  return h(
    "div",
    { class: "tools" },
    canReply && tool("reply", "Reply", () => scene.reply(message)),
    tool("more", "More", (event) => scene.menu(message, event.currentTarget)),
  );
}
