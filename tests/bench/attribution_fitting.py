"""Fit the figures of the decoder: a conditional random field over each chapter, by L-BFGS with a quadratic penalty.

It needs NumPy and SciPy, which the project itself does not: make a separate environment for it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np  # a fitting tool, not a dependency
from scipy import sparse
from scipy.optimize import minimize

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.bench.attribution_data import Example

Array: TypeAlias = "np.ndarray[Any, Any]"
PENALTY = 6.0
STEPS = 50
PIECE = 32
"""Chapters are cut into so many turns, so that many are fitted at once; what crosses a cut is lost."""
LEAST = 8
"""Evidence seen less often than this gets no weight."""
_TINY = 1e-300


class Chains:
    """All turns of some examples as arrays: `[turn, chain, candidate]`."""

    def __init__(self, examples: Sequence[Example], names: tuple[dict[str, int], dict[str, int]]) -> None:
        self.names, self.contexts = names
        cuts = [(e, at) for e in examples for at in range(0, len(e.right), PIECE)]
        cuts.sort(key=lambda cut: -min(PIECE, len(cut[0].right) - cut[1]))
        self.turns = min(PIECE, len(cuts[0][0].right))
        self.most = max(len(people) for e in examples for people in e.layout.candidates)
        shape = (self.turns, len(cuts), self.most)
        self.people = np.full(shape, -9)
        self.mask = np.zeros(shape, bool)
        self.right = np.zeros(shape, bool)
        self.links = np.zeros((self.turns, len(cuts), len(self.contexts)))
        self.active = [0] * self.turns
        places: tuple[list[int], list[int]] = ([], [])
        for chain, (example, at) in enumerate(cuts):
            for turn in range(min(PIECE, len(example.right) - at)):
                self._place(example, at + turn, (turn, chain), places)
        size = self.turns * len(cuts) * self.most
        self.evidence = sparse.csr_matrix((np.ones(len(places[0])), places), shape=(size, len(self.names)))
        self.transposed = self.evidence.T.tocsr()
        self.same = {
            (turn, back): self._same(turn, back) for turn in range(self.turns) for back in (1, 2) if turn >= back
        }

    def _place(
        self, example: Example, number: int, place: tuple[int, int], places: tuple[list[int], list[int]]
    ) -> None:
        turn, chain = place
        self.active[turn] += 1
        people = example.layout.candidates[number]
        right = example.right[number]
        self.people[turn, chain, : len(people)] = people
        self.mask[turn, chain, : len(people)] = True
        self.right[turn, chain, : len(people)] = True if right is None else right
        for context in example.layout.contexts[number] if turn else ():
            self.links[turn, chain, self.contexts[context]] = 1
        for candidate, pieces in enumerate(example.layout.rows[number]):
            base = (turn * self.people.shape[1] + chain) * self.most + candidate
            for piece in pieces:
                if piece in self.names:
                    places[0].append(base)
                    places[1].append(self.names[piece])

    def loss(self, weights: Array) -> tuple[float, Array]:
        """Return the penalised loss and its gradient."""
        pieces, links = weights[: len(self.names)], weights[len(self.names) :].reshape(-1, 3)
        scores = np.where(self.mask, (self.evidence @ pieces).reshape(self.mask.shape), -np.inf)
        top = np.where(self.mask.any(2, keepdims=True), scores.max(2, keepdims=True), 0.0)
        unary = np.exp(np.maximum(scores - top, -50.0)) * self.mask
        moves = np.exp(np.clip(self.links @ links, -20, 20))
        told = self._sums(unary * self.right, moves)
        free = self._sums(unary, moves)
        slope = self.transposed @ (told[1] - free[1]).reshape(-1)
        bend = np.einsum("tsl,tsr->lr", self.links, told[2] - free[2])
        gradient = np.concatenate([slope, bend.ravel()])
        return PENALTY / 2 * float(weights @ weights) - (told[0] - free[0]), PENALTY * weights - gradient

    def _same(self, turn: int, back: int) -> Array:
        """Return where a candidate `back` turns ago is the candidate of this turn, 1 or 0: `[chain, then, now]`."""
        size = self.active[turn]
        then, now = self.people[turn - back, :size], self.people[turn, :size]
        same: Array = ((then[:, :, None] == now[:, None, :]) & self.mask[turn - back, :size, :, None]).astype(float)
        return same

    def _sums(self, unary: Array, moves: Array) -> tuple[float, Array, Array]:
        """Return the log partition, each candidate's share, and how often a turn keeps, goes back, or changes."""
        forward, partition = self._forward(unary, moves)
        shares = np.zeros(unary.shape)
        kinds = np.zeros((*unary.shape[:2], 3))
        backward: Array = np.ones((0, 1, self.most))
        for turn in range(self.turns - 1, -1, -1):
            size = self.active[turn]
            here = np.ones((size, forward[turn].shape[1], self.most))
            later = self.active[turn + 1] if turn + 1 < self.turns else 0
            if later:
                here[:later] = self._step_back(turn, later, unary, moves, (backward, forward[turn][:later], kinds))
            backward = here
            share = (forward[turn] * here).sum(1)
            shares[turn, :size] = share / np.maximum(share.sum(1, keepdims=True), _TINY)
        return partition, shares, kinds

    def _forward(self, unary: Array, moves: Array) -> tuple[list[Array], float]:
        first = unary[0][:, None, :]
        total = first.sum((1, 2), keepdims=True)
        table, partition = [first / total], float(np.log(total).sum())
        for turn in range(1, self.turns):
            size = self.active[turn]
            before = table[-1][:size]
            sums = before.sum(1)
            move = moves[turn, :size]
            weights = move[:, 2, None, None] * sums[:, :, None] * np.ones((1, 1, self.most))
            if turn > 1:
                again = np.matmul(before.transpose(0, 2, 1), self.same[turn, 2])
                weights = weights + (move[:, 1] - move[:, 2])[:, None, None] * again
            kept = move[:, 0, None, None] * sums[:, :, None]
            same = self.same[turn, 1]
            weights = (weights + same * (kept - weights)) * unary[turn, :size][:, None, :]
            total = np.maximum(weights.sum((1, 2), keepdims=True), _TINY)
            partition += float(np.log(total).sum())
            table.append(weights / total)
        return table, partition

    def _step_back(self, turn: int, size: int, unary: Array, moves: Array, state: tuple[Array, Array, Array]) -> Array:
        backward, forward, kinds = state
        coming = backward * unary[turn + 1, :size][:, None, :]
        same = self.same[turn + 1, 1] * coming
        move = moves[turn + 1, :size]
        kept = move[:, 0, None] * same.sum(2)
        other = coming - same
        again = np.matmul(self.same[turn + 1, 2], other.transpose(0, 2, 1)) if turn else np.zeros((size, 1, self.most))
        changed = move[:, 2, None] * other.sum(2)
        here = (kept + changed)[:, None, :] + (move[:, 1] - move[:, 2])[:, None, None] * again
        total = np.maximum((forward * here).sum((1, 2)), _TINY)
        keeps = (forward * kept[:, None, :]).sum((1, 2)) / total
        backs = (forward * move[:, 1, None, None] * again).sum((1, 2)) / total
        kinds[turn + 1, :size] = np.stack([keeps, backs, np.maximum(0, 1 - keeps - backs)], axis=1)
        return here / np.maximum(here.max((1, 2), keepdims=True), _TINY)


