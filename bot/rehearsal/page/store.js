// What the page knows: the world, the messages, what is unread. It changes by loads and by live events, and tells who listens.
// Nothing here draws, and nothing here asks the room: loader.js does.
import { compareIds } from "./clock.js";
import { nameOf } from "./people.js";
import { BITS, isDirect, isThread, maySend, permissionsIn } from "./permissions.js";

export const FLAGS = { private: 64, thinking: 128, panel: 1 << 15 };

const NO_NOTE = Object.freeze({});

export class Store extends EventTarget {
  constructor(me) {
    super();
    this.me = me;
    this.world = { guilds: [], users: [], bot: { id: "", online: false } };
    this.channels = new Map();
    this.guildOf = new Map();
    this.users = new Map();
    this.commands = new Map();
    this.caches = new Map();
    this.pending = new Map();
    this.notes = new Map();
    this.typing = new Map();
    this.current = null;
    this.link = "opening";
    this.mentions = new Map();
  }

  tell(topic, detail) {
    this.dispatchEvent(new CustomEvent(topic, { detail }));
  }

  hear(topic, act) {
    this.addEventListener(topic, (event) => act(event.detail));
  }

  // --- the world

  setWorld(world) {
    this.world = world;
    this.channels.clear();
    this.users = new Map((world.users ?? []).map((user) => [user.id, user]));
    this.guildOf.clear();
    for (const guild of world.guilds) this.#addGuild(guild);
    for (const channel of world.direct_channels ?? []) this.channels.set(channel.id, channel);
    this.tell("world");
    this.tell("bot");
  }

