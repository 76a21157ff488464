from __future__ import annotations

import pytest

from lore.script.marks import Style, choose_style, find_quotations


def said(text: str, style: Style | None = None) -> list[str]:
    chosen = style or choose_style(text, [0])
    return [text[q.start : q.end] for q in find_quotations(text, 0, len(text), chosen)]


@pytest.mark.parametrize(
    "text",
    [
        '"Stay," said Ann, "till noon."',
        "“Stay,” said Ann, “till noon.”",
        "‘Stay,’ said Ann, ‘till noon.’",
        "'Stay,' said Ann, 'till noon.'",
        "«Stay,» said Ann, «till noon.»",
        "»Stay,« said Ann, »till noon.«",
        "„Stay,“ said Ann, „till noon.“",
        "„Stay,” said Ann, „till noon.”",
        "« Stay, » said Ann, « till noon. »",
    ],
)
def test_each_kind_of_mark_opens_and_closes_a_quotation(text: str) -> None:
    assert said(text) == ["Stay,", "till noon."]


@pytest.mark.parametrize("text", ['"No "grand tour", no ship."', "“No “grand tour”, no ship.”"])
def test_a_quotation_inside_one_of_the_same_kind_does_not_end_it(text: str) -> None:
    assert len(said(text)) == 1


def test_a_quotation_of_another_kind_inside_stays_inside() -> None:
    assert said("‘He said “yes” to me,’ she said.") == ["He said “yes” to me,"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("'It's the boys' boat,' said Ann. 'Don't touch it.'", ["It's the boys' boat,", "Don't touch it."]),
        ("‘It’s the boys’ boat,’ said Ann. ‘Don’t touch it.’", ["It’s the boys’ boat,", "Don’t touch it."]),
        ("'Goin' home?' he asked.", ["Goin' home?"]),
    ],
)
def test_apostrophes_are_no_quotation_marks(text: str, words: list[str]) -> None:
    assert said(text) == words


def test_an_apostrophe_alone_makes_no_text_speak_in_single_marks() -> None:
    assert said("It was Ann's hat, and the boys' too.") == []


def test_an_open_quotation_runs_to_the_end_of_its_paragraph() -> None:
    text = '"I will tell it from the start.'
    (quotation,) = find_quotations(text, 0, len(text), "double")
    assert not quotation.closed
    assert quotation.end == len(text)


def test_a_mark_after_a_dash_closes_when_one_is_open() -> None:
    assert said('"I never--" "Hush!"') == ["I never--", "Hush!"]


def test_a_word_with_its_head_cut_off_may_begin_a_quotation_in_straight_singles() -> None:
    assert said("''Tis late,' said Ann. 'I know the boys' ways.'") == ["'Tis late,", "I know the boys' ways."]