def fit(examples: Sequence[Example]) -> tuple[dict[str, float], dict[str, tuple[float, float, float]]]:
    """Return the weights of evidence and of contexts that fit the examples best."""
    told = [example for example in examples if example.right]
    names = _names(told)
    chains = Chains(told, names)
    start = np.zeros(len(names[0]) + 3 * len(names[1]))
    found = minimize(chains.loss, start, jac=True, method="L-BFGS-B", options={"maxiter": STEPS, "maxcor": 20}).x
    pieces = {name: round(float(found[place]), 2) for name, place in names[0].items()}
    links = found[len(names[0]) :].reshape(-1, 3).round(2).tolist()
    return pieces, {name: tuple(links[place]) for name, place in names[1].items()}


def _names(examples: Sequence[Example]) -> tuple[dict[str, int], dict[str, int]]:
    counts: dict[str, int] = {}
    for example in examples:
        for row in example.layout.rows:
            for pieces in row:
                for piece in pieces:
                    counts[piece] = counts.get(piece, 0) + 1
    contexts = {context for example in examples for found in example.layout.contexts for context in found}
    kept = sorted(name for name, count in counts.items() if count >= LEAST)
    return {name: place for place, name in enumerate(kept)}, {name: n for n, name in enumerate(sorted(contexts))}
