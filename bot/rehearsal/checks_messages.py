"""The rules for what a message may hold: content, embeds, flags, files, mentions, nonce.

Pure. Components have a module of their own. Who may send where is decided by the handlers.
"""

from collections.abc import Sequence

from bot.rehearsal.checks import Problems, check_choice, check_count, check_longest
from bot.rehearsal.checks_components import check_components
from bot.rehearsal.kinds import MessageFlag
from bot.rehearsal.refusals import ApiError, Code, Problem
from bot.rehearsal.shapes import Json, Upload

LONGEST_CONTENT = 2_000
LONGEST_EMBEDS = 6_000
LONGEST_NONCE = 25
MOST_FILES = 10
LARGEST_FILE = 10 * 1024 * 1024
LARGEST_REQUEST = 25 * 1024 * 1024
BESIDE_SECOND_VERSION = ("content", "embeds", "poll", "sticker_ids")


def check_message(body: Json, files: Sequence[Upload], *, flags: int | None = None) -> Problems:
    """Check a message's body; ``flags`` are those the message will have, by default the ones it asks for."""
    effective = int(body.get("flags") or 0) if flags is None else flags
    second_version = bool(effective & MessageFlag.COMPONENTS_V2)
    problems = check_longest("content", body.get("content"), LONGEST_CONTENT)
    problems += _check_embeds(body.get("embeds"))
    problems += check_components(body.get("components"), second_version=second_version)
    problems += _check_attachments(body, files)
    problems += _check_allowed_mentions(body.get("allowed_mentions"))
    problems += _check_nonce(body.get("nonce"))
    return problems + (_check_second_version(body) if second_version else [])


def check_files(files: Sequence[Upload]) -> None:
    """Refuse what is too large to be read at all."""
    if sum(len(file.content) for file in files) > LARGEST_REQUEST:
        raise ApiError(Code.TOO_LARGE)
    if any(len(file.content) > LARGEST_FILE for file in files):
        raise ApiError(Code.TOO_LARGE)


def is_empty(body: Json, files: Sequence[Upload]) -> bool:
    """Tell whether a new message would show nothing."""
    content = str(body.get("content") or "").strip()
    return not (content or files or any(body.get(name) for name in ("embeds", "components", "sticker_ids", "poll")))


def _check_second_version(body: Json) -> Problems:
    rule = "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2"
    return [
        Problem(name, rule, f"The '{name}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2")
        for name in BESIDE_SECOND_VERSION
        if body.get(name)
    ]


def _check_nonce(nonce: object) -> Problems:
    return check_longest("nonce", None if nonce is None else str(nonce), LONGEST_NONCE)


def _check_attachments(body: Json, files: Sequence[Upload]) -> Problems:
    described = body.get("attachments") or []
    problems = check_count("attachments", described, 0, MOST_FILES)
    problems += check_count("files", list(files), 0, MOST_FILES)
    for place, attachment in enumerate(described if isinstance(described, list) else []):
        problems += check_longest(f"attachments.{place}.description", attachment.get("description"), 1024)
    return problems


def _check_allowed_mentions(allowed: object) -> Problems:
    if not isinstance(allowed, dict):
        return []
    problems: Problems = []
    parse = allowed.get("parse") or []
    for place, kind in enumerate(parse):
        problems += check_choice(f"allowed_mentions.parse.{place}", kind, ("everyone", "roles", "users"))
    for kind in ("roles", "users"):
        named = allowed.get(kind) or []
        problems += check_count(f"allowed_mentions.{kind}", named, 0, 100)
        if kind in parse and named:
            rule, sentence = "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE", f'parse:["{kind}"] and {kind}: [ids...] clash'
            problems.append(Problem("allowed_mentions", rule, sentence))
    return problems


def _check_embeds(embeds: object) -> Problems:
    if embeds is None:
        return []
    problems = check_count("embeds", embeds, 0, 10)
    if problems or not isinstance(embeds, list):
        return problems
    for place, embed in enumerate(embeds):
        problems += _check_embed(f"embeds.{place}", embed)
    if sum(_embed_length(embed) for embed in embeds) > LONGEST_EMBEDS:
        sentence = f"Embed size exceeds maximum size of {LONGEST_EMBEDS}"
        problems.append(Problem("embeds", "MAX_EMBED_SIZE_EXCEEDED", sentence))
    return problems


def _check_embed(path: str, embed: Json) -> Problems:
    problems = check_longest(f"{path}.title", embed.get("title"), 256)
    problems += check_longest(f"{path}.description", embed.get("description"), 4096)
    problems += check_longest(f"{path}.footer.text", (embed.get("footer") or {}).get("text"), 2048)
    problems += check_longest(f"{path}.author.name", (embed.get("author") or {}).get("name"), 256)
    fields = embed.get("fields") or []
    problems += check_count(f"{path}.fields", fields, 0, 25)
    for place, field in enumerate(fields):
        problems += check_longest(f"{path}.fields.{place}.name", field.get("name"), 256)
        problems += check_longest(f"{path}.fields.{place}.value", field.get("value"), 1024)
    return problems


def _embed_length(embed: Json) -> int:
    texts = [embed.get("title"), embed.get("description")]
    texts += [(embed.get("footer") or {}).get("text"), (embed.get("author") or {}).get("name")]
    for field in embed.get("fields") or []:
        texts += [field.get("name"), field.get("value")]
    return sum(len(str(text)) for text in texts if text)
