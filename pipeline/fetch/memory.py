"""What robots.txt said, from run to run: its bytes in the archive, its validators in the frontier."""

from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import Engine as Store

from pipeline import archive
from pipeline.clock import now
from pipeline.fetch.client import Remembered
from pipeline.fetch.outcomes import Fetched, Validators
from pipeline.store.database import reading, writing
from pipeline.store.frontier import Crawl, Role, Spot, VisitOutcome, add_spots, find_spot, save_spot


class StoredRobots:
    """The memory of one crawl's source; the first archive is written, all are read."""

    def __init__(self, store: Store, raws: Sequence[Path], crawl: Crawl) -> None:
        self._store = store
        self._raws = raws
        self._crawl = crawl

    def recall(self, url: str) -> Remembered | None:
        """What is known of the robots.txt at `url`."""
        with reading(self._store) as connection:
            spot = find_spot(connection, self._crawl.source, url)
        path = archive.find(spot.sha256, *self._raws) if spot and spot.sha256 else None
        if spot is None or path is None:
            return None
        validators = Validators(etag=spot.etag, last_modified=spot.last_modified)
        return Remembered(content=path.read_bytes(), validators=validators)

    def keep(self, url: str, fetched: Fetched) -> None:
        """The robots.txt at `url` is this."""
        spot = Spot(
            url=url,
            role=Role.ROBOTS,
            outcome=VisitOutcome.FETCHED,
            sha256=archive.keep_bytes(self._raws[0], fetched.content),
            **fetched.validators.model_dump(),
        )
        with writing(self._store) as connection:
            add_spots(connection, self._crawl.source, {url: Role.ROBOTS}, most=2**31)
            save_spot(connection, self._crawl, spot, at=now())
