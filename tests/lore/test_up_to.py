from __future__ import annotations

import lore

TEXT = """The boat

"You kept her," said Mara.

"I kept her dry," said Tobin.

* * *

"Who is that?" said Ines.
"""


def test_a_script_up_to_a_line_knows_nothing_after_it() -> None:
    script = lore.read_text(TEXT, title="The boat")
    last = next(line.number for line in script.lines if line.speaker == "Mara")
    known = script.up_to(last)
    assert [line.number for line in known.lines] == list(range(1, last + 1))
    assert "Tobin" not in known.source
    assert "Ines" not in {character.name for character in known.cast}
    assert all(scene.lines for scene in known.scenes)
    assert known.line(last) == script.line(last)


def test_up_to_nothing_there_is_nothing() -> None:
    known = lore.read_text(TEXT).up_to(0)
    assert (known.lines, known.scenes, known.cast, known.source) == ((), (), (), "")
