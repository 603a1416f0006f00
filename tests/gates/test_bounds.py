from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.level import Sample, pooled
from pipeline.gates.bounds import least_mean, night_variance, ordinary, page_variance, recent, share_moves, smoothed

PAGES = st.lists(st.floats(0, 50), min_size=1, max_size=30)


def sample(values: list[float]) -> Sample:
    mean = sum(values) / len(values)
    variance = sum((value - mean) ** 2 for value in values) / len(values)
    return Sample(pages=len(values), mean=mean, spread=variance**0.5)


@given(st.lists(PAGES, min_size=1, max_size=5))
def test_samples_pooled_are_the_sample_of_all_pages(parts):
    whole, joined = sample([value for part in parts for value in part]), pooled(sample(part) for part in parts)
    assert joined.pages == whole.pages
    assert (joined.mean, joined.spread) == pytest.approx((whole.mean, whole.spread), abs=1e-6)


def variances(known: Sample, *pages: int) -> list[float]:
    return [page_variance(known, each, least_spread=0.1) for each in pages]


def test_more_pages_move_less():
    moves = variances(Sample(pages=100, mean=2, spread=1.4), 5, 20, 100, 10**9)
    assert moves == sorted(moves, reverse=True)
    assert moves[-1] == pytest.approx(1.4**2 / 100, rel=0.1)


def test_what_few_pages_say_is_believed_less():
    few, many = (variances(Sample(pages=pages, mean=2, spread=1), 10**9)[0] * pages for pages in (10, 10_000))
    assert few > 2.5
    assert many == pytest.approx(1, abs=0.01)


def test_pages_that_happen_to_agree_prove_no_law():
    assert page_variance(Sample(pages=400, mean=1, spread=0), 25, least_spread=1) > 1 / 25


def test_nights_that_differ_widen_the_bound():
    draw = Random(3)  # noqa: S311 -- a simulation
    alike = [Sample(pages=100, mean=draw.gauss(2, 0.1), spread=1) for _ in range(20)]
    unlike = [Sample(pages=100, mean=draw.gauss(2, 0.5), spread=1) for _ in range(20)]
    assert night_variance(alike, presumed_spread=1) < 0.01
    assert 0.1 < night_variance(unlike, presumed_spread=1) < 0.5
    assert night_variance(unlike[:4], presumed_spread=1) == 1


@pytest.mark.parametrize(
    ("mean", "pages", "least"),
    [(2.1, 3, 0), (2.1, 100, 1.5), (0.1, 50, 0), (0.1, 10_000, 0.08), (9, 10_000, 8.8)],
)
def test_the_least_mean_of_things_counted_alike_is_that_of_a_poisson_sum(mean, pages, least):
    assert least_mean(mean, mean / pages, pages) == pytest.approx(least, abs=0.1 * mean)


def test_however_nights_differ_many_pages_without_a_thing_say_much():
    assert least_mean(2.1, (0.25 * 2.1) ** 2 + 4 / 40, 40) > 0


def test_only_recent_pages_are_history():
    nights = [Sample(pages=400, mean=mean, spread=0) for mean in (9, 9, 1, 1, 1)]
    assert recent(nights).mean == 1


def test_shares_of_few_pages_may_move_far():
    few, many = smoothed(0, 4), smoothed(20, 1_000)
    assert share_moves(few * (1 - few) / 4) > 0.8
    assert share_moves(many * (1 - many) / 100) < 0.1


def test_what_was_ordinary_is_known_after_some_nights():
    assert ordinary([0.3, 0.4]) == 0
    assert ordinary([0.3, 0.4, 0.35, 0.3, 0.4]) == pytest.approx(0.5, abs=0.02)
