"""Gates must hold what is broken, and nothing else: simulated sources, ordinary nights and planted faults."""

import pytest

from tests.gates.nights import Fault, Nights, Page

SOURCES = {
    "a few pages a night": {"size": 60, "moves": 3},
    "a trickle": {"size": 12, "moves": 1},
    "many pages a night": {"size": 300, "moves": 40},
    "nights of a kind": {"size": 150, "moves": 25, "alike": 0.25},
}


@pytest.mark.parametrize("source", SOURCES)
def test_on_two_hundred_ordinary_nights_nothing_is_held(source):
    nights = Nights(7, **SOURCES[source])
    assert [held for _ in range(200) if (held := nights.night())] == []


def without(*names: str) -> Fault:
    return lambda page: {**page, **dict.fromkeys(names, 0.0)}


def unread(page: Page) -> Page:
    return {**page, "template_fit": page["template_fit"] * 0.5, "unaccounted": 0.6}


FAULTS = [
    ("events", {"moves": 40, "fault": without("events")}),
    ("actors", {"moves": 40, "fault": without("actors")}),
    ("contacts", {"moves": 60, "fault": without("contacts")}),
    ("answered", {"moves": 20, "fault": lambda page: {**page, "answered": page["answered"] / 2}}),
    ("template_fit", {"moves": 10, "fault": unread}),
    ("unaccounted", {"moves": 10, "fault": unread}),
    ("quarantined", {"moves": 40, "broken": 0.5}),
    ("records", {"lost": 0.5}),
    ("gone", {"lost": 0.5}),
]


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize(("gate", "planted"), FAULTS, ids=[gate for gate, _ in FAULTS])
def test_a_planted_fault_is_held(gate, planted, seed):
    nights = Nights(seed, size=1_000, moves=20)
    for _ in range(12):
        nights.night()
    assert f"letters/{gate}" in nights.night(**planted)


@pytest.mark.parametrize("seed", range(3))
def test_a_form_that_breaks_in_a_trickle_of_pages_is_held_within_weeks(seed):
    nights = Nights(seed, size=1_000, moves=3)
    assert any("letters/events" in nights.night(fault=without("events")) for _ in range(20))
