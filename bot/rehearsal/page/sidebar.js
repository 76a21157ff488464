// The houses with their channels and threads, and what is new in them.
import { h, icon } from "./dom.js";
import { eventList } from "./events.js";
import { isDirect, isThread } from "./permissions.js";
import { archived } from "./store.js";

const TEXT = new Set([0, 5]);

export class Sidebar {
  constructor(store, unread, openDirect, toast) {
    Object.assign(this, { store, unread, openDirect, toast });
    this.list = h("div", { class: "guilds" });
    this.node = h("nav", { class: "sidebar", id: "sidebar", "aria-label": "Channels" }, brand(), this.list);
    for (const topic of ["bot", "world", "unread", "channel"]) store.hear(topic, () => this.#draw());
  }

  #draw() {
    const focused = this.list.contains(document.activeElement) ? document.activeElement.dataset.testid : null;
    this.list.replaceChildren(...this.store.guilds().map((guild) => this.#guild(guild)), this.#direct());
    if (focused) this.list.querySelector(`[data-testid="${focused}"]`)?.focus();
  }

  #guild(guild) {
    const channels = (guild.channels ?? []).filter((channel) => TEXT.has(channel.type) && this.store.visible(channel));
    channels.sort((one, other) => (one.position ?? 0) - (other.position ?? 0));
    return h(
      "section",
      { class: "guild" },
      h("h2", null, h("bdi", null, guild.name)),
      h(
        "ul",
        null,
        channels.map((channel) => this.#channel(channel)),
      ),
      eventList(guild, this.toast),
    );
  }

  #direct() {
    const channel = this.store.direct();
    const open = h(
      "button",
      { type: "button", class: "place", "data-testid": "open-direct", onclick: this.openDirect },
      icon("person"),
      h("bdi", { class: "place-name" }, this.store.botName()),
    );
    return h(
      "section",
      { class: "guild direct" },
      h("h2", null, "In private"),
      h("ul", null, h("li", null, channel ? this.#link(channel) : open)),
    );
  }

  #channel(channel) {
    const threads = this.store.threadsOf(channel.id).filter((thread) => this.store.visible(thread));
    return h(
      "li",
      null,
      this.#link(channel),
      threads.length
        ? h(
            "ul",
            { class: "threads" },
            threads.map((thread) => h("li", null, this.#link(thread))),
          )
        : null,
    );
  }

  #link(channel) {
    const here = channel.id === this.store.current;
    const isNew = !here && this.unread.has(channel);
    const calls = this.unread.callsIn(channel.id);
    const closed = isThread(channel) && archived(channel);
    return h(
      "a",
      {
        class: `place${isNew ? " new" : ""}${closed ? " archived" : ""}`,
        href: `#${channel.id}`,
        "data-testid": `channel-${channel.id}`,
        "data-unread": String(isNew),
        "aria-current": here ? "page" : null,
      },
      icon(isDirect(channel) ? "person" : isThread(channel) ? "thread" : "hash"),
      h("bdi", { class: "place-name" }, this.store.channelName(channel.id)),
      closed ? h("span", { class: "place-note" }, "closed") : null,
      isNew && h("span", { class: "unseen" }, ", unread"),
      calls > 0 && h("span", { class: "calls", "aria-label": `${calls} for you` }, String(calls)),
    );
  }
}

function brand() {
  return h("p", { class: "brand" }, h("span", { class: "brand-light", "aria-hidden": "true" }), "The Rehearsal Room");
}
