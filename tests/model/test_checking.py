from __future__ import annotations

import json

import pytest

from bot.model.checking import check
from bot.model.values import Cited, Given, Names, Rejection, Wording

NAMES = Names({"Mara": "Mara", "Mara Voss": "Mara", "Tobin": "Tobin", "Ines": "Ines"})
LINES = (
    Given(3, "I sold the boat because I was tired of you.", spoken=True, speaker="Mara", to="Tobin"),
    Given(4, "You never asked me. I would have paid for it, Mara!", spoken=True, speaker="Tobin", to="Mara"),
    Given(5, "Who has the key?", spoken=True, speaker="Tobin", to="Mara"),
    Given(6, "If the rain stops, I'll row to the island. Don't wait for me.", spoken=True, speaker="Mara", to="Tobin"),
    Given(7, "Tobin pretended to sleep. Mara slowly locked the blue door, and went down to the water without him."),
    Given(8, "My aunt says the lake is haunted.", spoken=True, speaker="Ines", to="Mara"),
    Given(9, "The boat had three oars.", spoken=True, speaker=None, to=None),
    Given(10, "Ines watched while Tobin fell. She failed to catch him."),
)


def reply_of(*sentences: tuple[str, list[int]]) -> str:
    return json.dumps({"sentences": [{"text": text, "lines": lines} for text, lines in sentences]})


def checked(text: str, *lines: int, voice: str | None = None) -> Wording | Rejection:
    return check(reply_of((text, list(lines))), LINES, NAMES, voice)


def code_of(text: str, *lines: int, voice: str | None = None) -> str:
    result = checked(text, *lines, voice=voice)
    return result.code if isinstance(result, Rejection) else "worded"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Mara tells Tobin that she sold the boat because she was tired of Tobin.", 3),
        ("Mara says she sold the boat.", 3),
        ("Mara says that Mara sold the boat because she was tired of him.", 3),
        ("Mara Voss told Tobin she had sold the boat.", 3),
        ("Because she was tired of him, Mara says.", 3),
        ("Because she was tired of Tobin, says Mara.", 3),
        ('Mara says: "I was tired of you."', 3),
        ("Mara answers, “I sold the boat because I was tired of you.”", 3),
        ("Tobin says that he would have paid for it.", 4),
        ("Tobin says Mara never asked him.", 4),
        ("Tobin asks Mara who has the key.", 5),
        ("Tobin asks who had the key.", 5),
        ("Mara says that if the rain stops she will row to the island.", 6),
        ("Mara locked the blue door.", 7),
        ("Mara slowly locked the blue door.", 7),
        ("Tobin pretended to sleep.", 7),
        ("Ines says her aunt says the lake is haunted.", 8),
        ("Somebody says the boat had three oars.", 9),
        ("Ines watched while Tobin fell.", 10),
        ("She failed to catch him.", 10),
    ],
)
def test_a_sentence_that_its_line_contains_is_taken(text: str, line: int) -> None:
    assert checked(text, line) == Wording((Cited(text, (line,)),))


@pytest.mark.parametrize(
    ("text", "line", "code"),
    [
        ("Mara says that she sold the red boat.", 3, "added"),
        ("Mara says she sold the boat to Ines.", 3, "added"),
        ("Mara says she sold the boat because she hated Tobin.", 3, "added"),
        ("Mara says that she never sold the boat.", 3, "added"),
        ("Mara says that Tobin sold the boat.", 3, "added"),
        ("Mara sold the boat.", 3, "unattributed"),
        ("Tobin says that Mara sold the boat.", 3, "speaker"),
        ("Tobin says that he sold the boat.", 3, "speaker"),
        ("She says that she sold the boat.", 3, "speaker"),
        ("Mara tells Ines that she sold the boat.", 3, "speaker"),
        ("Mara confesses that she sold the boat.", 3, "added"),
        ("Tobin says that Mara asked him.", 4, "added"),
        ("Tobin says that he paid for it.", 4, "added"),
        ("Tobin says that he would have.", 4, "added"),
        ("Tobin says that Mara has the key.", 5, "added"),
        ("Tobin says that somebody has the key.", 5, "added"),
        ("Mara says that she will row to the island.", 6, "added"),
        ("Mara says to wait for her.", 6, "added"),
        ("Tobin sleeps.", 7, "added"),
        ("Mara locked the door.", 7, "added"),
        ("Mara went to the water with him.", 7, "added"),
        ("Ines says that the lake is haunted.", 8, "added"),
        ("Ines fell.", 10, "added"),
        ("Tobin watched while Ines fell.", 10, "added"),
        ("She caught him.", 10, "added"),
        ("Mara says.", 3, "added"),
        ("It is so.", 3, "added"),
        ("Mara says she sold the boat.", 7, "citation"),
        ("Mara says she sold the boat.", 99, "citation"),
        ("I sold the boat because I was tired of you.", 3, "person"),
        ('Mara says: "I sold the boat because I was sick of you."', 3, "quotation"),
        ('Mara says: "I sold the boat.', 3, "quotation"),
        ('Tobin says: "I sold the boat."', 3, "speaker"),
    ],
)
def test_a_sentence_that_its_line_does_not_contain_is_turned_down(text: str, line: int, code: str) -> None:
    assert code_of(text, line) == code


