// Where a member writes: plain messages, replies, and slash commands through the palette.
import * as api from "./api.js";
import { CommandForm, entries } from "./command.js";
import { h, icon } from "./dom.js";
import { authorName } from "./message.js";
import { Palette } from "./palette.js";

const TYPING_TOLD = 8000;

export class Composer {
  constructor(store, loader, actions, { toast, up }) {
    Object.assign(this, { store, loader, actions, toast, up });
    this.drafts = new Map();
    this.replyTo = null;
    this.form = null;
    this.input = h("textarea", {
      class: "composer-input",
      rows: "1",
      "data-testid": "composer",
      dir: "auto",
      "aria-autocomplete": "list",
      enterkeyhint: "send",
    });
    this.sendButton = h(
      "button",
      { type: "button", class: "tool send", "aria-label": "Send message", onclick: () => this.#send() },
      icon("send"),
    );
    this.palette = new Palette(this.input, (entry, rest) => this.#openForm(entry, rest));
    this.answering = h("div", { class: "answering", hidden: true });
    this.box = h("div", { class: "composer-box" }, this.#slashButton(), this.input, this.sendButton);
    this.place = h("div", { class: "command-place" });
    this.node = h("div", { class: "composer" }, this.palette.node, this.answering, this.place, this.box);
    this.#listen();
  }

  #slashButton() {
    const open = () => {
      this.input.value = "/";
      this.input.focus();
      this.#typed();
    };
    return h(
      "button",
      {
        type: "button",
        class: "tool slash",
        "aria-label": "Commands of the bot",
        title: "Commands of the bot",
        onclick: open,
      },
      "/",
    );
  }

  #listen() {
    this.input.addEventListener("input", () => this.#typed());
    this.input.addEventListener("keydown", (event) => this.#key(event));
    this.input.addEventListener("blur", () => this.palette.hide());
    this.input.addEventListener("focus", () => this.#typed());
    this.store.hear("commands", () => this.palette.open && this.#typed());
    this.store.hear("world", () => this.#allow());
  }

  /** Turns to another channel; what was being written in the old one waits there. */
  open(channelId) {
    if (this.channel) this.drafts.set(this.channel, this.input.value);
    this.channel = channelId;
    this.input.value = this.drafts.get(channelId) ?? "";
    this.#closeForm(false);
    this.reply(null);
    this.palette.hide();
    this.#grow();
    this.#allow();
  }

  #allow() {
    if (!this.channel) return;
    const may = this.store.mayWrite(this.channel);
    const name = `Message ${this.store.placeName(this.channel)}`;
    const short = matchMedia("(max-width: 760px)").matches;
    this.input.placeholder = may ? (short ? name : `${name}, or / for commands`) : "You may not write here";
    this.input.setAttribute("aria-label", may ? `${name}, or / for commands` : "You may not write here");
    this.input.disabled = !may && !this.store.may("useCommands", this.channel);
    this.sendButton.disabled = !may;
  }

  focus() {
    if (this.form) this.form.focus();
    else this.input.focus();
  }

  reply(message) {
    this.replyTo = message;
    this.answering.hidden = !message;
    if (!message) return;
    this.ping = true;
    const stop = h(
      "button",
      { type: "button", class: "tool", "aria-label": "Do not reply", onclick: () => this.reply(null) },
      icon("close"),
    );
    this.answering.replaceChildren(
      h("span", null, "Replying to ", h("bdi", null, authorName(message, this.store))),
      this.#pingSwitch(),
      stop,
    );
    this.#closeForm(false);
    this.input.focus();
  }

  // Whether the reply calls the one it answers, as in any chat; without a call a bot does not get to read it.
  #pingSwitch() {
    const label = () => `Call them: ${this.ping ? "on" : "off"}`;
    const button = h(
      "button",
      { type: "button", class: "text-button", "aria-pressed": "true", "data-testid": "reply-ping" },
      label(),
    );
    button.addEventListener("click", () => {
      this.ping = !this.ping;
      button.setAttribute("aria-pressed", String(this.ping));
      button.textContent = label();
      this.input.focus();
    });
    return button;
  }

  #grow() {
    this.input.style.height = "auto";
    this.input.style.height = `${Math.min(this.input.scrollHeight, innerHeight * 0.4)}px`;
  }

  async #typed() {
    this.#grow();
    const text = this.input.value;
    if (text && !text.startsWith("/")) this.#tellTyping();
    if (!text.startsWith("/") || text.includes("\n")) return this.palette.hide();
    let note = this.store.world.bot.online ? undefined : "The bot is offline. Its commands come with it.";
    const commands = await this.loader.loadCommands(this.store.guild(this.channel)?.id).catch((problem) => {
      note = problem.message;
      return [];
    });
    if (this.input.value !== text || document.activeElement !== this.input) return undefined;
    const list = entries(commands);
    return this.palette.show(
      list,
      text.slice(1),
      list.length ? undefined : (note ?? "The bot has no commands here yet."),
    );
  }

  // The others see that somebody writes; told at most every few seconds.
  #tellTyping() {
    if (Date.now() - (this.told ?? 0) < TYPING_TOLD || !this.store.mayWrite(this.channel)) return;
    this.told = Date.now();
    api.typing(this.store.me, this.channel).catch(() => {});
  }

  #key(event) {
    if (event.isComposing) return;
    if (this.palette.open && this.palette.key(event)) event.preventDefault();
    else if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      this.#send();
    } else if (event.key === "Escape" && this.replyTo) this.reply(null);
    else if (event.key === "ArrowUp" && !this.input.value) {
      event.preventDefault();
      this.up();
    }
  }

  async #send() {
    const text = this.input.value.trim();
    if (!text || this.sending) return;
    if (text.startsWith("/"))
      return this.toast(
        "That is no command of the bot. Choose one of the list, or begin with something else than /.",
        "problem",
      );
    this.sending = true;
    const { channel, replyTo } = this;
    try {
      const message = await api.post(this.store.me, channel, encoded(text, this.store, channel), {
        replyTo: replyTo?.id,
        ping: replyTo ? this.ping : undefined,
      });
      if (message?.id) this.store.addMessage(message);
      this.#sent(channel, text, replyTo);
    } catch (problem) {
      this.toast(problem.message, "problem");
    }
    this.sending = false;
  }

  #sent(channel, text, replyTo) {
    this.told = 0;
    if (this.replyTo === replyTo) this.reply(null);
    if (channel !== this.channel) return this.drafts.delete(channel);
    if (this.input.value.trim() === text) this.input.value = "";
    return this.#grow();
  }

  #openForm(entry, first) {
    this.input.value = "";
    this.#grow();
    this.palette.hide();
    this.reply(null);
    const context = { store: this.store, actions: this.actions, channelId: this.channel, first };
    this.form = new CommandForm(entry, context, {
      send: (...what) => this.#run(...what),
      leave: () => this.#closeForm(true),
    });
    this.place.replaceChildren(this.form.node);
    this.box.hidden = true;
    this.form.focus();
  }

  #closeForm(focus) {
    this.form = null;
    this.place.replaceChildren();
    this.box.hidden = false;
    if (focus) this.input.focus();
  }

  // The form goes away at once and comes back, filled in as it was, when the room would not send it.
  async #run(entry, options, attachments) {
    const { form, channel } = this;
    this.#closeForm(true);
    try {
      await this.actions.command(channel, entry, options, attachments);
    } catch (problem) {
      if (this.channel !== channel || this.form) return this.toast(problem.message, "problem");
      this.form = form;
      this.place.replaceChildren(form.node);
      this.box.hidden = true;
      form.refuse(problem.message);
    }
    return undefined;
  }
}

// "@ben" and "#stage" become what Discord sends for them; longer names first, so that "Ana Maria" is not cut to "Ana".
function encoded(text, store, channelId) {
  const guild = store.guild(channelId);
  const people = (guild?.members ?? []).flatMap(({ user, nick }) =>
    [nick, user?.global_name, user?.username].filter(Boolean).map((name) => [`@${name}`, `<@${user.id}>`]),
  );
  const roles = (guild?.roles ?? [])
    .filter((role) => role.id !== guild.id)
    .map((role) => [`@${role.name}`, `<@&${role.id}>`]);
  const places = (guild?.channels ?? []).map((channel) => [`#${channel.name}`, `<#${channel.id}>`]);
  const names = [...people, ...roles, ...places].sort(([one], [other]) => other.length - one.length);
  return names.reduce((said, [name, code]) => replaceName(said, name, code), text);
}

function replaceName(text, name, code) {
  const pattern = new RegExp(`(?<![\\w<@#])${name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}(?![\\w-])`, "giu");
  return text.replace(pattern, () => code);
}
