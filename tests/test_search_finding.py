from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.report import SortOrder
from pipeline.index.fields import FIELDS_ASKED
from tests.searching import Search, case, searched, told

ANSWERED = told(
    "Finance",
    "Paid by a lottery.",
    {"key": "means", "state": "answered", "answer": "Yes", "value": "yes"},
    {"key": "amount", "state": "unknown"},
)
OPEN = told("Finance", "Nobody paid.", {"key": "means", "state": "answered", "answer": "No", "value": "no"})
CASES = (
    case("ferry", "The ferries of the harbour carry painters.", actors=["City of Graz", "Painters' Guild"]),
    case("war", "What the war left of the mill.", dates=["1945", "1946-05-08"], places=["Graz"]),
    case("école", "Les municipalités ont ouvert des écoles.", language="fr", dates=["2012-09"]),
    case("haus", "Die alten Häuser am Fluss wurden erneuert.", language="de", dates=["2015/2017"]),
    case("calle", "Las calles de la ciudad son más tranquilas.", language="es", persons=["Ana Núñez"]),
    case("lottery", sections=(ANSWERED, told("Past", "A conference was held.")), events=["Night Fair"]),
    case("debt", sections=(OPEN, told("Past", "Organisations quarrelled.")), instruments=["seed fund"]),
)


@pytest.fixture(scope="module")
def find(tmp_path_factory) -> Iterator[Search]:
    with searched(tmp_path_factory.mktemp("finding") / "home", CASES) as find:
        yield find


def titles(find: Search, query: str, *where: str) -> set[str]:
    return {hit.title for hit in find(query, *where).hits}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("ferry", {"ferry"}),
        ("harb*", {"ferry"}),
        ("confrence", {"lottery"}),
        ("organizations", {"debt"}),
        ("municipalite", {"école"}),
        ("ecole", {"école"}),
        ("haus", {"haus"}),
        ("hauser fluß", {"haus"}),
        ("ciudades", {"calle"}),
        ("CALLE", {"calle"}),
        ("war crimes", {"war"}),
        ("what is the war?", {"war"}),
        ('"ferries of the harbour"', {"ferry"}),
        ('"harbour of the ferries"', set()),
        ("ferries -painters", set()),
        ('mill conference -"held"', {"war"}),
        ("-fer* -language:fr -state:answered", {"war", "haus", "calle"}),
    ],
)
def test_words_are_found_in_any_form(find, query, expected):
    assert titles(find, query) == expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("actor:graz", {"ferry"}),
        ('actor:"city of graz"', {"ferry"}),
        ('actor:"graz city"', set()),
        ("actor:pain*", {"ferry"}),
        ("actor:paintres", {"ferry"}),
        ("actor:guilds place:graz", set()),
        ("place:graz", {"war"}),
        ("person:nunez", {"calle"}),
        ("event:fair", {"lottery"}),
        ("instrument:funds", {"debt"}),
        ("section:past", {"lottery", "debt"}),
        ("section:past conference", {"lottery"}),
        ("state:unknown", {"lottery"}),
        ("state:finance/means=answered", {"lottery", "debt"}),
        ("answer:means=no", {"debt"}),
        ("answered:finance/means -answer:means=no", {"lottery"}),
        ("language:fr language:de", {"école", "haus"}),
        ("before:1946", {"war"}),
        ("after:1946 before:1946-05-08", set()),
        ("after:1945-03 before:1945-07", {"war"}),
        ("after:2012-09-15 before:2016", {"école", "haus"}),
        ("after:2016 before:2017", {"haus"}),
        ("after:2012 -after:2013", {"école"}),
        ("event_kind:meeting", {"lottery"}),
        ("country:atlantis", set()),
    ],
)
def test_fields_narrow(find, query, expected):
    assert titles(find, query) == expected


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        (["actor=city of graz"], {"ferry"}),
        (["actor=graz"], set()),
        (["after=2012", "before=2013"], {"école"}),
        (["state=unknown"], {"lottery"}),
    ],
)
def test_filters_take_whole_values(find, where, expected):
    assert titles(find, "", *where) == expected


@pytest.mark.parametrize(
    ("query", "section", "marked"),
    [
        ("ferry", "body", ["ferries"]),
        ("harb*", "body", ["harbour"]),
        ("confrence", "past", ["conference"]),
        ("ecole municipalite", "body", ["municipalités", "écoles"]),
        ('"des écoles"', "body", ["des écoles"]),
        ("hauser", "body", ["Häuser"]),
        ("section:finance lottery conference", "finance", ["lottery"]),
        ("conference", "past", ["conference"]),
    ],
)
def test_a_snippet_marks_what_was_meant_and_names_its_section(find, query, section, marked):
    (snippet, *_) = find(query).hits[0].snippets
    assert snippet.section == section
    assert [snippet.text[start:end] for start, end in snippet.highlights] == marked


def test_facets_count_questions_and_answers(find):
    facets = find("").facets
    counts = {field: {each.value: each.count for each in facets[field]} for field in ("answered", "answer", "language")}
    assert counts == {
        "answered": {"finance/means": 2},
        "answer": {"finance/means=yes": 1, "finance/means=no": 1},
        "language": {"en": 4, "fr": 1, "de": 1, "es": 1},
    }


def test_the_newest_date_comes_first_where_nothing_ranks_or_it_is_asked(find):
    dated = ["haus", "école", "war"]
    assert [hit.title for hit in find("").hits][:3] == dated
    asked = find("war mill alten écoles harbour", sort=SortOrder.DATE)
    assert [hit.title for hit in asked.hits] == [*dated, "ferry"]
    assert {hit.score for hit in asked.hits} == {0.0}


def test_what_stands_in_the_title_or_near_each_other_is_better(tmp_path):
    cases = (
        case("near", "An old harbour garden is kept by the people of the town."),
        case("far", "An old harbour is kept by the people of the town with a garden."),
        case("harbour", "An old garden is kept by the people of the town, far away."),
        case("none", "An old barn is kept by the people of the town, far away."),
    )
    with searched(tmp_path / "home", cases) as find:
        assert [hit.title for hit in find("garden harbour").hits] == ["harbour", "near", "far"]


@pytest.mark.parametrize(
    "query",
    [
        "COVID-19: what did the harbour do?",
        "source:of the harbour, and why does the harbour matter to all?",
        'Is the "free harbour" a harbour?',
        "harbour " * 10_000,
        " ".join(f"word{number}" for number in range(10_000)) + " harbour",
        '"harbour',
        "harbour\x00\x1b[31m\u202e",
        "harbour AND (OR [ } ^ ~2 \\",
    ],
)
def test_odd_queries_are_answered(find, query):
    found = find(query)
    assert found.total == (0 if "word9999" in query else 1)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.sampled_from([*(f"{field}:" for field in FIELDS_ASKED), '"', "-", "*", " ", "é", "ß", "2012", "conference"])
        | st.text(max_size=5)
    ).map("".join)
)
def test_any_query_is_answered(find, query):
    found = find(query, limit=2)
    assert found.total >= len(found.hits)
    assert (found.next is None) == (found.total <= 2)
