// Carries the room's answers and live events into the store.
import * as api from "./api.js";
import { debounce } from "./dom.js";
import { listen } from "./live.js";

const PAGE = 50;
const TYPING_LASTS = 10_000;

export class Loader {
  constructor(store, complain) {
    this.store = store;
    this.complain = complain;
    this.reloadSoon = debounce(() => this.loadWorld().catch(complain), 60);
  }

  /**
   * Goes live and loads the world then, so that nothing can happen between what is loaded and what is heard.
   *
   * The world is asked for once before, because a member whom nobody knows has no live connection to wait for.
   */
  async start() {
    await api.world(this.store.me);
    await new Promise((settled) => {
      listen(
        this.store.me,
        (event, data) => this.#heard(event, data),
        (state, again) => {
          settled();
          this.#linked(state, again);
        },
      );
    });
    await this.loadWorld();
  }

  /** Asks for the world anew; which commands there are may have changed with it. */
  async loadWorld() {
    const world = await api.world(this.store.me);
    this.store.commands.clear();
    this.store.setWorld(world);
  }

  /** The commands of a guild, or of direct messages without one. */
  async loadCommands(guildId) {
    const key = guildId ?? "direct";
    if (!this.store.commands.has(key)) this.store.commands.set(key, await api.commands(this.store.me, guildId));
    return this.store.commands.get(key);
  }

  /** Opens the member's own channel with the bot and gives its id. */
  async openDirect() {
    const channel = await api.openDirect(this.store.me);
    await this.loadWorld();
    return channel.id;
  }

  /** Loads the newest messages of a channel unless they are there. */
  async loadMessages(channelId) {
    if (!this.store.cache(channelId).loaded) await this.#loadPage(channelId);
  }

  async loadOlder(channelId) {
    const oldest = this.store.messages(channelId)[0];
    if (oldest && !this.store.cache(channelId).whole) await this.#loadPage(channelId, oldest.id);
  }

  // A page asked for before a loss says nothing of what happened during it: who forgot the messages asks again.
  async #loadPage(channelId, before) {
    const cache = this.store.cache(channelId);
    const list = await api.messages(this.store.me, channelId, { limit: PAGE, before });
    if (this.store.cache(channelId) === cache) this.store.takePage(channelId, list, list.length < PAGE);
  }

  // After a loss everything is asked anew, so that nothing that happened meanwhile is missed.
  async #linked(state, again) {
    this.store.setLink(state);
    if (state !== "open" || !again) return;
    this.store.forgetMessages();
    try {
      await this.loadWorld();
      if (this.store.current) await this.loadMessages(this.store.current);
    } catch (problem) {
      this.complain(problem);
    }
  }

  #heard(event, data) {
    const act = HEARD[event];
    if (act) act(this.store, data, this);
    else if (event.startsWith("channel") || event === "world" || event.startsWith("guild")) this.reloadSoon();
  }
}

const HEARD = {
  message_create: (store, data) => store.putMessage(data.message ?? data),
  message_update: (store, data) => store.putMessage(data.message ?? data),
  message_delete: (store, data) => store.dropMessage(data.channel_id, data.id),
  typing: (store, data) => store.setTyping(data.channel_id, data.user_id ?? data.user?.id, TYPING_LASTS),
  bot_presence: (store, data) => store.setBotOnline(Boolean(data.online)),
  commands_update: (store) => {
    store.commands.clear();
    store.tell("commands");
  },
  world: (store, data, loader) => loader.reloadSoon(),
  interaction_answered: () => {},
  modal_opened: () => {},
};
