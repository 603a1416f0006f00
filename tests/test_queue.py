"""The curators' queue in the store: any filter, any stretch of it, and kept up with the cases."""

from collections import Counter
from collections.abc import Iterator
from itertools import product
from random import Random

import pytest

from models.claim import ActorClaim
from models.decision import Reject
from models.doubt import Doubt, Reason
from models.frozen import revise
from models.intent import Rejecting, Wanted
from models.queue import Chosen
from models.report import GateVerdict
from pipeline.decisions.saving import save
from pipeline.doubts.following import catch_up
from pipeline.doubts.reading import read_queue
from pipeline.rebuilding.rebuild import rebuild
from pipeline.run import run
from pipeline.store.database import opened, reading, writing
from pipeline.store.doubts import count_doubts, next_case, place_of, put_doubts, read_doubts
from pipeline.store.holds import note_holds
from pipeline.store.tables import doubt_counts, doubts
from tests import fake_mill
from tests.curated_homes import decide_on, page_case, retitle, rows_of
from tests.curating import anchor, decided
from tests.homes import make_home, set_pages
from tests.postgresql import database
from tests.records import mentioned

SOURCES, KINDS = ("letters", "notes"), ("actor", "page")
REASONS = (Reason.CONFIDENCE, Reason.DRIFT)


def doubt(case: str, number: int, source: str, kind: str, reason: Reason, weight: float) -> Doubt:
    key = str(number)
    told = {"name": "n", "words": "w", "weight": weight}
    return Doubt(case=case, source=source, reason=reason, kind=kind, field="x", key=key, **told)


def crowd(chance: Random) -> dict[str, list[Doubt]]:
    """Forty cases with a few doubts each, of any source, kind and reason."""
    return {
        f"case-{at}": [
            doubt(f"case-{at}", number, SOURCES[at % 2], chance.choice(KINDS), chance.choice(REASONS), chance.random())
            for number in range(chance.randrange(4))
        ]
        for at in range(40)
    }


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def store(request, tmp_path_factory) -> Iterator[object]:
    if request.param == "sqlite":
        with opened(f"sqlite:///{tmp_path_factory.mktemp('store') / 'casemill.db'}") as made:
            yield made
    else:
        with database() as url, opened(url) as made:
            yield made


@pytest.fixture(scope="module")
def found(store) -> list[Doubt]:
    """All that is in the queue, which had something else in it before."""
    with writing(store) as connection:
        put_doubts(connection, crowd(Random(1)))  # noqa: S311 -- no secret
    with writing(store) as connection:
        cases = crowd(Random(2))  # noqa: S311 -- no secret
        put_doubts(connection, cases)
    return [each for every in cases.values() for each in every]


FILTERS = [
    Chosen(source=source, kind=kind, reason=reason)
    for source, kind, reason in product((None, *SOURCES), (None, *KINDS), (None, *REASONS))
]


def suits(each: Doubt, chosen: Chosen) -> bool:
    return all(getattr(each, name) == value for name, value in chosen.model_dump(exclude_none=True).items())


@pytest.mark.parametrize("chosen", FILTERS, ids=str)
def test_every_filter_gives_all_of_its_doubts_in_order_stretch_by_stretch(store, found, chosen):
    wanted = [each for each in found if suits(each, chosen)]
    read: list[Doubt] = []
    after = None
    with reading(store) as connection:
        while some := read_doubts(connection, chosen, after=after, limit=3):
            read += [each.doubt for each in some]
            after = place_of(some[-1].place)
        counts = count_doubts(connection, chosen)
    assert len(read) == len(wanted) == counts.total
    assert sorted(map(repr, read)) == sorted(map(repr, wanted))
    weights = [round(each.weight, 3) for each in read]
    assert weights == sorted(weights, reverse=True)
    assert counts.reason == Counter(each.reason for each in found if suits(each, revise(chosen, reason=None)))


@pytest.mark.parametrize("chosen", FILTERS[::5], ids=str)
def test_who_goes_from_case_to_case_meets_each_once(store, found, chosen):
    cases = {each.case for each in found if suits(each, chosen)}
    met: list[str] = []
    after, beside = None, ""
    with reading(store) as connection:
        while one := next_case(connection, chosen, after=after, beside=beside):
            beside, after = one.doubt.case, place_of(one.place)
            met.append(beside)
    assert len(met) == len(set(met))
    assert set(met) == cases


