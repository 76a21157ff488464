// Puts the page together: who one is, the parts, and which channel is shown.
import * as api from "./api.js";
import { Actions } from "./actions.js";
import { Composer } from "./composer.js";
import { h } from "./dom.js";
import { Header } from "./header.js";
import { hintPanel } from "./hint.js";
import { Loader } from "./loader.js";
import { lobby } from "./lobby.js";
import { messageMenu } from "./menu.js";
import { openModal } from "./modal.js";
import { Sidebar } from "./sidebar.js";
import { Store } from "./store.js";
import { Timeline } from "./timeline.js";
import { announcer, toasts } from "./toast.js";
import { Unread } from "./unread.js";

class Page {
  constructor(me) {
    this.store = new Store(me);
    this.toast = toasts();
    this.loader = new Loader(this.store, (problem) => this.toast(problem.message, "problem"));
    this.unread = new Unread(this.store);
    const open = (modal) => openModal(modal, this.store, (...what) => this.actions.submitModal(...what));
    this.actions = new Actions(this.store, { toast: this.toast, openModal: open });
    this.sidebar = new Sidebar(this.store, this.unread, () => this.#openDirect(), this.toast);
    this.header = new Header(this.store, () => this.#drawer());
    this.composer = new Composer(this.store, this.loader, this.actions, {
      toast: this.toast,
      up: () => this.timeline.focusLast(),
    });
    this.timeline = new Timeline(this.store, this.loader, this.#scene(), announcer());
    this.typing = h("p", { class: "typing", role: "status" });
    this.link = h("p", { class: "link-note", role: "status", "data-testid": "link-note", hidden: true });
    this.hint = h("div", { class: "hint-place" });
  }

  #scene() {
    const { store, actions, loader, toast } = this;
    const scene = { store, actions, loader, toast, reply: (message) => this.composer.reply(message) };
    scene.menu = (message, anchor, point) => messageMenu(message, anchor, scene, point);
    return scene;
  }

  draw() {
    const footlights = h("div", { class: "footlights", "aria-hidden": "true" });
    const stage = h(
      "main",
      { class: "stage", id: "main", tabindex: "-1" },
      this.hint,
      this.timeline.node,
      footlights,
      this.typing,
      this.composer.node,
    );
    const veil = h("div", { class: "veil", onclick: () => this.#drawer(false) });
    document.body.replaceChildren(
      h("a", { class: "skip", href: "#main", onclick: (event) => this.#skip(event) }, "Skip to the composer"),
      this.sidebar.node,
      veil,
      h("div", { class: "house" }, this.header.node, this.link, stage),
      ...document.querySelectorAll("body > .toasts, body > .unseen"),
    );
    this.#listen();
  }

  #skip(event) {
    event.preventDefault();
    this.composer.focus();
  }

  #listen() {
    const { store } = this;
    addEventListener("hashchange", () => this.#route());
    store.hear("world", () => this.#keepPlace());
    store.hear("typing", () => this.#drawTyping());
    store.hear("link", () => this.#drawLink());
    for (const topic of ["unread", "channel", "world"]) store.hear(topic, () => this.#drawTitle());
    document.addEventListener(
      "visibilitychange",
      () => !document.hidden && store.current && this.unread.mark(store.current),
    );
    document.addEventListener("contextmenu", (event) => this.#contextMenu(event));
    document.addEventListener("keydown", (event) => this.#key(event));
    this.sidebar.node.addEventListener("click", (event) => event.target.closest("a") && this.#drawer(false));
    document.addEventListener("click", (event) => this.#again(event));
  }

  // A link to where one is already (the hash does not change) still leads to the message.
  #again(event) {
    const link = event.target.closest?.("[data-jump]");
    if (link && location.hash === link.getAttribute("href")) this.#route();
  }

  #contextMenu(event) {
    const item = event.target.closest(".message[data-message]");
    if (!item || event.target.closest("a, input, textarea") || !getSelection().isCollapsed) return;
    event.preventDefault();
    const message = this.store.message(this.store.current, item.dataset.message);
    this.timeline.scene.menu(message, item, { x: event.clientX, y: event.clientY });
  }

  // Writing anywhere writes in the composer, as chats do.
  #key(event) {
    if (event.key === "Escape") this.#drawer(false);
    const free = document.activeElement === document.body || document.activeElement?.classList.contains("scroll");
    const letter = event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey;
    if (free && letter) this.composer.focus();
  }

  #drawer(open = document.body.dataset.drawer !== "open") {
    document.body.dataset.drawer = open ? "open" : "closed";
    this.header.menu.setAttribute("aria-expanded", String(open));
    if (open) this.sidebar.node.querySelector("[aria-current]")?.focus();
  }

  async #openDirect() {
    try {
      location.hash = `#${await this.loader.openDirect()}`;
    } catch (problem) {
      this.toast(problem.message, "problem");
    }
  }

  #first() {
    for (const guild of this.store.guilds()) {
      const channels = (guild.channels ?? []).filter((channel) => channel.type === 0 && this.store.visible(channel));
      channels.sort((one, other) => (one.position ?? 0) - (other.position ?? 0));
      if (channels.length) return channels[0].id;
    }
    return null;
  }

  // After a change of the world: stay, or leave a channel that is gone.
  #keepPlace() {
    if (this.store.current && !this.store.channels.has(this.store.current)) {
      this.toast("That channel is gone.");
      location.hash = `#${this.#first() ?? ""}`;
    } else if (!this.store.current) this.#route();
  }

  async #route() {
    const [asked, message] = location.hash.slice(1).split("/");
    const channel = this.store.channels.get(asked);
    const id = channel && this.store.visible(channel) ? asked : this.#first();
    if (asked && asked !== id && asked !== "main") this.toast("That channel is not here for you.");
    if (id) await this.#open(id, message ?? null);
  }

  async #open(id, message) {
    const same = this.store.current === id;
    this.store.current = id;
    this.store.tell("channel");
    if (!same) this.composer.open(id);
    if (!same) this.#drawHint(id);
    if (!same || !message) this.timeline.open(message);
    else if (!this.timeline.focus(message)) this.toast("That message is gone, or further up.");
    this.#drawTyping();
    await this.loader.loadMessages(id).catch((problem) => this.toast(problem.message, "problem"));
    this.unread.mark(id);
    if (!same && !message && matchMedia("(hover: hover)").matches) this.composer.focus();
  }

  #drawHint(id) {
    const other = this.store.people().find((user) => !this.store.isMe(user.id));
    const panel = id === this.#first() ? hintPanel(other) : null;
    this.hint.replaceChildren(...(panel ? [panel] : []));
  }

  #drawTyping() {
    const names = this.store.typers(this.store.current).map((id) => this.store.userName(id));
    this.typing.textContent = names.length ? `${names.join(", ")} ${names.length > 1 ? "are" : "is"} typing…` : "";
    this.typing.classList.toggle("on", names.length > 0);
  }

  #drawLink() {
    const lost = this.store.link === "lost";
    this.link.hidden = !lost;
    this.link.textContent = lost ? "The room does not answer. Reconnecting…" : "";
  }

  #drawTitle() {
    const calls = this.unread.total();
    const place = this.store.current ? this.store.placeName(this.store.current) : "";
    document.title = `${calls ? `(${calls}) ` : ""}${place} · ${this.store.me} · The Rehearsal Room`;
  }
}

async function begin() {
  const me = new URLSearchParams(location.search).get("as");
  if (!me) return chooseSomebody(null);
  const page = new Page(me);
  page.draw();
  try {
    await page.loader.start();
  } catch (problem) {
    if (problem.status !== 404) throw problem;
    return chooseSomebody(me);
  }
  return page;
}

async function chooseSomebody(unknown) {
  document.body.replaceChildren(lobby(await api.world(), unknown));
}

begin().catch((problem) => {
  document.body.replaceChildren(
    h(
      "main",
      { class: "lobby" },
      h(
        "div",
        { class: "lobby-card" },
        h("h1", null, "The Rehearsal Room"),
        h("p", { role: "alert" }, problem.message),
        h("a", { class: "button primary", href: location.href }, "Try again"),
      ),
    ),
  );
});
