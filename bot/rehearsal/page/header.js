// The top of the page: where one is, whether the bot is there, and who one acts as.
import { h, icon } from "./dom.js";
import { avatar, nameOf } from "./people.js";
import { isDirect, isThread } from "./permissions.js";

export class Header {
  constructor(store, toggleSidebar) {
    this.store = store;
    this.title = h("h1", { class: "where" });
    this.bot = h("p", { class: "bot-status", "data-testid": "bot-status", role: "status" });
    this.switch = h("div", { class: "switch" });
    this.menu = h(
      "button",
      {
        type: "button",
        class: "tool menu-button",
        "aria-label": "Show the channels",
        "aria-controls": "sidebar",
        "aria-expanded": "false",
        onclick: toggleSidebar,
      },
      icon("menu"),
    );
    this.node = h("header", { class: "top" }, this.menu, this.title, this.bot, this.switch);
    for (const topic of ["world", "channel"]) store.hear(topic, () => this.#drawTitle());
    for (const topic of ["bot", "world"]) store.hear(topic, () => this.#drawBot());
    store.hear("world", () => this.#drawSwitch());
  }

  #drawTitle() {
    const channel = this.store.channels.get(this.store.current);
    if (!channel) return;
    const parent = isThread(channel) && this.store.channels.get(channel.parent_id);
    const path = parent
      ? [
          h("a", { class: "crumb", href: `#${parent.id}` }, h("bdi", null, `#${parent.name}`)),
          h("span", { class: "crumb-mark", "aria-hidden": "true" }, "›"),
        ]
      : [];
    const topic = channel.topic && h("span", { class: "topic" }, h("bdi", null, channel.topic));
    this.title.replaceChildren(
      ...path,
      icon(isDirect(channel) ? "person" : parent ? "thread" : "hash"),
      h("bdi", { class: "where-name" }, this.store.channelName(channel.id)),
      ...(topic ? [topic] : []),
    );
  }

  #drawBot() {
    const online = Boolean(this.store.world.bot?.online);
    this.bot.dataset.online = String(online);
    document.body.dataset.bot = online ? "online" : "offline";
    const words = `${this.store.botName()} ${online ? "is here" : "is away"}`;
    if (this.bot.textContent === words) return;
    this.bot.replaceChildren(
      h("span", { class: "lamp", "aria-hidden": "true" }),
      h("span", { class: "bot-words" }, words),
    );
  }

  #drawSwitch() {
    const people = this.store.people();
    const mark = people.map((user) => user.id).join();
    if (mark === this.drawnFor) return;
    this.drawnFor = mark;
    const me = this.store.user;
    const other = people.find((user) => user.id !== me?.id);
    const choose = (event) => {
      location.search = `?as=${encodeURIComponent(event.target.value)}`;
    };
    const list = h(
      "select",
      { "data-testid": "member-switch", "aria-label": "Act as", onchange: choose },
      people.map((user) => h("option", { value: user.username }, nameOf(user))),
    );
    list.value = me?.username ?? this.store.me;
    this.switch.replaceChildren(
      avatar(me, nameOf(me), "small"),
      h("label", { class: "switch-label" }, h("span", { class: "switch-words" }, "Acting as"), list, icon("down")),
      ...(other
        ? [
            h(
              "a",
              {
                class: "tool second",
                href: `?as=${encodeURIComponent(other.username)}`,
                target: "_blank",
                rel: "noopener",
                "aria-label": `Open a second tab as ${nameOf(other)}`,
                title: `Open a second tab as ${nameOf(other)}`,
              },
              icon("plus"),
            ),
          ]
        : []),
    );
  }
}
