"""Read fiction, find lines, answer from them: text in, values out.

Nothing here knows Discord, a database, a clock, the network or chance.
"""

from lore.answers.library import Library
from lore.documents.errors import UnreadableFile
from lore.documents.files import file_text, read_file
from lore.script.chapters import cut_chapters
from lore.script.reader import read_text
from lore.values import Answer, ChapterSpan, Character, Evidence, Line, Problem, Ranked, Rival, Scene, Script

__all__ = [
    "Answer",
    "ChapterSpan",
    "Character",
    "Evidence",
    "Library",
    "Line",
    "Problem",
    "Ranked",
    "Rival",
    "Scene",
    "Script",
    "UnreadableFile",
    "cut_chapters",
    "file_text",
    "read_file",
    "read_text",
]