def actors(names):
    """Pages whose words are doubtful actors, as far as they stand there."""
    plain = fake_mill.fake_record

    def record(capture):
        page = plain(capture)
        there = [name for name in names if name in page.text]
        return revise(page, actors=tuple(mentioned("actors", page.text, each, confidence=0.3) for each in there))

    return record


@pytest.fixture
def settings(tmp_path, monkeypatch):
    monkeypatch.setattr("tests.fake_mill.fake_record", actors(("Otters", "Newts")))
    made = make_home(tmp_path / "home", {"a.txt": "A\nOtters and Newts", "b.txt": "B\nNewts", "c.txt": "C\nnobody"})
    night(made)
    return made


def night(settings):
    return run(settings, engine=fake_mill.fake_engine)


def waiting(settings, **chosen) -> list[tuple[str, str]]:
    with opened(settings.database_url) as store:
        queue = read_queue(store, None, Chosen(**chosen), limit=50)
        assert queue.counts.total == len(queue.doubts)
        return sorted((each.title, f"{each.doubt.reason} {each.doubt.name}") for each in queue.doubts)


OTTERS, NEWTS = ("A", "confidence Otters"), ("A", "confidence Newts")


def test_the_queue_follows_what_runs_find(settings):
    assert waiting(settings) == [NEWTS, OTTERS, ("B", "confidence Newts")]
    set_pages(settings.home, {"a.txt": "A\nOtters alone", "d.txt": "D\nNewts"})
    night(settings)
    assert waiting(settings) == [OTTERS, ("D", "confidence Newts")]
    assert waiting(settings, source="letters") == []


def rejecting(settings, uri: str, name: str):
    def make(page):
        claim = ActorClaim(name=name, sector="unknown", named=True)
        return decided(page, Reject(anchor=anchor(page, "actors", name), seen=claim))

    return decide_on(settings, uri, make)


def test_what_was_decided_anywhere_is_no_doubt_any_more(settings):
    rejecting(settings, "a.txt", "Newts")
    assert waiting(settings) == [OTTERS, ("B", "confidence Newts")]


def test_a_decision_at_the_desk_takes_its_doubt_along(settings):
    with opened(settings.database_url) as store:
        case = page_case("b.txt")
        with reading(store) as connection:
            before = [each for each in read_doubts(connection, Chosen(), limit=9) if each.doubt.case == case]
        intent = Rejecting(field="actors", key=before[0].doubt.key)
        save(store, settings.raw, case, Wanted(intents=(intent,)), by="ada")
        with reading(store) as connection:
            assert {each.doubt.case for each in read_doubts(connection, Chosen(), limit=9)} == {page_case("a.txt")}


def test_decisions_that_no_longer_fit_come_first(settings):
    retitle(settings, "c.txt", "Voles")
    night(settings)
    set_pages(settings.home, {"a.txt": "A\nOtters", "c.txt": "Newer\nnobody"})
    night(settings)
    with opened(settings.database_url) as store:
        first = read_queue(store, None, Chosen(), limit=1).doubts[0]
    assert (first.doubt.reason, first.doubt.name) == (Reason.STALE, "the title")
    assert "the title is now 'Newer'" in first.doubt.words


def test_gates_and_quarantine_are_told_by_source(settings):
    set_pages(settings.home, {"a.txt": "A\nnobody", "b.txt": "EMPTY", "c.txt": "C\nnobody"})
    night(settings)
    with opened(settings.database_url) as store, writing(store) as connection:
        note_holds(connection, [GateVerdict(gate="notes/records", held=True, reason="half are gone")], at="2030-01-01")
    assert [each for _, each in waiting(settings, kind="source")] == [
        "gate notes/records",
        "quarantine 1 page of notes",
    ]


def test_a_queue_made_anew_is_the_same(settings):
    rejecting(settings, "a.txt", "Newts")
    night(settings)
    before = rows_of(settings, doubts), [row for row in rows_of(settings, doubt_counts) if row[-1]]
    assert rebuild(settings, engine=fake_mill.fake_engine).same
    after = rows_of(settings, doubts), [row for row in rows_of(settings, doubt_counts) if row[-1]]
    assert after == before
    assert len(before[0]) == 2


def test_it_is_looked_through_a_little_at_a_time(settings, monkeypatch):
    monkeypatch.setattr("pipeline.doubts.following._AT_ONCE", 1)
    monkeypatch.setattr("pipeline.doubts.following.code_digest", lambda: "another")
    with opened(settings.database_url) as store:
        behind = [catch_up(store, most=1) for _ in range(4)]
    assert behind == [2, 1, 0, 0]
