"""What comes out of the development pages, beside the gold labels and what simple peers get (PEERS.md)."""

from functools import cache
from pathlib import Path

import pytest

from extractors.evaluation.baseline import compare
from extractors.extract import extract
from extractors.toolkit import load_toolkit
from models.capture import Capture
from models.gold import GoldPage
from models.record import CaseRecord
from models.scores import Scores, Scoring
from models.vocabulary import PairState
from pipeline.evaluation import evaluate, judged_pages, read_baseline
from pipeline.gold import read_gold
from pipeline.milling import Workshop
from pipeline.settings import MODELS

PAGES = Path(__file__).resolve().parents[2] / "shared" / "data" / "pages"
SEED = PAGES / "ecia_policy_case"
pytestmark = pytest.mark.skipif(
    not SEED.exists(), reason="../shared/data is not there: nothing to hold the records against"
)
KINDS = ("actors", "events", "persons", "contacts", "places", "dates", "amounts", "instruments")

# F1 of the better peer, strict and relaxed; where there is one figure it is both.
PEERS = {
    "all": {
        "title": 0.76,
        "sections": 0.93,
        "questions": 0.69,
        "questions_any_section": 0.91,
        "actors": 0.38,
        "actors_relaxed": 0.46,
        "actors_named": 0.39,
        "persons": 0.51,
        "persons_relaxed": 0.51,
        "places": 0.64,
        "places_relaxed": 0.68,
        "events": 0.07,
        "events_relaxed": 0.07,
        "instruments": 0.15,
        "instruments_relaxed": 0.22,
        "dates": 0.63,
        "amounts": 0.19,
        "amounts_value_only": 0.37,
        "contacts": 0.73,
        "contacts_email": 0.93,
        "contacts_phone": 0.75,
        "contacts_url": 0.57,
    },
    "adaptecca_case": {
        "title": 1.0,
        "sections": 1.0,
        "actors": 0.32,
        "actors_relaxed": 0.39,
        "actors_named": 0.34,
        "persons": 0.47,
        "places": 0.74,
        "places_relaxed": 0.78,
        "events": 0.0,
        "instruments": 0.21,
        "instruments_relaxed": 0.31,
        "dates": 0.80,
        "amounts": 0.26,
        "contacts": 0.78,
    },
    "betagouv_startup": {
        "title": 1.0,
        "sections": 0.88,
        "questions": 0.0,
        "actors": 0.39,
        "actors_relaxed": 0.44,
        "actors_named": 0.29,
        "places": 0.17,
        "places_relaxed": 0.25,
        "events": 0.0,
        "instruments": 0.0,
        "dates": 0.0,
        "amounts": 0.0,
        "contacts": 0.75,
    },
    "bids_repro_case": {
        "title": 1.0,
        "sections": 1.0,
        "questions_any_section": 1.0,
        "actors": 0.40,
        "actors_relaxed": 0.53,
        "actors_named": 0.43,
        "persons": 0.62,
        "contacts": 0.86,
    },
    "citizenscience_gov": {
        "title": 0.0,
        "sections": 1.0,
        "actors": 0.40,
        "actors_relaxed": 0.43,
        "actors_named": 0.43,
        "persons": 0.86,
        "places": 0.76,
        "events": 0.40,
        "instruments": 0.0,
        "dates": 0.95,
        "contacts": 0.63,
    },
    "ecia_policy_case": {
        "title": 0.0,
        "sections": 0.58,
        "questions": 0.76,
        "questions_any_section": 0.94,
        "actors": 0.23,
        "actors_relaxed": 0.54,
        "actors_named": 0.17,
        "persons": 0.67,
        "places": 0.67,
        "events": 0.0,
        "instruments": 0.0,
        "dates": 1.0,
        "contacts": 0.0,
    },
    "la2050_2020": {
        "title": 1.0,
        "questions": 0.97,
        "questions_any_section": 0.97,
        "actors": 0.51,
        "actors_relaxed": 0.59,
        "actors_named": 0.58,
        "places": 0.63,
        "places_relaxed": 0.68,
        "events": 0.0,
        "instruments": 0.0,
        "dates": 0.80,
        "amounts": 0.14,
    },
}
ANSWERS = {"all": 0.51, "betagouv_startup": 0.0, "bids_repro_case": 0.0, "ecia_policy_case": 0.44, "la2050_2020": 0.71}


