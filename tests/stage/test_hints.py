from bot.stage.hints import first_letters, hint


def test_the_first_hint_gives_first_letters_and_keeps_the_marks() -> None:
    assert first_letters("I won't, not *now*.") == "I w, n *n*."


def test_the_second_hint_gives_three_words() -> None:
    assert hint("one two three four", 2) == "one two three …"
    assert hint("one two", 2) == "one two"


def test_the_third_hint_gives_the_line() -> None:
    assert hint("one two three four", 3) == "one two three four"
