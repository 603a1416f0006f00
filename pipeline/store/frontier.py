"""What a crawl has found, and what came of each address: enough to go on where it was killed, and to ask again only
for what has changed."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import Connection, bindparam, case, delete, func, insert, select, update

from models.frozen import Frozen
from pipeline.store.rows import execute_many, upsert
from pipeline.store.tables import crawls, frontier, pages

# A crawl that was killed longer ago is begun anew: what it saw is old.
_STALE = timedelta(days=1)
_CHUNK = 200


class Role(StrEnum):
    """What an address is for: pages become cases, the others lead to them."""

    ROBOTS = "robots"
    SITEMAP = "sitemap"
    LISTING = "listing"
    PAGE = "page"


class VisitOutcome(StrEnum):
    """What came of the last visit."""

    FETCHED = "fetched"
    ALIAS = "alias"
    UNCHANGED = "unchanged"
    VANISHED = "vanished"
    REFUSED = "refused"
    LATER = "later"


class Spot(Frozen):
    """An address of the frontier; `sha256` and what follows speak of its newest good bytes, `misses` of the crawls in
    a row that found it vanished. `same_as` is the address whose page it was then."""

    url: str
    role: Role
    outcome: VisitOutcome | None = None
    code: str | None = None
    message: str | None = None
    misses: int = 0
    sha256: str | None = None
    media_type: str | None = None
    charset: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    same_as: str | None = None


class Crawl(Frozen):
    """One way through a source; its addresses are visited once in it, however often it is killed."""

    source: str
    number: int


_COLUMNS = tuple(frontier.c[name] for name in Spot.model_fields)
_RANK = case({Role.SITEMAP.value: 0, Role.LISTING.value: 1}, value=frontier.c.role, else_=2)
# Made once: it is executed for every page. An upsert would read the same, but is compiled each time.
_VISIT = update(frontier).where(frontier.c.source == bindparam("its_source"), frontier.c.url == bindparam("its_url"))
_LISTING = (
    update(frontier)
    .where(
        frontier.c.source == bindparam("its_source"),
        frontier.c.url == bindparam("its_url"),
        frontier.c.role == Role.PAGE.value,
    )
    .values(role=Role.LISTING.value)
)
_FAILED = case({VisitOutcome.LATER.value: 1}, value=frontier.c.outcome, else_=0)


def begin_crawl(connection: Connection, source: str, *, plan: str, at: str) -> Crawl:
    """The crawl that was not finished, if there is one of the same plan and not too old; else a new one.

    With another plan all is found anew.
    """
    known = connection.execute(select(crawls).where(crawls.c.source == source)).first()
    if known and known.plan != plan:
        connection.execute(delete(frontier).where(frontier.c.source == source))
    elif known and known.finished_at is None and _age(known.started_at, at) < _STALE:
        return Crawl(source=source, number=known.number)
    number = known.number + 1 if known else 1
    row = {"source": source, "number": number, "plan": plan, "started_at": at, "finished_at": None}
    upsert(connection, crawls, [row])
    return Crawl(source=source, number=number)


def _age(started_at: str, at: str) -> timedelta:
    return datetime.fromisoformat(at) - datetime.fromisoformat(started_at)


def add_spots(connection: Connection, source: str, found: Mapping[str, Role], *, most: int) -> int:
    """How many of the addresses had to be left out, since the frontier holds `most`.

    Known ones stay as they are, but what was taken for a page may turn out to lead to pages.
    """
    there = _known(connection, source, list(found))
    count = count_spots(connection, source)
    fresh = [(url, role) for url, role in found.items() if url not in there]
    rows = [
        {"source": source, "url": url, "role": role.value, "place": count + place, "crawl": 0, "misses": 0}
        for place, (url, role) in enumerate(fresh[: max(0, most - count)])
    ]
    execute_many(connection, insert(frontier), rows)
    listings = [{"its_source": source, "its_url": url} for url, role in found.items() if role is Role.LISTING]
    execute_many(connection, _LISTING, [each for each in listings if each["its_url"] in there])
    return len(fresh) - len(rows)


def _known(connection: Connection, source: str, urls: Sequence[str]) -> set[str]:
    known: set[str] = set()
    # A map names up to 50,000 addresses; no database takes so many values at once.
    for start in range(0, len(urls), _CHUNK):
        some = frontier.c.url.in_(urls[start : start + _CHUNK])
        known.update(connection.execute(select(frontier.c.url).where(frontier.c.source == source, some)).scalars())
    return known


def keep_spots(connection: Connection, source: str, urls: Sequence[str]) -> None:
    """The frontier forgets all pages but these."""
    pages = (frontier.c.source == source, frontier.c.role == Role.PAGE.value)
    dropped = set(connection.execute(select(frontier.c.url).where(*pages)).scalars()) - set(urls)
    for url in sorted(dropped):
        connection.execute(delete(frontier).where(frontier.c.source == source, frontier.c.url == url))


def count_spots(connection: Connection, source: str, role: Role | None = None) -> int:
    """How many addresses the frontier of the source has, of one role or of all."""
    query = select(func.count()).select_from(frontier).where(frontier.c.source == source)
    return int(connection.execute(query if role is None else query.where(frontier.c.role == role.value)).scalar_one())


def count_missing(connection: Connection, source: str, *, gone_after: int) -> int:
    """How many pages were had once, are not there now, and not yet gone."""
    there = (frontier.c.source == source, frontier.c.role == Role.PAGE.value, frontier.c.sha256.is_not(None))
    query = select(func.count()).select_from(frontier).where(*there, frontier.c.misses.between(1, gone_after - 1))
    return int(connection.execute(query).scalar_one())


def due_spots(connection: Connection, crawl: Crawl) -> list[Spot]:
    """The next few hundred addresses that the crawl has not visited.

    Those that lead to others come first, then pages as they were found. Those that could not be had the last time come
    last: they must not use up the host's patience night by night.
    """
    where = (frontier.c.source == crawl.source, frontier.c.crawl != crawl.number, frontier.c.role != Role.ROBOTS.value)
    query = select(*_COLUMNS).where(*where).order_by(_RANK, _FAILED, frontier.c.place, frontier.c.url).limit(_CHUNK)
    return [Spot(**row) for row in connection.execute(query).mappings()]


def visited_spots(connection: Connection, crawl: Crawl, *, after: str) -> list[Spot]:
    """The next few hundred addresses after `after`, in their order, that the crawl has visited."""
    where = (frontier.c.source == crawl.source, frontier.c.crawl == crawl.number, frontier.c.url > after)
    query = select(*_COLUMNS).where(*where).order_by(frontier.c.url).limit(_CHUNK)
    return [Spot(**row) for row in connection.execute(query).mappings()]


def find_spot(connection: Connection, source: str, url: str) -> Spot | None:
    """What is known of the address, or None."""
    row = connection.execute(select(*_COLUMNS).where(frontier.c.source == source, frontier.c.url == url)).mappings()
    return next((Spot(**each) for each in row), None)


def stands(connection: Connection, source: str, url: str) -> bool:
    """Whether the address is that of a page: one not yet visited, or good, and none that stands at another itself."""
    good = {None, VisitOutcome.FETCHED, VisitOutcome.UNCHANGED}
    spot = find_spot(connection, source, url)
    return spot is not None and spot.role is Role.PAGE and spot.outcome in good


def save_spot(connection: Connection, crawl: Crawl, spot: Spot, *, at: str) -> None:
    """The crawl has visited the address, which the frontier has; what came of it stands in `spot`."""
    told = spot.model_dump(mode="json", exclude={"url"})
    visit = {**told, "crawl": crawl.number, "visited_at": at, "its_source": crawl.source, "its_url": spot.url}
    connection.execute(_VISIT, visit)


def copy_frontier(known: Connection, connection: Connection, source: str) -> None:
    """The second store has of the source what crawls have found, and its pages."""
    for table in (crawls, frontier, pages):
        rows = known.execute(select(table).where(table.c.source == source)).mappings()
        execute_many(connection, insert(table), [dict(row) for row in rows])