WORKSHOP = Workshop(models=tuple(MODELS.items()), max_page_bytes=2**20)
# A figure may be so much below its baseline: less than any one thing weighs.
TOLERANCE = 0.002


@cache
def scores() -> Scores:
    return evaluate(read_gold(PAGES), WORKSHOP)


def scored(group: str) -> Scoring:
    return scores() if group == "all" else scores().templates[group]


@cache
def seed() -> tuple[CaseRecord, GoldPage]:
    page, record = next(judged_pages(read_gold(SEED).pages, WORKSHOP))
    assert isinstance(record, CaseRecord)
    return record, page.gold


@pytest.mark.parametrize("group", PEERS)
def test_every_figure_of_a_peer_is_beaten(group):
    figures = {**scored(group).labels, **scored(group).details}
    behind = {
        label: (figures[label].f1, peer)
        for label, peer in PEERS[group].items()
        if not (figures[label].f1 > peer or figures[label].f1 == peer == 1)
    }
    assert behind == {}


def test_nothing_is_lost_since_the_baseline():
    told = compare(scores(), read_baseline(Path(__file__).with_name("baseline.json")))
    behind = {
        label: (moved.before, moved.now)
        for label, moved in told.labels.items()
        if moved.before is not None and (moved.now or 0) < moved.before - TOLERANCE
    }
    lost = "\n".join(f"{each.label} {each.kind}: {each.words} ({each.page})" for each in told.lost)
    assert behind == {}, f"mend it, or show the loss to your readers with `make baseline`:\n{lost}"


@pytest.mark.parametrize("group", ANSWERS)
def test_more_answers_are_exact_than_a_peers(group):
    assert scored(group).labels["answers"].recall > ANSWERS[group]


def test_the_seed_page_is_split_into_its_nine_sections_and_eighteen_pairs():
    record, gold = seed()
    assert [section.heading for section in record.sections] == list(gold.sections or ())
    assert [section.number for section in record.sections] == [str(number) for number in range(1, 10)]
    pairs = [pair for section in record.sections for pair in section.pairs]
    assert len(pairs) == 18
    assert sum(pair.state is PairState.UNKNOWN for pair in pairs) == 10
    assert scores().templates["ecia_policy_case"].labels["answers"].f1 == 1
    assert (record.title, record.coverage.unaccounted, record.findings) == (gold.title, 0, ())


def test_the_seed_pages_disguised_address_is_undone_and_tied_to_its_person():
    record, gold = seed()
    address, person = (gold.contacts or ())[0].value, (gold.persons or ())[0].names[0]
    assert [(each.value, each.person) for each in record.contacts] == [(address, person)]
    assert record.contacts[0].mentions[0].quote == address.replace("@", "(at)")


def test_everything_of_the_seed_page_is_found_and_little_else():
    labels = scores().templates["ecia_policy_case"].labels
    assert {kind: labels[kind].gold - labels[kind].matched for kind in KINDS if kind in labels} == dict.fromkeys(
        [kind for kind in KINDS if kind in labels], 0
    )
    assert sum(labels[kind].predicted - labels[kind].matched for kind in KINDS if kind in labels) <= 3


def test_the_seed_page_as_extract_alone_gives_it_has_no_time_of_capture():
    page = next(SEED.glob("*.txt"))
    record = extract(Capture(source="local", uri=page.name, content=page.read_bytes()), load_toolkit())
    assert record.source.captured_at is None
