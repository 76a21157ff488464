// The messages of the chosen channel, kept in step with the store; old nodes stay as long as their message does.
import { compareIds, dayName, momentOf } from "./clock.js";
import { h } from "./dom.js";
import { authorName, failedNote, messageItem, thinking } from "./message.js";
import { isDirect, isThread } from "./permissions.js";
import { plainText } from "./prose.js";
import { FLAGS } from "./store.js";

const CLOSE_BELOW = 80;
const RUN = 5 * 60_000;
const NAMES = /<[@#]|"thread"|"interaction/;

export class Timeline {
  constructor(store, loader, scene, announce) {
    Object.assign(this, { store, loader, scene, announce });
    this.drawn = new Map();
    this.days = new Map();
    this.epoch = 0;
    this.below = true;
    this.top = 0;
    this.wanted = null;
    this.list = h("ol", { class: "messages", "aria-label": "Messages" });
    this.start = h("div", { class: "start" });
    this.scroll = h("div", { class: "scroll", tabindex: "-1" }, this.start, this.list);
    this.jump = h(
      "button",
      { type: "button", class: "to-newest", hidden: true, onclick: () => this.toNewest() },
      "New messages below",
    );
    this.node = h("div", { class: "timeline" }, this.scroll, this.jump);
    this.#watch();
  }

  #watch() {
    this.store.hear("messages", (detail) => detail.channel === this.store.current && this.#changed(detail));
    this.store.hear("world", () => this.#renamed());
    this.scroll.addEventListener("scroll", () => this.#scrolled());
    this.list.addEventListener("keydown", (event) => this.#key(event));
    new ResizeObserver(() => this.below && this.toNewest()).observe(this.list);
    new ResizeObserver(() => this.below && this.toNewest()).observe(this.scroll);
  }

  /** Shows the current channel from its newest message on, or from the message asked for. */
  open(messageId = null) {
    this.drawn.clear();
    this.list.replaceChildren();
    this.below = true;
    this.wanted = messageId;
    this.#draw();
  }

  toNewest() {
    this.scroll.scrollTop = this.scroll.scrollHeight;
    this.top = this.scroll.scrollTop;
    this.below = true;
    this.jump.hidden = true;
  }

  focus(messageId) {
    const node = this.drawn.get(messageId)?.node;
    if (!node) return false;
    this.below = false;
    node.scrollIntoView({ block: "center" });
    node.focus({ preventScroll: true });
    node.classList.add("found");
    setTimeout(() => node.classList.remove("found"), 1600);
    return true;
  }

  #renamed() {
    this.epoch += 1;
    if (this.store.current) this.#draw();
  }

  // Whoever sends a command wants to see what comes of it, wherever they were reading.
  #changed({ message, isNew, isSent }) {
    if (isSent) this.below = true;
    this.#draw();
    if (!isNew || message.flags & FLAGS.thinking) return;
    if (!this.below && !this.store.isMe(message.author?.id)) this.jump.hidden = false;
    if (this.store.isMe(message.author?.id)) this.toNewest();
    else this.announce(`${authorName(message, this.store)}: ${spoken(message, this.store)}`);
  }

  #draw() {
    const channel = this.store.current;
    const messages = this.store.messages(channel);
    const nodes = messages.map((message) => this.#nodeOf(message));
    const waiting = (this.store.pending.get(channel) ?? []).map((entry) =>
      pendingItem(entry, this.store, () => this.store.dropPending(channel, entry)),
    );
    this.#forget(messages);
    replaceInPlace(this.list, [...withDays(messages, nodes, this.days), ...waiting]);
    this.#drawStart(channel);
    if (this.below) this.toNewest();
    if (this.wanted && this.store.cache(channel).loaded) this.wanted = this.focus(this.wanted) ? null : this.wanted;
  }

  // Messages and notes are never changed in place, so the same object means the same drawing; names may have changed, though.
  #nodeOf(message) {
    const note = this.store.note(message);
    const known = this.drawn.get(message.id);
    const same = known?.message === message && known.note === note && (known.epoch === this.epoch || !known.named);
    if (same) return known.node;
    const node = messageItem(message, this.scene);
    if (known) keepFocus(known.node, node);
    this.drawn.set(message.id, { message, note, node, epoch: this.epoch, named: NAMES.test(JSON.stringify(message)) });
    return node;
  }

  #forget(messages) {
    const kept = new Set(messages.map((message) => message.id));
    for (const id of this.drawn.keys()) if (!kept.has(id)) this.drawn.delete(id);
  }

  #drawStart(channelId) {
    const cache = this.store.cache(channelId);
    const channel = this.store.channels.get(channelId);
    const kind = isDirect(channel) ? "talk" : isThread(channel) ? "thread" : "channel";
    const words = cache.whole
      ? [
          h("h2", null, h("bdi", null, this.store.placeName(channelId))),
          h("p", null, `This is where the ${kind} begins.`),
        ]
      : [];
    const more =
      cache.loaded && !cache.whole
        ? [
            h(
              "button",
              { type: "button", class: "button secondary", onclick: () => this.#older() },
              "Show older messages",
            ),
          ]
        : [];
    const busy = cache.loaded ? [] : [h("p", { role: "status" }, "Opening the channel…")];
    this.start.replaceChildren(...words, ...more, ...busy);
  }

  async #older() {
    if (this.loading) return;
    this.loading = true;
    const before = this.scroll.scrollHeight - this.scroll.scrollTop;
    this.below = false;
    await this.loader.loadOlder(this.store.current).catch(this.loader.complain);
    this.scroll.scrollTop = this.scroll.scrollHeight - before;
    this.loading = false;
  }

  // Only a move upwards leaves the newest message: messages that come in quick succession must not count as one.
  #scrolled() {
    const { scrollHeight, scrollTop, clientHeight } = this.scroll;
    if (scrollHeight - scrollTop - clientHeight < CLOSE_BELOW) this.below = true;
    else if (scrollTop < this.top) this.below = false;
    this.top = scrollTop;
    if (this.below) this.jump.hidden = true;
    if (scrollTop < 40 && scrollHeight > clientHeight && !this.below) this.#older();
  }

  // Arrow keys walk from message to message once one has the focus.
  #key(event) {
    const item = event.target;
    if (!item.classList?.contains("message")) return;
    const rows = [...this.list.querySelectorAll(".message[data-message]")];
    const steps = { ArrowUp: -1, ArrowDown: 1 };
    const step = steps[event.key];
    if (step) rows[rows.indexOf(item) + step]?.focus();
    else if (event.key === "Enter" || event.key === "ContextMenu") this.#openMenu(item);
    else if (event.key === "r") this.#reply(item);
    else return;
    event.preventDefault();
  }

  #messageOf(item) {
    return this.store.message(this.store.current, item.dataset.message);
  }

  #openMenu(item) {
    this.scene.menu(this.#messageOf(item), item.querySelector(".tool:last-child") ?? item);
  }

  #reply(item) {
    if (this.store.mayWrite(this.store.current)) this.scene.reply(this.#messageOf(item));
  }

  /** Moves the focus to the newest message. */
  focusLast() {
    const rows = this.list.querySelectorAll(".message[data-message]");
    rows[rows.length - 1]?.focus();
  }
}

