// The parts of a modal. Each one that can be filled in is {id, node, read(), check()}.
import { fileBody } from "./api.js";
import { optionsOf } from "./choices.js";
import { fresh, h } from "./dom.js";
import { prose } from "./prose.js";
import { select } from "./select.js";

/** The fields of a modal's components, in order; texts have no read(). */
export function modalFields(list, store, channelId) {
  return (list ?? []).flatMap((part) => fieldsOf(part, store, channelId));
}

function fieldsOf(part, store, channelId) {
  if (part.type === 10) return [{ node: prose(part.content ?? "", store) }];
  if (part.type === 1)
    return (part.components ?? []).map((inner) => labelled(inner, inner.label ?? "", "", store, channelId));
  if (part.type === 18) return [labelled(part.component, part.label, part.description, store, channelId)];
  return [labelled(part, part.label ?? "", "", store, channelId)];
}

const BUILD = {
  3: choiceField,
  4: textField,
  5: choiceField,
  6: choiceField,
  7: choiceField,
  8: choiceField,
  19: fileField,
  21: radioField,
  22: checksField,
  23: checkField,
};

function labelled(part, label, about, store, channelId) {
  const build = BUILD[part.type];
  if (!build) return { node: h("p", { class: "subtext" }, `A field of type ${part.type} that this page cannot show.`) };
  const ids = { label: fresh("label"), about: fresh("about"), problem: fresh("problem") };
  const field = build(part, { ids, label, store, channelId });
  const problem = h("span", { class: "field-problem", id: ids.problem, role: "alert" });
  const needed = isNeeded(part) ? h("span", { class: "required" }, "required") : null;
  const node = h(
    field.many ? "fieldset" : "div",
    { class: "field-block", "data-custom-id": field.many ? part.custom_id : null },
    h(
      field.many ? "legend" : "label",
      { id: ids.label, for: field.many ? null : field.control?.id },
      h("bdi", null, label),
      needed,
    ),
    about && h("p", { class: "field-about", id: ids.about }, about),
    field.node,
    problem,
  );
  return { id: part.custom_id, node, read: field.read, check: () => say(problem, field, complaint(part, field)) };
}

const isNeeded = (part) => part.type !== 23 && part.required !== false;

function say(problem, field, words) {
  problem.textContent = words ?? "";
  field.control?.setAttribute("aria-invalid", String(Boolean(words)));
  return words ? (field.control ?? field.node) : null;
}

function complaint(part, field) {
  const size = field.size();
  if (!size) return isNeeded(part) ? field.missing : null;
  if (part.type === 4) return lengthComplaint(part, size);
  const least = part.min_values ?? 0;
  const most = part.max_values ?? Infinity;
  if (size < least) return `Choose at least ${least}.`;
  return size > most ? `Choose at most ${most}.` : null;
}

function lengthComplaint(part, size) {
  if (part.min_length && size < part.min_length)
    return `Write at least ${part.min_length} characters; these are ${size}.`;
  if (part.max_length && size > part.max_length)
    return `Write at most ${part.max_length} characters; these are ${size}.`;
  return null;
}

function textField(part, { ids }) {
  const most = part.max_length ?? 4000;
  const tag = part.style === 2 ? "textarea" : "input";
  const kind = part.style === 2 ? { rows: "6" } : { type: "text" };
  const control = h(tag, {
    ...kind,
    id: fresh("text"),
    "data-custom-id": part.custom_id,
    dir: "auto",
    placeholder: part.placeholder,
    "aria-describedby": `${ids.about} ${ids.problem}`,
    value: part.value ?? "",
  });
  const count = h("span", { class: "counter", "aria-hidden": "true" });
  const show = () => {
    count.textContent =
      control.value.length > most * 0.8 || part.style === 2 ? `${control.value.length} of ${most}` : "";
    count.classList.toggle("over", control.value.length > most);
  };
  control.addEventListener("input", show);
  show();
  return {
    node: h("div", { class: "text-field" }, control, count),
    control,
    read: async () => control.value,
    size: () => control.value.length,
    missing: "Write something here.",
  };
}

function choiceField(part, { label, store, channelId }) {
  const options = optionsOf(part, store, channelId);
  let values = options.filter((option) => option.default).map((option) => option.value);
  const control = select(
    part,
    options,
    (chosen) => {
      values = chosen;
    },
    { label },
  );
  control.id = fresh("select");
  return { node: control, control, read: async () => values, size: () => values.length, missing: "Choose one." };
}

function fileField(part) {
  const control = h("input", {
    type: "file",
    id: fresh("file"),
    "data-custom-id": part.custom_id,
    multiple: (part.max_values ?? 1) > 1,
  });
  return {
    node: control,
    control,
    read: () => Promise.all([...control.files].map(fileBody)),
    size: () => control.files.length,
    missing: "Choose a file.",
  };
}

function boxes(part, type) {
  const name = fresh("group");
  const inputs = (part.options ?? []).map((option) => ({
    option,
    input: h("input", {
      type,
      name,
      value: option.value,
      checked: Boolean(option.default),
      "data-value": option.value,
    }),
  }));
  const rows = inputs.map(({ option, input }) =>
    h(
      "label",
      { class: "tick" },
      input,
      h("span", null, h("bdi", null, option.label), option.description && h("small", null, option.description)),
    ),
  );
  const chosen = () => inputs.filter(({ input }) => input.checked).map(({ input }) => input.value);
  return {
    node: h("div", { class: "ticks" }, rows),
    control: inputs[0]?.input,
    many: true,
    chosen,
    size: () => chosen().length,
  };
}

function radioField(part) {
  const group = boxes(part, "radio");
  return { ...group, read: async () => group.chosen()[0] ?? null, missing: "Choose one." };
}

function checksField(part) {
  const group = boxes(part, "checkbox");
  return { ...group, read: async () => group.chosen(), missing: "Tick at least one." };
}

function checkField(part, { ids }) {
  const control = h("input", {
    type: "checkbox",
    id: fresh("check"),
    class: "single",
    "data-custom-id": part.custom_id,
    checked: Boolean(part.default),
    "aria-describedby": ids.about,
  });
  return { node: control, control, read: async () => control.checked, size: () => 1, missing: "" };
}
