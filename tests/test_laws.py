"""What holds after any history of a folder."""

import json
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, select

from pipeline.index.search import search
from pipeline.run import run
from pipeline.store.cases import live_documents, quarantined_pages
from pipeline.store.database import opened, reading
from pipeline.store.tables import changes, versions
from tests.fake_mill import fake_engine
from tests.homes import make_home, set_pages

CONTENTS = st.sampled_from(["One\nlantern", "Two\nlantern", "Three\nlantern", "EMPTY", "FAULT"])
FOLDERS = st.dictionaries(st.sampled_from(["a.txt", "b.txt", "c/d.txt"]), CONTENTS)


def followed(connection: Connection) -> set[str]:
    live: set[str] = set()
    for change in connection.execute(select(changes).order_by(changes.c.sequence)):
        assert (change.operation == "ADD") is (change.case_id not in live)
        (live.discard if change.operation == "DEL" else live.add)(change.case_id)
    return live


@settings(max_examples=12, deadline=None)
@given(st.lists(FOLDERS, min_size=1, max_size=4))
def test_store_feed_index_and_counts_agree_after_any_history(history):
    with TemporaryDirectory() as folder:
        home = make_home(Path(folder) / "home", {})
        for pages in history:
            set_pages(home.home, pages)
            report = run(home, engine=fake_engine)
            total = report.total
            assert total.pages == len(pages) == total.new + total.changed + total.unchanged + total.quarantined
        with opened(home.database_url) as store:
            with reading(store) as connection:
                records = [json.loads(document) for document in live_documents(connection)]
                texts = {record["source"]["uri"]: record["text"] for record in records}
                bad = {page.uri for page in quarantined_pages(connection, ["notes"])}
                live = followed(connection)
                numbered = sorted(connection.execute(select(versions.c.case_id, versions.c.number)).all())
            found = search(home.processed, store, "lantern") if live else None
        pages = history[-1]
        assert {uri: text for uri, text in texts.items() if uri not in bad} == {
            uri: text for uri, text in pages.items() if "\n" in text
        }
        assert bad == {uri for uri, text in pages.items() if "\n" not in text}
        assert live == {record["id"] for record in records}
        assert len({*numbered}) == len(numbered)
        if found:
            assert {hit.id for hit in found.hits} == live
