"""What a reader gets, by whatever way it goes out, has no person's contact in it."""

import re
from collections.abc import Iterator
from itertools import islice, product, zip_longest

import pytest
from fastapi.routing import iter_route_contexts
from httpx2 import Response

from curation.keys import keyed
from models.record import CaseRecord
from pipeline.index.follow import catch_up
from pipeline.store.cases import live_cases
from pipeline.store.database import reading
from tests.homes import run_here, set_pages
from tests.web import desks
from web.app import build_app

MAILBOX, PHONE = "jane.doe@example.org", "+44 20 7946 0018"
SECRETS = re.compile(r"jane[._-]doe|\+?44[\d\s]+0018|7946.{0,8}0018", re.IGNORECASE)
PAGE = f"""<!doctype html><title>Pilot yard</title><h1>Pilot yard</h1><h2>Who to ask</h2>
<p>The city council of Lyon met on 4 May 2021. Contact: Ms Jane Doe, {MAILBOX}, {PHONE}.</p>
<p>The office answers at info@example.org.</p>"""
QUERIES = ("", "q=yard", "q=office+Doe", "q=7946", "from=1&to=2", "version=1", "field=contacts", "field=persons&q=jane")
MOST_PATHS = 100


@pytest.fixture(scope="module")
def yard(tmp_path_factory) -> Iterator[desks.Desk]:
    """A page in two versions, of whose contacts curators decided something, too."""
    home = tmp_path_factory.mktemp("yard") / "home"
    with desks.desk(home, pages={"yard.html": PAGE}) as desk:
        set_pages(home, {"harbour.html": desks.PAGE, "yard.html": PAGE.replace("4 May", "5 May")})
        run_here(desk.settings)
        catch_up(desk.settings.processed, desk.store)
        curator, record = desks.signed_in(desk, "curator"), record_of_yard(desk)
        confirm = [
            {"act": "confirm", "field": "contacts", "key": key}
            for key, found in keyed(record, "contacts")
            if getattr(found, "person", None)
        ]
        assert desks.decide(curator, f"/api/v1/cases/{record.id}", *confirm, note=f"not {PHONE}").status_code == 200
        yield desk


def record_of_yard(desk) -> CaseRecord:
    with reading(desk.store) as connection:
        records = [CaseRecord.model_validate_json(each.document) for each in live_cases(connection)]
    return next(record for record in records if MAILBOX in record.text)


def paths(desk) -> Iterator[str]:
    """Every path that can be read, its parameters filled with whatever the case has."""
    record = record_of_yard(desk)
    things = [thing for kind in (record.actors, record.events, record.persons, record.places) for thing in kind]
    values = (record.id, *(thing.id for thing in things), "1", "latest")
    for route in iter_route_contexts(build_app(desk)._app.routes):
        if "GET" in (route.methods or ()):
            parts = re.split(r"{(\w+)(?::\w+)?}", route.path)
            choices = [(record.id,) if name == "case_id" else values for name in parts[1::2]]
            for filled in islice(product(*choices), MOST_PATHS):
                yield "".join(part for pair in zip_longest(parts[::2], filled, fillvalue="") for part in pair)


def answers_of(client, path: str) -> Iterator[tuple[str, Response]]:
    for query in QUERIES:
        answer = client.get(f"{path}?{query}")
        yield f"{path}?{query}", answer
        if answer.status_code == 404:
            break


def test_the_page_has_what_is_looked_for(yard) -> None:
    curator, case = desks.signed_in(yard, "curator"), record_of_yard(yard).id
    shown = (
        f"/cases/{case}",
        f"/api/v1/cases/{case}",
        f"/cases/{case}/history",
        "/?q=office",
        f"/cases/{case}/raw/source",
    )
    assert [path for path in shown if not SECRETS.search(curator.get(path).text)] == []


def test_no_way_out_shows_a_reader_a_persons_contact(yard) -> None:
    reader = desks.signed_in(yard, "reader")
    answers = dict(answer for path in paths(yard) for answer in answers_of(reader, path))
    assert {path for path, answer in answers.items() if SECRETS.search(answer.text)} == set()
    assert {path for path, answer in answers.items() if answer.status_code >= 500} == set()
    assert sum(answer.status_code == 200 for answer in answers.values()) > len(QUERIES)


@pytest.mark.parametrize("query", ["email:jane*", "-email:jane*", "phone:+44*"])
def test_a_reader_cannot_ask_for_contacts_letter_by_letter(yard, query) -> None:
    assert desks.signed_in(yard, "reader").get("/", params={"q": query}).status_code == 403
    assert desks.signed_in(yard, "curator").get("/", params={"q": query}).status_code == 200


@pytest.mark.parametrize("path", ["/?", "/matrix?", "/matrix.csv?rows=sector&columns=source&", "/api/v1/search?"])
def test_nor_by_a_filter_whatever_counts_the_cases(yard, path) -> None:
    assert desks.signed_in(yard, "reader").get(f"{path}where=email%3Djane%40example.org").status_code == 403


def test_what_a_source_shows_to_all_is_shown_to_readers(yard) -> None:
    source = yard.settings.home / "sources" / "notes.toml"
    before, address = source.read_text(), f"/api/v1/cases/{record_of_yard(yard).id}"
    reader = desks.signed_in(yard, "reader")
    source.write_text(f'{before}\n[privacy]\ncontacts = "all"\n')
    assert MAILBOX in reader.get(address).text
    source.write_text(f'{before}\n[privacy]\ncontacts = "wrong"\n')
    assert "info@example.org" not in reader.get(address).text
    source.write_text(before)
    assert "info@example.org" in reader.get(address).text
