"""Scores as a baseline, and what changed since one."""

from collections import Counter
from collections.abc import Iterator, Mapping
from hashlib import sha256

from models.baseline import Baseline, Comparison, Movement, Shift
from models.scores import Error, Scores

SECTORS = "sectors"
_LONGEST_NAME = 5
# Answers are a page's sentences; persons and contacts are nobody's business outside it.
_UNTOLD = frozenset({"answers", "persons", "contacts"})


def baseline_of(scores: Scores) -> Baseline:
    """The scores as they are kept: no sentence of a page, and no person, is in them."""
    errors = {page.page: page.errors for page in scores.worst}
    return Baseline(
        labels=_figures(scores), pages={page: _keyed(errors.get(page, ())) for page in sorted(scores.scored)}
    )


def compare(scores: Scores, baseline: Baseline) -> Comparison:
    """What `scores` gained and lost since `baseline`."""
    now = {page.page: page.errors for page in scores.worst}
    figures = _figures(scores)
    both = [page for page in scores.scored if page in baseline.pages]
    return Comparison(
        labels={
            label: Movement(before=baseline.labels.get(label), now=figures.get(label))
            for label in dict.fromkeys([*figures, *baseline.labels])
        },
        gained=tuple(each for page in both for each in _gone(page, now.get(page, ()), baseline.pages[page])),
        lost=tuple(each for page in both for each in _come(page, now.get(page, ()), baseline.pages[page])),
        added=tuple(page for page in scores.scored if page not in baseline.pages),
        absent=tuple(page for page in baseline.pages if page not in scores.scored),
    )


def _figures(scores: Scores) -> dict[str, float]:
    figures = {label: figure.f1 for label, figure in scores.labels.items()}
    return figures if scores.sector_accuracy is None else {**figures, SECTORS: scores.sector_accuracy}


def _place(error: Error) -> str:
    return f"{error.label} {error.kind}"


def key(error: Error) -> str:
    """The error's name in a baseline: the thing's first name where it is short and tells nobody's, else a digest."""
    name = error.words.split(" | ")[0]
    if error.label in _UNTOLD or len(name.split()) > _LONGEST_NAME:
        return f"#{sha256(error.words.encode()).hexdigest()[:10]}"
    return name


def _keyed(errors: tuple[Error, ...]) -> dict[str, tuple[str, ...]]:
    places = sorted({_place(error) for error in errors})
    return {place: tuple(sorted(key(error) for error in errors if _place(error) == place)) for place in places}


def _come(page: str, now: tuple[Error, ...], before: Mapping[str, tuple[str, ...]]) -> Iterator[Shift]:
    known = Counter((place, each) for place, keys in before.items() for each in keys)
    for error in now:
        name = (_place(error), key(error))
        known[name] -= 1
        if known[name] < 0:
            yield Shift(page=page, label=error.label, kind=error.kind, words=error.words)


def _gone(page: str, now: tuple[Error, ...], before: Mapping[str, tuple[str, ...]]) -> Iterator[Shift]:
    left = Counter((_place(error), key(error)) for error in now)
    for place, keys in before.items():
        label, kind = place.split(" ", 1)
        for each in keys:
            left[place, each] -= 1
            if left[place, each] < 0:
                yield Shift(page=page, label=label, kind=kind, words=each)