  #addGuild(guild) {
    for (const channel of guild.channels ?? []) {
      this.channels.set(channel.id, channel);
      this.guildOf.set(channel.id, guild);
    }
    for (const member of guild.members ?? []) {
      if (member.user) this.users.set(member.user.id, member.user);
    }
  }

  setBotOnline(online) {
    this.world.bot.online = online;
    this.tell("bot");
  }

  setLink(state) {
    this.link = state;
    this.tell("link");
  }

  get user() {
    return [...this.users.values()].find((user) => user.username === this.me || user.id === this.me);
  }

  isMe(id) {
    return this.user?.id === id;
  }

  guilds() {
    return this.world.guilds.filter((guild) => this.memberIn(guild, this.user?.id));
  }

  /** Everybody one can act as. */
  people() {
    return (this.world.users ?? []).filter((user) => !user.bot);
  }

  memberIn(guild, userId) {
    return (guild?.members ?? []).find((member) => (member.user?.id ?? member.id) === userId);
  }

  guild(channelId) {
    return this.guildOf.get(channelId);
  }

  permissions(channelId) {
    const channel = this.channels.get(channelId);
    return permissionsIn(this.guild(channelId), channel, this.channels.get(channel?.parent_id), this.user?.id);
  }

  may(what, channelId) {
    return Boolean(this.permissions(channelId) & BITS[what]);
  }

  mayWrite(channelId) {
    return maySend(this.permissions(channelId), this.channels.get(channelId));
  }

  visible(channel) {
    return this.may("viewChannel", channel.id);
  }

  threadsOf(channelId) {
    const threads = [...this.channels.values()].filter((each) => isThread(each) && each.parent_id === channelId);
    return threads.sort((one, other) => archived(one) - archived(other) || compareIds(other.id, one.id));
  }

  // --- names

  userName(id) {
    const guild = this.guild(this.current);
    return nameOf(this.users.get(id), this.memberIn(guild, id)) ?? id;
  }

  channelName(id) {
    const channel = this.channels.get(id);
    return isDirect(channel) ? this.botName() : (channel?.name ?? "unknown");
  }

  /** A channel with its mark, a thread or a person by name alone. */
  placeName(id) {
    const channel = this.channels.get(id);
    return isThread(channel) || isDirect(channel) ? this.channelName(id) : `#${this.channelName(id)}`;
  }

  /** The member's own channel with the bot, once there is one. */
  direct() {
    return (this.world.direct_channels ?? [])[0];
  }

  roleName(id) {
    for (const guild of this.world.guilds) {
      const role = (guild.roles ?? []).find((each) => each.id === id);
      if (role) return role.name.replace(/^@/, "");
    }
    return "unknown role";
  }

  botName() {
    return nameOf(this.users.get(this.world.bot?.id)) ?? "The bot";
  }

  // --- messages

  cache(channelId) {
    if (!this.caches.has(channelId))
      this.caches.set(channelId, { map: new Map(), gone: new Set(), loaded: false, whole: false });
    return this.caches.get(channelId);
  }

  /** Forgets every message, so that a load after a lost connection finds nothing stale. */
  forgetMessages() {
    this.caches.clear();
  }

  /** Takes a loaded page of messages; what a live event brought meanwhile is newer and stays. */
  takePage(channelId, list, whole) {
    const cache = this.cache(channelId);
    for (const message of list) {
      if (!cache.map.has(message.id) && !cache.gone.has(message.id)) cache.map.set(message.id, message);
    }
    cache.loaded = true;
    cache.whole = whole;
    this.tell("messages", { channel: channelId });
  }

  messages(channelId) {
    const hidden = new Set(dismissedIds(this.me));
    const all = [...this.cache(channelId).map.values()];
    return all.filter((message) => !hidden.has(message.id)).sort((one, other) => compareIds(one.id, other.id));
  }

  message(channelId, id) {
    return this.cache(channelId).map.get(id);
  }

  putMessage(message) {
    const cache = this.cache(message.channel_id);
    if (cache.gone.has(message.id)) return;
    const known = cache.map.get(message.id);
    if (!known && !message.author) return;
    cache.map.set(message.id, known ? { ...known, ...message } : message);
    this.#noticeMessage(message, !known);
    this.tell("messages", { channel: message.channel_id, message, isNew: !known });
  }

  /** Takes a message out of an answer to a request: what a live event has brought of it already is newer and stays. */
  addMessage(message) {
    if (!this.message(message.channel_id, message.id)) this.putMessage(message);
  }

  #noticeMessage(message, isNew) {
    if (!isNew) return;
    const channel = this.channels.get(message.channel_id);
    if (channel && compareIds(message.id, channel.last_message_id ?? "0") > 0) channel.last_message_id = message.id;
    if (message.author?.id && !this.users.has(message.author.id) && !message.webhook_id)
      this.users.set(message.author.id, message.author);
    this.settlePending(message);
    this.clearTyping(message.channel_id, message.author?.id);
  }

  dropMessage(channelId, id) {
    const cache = this.cache(channelId);
    cache.gone.add(id);
    cache.map.delete(id);
    this.tell("messages", { channel: channelId });
  }

  dismiss(message) {
    const kept = dismissedIds(this.me);
    sessionStorage.setItem(dismissKey(this.me), JSON.stringify([...kept, message.id].slice(-200)));
    this.tell("messages", { channel: message.channel_id });
  }

  // --- a note under a message (busy button, failed interaction)

  setNote(message, note) {
    this.notes.set(message.id, { ...this.notes.get(message.id), ...note });
    this.tell("messages", { channel: message.channel_id });
  }

  note(message) {
    return this.notes.get(message.id) ?? NO_NOTE;
  }

  // --- commands on their way

  addPending(channelId, entry) {
    const list = this.pending.get(channelId) ?? [];
    this.pending.set(channelId, [...list, entry]);
    this.tell("messages", { channel: channelId, isSent: true });
  }

  changePending(channelId, entry, change) {
    Object.assign(entry, change);
    this.tell("messages", { channel: channelId });
  }

  dropPending(channelId, entry) {
    const list = this.pending.get(channelId) ?? [];
    this.pending.set(
      channelId,
      list.filter((each) => each !== entry),
    );
    this.tell("messages", { channel: channelId });
  }

  // An answer may arrive live before the request that asked for it returns: then the oldest one sent is the one answered.
  settlePending(message) {
    const used = { ...message.interaction, ...message.interaction_metadata };
    const list = this.pending.get(message.channel_id) ?? [];
    const sent = (entry) => entry.state === "sending" && this.isMe(used.user?.id);
    const entry = used.id && (list.find((each) => each.interaction === used.id) ?? list.find(sent));
    if (entry) this.dropPending(message.channel_id, entry);
  }

  // --- typing

  setTyping(channelId, userId, milliseconds) {
    const here = this.typing.get(channelId) ?? new Map();
    clearTimeout(here.get(userId));
    here.set(
      userId,
      setTimeout(() => this.clearTyping(channelId, userId), milliseconds),
    );
    this.typing.set(channelId, here);
    this.tell("typing");
  }

  clearTyping(channelId, userId) {
    const here = this.typing.get(channelId);
    if (!here?.has(userId)) return;
    clearTimeout(here.get(userId));
    here.delete(userId);
    this.tell("typing");
  }

  typers(channelId) {
    return [...(this.typing.get(channelId)?.keys() ?? [])].filter((id) => !this.isMe(id));
  }
}

export function archived(channel) {
  return Number(Boolean(channel.thread_metadata?.archived));
}

const dismissKey = (me) => `room.dismissed.${me}`;

function dismissedIds(me) {
  try {
    return JSON.parse(sessionStorage.getItem(dismissKey(me)) ?? "[]");
  } catch {
    return [];
  }
}
