from __future__ import annotations

import json

import pytest

from lore import UnreadableFile, read_text
from lore.corrections.anchors import anchor_of
from lore.corrections.packing import MOST_BYTES, Package, PackedChapter, is_packed, pack, unpack
from lore.corrections.values import Renamed, SpeakerSet

SOURCE = "Ines: The kiln cracked.\n\nOren: Then we fire again.\n"
SCRIPT = read_text(SOURCE, title="Kiln")
CHAPTER = PackedChapter(
    "Kiln",
    SOURCE,
    (SpeakerSet(anchor_of(SCRIPT, 1), "Oren", "Ines"), Renamed("Oren", "Orin")),
    (("Ines", "Ina"),),
    adult=True,
)
PACKAGE = Package((CHAPTER, PackedChapter("Zweites", SOURCE)), "Fire")


def packed(**changes: object) -> bytes:
    return json.dumps({**json.loads(pack(PACKAGE, [SCRIPT, SCRIPT])), **changes}).encode()


def test_what_was_packed_comes_back_whole() -> None:
    assert unpack(packed()) == PACKAGE


def test_the_file_shows_the_script_to_people() -> None:
    told = json.loads(pack(PACKAGE, [SCRIPT, SCRIPT]))["chapters"][0]
    assert [(line["speaker"], line["text"]) for line in told["script"]] == [
        ("Ines", "The kiln cracked."),
        ("Oren", "Then we fire again."),
    ]


def test_a_file_of_ours_is_known_by_name_and_content() -> None:
    assert is_packed(packed(), "kiln.footlights.json")
    assert not is_packed(packed(), "kiln.txt")
    assert not is_packed(b"Ines: hello", "kiln.json")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"{", "damaged"),
        (b"[" * 100_000, "damaged"),
        (b'{"format": "other"}', "unsupported"),
        (packed(version=2), "unsupported"),
        (packed(chapters=[]), "damaged"),
        (packed(chapters=["x"]), "damaged"),
        (packed(chapters=[{"title": "x", "source": " "}]), "damaged"),
        (packed(chapters=[{"title": 1, "source": "x"}]), "damaged"),
        (packed(chapters=[{"title": "x", "source": "x", "corrections": [{"kind": "other"}]}]), "damaged"),
        (packed(chapters=[{"title": "x", "source": "x", "corrections": "all"}]), "damaged"),
        (packed(chapters=[{"title": "x", "source": "x\u0000"}]), "damaged"),
        (packed(chapters=[{"title": "x", "source": "x", "names": []}]), "damaged"),
        (b"{" + b" " * MOST_BYTES, "too-large"),
        (b'{"a": ' + b"9" * 10_000 + b"}", "damaged"),
        (b'{"a": "\xff\xfe"}', "damaged"),
    ],
)
def test_a_file_that_is_not_whole_is_refused_with_a_sentence(data: bytes, code: str) -> None:
    with pytest.raises(UnreadableFile) as refused:
        unpack(data)
    assert refused.value.code == code
    assert refused.value.sentence.endswith(".")


def test_half_a_surrogate_pair_in_a_text_does_no_harm() -> None:
    told = packed(chapters=[{"title": "x", "source": b"a \\ud800 b".decode("unicode_escape")}])
    assert unpack(told).chapters[0].source == "a ? b"
