"""Nights of one source, for tests: a home, its site, and what a run makes of it."""

import json
from dataclasses import dataclass

from sqlalchemy import select

from models.report import RunReport
from pipeline.run import run
from pipeline.settings import Settings
from pipeline.store.cases import live_documents, quarantined_pages
from pipeline.store.database import opened, reading
from pipeline.store.tables import captures, changes, versions
from tests.fake_mill import fake_engine
from tests.fetch.trap_site import Site, case

POLITENESS = """
[politeness]
delay = 0
backoff = 0
attempts = 2
timeout = 0.5
"""


@dataclass
class Night:
    """A home with one source, and its site."""

    settings: Settings
    site: Site

    def run(self) -> RunReport:
        """What the run says."""
        self.site.forget()
        return run(self.settings, engine=fake_engine)

    def counts(self) -> dict[str, int]:
        """What it met, but for zeros."""
        return {name: count for name, count in self.run().sources["notes"].model_dump().items() if count}

    def records(self) -> dict[str, dict]:
        """The live records by path."""
        with opened(self.settings.database_url) as store, reading(store) as connection:
            found = [json.loads(document) for document in live_documents(connection)]
        return {record["source"]["uri"].removeprefix(self.site.url("")): record for record in found}

    def quarantine(self) -> dict[str, str]:
        """The codes by path."""
        with opened(self.settings.database_url) as store, reading(store) as connection:
            found = quarantined_pages(connection, ["notes"])
        return {page.uri.removeprefix(self.site.url("")): page.code for page in found}

    def kept(self) -> list[str]:
        """What is kept of pages, but for the journal: files of archive and releases, captures, versions, changes."""
        home = self.settings.home
        files = [str(path) for folder in ("raw", "processed") for path in (home / folder).rglob("*") if path.is_file()]
        with opened(self.settings.database_url) as store, reading(store) as connection:
            rows = [str(row) for table in (captures, versions, changes) for row in connection.execute(select(table))]
        return sorted(each for each in files if "casemill.db" not in each and "journal" not in each) + rows


CASES = {f"/cases/{name}": case(name.title()) for name in ("one", "two", "three")}
CRAWL = 'kind = "site"\nstart = ["SITE/list"]\nfollow = ["/cases/*"]\npagination = ["/list?page=*"]\n'
