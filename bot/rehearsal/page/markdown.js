// Discord's markdown, read into a tree of plain values. Pure: no nodes, no names; prose.js draws the tree.
//
// Blocks: {kind: "paragraph" | "heading" | "subtext" | "quote" | "list" | "code", ...}
// Spans:  {kind: "text" | "strong" | "em" | "under" | "strike" | "spoiler" | "code" | "link" | "mention" | "time" | ...}

const DEEPEST = 12;

const PAIRS = [
  ["***", "strong-em"],
  ["**", "strong"],
  ["__", "under"],
  ["~~", "strike"],
  ["||", "spoiler"],
  ["*", "em"],
  ["_", "em"],
];

const TAGS = [
  [/<@!?(\d+)>/y, ([, id]) => ({ kind: "mention", of: "user", id })],
  [/<@&(\d+)>/y, ([, id]) => ({ kind: "mention", of: "role", id })],
  [/<#(\d+)>/y, ([, id]) => ({ kind: "mention", of: "channel", id })],
  [/<\/([^:<>\n]{1,100}):(\d+)>/y, ([, name]) => ({ kind: "command", name })],
  [/<a?:(\w{2,32}):\d+>/y, ([, name]) => ({ kind: "emoji", name })],
  [/<t:(-?\d{1,13})(?::([tTdDfFR]))?>/y, ([, seconds, style]) => ({ kind: "time", seconds: Number(seconds), style })],
  [/<(https?:\/\/[^\s<>]+)>/y, ([, address]) => ({ kind: "link", address, inside: [{ kind: "text", text: address }] })],
];

const MASKED = /\[([^\]\n]{1,500})\]\(<?(https?:\/\/[^\s<>)]+)>?(?:\s+"[^"\n]*")?\)/y;
const BARE = /https?:\/\/[^\s<>]+/y;
const EVERYONE = /@(everyone|here)/y;

/** The tree of a whole message. */
export function readBlocks(source) {
  return blocksOf(source.replaceAll("\r\n", "\n").split("\n"), 0);
}

function blocksOf(lines, depth) {
  const blocks = [];
  let at = 0;
  while (at < lines.length) {
    const [block, next] = blockAt(lines, at, depth);
    append(blocks, block);
    at = next;
  }
  return blocks;
}

function append(blocks, block) {
  const previous = blocks.at(-1);
  const both = previous?.kind === "paragraph" && block.kind === "paragraph";
  if (both) previous.lines.push(...block.lines);
  else blocks.push(block);
}

function blockAt(lines, at, depth) {
  return (
    codeAt(lines, at) ??
    quoteAt(lines, at, depth) ??
    headingAt(lines, at) ??
    listAt(lines, at) ?? [paragraphAt(lines, at), at + 1]
  );
}

// A fence may open inside a line (Discord allows it); the text before and after it stays what it was.
function codeAt(lines, at) {
  const open = /^```(\S*)$/.exec(lines[at]) ? lines[at] : null;
  if (open === null) return oneLineCode(lines, at);
  for (let end = at + 1; end < lines.length; end += 1) {
    if (!lines[end].includes("```")) continue;
    const tail = lines[end].slice(0, lines[end].indexOf("```"));
    const rest = lines[end].slice(lines[end].indexOf("```") + 3);
    const text = [...lines.slice(at + 1, end), ...(tail ? [tail] : [])].join("\n");
    if (rest.trim()) lines.splice(end + 1, 0, rest);
    return [{ kind: "code", text, language: open.slice(3) }, end + 1];
  }
  return null;
}

function oneLineCode(lines, at) {
  const match = /^```(.+?)```\s*$/.exec(lines[at]);
  return match ? [{ kind: "code", text: match[1], language: "" }, at + 1] : null;
}

function quoteAt(lines, at, depth) {
  if (depth >= 1) return null;
  if (lines[at].startsWith(">>> ")) {
    const rest = [lines[at].slice(4), ...lines.slice(at + 1)];
    return [{ kind: "quote", inside: blocksOf(rest, depth + 1) }, lines.length];
  }
  let end = at;
  while (end < lines.length && lines[end].startsWith("> ")) end += 1;
  if (end === at) return null;
  const inner = lines.slice(at, end).map((line) => line.slice(2));
  return [{ kind: "quote", inside: blocksOf(inner, depth + 1) }, end];
}

