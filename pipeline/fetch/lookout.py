"""A source of the web: its frontier visited once a crawl, each visit kept before the next is made."""

import asyncio
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from sqlalchemy import Connection
from sqlalchemy import Engine as Store

from pipeline import archive
from pipeline.arrivals import Copy, Look, chunks
from pipeline.clock import now
from pipeline.fetch.client import Client
from pipeline.fetch.links import page_address
from pipeline.fetch.memory import StoredRobots
from pipeline.fetch.outcomes import FetchCode, Fetched, Validators
from pipeline.fetch.plan import Plan
from pipeline.fetch.politeness import user_agent
from pipeline.fetch.reading import Reading, read_fetched
from pipeline.fetch.visits import alias, copy_of, failure_of, fetched, is_good, refused, settled
from pipeline.fetch.wire import Wire
from pipeline.settings import Settings
from pipeline.sources import SourceKind, SourceSettings
from pipeline.store.database import reading, writing
from pipeline.store.frontier import (
    Crawl,
    Role,
    Spot,
    VisitOutcome,
    add_spots,
    begin_crawl,
    count_spots,
    due_spots,
    keep_spots,
    save_spot,
    stands,
    visited_spots,
)
from pipeline.store.unfetched import Failure


class FetchLookout:
    """The pages of a source of kind urls or site, `at_once` at a time.

    `store` keeps the frontier, the first of `raws` the bytes; bytes that any of them has are asked for conditionally.
    """

    def __init__(
        self, source: SourceSettings, settings: Settings, store: Store, raws: Sequence[Path], *, at_once: int
    ) -> None:
        self._source = source
        self._plan = Plan(source)
        self._store = store
        self._raws = raws
        self._at_once = at_once
        self._limit = settings.max_page_bytes
        self._user_agent = user_agent(source.politeness.contact or settings.contact)
        self._left_out = 0

    def looks(self) -> Iterator[Look]:
        """The pages in the order in which they were found; first those that a killed crawl has visited."""
        crawl = self._begin()
        last = ""
        while before := self._visited(crawl, last):
            yield self._look(before)
            last = before[-1].url
        with self._fetching(crawl) as (runner, client):
            yield runner.run(self._find_maps(client))
            while due := self._due(crawl):
                for some in chunks(due, self._at_once):
                    yield self._look(runner.run(self._visit_all(client, crawl, some)))

    def keep(self, copies: Mapping[str, Copy]) -> tuple[Mapping[str, Copy], tuple[Failure, ...]]:
        """All of them: they were kept when they were fetched."""
        return copies, ()

    def total(self) -> int:
        """How many pages earlier crawls have found, or the source lists."""
        with reading(self._store) as connection:
            return max(len(self._source.urls), count_spots(connection, self._source.name, Role.PAGE))

    def _begin(self) -> Crawl:
        name, seeds = self._source.name, self._plan.seeds()
        with writing(self._store) as connection:
            crawl = begin_crawl(connection, name, plan=self._plan.digest, at=now())
            if self._source.kind is SourceKind.URLS:
                keep_spots(connection, name, list(seeds))
            self._add(connection, seeds)
        return crawl

    def _visited(self, crawl: Crawl, after: str) -> list[Spot]:
        with reading(self._store) as connection:
            return visited_spots(connection, crawl, after=after)

    def _due(self, crawl: Crawl) -> list[Spot]:
        with reading(self._store) as connection:
            due = due_spots(connection, crawl)
        # What leads to pages comes first, alone: a page may be found there and be due the sooner.
        leading = [spot for spot in due if spot.role is not Role.PAGE]
        return leading or due

    @contextmanager
    def _fetching(self, crawl: Crawl) -> Iterator[tuple[asyncio.Runner, Client]]:
        politeness = self._source.politeness
        wire = Wire(user_agent=self._user_agent, timeout=politeness.timeout)
        memory = StoredRobots(self._store, self._raws, crawl)
        with asyncio.Runner() as runner:
            runner.run(wire.__aenter__())
            try:
                yield runner, Client(wire, politeness, memory, limit=self._limit)
            finally:
                runner.run(wire.__aexit__(None, None, None))

    async def _find_maps(self, client: Client) -> Look:
        """A look without pages: whether the maps were found that robots.txt names, where the source leaves it to it."""
        robots = self._plan.robots
        found = await client.maps_of(robots) if robots else ()
        if not isinstance(found, tuple):
            return Look(copies={}, lost_leads=(failure_of(settled(Spot(url=robots or "", role=Role.SITEMAP), found)),))
        maps = {address: Role.SITEMAP for url in found if (address := page_address(url, url))}
        with writing(self._store) as connection:
            self._add(connection, maps)
        return Look(copies={}, leads=(robots,) if robots else ())

    async def _visit_all(self, client: Client, crawl: Crawl, due: Sequence[Spot]) -> list[Spot]:
        """Every host's addresses one after the other, the hosts side by side."""
        by_host: defaultdict[str, list[Spot]] = defaultdict(list)
        for spot in due:
            by_host[urlsplit(spot.url).netloc].append(spot)

        async def visit_host(spots: Sequence[Spot]) -> list[Spot]:
            return [await self._visit(client, crawl, spot) for spot in spots]

        visited = await asyncio.gather(*map(visit_host, by_host.values()))
        return [spot for spots in visited for spot in spots]

    async def _visit(self, client: Client, crawl: Crawl, spot: Spot) -> Spot:
        outcome = await client.fetch(spot.url, self._validators(spot))
        visited, leads = self._read(spot, outcome) if isinstance(outcome, Fetched) else (settled(spot, outcome), {})
        with writing(self._store) as connection:
            self._add(connection, leads)
            if is_good(visited) and visited.same_as and stands(connection, crawl.source, visited.same_as):
                visited = alias(visited)
            save_spot(connection, crawl, visited, at=now())
        return visited

    def _add(self, connection: Connection, leads: Mapping[str, Role]) -> None:
        if leads:
            most = self._source.politeness.max_pages
            self._left_out += add_spots(connection, self._source.name, leads, most=most)

    def _validators(self, spot: Spot) -> Validators | None:
        if spot.sha256 is None or archive.find(spot.sha256, *self._raws) is None:
            return None
        return Validators(etag=spot.etag, last_modified=spot.last_modified)

    def _read(self, spot: Spot, outcome: Fetched) -> tuple[Spot, Mapping[str, Role]]:
        digest = archive.keep_bytes(self._raws[0], outcome.content)
        try:
            said = read_fetched(self._plan, spot, outcome, limit=self._limit)
        except Exception as error:  # noqa: BLE001 -- a stranger's bytes may trip any parser, and must not end the crawl
            said = Reading(excuse=f"{outcome.url} cannot be read ({type(error).__name__})")
        if said.excuse:
            return refused(spot, FetchCode.SOFT_ERROR, said.excuse), {}
        return fetched(spot, outcome, digest, same_as=said.same_as), said.leads

    def _look(self, spots: Sequence[Spot]) -> Look:
        left_out, self._left_out = self._left_out, 0
        left_out += sum(spot.outcome is VisitOutcome.ALIAS for spot in spots)
        pages = [spot for spot in spots if spot.role is Role.PAGE and spot.outcome is not VisitOutcome.ALIAS]
        leads = [spot for spot in spots if spot.role in {Role.LISTING, Role.SITEMAP}]
        vanished = [spot for spot in pages if spot.outcome is VisitOutcome.VANISHED]
        waiting = [spot for spot in vanished if spot.misses < self._source.gone_after]
        failed = [spot for spot in pages if not is_good(spot) and spot not in vanished]
        failed += [spot for spot in waiting if spot.sha256 is None]
        return Look(
            copies={spot.url: copy_of(spot) for spot in pages if is_good(spot)},
            failures=tuple(map(failure_of, failed)),
            missing=tuple(spot.url for spot in waiting if spot.sha256 is not None),
            leads=tuple(spot.url for spot in leads if is_good(spot)),
            lost_leads=tuple(failure_of(spot) for spot in leads if not is_good(spot)),
            skipped=left_out,
        )
