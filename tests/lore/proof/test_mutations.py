"""Five hundred changed texts in `make test`; `make soak` reads five thousand others."""

import pytest

from tests.lore.proof.mutations import broken_promises, mutated

IN_ALL = 500
AT_A_TIME = 50


@pytest.mark.parametrize("first", range(0, IN_ALL, AT_A_TIME))
def test_no_change_to_a_text_breaks_a_promise_of_its_script(first: int) -> None:
    broken = {seed: broken_promises(mutated(seed)) for seed in range(first, first + AT_A_TIME)}
    assert {seed: promises for seed, promises in broken.items() if promises} == {}


def test_a_seed_gives_the_same_text_again() -> None:
    assert mutated(7) == mutated(7)
    assert len({mutated(seed) for seed in range(50)}) > 45
