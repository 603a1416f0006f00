"""What crawls knew: of the store before, where it is there; else the pages that they found."""

from sqlalchemy import Connection, insert, select

from pipeline.settings import Settings
from pipeline.sources import SourceSettings, load_sources
from pipeline.store.frontier import Role, VisitOutcome
from pipeline.store.pages import newest_captures
from pipeline.store.rows import Row, execute_many
from pipeline.store.tables import crawls, frontier, pages


def refill(connection: Connection, settings: Settings) -> None:
    """Each fetched source's pages are in its frontier, so that the next crawl asks for those that no list shows now."""
    for source in load_sources(settings.home):
        if source.is_fetched:
            _refill(connection, source)


def _refill(connection: Connection, source: SourceSettings) -> None:
    # Imported where it is used: a home of folders needs no HTTP.
    from pipeline.fetch.plan import Plan

    seen = select(pages.c.last_seen_at).where(pages.c.source == source.name).order_by(pages.c.last_seen_at.desc())
    at = connection.execute(seen.limit(1)).scalar()
    if at is None:
        return
    crawl = {"source": source.name, "number": 1, "plan": Plan(source).digest, "started_at": at, "finished_at": at}
    connection.execute(insert(crawls).values(crawl))
    rows: list[Row] = [
        {
            "source": source.name,
            "url": page.uri,
            "role": Role.PAGE.value,
            "place": place,
            "crawl": 1,
            "outcome": VisitOutcome.FETCHED.value,
            "misses": 0,
            "sha256": page.sha256,
            "media_type": page.media_type,
            "charset": page.charset,
            "visited_at": at,
        }
        for place, page in enumerate(newest_captures(connection, source.name))
    ]
    execute_many(connection, insert(frontier), rows)