function spoken(message, store) {
  if (message.content) return plainText(message.content, store);
  return message.attachments?.length ? "a file" : "a panel";
}

// Brings the list's children to the wanted order and touches only what differs, so that focus and scroll stay.
function replaceInPlace(list, wanted) {
  const keep = new Set(wanted);
  for (const node of [...list.children]) if (!keep.has(node)) node.remove();
  wanted.forEach((node, index) => {
    if (list.children[index] !== node) list.insertBefore(node, list.children[index] ?? null);
  });
}

// A redrawn message takes the focus over: the same control, or the message itself.
function keepFocus(old, node) {
  const held = document.activeElement;
  if (!held || !old.contains(held)) return;
  const id = held.dataset.customId;
  queueMicrotask(() => {
    const same = id && [...node.querySelectorAll("[data-custom-id]")].find((each) => each.dataset.customId === id);
    if (same && !same.disabled) same.focus();
    else node.focus();
  });
}

// Messages of one author close together are one run; a line of its own says where a day begins.
function withDays(messages, nodes, days) {
  return messages.flatMap((message, index) => {
    const day = momentOf(message).toDateString();
    const previous = messages[index - 1];
    const newDay = !previous || momentOf(previous).toDateString() !== day;
    nodes[index].classList.toggle("continued", !newDay && continues(previous, message));
    return newDay ? [dayItem(day, momentOf(message), days), nodes[index]] : [nodes[index]];
  });
}

function dayItem(day, moment, days) {
  if (!days.has(day)) days.set(day, h("li", { class: "day" }, dayName(moment)));
  return days.get(day);
}

function continues(previous, message) {
  const sameVoice =
    previous.author?.id === message.author?.id && previous.author?.username === message.author?.username;
  const near = momentOf(message) - momentOf(previous) < RUN;
  const plain = message.type === 0 && !message.referenced_message && !message.interaction && !SYSTEM.has(previous.type);
  const open = (message.flags & FLAGS.private) === (previous.flags & FLAGS.private);
  return sameVoice && near && plain && open && compareIds(previous.id, message.id) < 0;
}

const SYSTEM = new Set([6, 7, 18]);

function pendingItem(entry, store, dismiss) {
  const body = {
    sending: h("p", { class: "thinking" }, "Sending the command…"),
    thinking: thinking(store),
    failed: failedNote(),
  };
  const gone =
    entry.state === "failed" &&
    h(
      "p",
      { class: "private-note" },
      "Only you can see this",
      h("button", { type: "button", class: "text-button", onclick: dismiss }, "Dismiss"),
    );
  return h(
    "li",
    { class: `message pending ${entry.state}`, "data-testid": "pending" },
    h("div", { class: "above" }, "You used ", h("code", null, entry.name)),
    h("div", { class: "message-line" }, body[entry.state], gone),
  );
}
