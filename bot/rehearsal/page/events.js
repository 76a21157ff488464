// What is announced in a house: when, what, where, and a button to call it off. Moving an event is left to Discord's own clients.
import * as api from "./api.js";
import { fullTime } from "./clock.js";
import { h, icon } from "./dom.js";

const OFF = 4;

/** The events of a guild as a list under its channels; nothing where none is announced. */
export function eventList(guild, toast) {
  const events = guild.events ?? [];
  if (!events.length) return null;
  return h(
    "ul",
    { class: "events", "aria-label": "Announced" },
    events.map((event) => entry(event, toast)),
  );
}

function entry(event, toast) {
  const when = fullTime(new Date(event.scheduled_start_time));
  const place = event.entity_metadata?.location ?? "";
  return h(
    "li",
    { class: "event", "data-testid": `event-${event.id}` },
    icon("clock"),
    h(
      "p",
      { class: "event-text" },
      h("bdi", { class: "event-name" }, event.name),
      h("span", { class: "event-when" }, `${when} · ${place}`),
    ),
    h(
      "button",
      {
        type: "button",
        class: "event-off",
        "aria-label": `Call off ${event.name}`,
        onclick: () => callOff(event, toast),
      },
      icon("close"),
    ),
  );
}

function callOff(event, toast) {
  api.changeEvent(event.id, { status: OFF }).then(
    () => toast(`${event.name} is called off.`),
    (problem) => toast(problem.message, "problem"),
  );
}
