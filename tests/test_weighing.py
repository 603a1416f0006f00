from random import Random

import pytest

from extractors.entities.actors.weights import packaged_weights
from extractors.evaluation.regression import BASE, Sample, chance, fit, left_out, told


def drawn(worth, count):
    """Things with signs at even chance, right as often as `worth` says."""
    random = Random(7)  # noqa: S311
    for number in range(count):
        signs = frozenset(sign for sign in worth if sign and random.random() < 0.5)
        yield Sample(f"t{number % 4}", signs, random.random() < chance(worth, signs))


def test_a_fit_finds_what_signs_are_worth():
    worth = {BASE: -1.0, "good": 2.0, "bad": -2.0, "idle": 0.0}
    found = fit(list(drawn(worth, 4000)))
    assert {sign: round(value) for sign, value in found.items()} == worth


def test_the_order_of_samples_does_not_matter():
    samples = list(drawn({BASE: 0.0, "good": 1.0}, 200))
    one, other = fit(samples), fit(samples[::-1])
    assert {sign: round(value, 6) for sign, value in one.items()} == {s: round(v, 6) for s, v in other.items()}


def test_rare_signs_are_left_out():
    assert fit([Sample("t", frozenset({"rare"}), True), Sample("t", frozenset(), False)]).keys() == {BASE}


def test_each_group_is_judged_by_a_fit_of_the_others():
    samples = [*drawn({BASE: 0.0, "good": 3.0}, 400), Sample("alone", frozenset({"good"}), False)]
    judged = list(left_out(samples))
    assert len(judged) == len(samples)
    assert judged[-1][1] == pytest.approx(chance(fit(samples[:-1]), {"good"}))
    assert "401 things" in told(judged)


def test_the_packaged_weights_know_head_nouns_and_places():
    signs = packaged_weights().signs
    assert signs["head"] > signs["weak head"] > 0 > signs["a place"]
