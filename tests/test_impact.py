from collections.abc import Iterable, Iterator

import pytest
from rich.console import Console
from sqlalchemy import func, select, update

from models.errors import UnknownNameError
from models.frozen import revise
from models.impact import ImpactReport
from models.record import CaseRecord
from pipeline.archive import address
from pipeline.commands.changes import changes
from pipeline.impact import OUTDATED, measure_impact
from pipeline.milling import Batch, BatchResult, Mill, Milled, Outcome, Task, milled
from pipeline.run import run
from pipeline.settings import Settings
from pipeline.store import tables
from pipeline.store.database import opened, reading, writing
from pipeline.store.documents import pack, unpack
from tests.fake_mill import fake_engine, fake_mill
from tests.homes import make_home, set_pages
from tests.records import mentioned

PAGES = {"a.txt": "Alpha\nthe Dee Guild", "b.txt": "Beta\nsecond words", "c.txt": "Gamma\nthird words"}


@pytest.fixture
def home(tmp_path) -> Settings:
    settings = make_home(tmp_path / "home", PAGES)
    run(settings, engine=fake_engine)
    return settings


def changing(known: str, **parts: object):
    """An engine whose record of the page with that title has other parts."""

    def change(outcome: Outcome) -> Outcome:
        if isinstance(outcome, Milled) and outcome.title == known:
            return milled(revise(CaseRecord.model_validate_json(outcome.document), **parts))
        return outcome

    def engine(mill: Mill, batches: Iterable[Batch]) -> Iterator[BatchResult]:
        for batch in batches:
            yield BatchResult(batch=batch, outcomes=tuple(map(change, fake_mill(batch).outcomes)))

    return engine


def measure(home: Settings, engine=fake_engine, **options: object) -> ImpactReport:
    return measure_impact(home, engine=engine, **options)


def counts(report: ImpactReport) -> tuple[int, int, int, int]:
    return report.cases, report.changed, report.evidence, len(report.refused)


def test_a_page_is_read_again_with_what_its_server_declared(home):
    declared = {"media_type": "text/plain", "charset": "windows-1252"}
    with opened(home.database_url) as store, writing(store) as connection:
        connection.execute(update(tables.captures).where(tables.captures.c.uri == "a.txt").values(declared))
    tasks: list[Task] = []

    def engine(mill: Mill, batches: Iterable[Batch]) -> Iterator[BatchResult]:
        for batch in batches:
            tasks.extend(batch.tasks)
            yield fake_mill(batch)

    measure(home, engine)
    assert {task.uri: (task.media_type, task.charset) for task in tasks} == {
        "a.txt": ("text/plain", "windows-1252"), "b.txt": (None, None), "c.txt": (None, None),
    }  # fmt: skip


def test_the_same_program_changes_nothing(home):
    report = measure(home)
    assert counts(report) == (3, 0, 0, 0)
    assert (report.fields, report.worst) == ({}, ())


def test_values_that_would_appear_and_change_are_counted_by_field_with_examples(home):
    guild = mentioned("actors", PAGES["a.txt"], "Dee Guild")
    report = measure(home, changing("Alpha", title="Alphabet", actors=(guild,)))
    assert counts(report) == (3, 1, 0, 0)
    told = {field: (each.cases, each.appeared, each.changed, each.vanished) for field, each in report.fields.items()}
    assert told == {"title": (1, 0, 1, 0), "actors": (1, 1, 0, 0)}
    (example,) = report.fields["title"].examples
    assert (example.change.before, example.change.after) == ("Alpha", "Alphabet")
    (worst,) = report.worst
    assert (worst.title, worst.uri, worst.changes) == ("Alpha", "a.txt", 2)
    assert dict(worst.fields) == {"title": 1, "actors": 1}


def test_what_differs_in_its_evidence_alone_is_told_apart(home):
    finding = {"code": "no_template", "severity": "info", "message": "no template fits"}
    report = measure(home, changing("Beta", findings=({**finding, "span": {"start": 0, "end": 1}},)))
    assert counts(report) == (3, 0, 1, 0)


def test_the_archive_speaks_not_the_folder(home):
    set_pages(home.home, {"a.txt": "Changed\nsince"})
    assert counts(measure(home)) == (3, 0, 0, 0)


def test_pages_without_a_new_record_are_listed_and_the_others_compared(home):
    with opened(home.database_url) as store, reading(store) as connection:
        digest = connection.execute(select(tables.pages.c.sha256).where(tables.pages.c.uri == "a.txt")).scalar_one()
    address(home.raw, digest).unlink()
    report = measure(home, changing("Beta", title="Bet"))
    assert counts(report) == (3, 1, 0, 1)
    assert [(each.uri, each.code) for each in report.refused] == [("a.txt", "unreadable")]


def test_a_record_of_an_earlier_form_is_listed(home):
    table = tables.versions
    this = table.c.case_id == select(tables.cases.c.id).where(tables.cases.c.uri == "a.txt").scalar_subquery()
    with opened(home.database_url) as store, writing(store) as connection:
        stored = unpack(connection.execute(select(table.c.document).where(this)).scalar_one())
        earlier = pack(stored.replace(b'{"id":', b'{"lead":null,"id":', 1))
        connection.execute(table.update().where(this).values(document=earlier))
    report = measure(home)
    assert counts(report) == (3, 0, 0, 1)
    assert [(each.uri, each.code) for each in report.refused] == [("a.txt", OUTDATED)]


def test_a_limit_takes_the_same_cases_each_time(home):
    engine = changing("Beta", title="Bet")
    assert measure(home, engine, limit=2).cases == 2
    assert measure(home, engine, limit=2) == measure(home, engine, limit=2)
    assert measure(home, engine, limit=9) == measure(home, engine)


def test_examples_are_as_many_as_wanted(home):
    assert measure(home, changing("Beta", title="Bet"), examples=0).fields["title"].examples == ()


def test_an_unknown_source_is_named(home):
    with pytest.raises(UnknownNameError, match="letters"):
        measure(home, names=["letters"])


def test_nothing_is_written(home):
    def rows() -> list[int]:
        with opened(home.database_url) as store, reading(store) as connection:
            counted = (select(func.count()).select_from(table) for table in tables.metadata.sorted_tables)
            return [connection.execute(each).scalar_one() for each in counted]

    def files() -> set[str]:
        return {str(path) for path in home.home.rglob("*") if "casemill.db" not in path.name}

    before = (rows(), files())
    measure(home, changing("Alpha", title="Alphabet"))
    assert (rows(), files()) == before


def test_the_screen_names_what_would_change(home):
    guild = mentioned("actors", PAGES["a.txt"], "Dee Guild")
    console = Console(width=100)
    with console.capture() as captured:
        for part in changes(measure(home, changing("Alpha", title="The Alpha", actors=(guild,)))):
            console.print(part)
    shown = captured.get()
    for words in (
        "3 cases extracted anew: 1 would change, 2 as before",
        "Alpha → The Alpha",
        "+  Dee Guild",
        "notes/a.txt",
    ):
        assert words in shown
