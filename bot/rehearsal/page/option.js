// One option of a slash command as a field of the command form.
import { fileBody } from "./api.js";
import { rowsOf } from "./choices.js";
import { among, combobox } from "./combobox.js";
import { fresh, h } from "./dom.js";
import { aboutIn, nameIn } from "./translated.js";

const KIND = {
  3: "text",
  4: "whole number",
  5: "yes or no",
  6: "member",
  7: "channel",
  8: "role",
  9: "member or role",
  10: "number",
  11: "file",
};
const PEOPLE = { 6: "user", 7: "channel", 8: "role", 9: "mentionable" };
const TRUTH = [
  { value: true, label: "True" },
  { value: false, label: "False" },
];

/**
 * A field: {name, node, input, given(), read()}. read() gives {value} or {file} or {} when empty, or {problem: sentence};
 * given() is the value so far, undefined when it is none yet.
 * `choices(name)` asks the bot for suggestions, for options with autocomplete.
 */
export function optionField(option, { store, channelId, choices }) {
  const input = option.type === 11 ? fileInput(option) : textInput(option);
  const box = suggestions(option, input, store, channelId, choices);
  const problem = h("span", { class: "field-problem", id: fresh("problem"), role: "alert" });
  const node = h(
    "div",
    { class: `option-field${option.required ? "" : " optional"}` },
    labelOf(option, input),
    input,
    problem,
  );
  input.setAttribute("aria-describedby", `${input.id}-about ${problem.id}`);
  const raw = () => (box ? box.value() : input.value.trim() || undefined);
  const read = async () => settle(option, input, raw, problem);
  const given = () => (option.type === 11 ? undefined : settleValue(option, input, raw()).value);
  return { name: option.name, node, input, given, read };
}

const base = (option) => ({
  id: fresh("option"),
  "data-testid": `option-${option.name}`,
  "aria-required": option.required ? "true" : null,
});

function textInput(option) {
  const numeric = option.type === 4 || option.type === 10;
  return h("input", {
    ...base(option),
    type: "text",
    dir: "auto",
    inputmode: numeric ? "decimal" : null,
    placeholder: KIND[option.type] ?? "text",
    spellcheck: "true",
  });
}

const fileInput = (option) => h("input", { ...base(option), type: "file" });

function labelOf(option, input) {
  const mark = option.required
    ? h("span", { class: "required", title: "Required" }, "required")
    : h("span", { class: "not-required" }, "optional");
  return h(
    "label",
    { for: input.id },
    h("span", { class: "option-name" }, nameIn(option)),
    mark,
    h("span", { class: "option-about", id: `${input.id}-about` }, aboutIn(option)),
  );
}

function suggestions(option, input, store, channelId, choices) {
  if (option.autocomplete)
    return combobox({ input, free: true, live: true, fetch: async () => (await choices(option.name)).map(choiceRow) });
  if (option.choices?.length) return combobox({ input, fetch: among(option.choices.map(choiceRow)) });
  if (option.type === 5) return combobox({ input, fetch: among(TRUTH) });
  if (PEOPLE[option.type])
    return combobox({ input, fetch: among(rowsOf(PEOPLE[option.type], store, channelId, option.channel_types)) });
  return null;
}

const choiceRow = (choice) => ({ value: choice.value, label: nameIn(choice) });

async function settle(option, input, raw, problem) {
  const answer = option.type === 11 ? await settleFile(option, input) : settleValue(option, input, raw());
  problem.textContent = answer.problem ?? "";
  input.setAttribute("aria-invalid", String(Boolean(answer.problem)));
  return answer;
}

async function settleFile(option, input) {
  const [file] = input.files;
  if (file) return { file: await fileBody(file) };
  return option.required ? { problem: "Choose a file." } : {};
}

function settleValue(option, input, value) {
  if (value === undefined && input.value.trim()) return { problem: "Choose one of the list." };
  if (value === undefined) return option.required ? { problem: "This one is needed." } : {};
  const isNumber = option.type === 4 || option.type === 10;
  return isNumber ? settleNumber(option, value) : { value };
}

function settleNumber(option, value) {
  const number = Number(value);
  if (!Number.isFinite(number)) return { problem: "Write a number." };
  if (option.type === 4 && !Number.isInteger(number)) return { problem: "Write a whole number." };
  if (option.min_value !== undefined && number < option.min_value) return { problem: `At least ${option.min_value}.` };
  if (option.max_value !== undefined && number > option.max_value) return { problem: `At most ${option.max_value}.` };
  return { value: number };
}
