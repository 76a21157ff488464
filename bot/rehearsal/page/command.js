// Slash commands: what there is to run, and the form for one command's options.
import { fresh, h, icon } from "./dom.js";
import { optionField } from "./option.js";
import { aboutIn, nameIn } from "./translated.js";

const SUB = 1;
const GROUP = 2;

/** Every runnable slash command, subcommands spelt out; its title is in the browser's language, its key is not. */
export function entries(commands) {
  const slash = commands.filter((command) => (command.type ?? 1) === 1);
  return slash.flatMap((command) => spelt(command, command.name, [], nameIn(command)));
}

function spelt(node, name, path, title) {
  const inner = (node.options ?? []).filter((option) => option.type === SUB || option.type === GROUP);
  if (inner.length)
    return inner.flatMap((option) => spelt(option, name, [...path, option.name], `${title} ${nameIn(option)}`));
  return [
    {
      name,
      path,
      key: [name, ...path].join(" "),
      title,
      description: aboutIn(node),
      options: sorted(node.options ?? []),
    },
  ];
}

const sorted = (options) =>
  [...options].sort((one, other) => Number(Boolean(other.required)) - Number(Boolean(one.required)));

/** The form of one command. `send(entry, options, attachments)` resolves when it went out; `leave()` closes the form. */
export class CommandForm {
  constructor(entry, { store, actions, channelId, first = "" }, { send, leave }) {
    Object.assign(this, { entry, actions, channelId, send, leave });
    const context = { store, channelId, choices: (focused) => this.#choices(focused) };
    this.fields = entry.options.map((option) => optionField(option, context));
    this.problem = h("p", { class: "form-problem", role: "alert" });
    this.node = this.#draw();
    if (first && this.fields[0] && this.fields[0].input.type === "text") this.fields[0].input.value = first;
    this.node.addEventListener("keydown", (event) => this.#key(event));
    this.node.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#submit();
    });
  }

  #draw() {
    const title = h("h2", { id: fresh("command") }, `/${this.entry.title}`);
    const body = this.fields.length
      ? h(
          "div",
          { class: "option-fields" },
          this.fields.map((field) => field.node),
        )
      : null;
    return h(
      "form",
      {
        class: "command",
        "aria-labelledby": title.id,
        "data-testid": "command-form",
        "data-command": this.entry.key,
        novalidate: true,
      },
      h(
        "div",
        { class: "command-head" },
        title,
        h("p", null, this.entry.description),
        h(
          "button",
          { type: "button", class: "tool", "aria-label": "Leave the command", onclick: () => this.leave() },
          icon("close"),
        ),
      ),
      body,
      this.problem,
      h(
        "div",
        { class: "command-foot" },
        h("span", { class: "keys" }, h("kbd", null, "Enter"), " sends, ", h("kbd", null, "Esc"), " leaves"),
        h("button", { type: "submit", class: "button primary", "data-testid": "send-command" }, "Send"),
      ),
    );
  }

  focus() {
    (this.fields[0]?.input ?? this.node.querySelector("[data-testid=send-command]")).focus();
  }

  /** Shows the room's sentence when it would not take the command. */
  refuse(sentence) {
    this.problem.textContent = sentence;
    this.focus();
  }

  #choices(focused) {
    const given = this.fields.map((field) => [field.name, field.name === focused ? field.input.value : field.given()]);
    const options = Object.fromEntries(given.filter(([, value]) => value !== undefined));
    return this.actions.choices(this.channelId, this.entry, options, focused);
  }

  #key(event) {
    if (event.key !== "Escape") return;
    event.preventDefault();
    this.leave();
  }

  async #submit() {
    this.problem.textContent = "";
    const answers = await Promise.all(this.fields.map((field) => field.read()));
    const wrong = answers.findIndex((answer) => answer.problem);
    if (wrong >= 0) return this.fields[wrong].input.focus();
    const options = {};
    const attachments = {};
    answers.forEach(({ value, file }, index) => {
      if (value !== undefined) options[this.fields[index].name] = value;
      if (file) attachments[this.fields[index].name] = file;
    });
    return this.send(this.entry, options, attachments);
  }
}