function headingAt(lines, at) {
  const heading = /^(#{1,3}) +(.*\S.*)$/.exec(lines[at]);
  if (heading) return [{ kind: "heading", level: heading[1].length, inside: readSpans(heading[2]) }, at + 1];
  const small = /^-# +(.*\S.*)$/.exec(lines[at]);
  return small ? [{ kind: "subtext", inside: readSpans(small[1]) }, at + 1] : null;
}

const ITEM = /^( *)([-*]|\d{1,9}\.) +(.*\S.*)$/;

function listAt(lines, at) {
  const items = [];
  let end = at;
  for (; end < lines.length && items.length < 500; end += 1) {
    const match = ITEM.exec(lines[end]);
    if (!match) break;
    const [, indent, mark, text] = match;
    items.push({ level: Math.min(Math.floor(indent.length / 2), 5), mark, inside: readSpans(text) });
  }
  return items.length ? [{ kind: "list", items }, end] : null;
}

function paragraphAt(lines, at) {
  return { kind: "paragraph", lines: [readSpans(lines[at])] };
}

/** The tree of one line. */
export function readSpans(source, depth = 0) {
  const spans = [];
  let plain = "";
  let at = 0;
  while (at < source.length) {
    const [span, next] = spanAt(source, at, depth) ?? [null, at + 1];
    if (span === null) plain += source[at];
    else if (span.kind === "text") plain += span.text;
    else {
      if (plain) spans.push({ kind: "text", text: plain });
      plain = "";
      spans.push(span);
    }
    at = next;
  }
  if (plain) spans.push({ kind: "text", text: plain });
  return spans;
}

function spanAt(source, at, depth) {
  switch (source[at]) {
    case "\\":
      return /[^\w\s]/.test(source[at + 1] ?? " ") ? [{ kind: "text", text: source[at + 1] }, at + 2] : null;
    case "`":
      return tickAt(source, at);
    case "<":
      return tagAt(source, at, depth);
    case "[":
      return maskedAt(source, at, depth);
    case "h":
      return bareAt(source, at, depth);
    case "@":
      return everyoneAt(source, at);
    default:
      return depth < DEEPEST ? pairAt(source, at, depth) : null;
  }
}

function tickAt(source, at) {
  const ticks = /`+/y;
  ticks.lastIndex = at;
  const [mark] = ticks.exec(source);
  const end = source.indexOf(mark, at + mark.length);
  if (end < 0) return [{ kind: "text", text: mark }, at + mark.length];
  const text = source.slice(at + mark.length, end);
  return text.trim() ? [{ kind: "code", text }, end + mark.length] : [{ kind: "text", text: mark }, at + mark.length];
}

function tagAt(source, at, depth) {
  for (const [pattern, build] of TAGS) {
    pattern.lastIndex = at;
    const match = pattern.exec(source);
    if (match) return [unlinked(build(match), depth), at + match[0].length];
  }
  return null;
}

// A link inside a link's text stays text.
function unlinked(span, depth) {
  return span.kind === "link" && depth >= DEEPEST ? { kind: "text", text: span.address } : span;
}

function maskedAt(source, at, depth) {
  MASKED.lastIndex = at;
  const match = MASKED.exec(source);
  if (!match || depth >= DEEPEST) return null;
  return [{ kind: "link", address: match[2], inside: readSpans(match[1], DEEPEST) }, at + match[0].length];
}

function bareAt(source, at, depth) {
  if (depth >= DEEPEST) return null;
  BARE.lastIndex = at;
  const match = BARE.exec(source);
  if (!match) return null;
  const address = match[0].replace(/[.,:;!?"'*_~|)\]]+$/, "");
  return [{ kind: "link", address, inside: [{ kind: "text", text: address }] }, at + address.length];
}

function everyoneAt(source, at) {
  EVERYONE.lastIndex = at;
  const match = EVERYONE.exec(source);
  return match ? [{ kind: "everyone", name: match[0] }, at + match[0].length] : null;
}

function pairAt(source, at, depth) {
  for (const [mark, kind] of PAIRS) {
    if (!source.startsWith(mark, at)) continue;
    const end = closing(source, at, mark);
    if (end < 0) continue;
    const inside = readSpans(source.slice(at + mark.length, end), depth + 1);
    return [wrap(kind, inside), end + mark.length];
  }
  return null;
}

function wrap(kind, inside) {
  return kind === "strong-em" ? { kind: "strong", inside: [{ kind: "em", inside }] } : { kind, inside };
}

// Where the pair closes, or -1. A single star needs words at both its sides; an underscore may not stand inside a word.
function closing(source, at, mark) {
  const single = mark.length === 1;
  if (single && /\s/.test(source[at + 1] ?? " ")) return -1;
  if (mark === "_" && /\w/.test(source[at - 1] ?? " ")) return -1;
  for (let end = at + mark.length; end < source.length; end += 1) {
    if (source[end] === "\\") end += 1;
    else if (source[end] === "`") end = afterTicks(source, end) - 1;
    else if (source.startsWith(mark, end) && closes(source, at, end, mark)) return end;
    else if (single && source[end] === mark && source[end + 1] === mark) end += 1;
  }
  return -1;
}

function closes(source, at, end, mark) {
  if (end === at + mark.length) return false;
  if (mark === "*") return source[end + 1] !== "*" && !/\s/.test(source[end - 1]);
  if (mark === "_") return !/\w/.test(source[end + 1] ?? " ") && source[end + 1] !== "_";
  if (mark === "**" || mark === "__") return source[end + 2] !== mark[0];
  return true;
}

function afterTicks(source, at) {
  return tickAt(source, at)[1];
}
