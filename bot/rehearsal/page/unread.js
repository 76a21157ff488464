// Which channels hold something new for this member, kept in the browser between visits.
import { compareIds } from "./clock.js";

export class Unread {
  constructor(store) {
    this.store = store;
    this.key = `room.read.${store.me}`;
    this.read = this.#load();
    this.calls = new Map();
    store.hear("world", () => this.#meet());
    store.hear("messages", (detail) => this.#count(detail));
  }

  #load() {
    try {
      return new Map(Object.entries(JSON.parse(localStorage.getItem(this.key) ?? "{}")));
    } catch {
      return new Map();
    }
  }

  #save() {
    localStorage.setItem(this.key, JSON.stringify(Object.fromEntries(this.read)));
  }

  // On the very first visit everything counts as read; a channel met later counts as unread when it holds something.
  #meet() {
    if (this.read.size) return;
    for (const channel of this.store.channels.values())
      this.read.set(channel.id, channel.last_message_id ?? channel.id);
    this.#save();
  }

  #count({ channel, message, isNew }) {
    if (!isNew) return;
    if (channel === this.store.current && !document.hidden) return this.mark(channel);
    if (this.store.isMe(message.author?.id)) return this.mark(channel);
    if (this.#callsMe(message)) this.calls.set(channel, (this.calls.get(channel) ?? 0) + 1);
    return this.store.tell("unread");
  }

  #callsMe(message) {
    return (message.mentions ?? []).some((user) => this.store.isMe(user.id));
  }

  /** Counts everything in the channel as seen. */
  mark(channelId) {
    const last = this.store.channels.get(channelId)?.last_message_id;
    this.calls.delete(channelId);
    if (last && last !== this.read.get(channelId)) {
      this.read.set(channelId, last);
      this.#save();
    }
    this.store.tell("unread");
  }

  has(channel) {
    const last = channel.last_message_id;
    return Boolean(last) && compareIds(last, this.read.get(channel.id) ?? "0") > 0;
  }

  callsIn(channelId) {
    return this.calls.get(channelId) ?? 0;
  }

  total() {
    return [...this.calls.values()].reduce((sum, count) => sum + count, 0);
  }
}
