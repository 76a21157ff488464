// How well typed letters fit a name. Pure.

/** A score (higher fits better) when the letters of `typed` stand in `name` in order, else null. */
export function score(typed, name) {
  const want = typed.toLowerCase().trim();
  const text = name.toLowerCase();
  if (!want) return 0;
  const whole = text.indexOf(want);
  if (whole >= 0) return 1000 - whole * 10 - (text.length - want.length);
  return scattered(want, text);
}

function scattered(want, text) {
  let at = -1;
  let total = 0;
  for (const letter of want.replaceAll(" ", "")) {
    const next = text.indexOf(letter, at + 1);
    if (next < 0) return null;
    total += next === at + 1 ? 5 : starts(text, next) ? 3 : 0;
    total -= Math.min(next - at - 1, 4);
    at = next;
  }
  return total;
}

const starts = (text, at) => at === 0 || /[\s_-]/.test(text[at - 1]);

/** The items that fit, best first; without letters all of them in their order. */
export function rank(typed, items, nameOf, alsoOf = () => "") {
  const scored = items.map((item, index) => ({ item, index, points: points(typed, nameOf(item), alsoOf(item)) }));
  const fitting = scored.filter((each) => each.points !== null);
  return fitting.sort((one, other) => other.points - one.points || one.index - other.index).map((each) => each.item);
}

function points(typed, name, also) {
  const byName = score(typed, name);
  if (byName !== null) return byName;
  return typed.trim().length > 2 && also.toLowerCase().includes(typed.toLowerCase().trim()) ? -100 : null;
}
