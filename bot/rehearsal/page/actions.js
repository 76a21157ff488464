// What a member does to the bot: commands, presses, choices, modals. Sends it and carries the outcome back into the store.
import * as api from "./api.js";
import { fresh } from "./dom.js";

export const FAILED = "This interaction failed";

export class Actions {
  constructor(store, { toast, openModal }) {
    this.store = store;
    this.toast = toast;
    this.openModal = openModal;
  }

  #place(channelId) {
    return { as: this.store.me, guild: this.store.guild(channelId)?.id, channel: channelId };
  }

  /** Presses a button or commits a select of a message. */
  async press(message, customId, values) {
    if (this.store.note(message).busy) return;
    this.store.setNote(message, { busy: customId, failed: false });
    const payload = { ...this.#place(message.channel_id), type: "component", message: message.id, custom_id: customId };
    if (values) payload.values = values;
    try {
      const result = await api.interact(payload);
      this.store.setNote(message, { busy: null, failed: result.outcome === "failed" });
      this.#carry(result, message.channel_id, { message: message.id, customId });
    } catch (problem) {
      this.store.setNote(message, { busy: null });
      this.toast(problem.message, "problem");
    }
  }

  /** Runs a slash command; rejects with the room's sentence when the room would not send it. */
  command(channelId, entry, options, attachments) {
    const payload = { type: "command", name: entry.name, path: entry.path, options, attachments };
    return this.#run(channelId, `/${entry.title}`, payload);
  }

  /** Runs a message command on a message. */
  async messageCommand(message, name) {
    const payload = { type: "message_command", name, message: message.id };
    try {
      await this.#run(message.channel_id, name, payload);
    } catch (problem) {
      this.toast(problem.message, "problem");
    }
  }

  async #run(channelId, name, payload) {
    const entry = { key: fresh("pending"), name, state: "sending" };
    this.store.addPending(channelId, entry);
    try {
      const result = await api.interact({ ...this.#place(channelId), ...payload });
      this.#settle(channelId, entry, result);
    } catch (problem) {
      this.store.dropPending(channelId, entry);
      throw problem;
    }
  }

  #settle(channelId, entry, result) {
    const waiting = (this.store.pending.get(channelId) ?? []).includes(entry);
    if (!waiting) return this.#carry(result, channelId);
    if (result.outcome === "failed") return this.store.changePending(channelId, entry, { state: "failed" });
    const waits = result.outcome === "deferred" && !result.message;
    if (waits) this.store.changePending(channelId, entry, { state: "thinking", interaction: result.interaction });
    else this.store.dropPending(channelId, entry);
    return this.#carry(result, channelId);
  }

  #carry(result, channelId, opener = null) {
    if (result.message?.id && result.message.channel_id) this.store.addMessage(result.message);
    if (result.modal) this.openModal({ ...result.modal, interaction: result.interaction, channel: channelId, opener });
  }

  /** Submits a modal; rejects with a sentence to show in it when it did not go through. */
  async submitModal(modal, fields) {
    const payload = { type: "modal", modal: modal.interaction, custom_id: modal.custom_id, fields };
    const result = await api.interact({ ...this.#place(modal.channel), ...payload });
    if (result.outcome === "failed")
      throw new api.Refused("Something went wrong: the bot did not answer in time. Try again.", 0);
    this.#carry(result, modal.channel);
  }

  /** The choices the bot offers for the option being typed; none when it does not answer. */
  async choices(channelId, entry, options, focused) {
    const payload = { type: "autocomplete", name: entry.name, path: entry.path, options, focused };
    const result = await api.interact({ ...this.#place(channelId), ...payload });
    if (result.outcome === "failed") throw new api.Refused("The bot offers nothing just now.", 0);
    return result.choices ?? [];
  }
}
