from __future__ import annotations

from lore.script.blocks import split_blocks


def paragraphs(text: str) -> list[str]:
    return [text[block.start : block.end] for block in split_blocks(text)]


def test_blank_lines_divide_paragraphs() -> None:
    assert paragraphs("One.\n\nTwo.\n \n\nThree.") == ["One.", "Two.", "Three."]


def test_the_gap_counts_blank_lines() -> None:
    assert [block.gap for block in split_blocks("One.\n\nTwo.\n\n\n\nThree.")] == [0, 1, 3]


def test_a_wrapped_paragraph_stays_whole() -> None:
    text = "The rain had fallen all day on the hills\nof the town, and nobody went out before the lamps\nwere lit."
    assert paragraphs(text) == [text]


def test_each_line_is_a_paragraph_where_no_line_was_wrapped() -> None:
    text = '"Yes."\n"No, and no again, for I have told you so since the day we came to this house."\n"Why?"'
    assert len(paragraphs(text)) == 3


def test_an_indent_begins_a_paragraph_in_wrapped_text() -> None:
    text = "The rain had fallen all day on the hills\nof the town.\n    Nobody went out before the lamps\nwere lit."
    assert len(paragraphs(text)) == 2


def test_what_stands_in_is_one_paragraph_where_blank_lines_divide() -> None:
    letter = "     The boat is gone and the oar too, and I do\n     not know what you will say when you\n     hear."
    text = f"The rain had fallen all day on the hills of the town,\nand nobody went out.\n\n{letter}\n\nTom laughed."
    assert len(paragraphs(text)) == 3


def test_play_form_in_one_block_parts_at_its_labels() -> None:
    assert len(paragraphs("A bakery, at four.\nJONNA: Where is it?\nTORE: Where is what?\nJONNA: The salt.")) == 4


def test_carriage_returns_count_as_line_ends_and_stay_in_the_source() -> None:
    assert paragraphs("One.\r\n\r\nTwo.\r\n") == ["One.", "Two."]


def test_play_form_lines_part_without_blank_lines() -> None:
    assert len(paragraphs("Ann: Come in.\nTom: Thank you.\nAnn: Sit.")) == 3