def test_a_line_cited_beside_the_one_that_holds_the_sentence_must_hold_some_of_it_too() -> None:
    assert code_of("Mara says she sold the boat.", 3, 7) == "citation"


def test_a_pronoun_goes_on_with_the_speaker_named_before() -> None:
    first = ("Mara says she sold the boat because she was tired of Tobin.", [3])
    assert isinstance(
        check(reply_of(first, ("She says if the rain stops she will row to the island.", [6])), LINES, NAMES), Wording
    )
    assert check(reply_of(first, ("He says he would have paid for it.", [4])), LINES, NAMES) == Rejection("speaker")


def test_a_sentence_may_report_two_lines() -> None:
    assert code_of("Tobin asks who has the key and Mara says she sold the boat.", 3, 5) == "worded"


@pytest.mark.parametrize(
    ("text", "line", "code"),
    [
        ("I sold the boat because I was tired of you.", 3, "worded"),
        ("I sold the boat because I was tired of Tobin.", 3, "worded"),
        ("You never asked me.", 4, "speaker"),
        ("I will row to the island.", 6, "added"),
        ("Mara slowly locked the blue door.", 7, "speaker"),
        ("I am only a language model.", 3, "added"),
    ],
)
def test_a_character_replies_from_their_own_lines_alone(text: str, line: int, code: str) -> None:
    assert code_of(text, line, voice="Mara") == code


@pytest.mark.parametrize(
    "text",
    [
        "@everyone Mara says she sold the boat.",
        "Mara says she sold the boat <@123456789012345678>.",
        "Mara says she sold the boat https://example.org/x",
        "Mara says she sold the boat, see example.org.",
        "**Mara** says she sold the boat.",
        "Mara says she `sold` the boat.",
        "# Mara says she sold the boat.",
        "- Mara says she sold the boat.",
        "1. Mara says she sold the boat.",
        "[Mara](x) says she sold the boat.",
        "||Mara|| says she sold the boat.",
        "Mara says she sold\nthe boat.",
        "Mara says she sold \u202ethe boat.",
        "Mara says she sold \u200bthe boat.",
        "Mara says she \x1b[31msold the boat.",
    ],
)
def test_a_sentence_with_marks_in_it_is_turned_down_even_where_its_words_hold(text: str) -> None:
    assert code_of(text, 3) == "marks"


@pytest.mark.parametrize(
    "text",
    [
        "Mara dice que vendió el barco porque estaba cansada de Tobin.",
        "Mara sagt, dass sie das Boot verkauft hat, weil sie Tobin satt hatte.",
        "Мара говорит, что продала лодку.",
        "マーラは船を売ったと言います。",
    ],
)
def test_an_answer_in_another_language_is_turned_down(text: str) -> None:
    assert code_of(text, 3) == "language"


@pytest.mark.parametrize(
    ("reply", "code"),
    [
        ("", "broken"),
        ("Mara sold it.", "broken"),
        ('{"sentences": [{"text": "Mara says', "broken"),
        ("[" * 5000, "broken"),
        ("[]", "shape"),
        ("null", "shape"),
        ("{}", "shape"),
        ('{"sentences": "Mara"}', "shape"),
        ('{"sentences": ["Mara"]}', "shape"),
        ('{"sentences": [{"text": "Mara says she sold the boat."}]}', "shape"),
        ('{"sentences": [{"text": "Mara says she sold the boat.", "lines": []}]}', "shape"),
        ('{"sentences": [{"text": "Mara says she sold the boat.", "lines": ["3"]}]}', "shape"),
        ('{"sentences": [{"text": "Mara says she sold the boat.", "lines": [true]}]}', "shape"),
        ('{"sentences": [{"text": 3, "lines": [3]}]}', "shape"),
        ('{"sentences": []}', "declined"),
        ("x" * 9000, "length"),
        (reply_of(*[("Mara says she sold the boat.", [3])] * 4), "length"),
        (reply_of(("Mara says she sold the boat. " * 4, [3])), "length"),
        (reply_of(("Mara says she sold the boat" + " of the" * 60, [3])), "length"),
    ],
)
def test_a_reply_of_another_shape_is_turned_down_by_its_code(reply: str, code: str) -> None:
    assert check(reply, LINES, NAMES) == Rejection(code)


@pytest.mark.parametrize(
    "wrapped", ["```json\n{}\n```", "```\n{}\n```", "<think>The boat, then.</think>\n{}", "\n {} \n"]
)
def test_what_local_models_put_around_their_json_is_dropped(wrapped: str) -> None:
    reply = wrapped.replace("{}", reply_of(("Mara says she sold the boat.", [3])))
    assert isinstance(check(reply, LINES, NAMES), Wording)


def test_a_wording_carries_its_text_and_its_lines() -> None:
    reply = reply_of(("Tobin asks who has the key.", [5]), ("Mara says she sold the boat.", [3]))
    wording = check(reply, LINES, NAMES)
    assert isinstance(wording, Wording)
    assert wording.text == "Tobin asks who has the key. Mara says she sold the boat."
    assert wording.lines == (3, 5)


def test_a_long_reply_of_one_mark_is_told_without_delay() -> None:
    assert code_of("a." * 149 + "!", 3) in {"marks", "added"}
    assert code_of('"' * 299, 3) in {"quotation", "added"}
