"""Logistic regression of yes-or-no signs: what each sign adds to the log-odds that a thing is right."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import exp, log
from typing import NamedTuple

# The log-odds of a thing without any sign stand under this one.
BASE = ""
_PENALTY = 1.0
_STEPS = 25
_SMALLEST_STEP = 1e-6
_RAREST = 3
_LEAST = 1e-9
_EVEN = 0.5


class Sample(NamedTuple):
    """A thing's signs, and whether it is right; `group` is what it shares with things like it (its template)."""

    group: str
    signs: frozenset[str]
    right: bool


def fit(samples: Sequence[Sample], expected: Mapping[str, float] | None = None) -> Mapping[str, float]:
    """The log-odds that each sign adds, found by Newton's method: likely by the samples, and near what is `expected`.

    The prior is normal with variance one about the expected figures, about nought where none is (an L2 penalty).

    The same samples give the same figures. Signs that hardly any sample has are left out.
    """
    seen = Counter(sign for sample in samples for sign in sample.signs)
    signs = [BASE, *sorted(sign for sign, count in seen.items() if count >= _RAREST)]
    place = {sign: index for index, sign in enumerate(signs)}
    rows = [([0, *(place[sign] for sign in each.signs if sign in place)], each.right) for each in samples]
    prior = [(expected or {}).get(sign, 0.0) for sign in signs]
    worth = [0.0] * len(signs)
    for _ in range(_STEPS):
        step = _solved(*_slope(rows, worth, prior))
        worth = [each + change for each, change in zip(worth, step, strict=True)]
        if max(map(abs, step)) < _SMALLEST_STEP:
            break
    return dict(zip(signs, worth, strict=True))


def chance(worth: Mapping[str, float], signs: Iterable[str]) -> float:
    """How likely a thing with these signs is right, 0 to 1."""
    return 1 / (1 + exp(-worth[BASE] - sum(worth.get(sign, 0.0) for sign in signs)))


def left_out(samples: Sequence[Sample], expected: Mapping[str, float] | None = None) -> Iterator[tuple[bool, float]]:
    """Whether each thing is right, and its chance by a fit of all other groups."""
    groups: dict[str, list[Sample]] = defaultdict(list)
    for sample in samples:
        groups[sample.group].append(sample)
    for group, own in groups.items():
        worth = fit([sample for sample in samples if sample.group != group], expected)
        yield from ((sample.right, chance(worth, sample.signs)) for sample in own)


def told(judged: Sequence[tuple[bool, float]]) -> str:
    """Precision, recall and F1 at even odds and the mean log loss, in words."""
    hits = sum(right for right, likely in judged if likely >= _EVEN)
    found, wanted = sum(likely >= _EVEN for _, likely in judged), sum(right for right, _ in judged)
    loss = -sum(log(max(likely if right else 1 - likely, _LEAST)) for right, likely in judged) / max(len(judged), 1)
    return (
        f"{len(judged)} things, {wanted} right: precision {hits / max(found, 1):.3f}, "
        f"recall {hits / max(wanted, 1):.3f}, F1 {2 * hits / max(found + wanted, 1):.3f}, log loss {loss:.3f}"
    )


def _slope(
    rows: Sequence[tuple[list[int], bool]], worth: Sequence[float], prior: Sequence[float]
) -> tuple[list[list[float]], list[float]]:
    """The second and first derivatives of the log-posterior; the base has no prior."""
    slope = [0.0, *(_PENALTY * (one - other) for one, other in zip(prior[1:], worth[1:], strict=True))]
    bend = [[0.0] * len(worth) for _ in worth]
    for row, right in rows:
        likely = 1 / (1 + exp(-sum(worth[i] for i in row)))
        for i in row:
            slope[i] += right - likely
            for j in row:
                bend[i][j] += likely * (1 - likely)
    for i in range(len(worth)):
        bend[i][i] += _PENALTY if i else _SMALLEST_STEP
    return bend, slope


def _solved(matrix: list[list[float]], right: Sequence[float]) -> list[float]:
    """The solution of a positive definite system, by Gaussian elimination."""
    size = len(right)
    rows = [[*row, value] for row, value in zip(matrix, right, strict=True)]
    for i in range(size):
        for k in range(i + 1, size):
            factor = rows[k][i] / rows[i][i]
            if factor:
                rows[k] = [one - factor * other for one, other in zip(rows[k], rows[i], strict=True)]
    found = [0.0] * size
    for i in reversed(range(size)):
        found[i] = (rows[i][size] - sum(rows[i][k] * found[k] for k in range(i + 1, size))) / rows[i][i]
    return found
