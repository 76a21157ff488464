"""HTML: a page that looks like a printed script, whole in one file: nothing is loaded, nothing runs."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from bot.stage.book import is_shown
from bot.stage.transcript.lines import players, remark

if TYPE_CHECKING:
    from bot.stage.book import Passage
    from bot.stage.transcript.lines import Transcript, TranscriptLine
    from bot.texts import Say

_STRESS = re.compile(r"(?<![*\w])\*([^\s*](?:[^*\n]*[^\s*])?)\*(?![*\w])")
_STYLE = """
:root { color-scheme: light dark; }
body { margin: 0; background: Canvas; color: CanvasText; }
main { max-width: 38rem; margin: 0 auto; padding: 2.5rem 1.25rem 4rem;
  font: 1rem/1.45 "Courier Prime", "Courier New", Courier, monospace; }
h1 { margin: 3rem 0 2rem; font-size: 1.3rem; text-align: center; text-transform: uppercase; letter-spacing: .08em; }
h2 { margin: 2.2rem 0 1rem; font-size: 1rem; text-transform: uppercase; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .2rem 1.2rem;
  width: fit-content; margin: 0 auto 3rem; }
dt { text-align: right; text-transform: uppercase; }
dd { margin: 0; }
dt, dd, p { overflow-wrap: anywhere; }
p { margin: 0; }
.line { position: relative; margin: 0 0 1.1rem; break-inside: avoid; }
.line > .number { position: absolute; right: 100%; margin-right: .8rem; opacity: .55; font-size: .75rem; }
.speech { margin-left: 16%; margin-right: 12%; }
.speech > .number { right: calc(100% + 3rem); }
.part { padding-left: 22%; text-transform: uppercase; break-after: avoid; }
.off-script { border-left: 2px dashed; padding-left: 1rem; }
.how { margin-top: .15rem; opacity: .7; font-size: .75rem; }
@media (max-width: 46rem) {
  .line > .number { position: static; margin: 0 .5rem 0 0; }
  .speech { margin-left: 6%; margin-right: 0; }
}
@media print {
  @page { margin: 2.2cm 2.2cm 2.2cm 3.2cm; }
  main { max-width: none; padding: 0; font-size: 11pt; }
}
""".strip()


def as_page(transcript: Transcript, say: Say) -> str:
    """Return the transcript as a page of HTML."""
    title = escape(transcript.title)
    cast = "\n".join(
        f"<dt>{escape(part)}</dt><dd>{escape(players(names, say))}</dd>" for part, names in transcript.cast
    )
    body = "\n".join(_line(line, say) for line in transcript.lines)
    return f"""<!DOCTYPE html>
<html>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
{_STYLE}
</style>
</head>
<body>
<main>
<h1>{title}</h1>
<dl>
{cast}
</dl>
{body}
</main>
</body>
</html>
"""


def _line(line: TranscriptLine, say: Say) -> str:
    number = line.line.number
    if line.line.kind == "heading":
        return f'<h2 id="line-{number}">{_words(line.said(say))}</h2>'
    shown = f'<span class="number">{number}</span>'
    if line.line.kind == "narration":
        return f'<p class="line" id="line-{number}">{shown}{_words(line.said(say))}</p>'
    told = remark(line, say)
    how = f'<p class="how">{escape(told)}</p>' if told else ""
    part = f'<p class="part">{escape(line.speaker(say))}</p>'
    if line.is_improvised:
        return f'<div class="line speech off-script">{part}<p>{_spoken(line, say)}</p>{how}</div>'
    return f'<div class="line speech" id="line-{number}">{shown}{part}<p>{_spoken(line, say)}</p>{how}</div>'


def _spoken(line: TranscriptLine, say: Say) -> str:
    if line.is_typed:
        return _words(line.said(say))
    return " ".join(_passage(passage) for passage in line.line.passages if is_shown(passage, line.line))


def _passage(passage: Passage) -> str:
    return _words(passage.text) if passage.kind == "spoken" else f"<i>({escape(passage.text.strip())})</i>"


def _words(text: str) -> str:
    """Return words as HTML: escaped, a pair of asterisks as stress, line ends as breaks."""
    return _STRESS.sub(r"<em>\1</em>", escape(text)).replace("\n", "<br>")
