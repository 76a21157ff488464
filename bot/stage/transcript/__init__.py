"""The transcript: what was performed, to take away in several formats, and the sides of one part.

A projection of the state; nothing is asked of Discord. Members appear under the names that the caller gives for their
performer keys, own words as the caller gives them for the event that performed the line. One module a format.
"""

from bot.stage.transcript.formats import FORMATS, render
from bot.stage.transcript.lines import Transcript, TranscriptLine, transcribe
from bot.stage.transcript.sides import sides_of

__all__ = ["FORMATS", "Transcript", "TranscriptLine", "render", "sides_of", "transcribe"]
