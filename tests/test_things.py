from collections.abc import Mapping, Sequence

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as bounded
from hypothesis import strategies as st
from sqlalchemy import Connection, delete, insert, select, update

from pipeline.rebuilding.rebuild import rebuild
from pipeline.run import run
from pipeline.store.database import opened, reading, writing
from pipeline.store.tables import case_things, cases, pages, thing_values, things
from pipeline.store.things import put_things
from pipeline.things import CaseThing, things_of
from tests.homes import make_home, set_pages
from tests.lives import rows
from tests.records import contact, mentioned, record
from tests.things import thing

TEXT = "Ada Quill of the Harbour Guild (HG), ada@guild.example, spoke in Porto at the Cork Fair"


def test_a_case_says_who_belongs_to_whom_and_what_is_held_where() -> None:
    page = record(
        text=TEXT,
        actors=[mentioned("actors", TEXT, "Harbour Guild", names=("Harbour Guild", "HG"), sector="business")],
        persons=[mentioned("persons", TEXT, "Ada Quill", role="chair", organisation="HG")],
        contacts=[
            contact(TEXT, "ada@guild.example", kind="email", person="Ada Quill"),
            contact(TEXT, "spoke", kind="phone"),
        ],
        places=[mentioned("places", TEXT, "Porto", country="PT")],
        events=[{**mentioned("events", TEXT, "Cork Fair"), "kind": "fair", "date": "2019-05", "place": "Porto"}],
    )
    told = {each.name: (each.kind, each.fact, each.date, each.tied) for each in things_of(page)}
    assert told == {
        "Harbour Guild": ("actor", "business", None, None),
        "Ada Quill": ("person", "chair", None, "actors-Harbour Guild"),
        "ada@guild.example": ("contact", "email", None, "actors-Harbour Guild"),
        "Porto": ("place", "PT", None, None),
        "Cork Fair": ("event", "fair", "2019-05", "places-Porto"),
    }


def test_two_of_one_id_are_told_once() -> None:
    twins = [mentioned("actors", "A a", each, id="actor-1") for each in ("A", "a")]
    assert [(each.names, each.mentions) for each in things_of(record(text="A a", actors=twins))] == [(("A", "a"), 2)]


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    home = make_home(tmp_path_factory.mktemp("things") / "home", {})
    with opened(home.database_url) as store:
        plain = {"source": "s", "title": "", "language": "en", "version": 1, "digest": "", "updated_at": ""}
        with writing(store) as connection:
            connection.execute(insert(cases), [{"id": key, "uri": key, **plain, "live": True} for key in "abc"])
        yield store


def told_of(connection: Connection) -> list[Sequence[tuple[object, ...]]]:
    return [
        connection.execute(select(table).order_by(*table.primary_key)).tuples().all()
        for table in (case_things, things, thing_values)
    ]


def wipe(connection: Connection) -> None:
    for table in (case_things, things, thing_values):
        connection.execute(delete(table))


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ({"a": [thing("Guild")], "b": [thing("GUILD")], "c": [thing("GUILD")]}, ("GUILD", "business", True, 3)),
        (
            {"a": [thing("Guild", fact="unknown")], "b": [thing("Guild", fact="unknown")], "c": [thing("Guild")]},
            ("Guild", "business", True, 3),
        ),
        (
            {"a": [thing("Guild", named=False)], "b": [thing("Guild", named=False)], "c": [thing("Guild")]},
            ("Guild", "business", False, 3),
        ),
        ({"a": [thing("Guild")], "b": [thing("Guild", mentions=4)]}, ("Guild", "business", True, 2)),
    ],
    ids=["name", "known fact", "a kind", "few"],
)
def test_most_cases_have_the_say(store, told, expected) -> None:
    with writing(store) as connection:
        wipe(connection)
        put_things(connection, told)
        columns = (things.c.name, things.c.fact, things.c.named, things.c.cases)
        assert connection.execute(select(*columns)).tuples().all() == [expected]


_THINGS = st.builds(
    thing,
    st.sampled_from(["Guild", "GUILD", "Harbour Office"]),
    names=st.sampled_from([("Guild",), ("Guild", "HG"), ("Harbour Office", "HO")]),
    fact=st.sampled_from(["business", "unknown", ""]),
    named=st.booleans(),
    mentions=st.integers(1, 3),
)
_SAID = st.lists(_THINGS, max_size=3, unique_by=lambda each: each.thing)


@given(st.lists(st.dictionaries(st.sampled_from("abc"), _SAID, max_size=3), max_size=5))
@bounded(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_sums_are_those_of_what_stands_however_it_came_to_stand(
    store, nights: Sequence[Mapping[str, Sequence[CaseThing]]]
) -> None:
    with writing(store) as connection:
        wipe(connection)
        for night in nights:
            put_things(connection, night)
        lived = told_of(connection)
        wipe(connection)
        put_things(connection, {case: said for night in nights for case, said in night.items()})
        assert told_of(connection) == lived


PAGE = "Fair\n\nThe Harbour Guild of Porto Ltd and the University of Porto held the Cork Fair on 4 May 2019 in Porto.\n"
NIGHTS = (
    {"a.txt": PAGE, "b.txt": PAGE + "The University of Ghent came too.\n"},
    {"a.txt": PAGE, "c.txt": PAGE},
    {"a.txt": PAGE + "And once more.\n", "b.txt": PAGE},
)


@pytest.fixture(scope="module")
def lived(tmp_path_factory):
    settings = make_home(tmp_path_factory.mktemp("lived") / "home", {})
    for night in NIGHTS:
        set_pages(settings.home, night)
        run(settings)
    return settings


def university(settings) -> int:
    with opened(settings.database_url) as store, reading(store) as connection:
        found = connection.execute(select(things.c.cases).where(things.c.name == "University of Porto"))
        return found.scalar_one()


def test_those_of_gone_pages_count_no_more(lived) -> None:
    assert university(lived) == 2


def test_a_store_of_an_older_casemill_is_filled_by_the_next_run(lived) -> None:
    before = {name: rows(lived)[name] for name in ("case_things", "things", "thing_values")}
    with opened(lived.database_url) as store, writing(store) as connection:
        wipe(connection)
        connection.execute(update(pages).values(mill_key="older"))
    run(lived)
    assert {name: rows(lived)[name] for name in before} == before


def test_a_rebuild_gives_the_same(lived) -> None:
    before = {name: rows(lived)[name] for name in ("case_things", "things", "thing_values")}
    assert before["things"]
    assert rebuild(lived).same
    assert {name: rows(lived)[name] for name in before} == before
