// Moments as people read them.

const EPOCH = 1420070400000n;
const MINUTE = 60_000;

/** The moment inside a snowflake id. */
export function snowflakeTime(id) {
  try {
    return new Date(Number((BigInt(id) >> 22n) + EPOCH));
  } catch {
    return new Date(0);
  }
}

/** Negative, zero or positive as the first id is older, the same or newer. */
export function compareIds(one, other) {
  return one.length - other.length || (one < other ? -1 : one > other ? 1 : 0);
}

export function momentOf(message) {
  const stamp = message.timestamp ? new Date(message.timestamp) : null;
  return stamp && !Number.isNaN(stamp.getTime()) ? stamp : snowflakeTime(message.id);
}

const format = (options) => new Intl.DateTimeFormat(undefined, options);
const TIME = format({ hour: "2-digit", minute: "2-digit" });
const STYLES = {
  t: TIME,
  T: format({ timeStyle: "medium" }),
  d: format({ dateStyle: "short" }),
  D: format({ dateStyle: "long" }),
  f: format({ dateStyle: "long", timeStyle: "short" }),
  F: format({ dateStyle: "full", timeStyle: "short" }),
};
const DAY = format({ weekday: "long", day: "numeric", month: "long" });

export const shortTime = (moment) => TIME.format(moment);
export const fullTime = (moment) => STYLES.F.format(moment);
export const dayName = (moment) => DAY.format(moment);

/** `<t:seconds:style>` in words; style R tells the distance from now. */
export function stampText(seconds, style) {
  const moment = new Date(seconds * 1000);
  if (Number.isNaN(moment.getTime())) return "an unreadable date";
  return style === "R" ? distance(moment) : (STYLES[style] ?? STYLES.f).format(moment);
}

const UNITS = [
  ["year", 525_600 * MINUTE],
  ["month", 43_800 * MINUTE],
  ["day", 1_440 * MINUTE],
  ["hour", 60 * MINUTE],
  ["minute", MINUTE],
  ["second", 1000],
];

function distance(moment) {
  const away = moment.getTime() - Date.now();
  const [unit, length] = UNITS.find(([, size]) => Math.abs(away) >= size) ?? UNITS.at(-1);
  return new Intl.RelativeTimeFormat(undefined, { numeric: "auto" }).format(Math.round(away / length), unit);
}
