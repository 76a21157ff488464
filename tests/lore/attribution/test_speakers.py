"""Who says what, one difficulty at a time, in texts of our own."""

from __future__ import annotations

import lore

OPENING = (
    "Ann Hollis and Tom Reed met at the mill. Ann had brought bread. Tom had brought his dog. Ann and Tom sat down.\n\n"
)
DARK = 'The lamp went out.\n\n"Who is there?"'


def lines(text: str) -> list[lore.Line]:
    return [line for line in lore.read_text(OPENING + text).lines if line.kind == "speech"]


def speakers(text: str) -> list[str | None]:
    return [line.speaker for line in lines(text)]


def test_a_tag_names_the_speaker_before_after_and_inside() -> None:
    text = 'Ann said, "Come."\n\n"I will," said Tom.\n\n"Now," Ann cried, "or never!"'
    assert speakers(text) == ["Ann", "Tom", "Ann"]


def test_a_beat_names_the_speaker() -> None:
    assert speakers('Tom scratched his head. "Which way?"\n\n"North." Ann pointed at the hill.') == ["Tom", "Ann"]


def test_an_untagged_exchange_goes_by_turns() -> None:
    text = '"You came," said Ann.\n\n"I said I would."\n\n"You say many things."\n\n"And I keep them."\n\n"Do you?"'
    assert speakers(text) == ["Ann", "Tom", "Ann", "Tom", "Ann"]


def test_a_vocative_names_the_addressee_and_not_the_speaker() -> None:
    found = lines('"You are late, Tom."\n\n"The river is high, Ann."')
    assert [line.speaker for line in found] == ["Ann", "Tom"]
    assert [line.to for line in found] == ["Tom", "Ann"]


def test_a_tag_names_the_addressee() -> None:
    (line,) = lines('"Hold the rope," said Ann to Tom.')
    assert (line.speaker, line.to) == ("Ann", "Tom")


def test_a_pronoun_tag_goes_to_the_one_whose_gender_fits() -> None:
    text = 'Ann lost her shawl. Tom gave her his coat.\n\n"Thank you," she said.\n\n"Keep it," he said.'
    assert speakers(text) == ["Ann", "Tom"]


def test_a_name_spoken_about_is_not_the_speaker() -> None:
    assert speakers('"Tom will bring the boat," said Ann.\n\n"Where is Ann?" asked Tom.') == ["Ann", "Tom"]


def test_full_names_and_first_names_are_one_person() -> None:
    read = lore.read_text(
        OPENING + '"Come," said Ann Hollis.\n\n"Why?" said Tom Reed.\n\n"Because," said Ann.\n\n"Oh," said Tom.'
    )
    assert [character.name for character in read.cast] == ["Ann", "Tom"]
    assert "Ann Hollis" in read.cast[0].aliases


def test_a_man_and_a_woman_of_one_surname_stay_two() -> None:
    text = '"Tea?" said Mrs. Brand.\n\n"Please," said Mr. Brand.\n\n"Milk?" said Mrs. Brand.'
    assert speakers(text) == ["Mrs. Brand", "Mr. Brand", "Mrs. Brand"]


def test_somebody_without_a_name_speaks_under_the_noun_the_text_has() -> None:
    assert speakers('"Tickets!" said the old porter.\n\n"Here," said Ann.') == ["the old porter", "Ann"]


def test_a_noun_with_an_owner_is_cast_as_it_is_written() -> None:
    assert speakers('"Good evening," said our visitor.\n\n"Good evening," said Ann.') == ["our visitor", "Ann"]


def test_a_noun_in_a_tag_leaves_a_doubt_that_a_name_does_not() -> None:
    noun, name = lines('"Tickets!" said the porter.\n\n"Here," said Ann.')
    assert noun.confidence < name.confidence


def test_whoever_puts_in_or_breaks_in_is_named_by_a_tag() -> None:
    found = lines('"Is it far?" said Ann.\n\n"Two miles," broke in a thin, elderly gentleman.\n\n"Three," put in Tom.')
    assert [line.speaker for line in found] == ["Ann", "the thin elderly gentleman", "Tom"]
    assert [line.evidence.rule for line in found if line.evidence] == ["tag", "tag", "tag"]


def test_an_unnamed_first_person_is_the_narrator() -> None:
    text = (
        "I had walked all night and I was tired. I sat down by the road. I saw Ann come up the hill.\n\n"
        '"Are you lost?" asked Ann.\n\n"A little," I said. I took off my hat.'
    )
    assert [line.speaker for line in lore.read_text(text).lines if line.kind == "speech"] == ["Ann", "Narrator"]


def test_a_tag_in_the_third_person_is_never_the_narrators() -> None:
    text = (
        "I had walked all night and I was tired. I sat down by the road. I saw a rider come up the hill.\n\n"
        '"Are you lost?" he asked.\n\n"A little," I said.\n\n"Take the left path," he said.'
    )
    found = [line.speaker for line in lore.read_text(text).lines if line.kind == "speech"]
    assert found[1] == "Narrator"
    assert "Narrator" not in (found[0], found[2])


def test_pronouns_are_never_cast() -> None:
    read = lore.read_text('"Go," she said.\n\n"No," he said.\n\nThey left.')
    assert all(character.name.lower() not in {"he", "she", "they", "i", "it"} for character in read.cast)


def test_each_speech_has_evidence_in_words() -> None:
    found = lines('"You came," said Ann.\n\n"I said I would."\n\n"You say many things."')
    assert [line.evidence.rule for line in found if line.evidence] == ["tag", "presence", "alternation"]
    assert found[0].evidence is not None
    assert found[0].evidence.text == "tag: said Ann"


def test_evidence_names_the_rivals_with_their_share() -> None:
    (line,) = lines(DARK)
    assert line.evidence is not None
    assert line.evidence.rivals
    assert sum(rival.share for rival in line.evidence.rivals) + line.confidence <= 1.001


def test_a_doubtful_line_is_a_problem() -> None:
    read = lore.read_text(OPENING + DARK)
    assert [problem.line.number for problem in read.problems if problem.line] == [3]


def test_a_line_that_a_tag_settles_is_surer_than_one_that_nothing_settles() -> None:
    sure, unsure = lines('"Come," said Ann.')[0], lines(DARK)[0]
    assert sure.confidence > 0.95 > unsure.confidence
