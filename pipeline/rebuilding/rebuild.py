"""The rebuild: built beside from `raw/`, compared, and swapped in at the end."""

from collections.abc import Sequence
from contextlib import ExitStack
from time import monotonic
from typing import NamedTuple
from uuid import uuid4

from sqlalchemy import Engine, update

from models.errors import UsageError
from models.frozen import revise
from models.report import RebuildReport
from pipeline import archive
from pipeline.decisions.taking import mend
from pipeline.doubts.following import catch_up
from pipeline.fingerprint import fingerprint
from pipeline.index.follow import follow
from pipeline.journal.adoption import adopt
from pipeline.journal.entries import Stored
from pipeline.journal.files import JournalFile, entries, head, journals, stores, true_length
from pipeline.journal.writing import bury_killed
from pipeline.lock import locked
from pipeline.milling import Engine as Milling
from pipeline.milling import workshop_of
from pipeline.pool import local_engine
from pipeline.progress import Progress, Step, silent
from pipeline.publication import publish_now
from pipeline.rebuilding.comparison import differences
from pipeline.rebuilding.decisions import refill_decisions
from pipeline.rebuilding.frontiers import refill
from pipeline.rebuilding.releases import Remaker, told_releases
from pipeline.rebuilding.replay import Replay
from pipeline.rebuilding.retelling import Retelling
from pipeline.rebuilding.scenes import scenes
from pipeline.rebuilding.swap import Swap, beside, store_beside, swap, sweep_beside
from pipeline.rebuilding.users import refill_users
from pipeline.release import latest_release
from pipeline.settings import Settings
from pipeline.sources import load_sources
from pipeline.store.cases import count_live, last_change
from pipeline.store.copying import copy_rows, count_rows
from pipeline.store.database import identity_of, opened, reading, writing
from pipeline.store.files import is_usable
from pipeline.store.runs import mark_journaled
from pipeline.store.tables import identity, remembered_tables, runs, versions

_SHOWN = 3


class _Before(NamedTuple):
    """What was there: the store, if it can be read."""

    store: Engine | None
    name: str
    files: Sequence[JournalFile]


def rebuild(
    settings: Settings, *, store: str | None = None, engine: Milling | None = None, progress: Progress = silent
) -> RebuildReport:
    """What was made of the history of `store` (default: the one in use, else the newest) in `raw/`.

    Raises UsageError where `raw/` has no history of that store, BusyError where a run is at work.
    """
    began = monotonic()
    with locked(settings.processed):
        sweep_beside(settings)
        report = _rebuild(settings, store, engine or local_engine(settings.workers, isolate=True), progress)
    latest = latest_release(settings.processed)
    report = revise(report, release=latest.run if latest else None)
    # What has lost pages is for a person to see before it takes the place of what is whole.
    if not report.same and not (report.lost and latest):
        progress(Step(doing="release", total=0))
        published = publish_now(settings)
        report = revise(report, release=published.release, gates=published.gates)
    return revise(report, seconds=round(monotonic() - began, 2))


def _rebuild(settings: Settings, store: str | None, engine: Milling, progress: Progress) -> RebuildReport:
    with ExitStack() as stack:
        old = stack.enter_context(opened(settings.database_url)) if is_usable(settings.database_url) else None
        before = _before(settings, old, store)
        new = stack.enter_context(opened(store_beside(settings)))
        told = told_releases(before.files)
        remaker = Remaker(new, settings.processed, beside(settings), told, keep=settings.keep_releases)
        lost: list[str] = []
        lost += refill_decisions(new, before.store, settings.raw, before.files)
        lost += refill_users(new, settings.raw)
        retelling = Retelling(beside(settings) / "journal", uuid4().hex, before.files)
        replay = Replay(new, settings.raw, fingerprint(settings), remaker.remake, retelling)
        _play(settings, before, replay, lost, engine, progress)
        lost += [f"{source}/{uri}: {path} is missing or damaged" for (source, uri), path in replay.lost.items()]
        lost += [
            f"{archive.address(settings.raw, digest)}: what curators taught is missing; pages are milled without it"
            for digest, is_whole in replay.vocabularies.items()
            if not is_whole
        ]
        same = not (lost or replay.strays or replay.astray or remaker.shifted)
        differs = _differs(replay, remaker, before, fingerprint(settings))
        _finish(settings, before, new, progress, retelling=None if same else retelling)
        progress(Step(doing="comparing", total=0))
        with reading(new) as now:
            if before.store is not None:
                with reading(before.store) as connection:
                    differs += list(differences(connection, now))
            report = RebuildReport(
                store=identity_of(now),
                runs=replay.runs,
                records=count_live(now),
                versions=count_rows(now, [versions]),
                changes=last_change(now),
                same=not (lost or differs),
                differs=tuple(differs),
                lost=tuple(lost),
                remade=remaker.keep(same=same),
                seconds=0,
            )
    progress(Step(doing="taking its place", total=0))
    latest = told[-1].run if told else None
    swap(settings, Swap(store=report.store, follows=before.name, latest=latest))
    return report


def _before(settings: Settings, old: Engine | None, wanted: str | None) -> _Before:
    name = wanted
    if old is not None:
        mend(old, settings.raw)
        adopt(old, settings, {source.name: source.hints for source in load_sources(settings.home)})
        bury_killed(old, settings)
        with reading(old) as connection:
            identified = identity_of(connection)
            is_new = not count_rows(connection, [runs])
        name = wanted or (None if is_new else identified)
        old = None if is_new else old
    known = stores(settings.raw)
    name = name or next(iter(known), None)
    if name is None or not journals(settings.raw, name):
        there = f"there is that of: {', '.join(known)}" if known else "nothing was ever run here"
        raise UsageError(
            f"{settings.raw / 'journal'}: no history of {f'the store {name}' if name else 'a store'}; {there}"
        )
    return _Before(old, name, journals(settings.raw, name))


def _play(
    settings: Settings, before: _Before, replay: Replay, lost: list[str], engine: Milling, progress: Progress
) -> None:
    total = sum(isinstance(entry, Stored) for file in before.files for entry in entries(file.path))
    progress(Step(doing="milling anew", total=total))
    replay.play(
        scenes(before.files, lost),
        workshop_of(settings),
        engine,
        lambda pages: progress(Step(doing="milling anew", pages=pages, total=total)),
    )


def _differs(replay: Replay, remaker: Remaker, before: _Before, today: str) -> list[str]:
    told: list[str] = []
    if replay.strays:
        others = sum(
            begun is not None and begun.fingerprint != today for begun in map(head, (f.path for f in before.files))
        )
        shown = ", ".join(f"{source}/{uri}" for source, uri in sorted(replay.strays)[:_SHOWN])
        more = " …" if len(replay.strays) > _SHOWN else ""
        why = (
            f"{others} of {replay.runs} runs had another casemill, other templates or models; what these made of the "
            "pages cannot be made again, and the history is as if today's had always been there"
            if others
            else "what they gave then hung on more than their bytes"
        )
        told.append(f"{len(replay.strays):,} pages give another record than then ({shown}{more}): {why}")
    if replay.astray:
        few = ", ".join(sorted(replay.astray)[:_SHOWN])
        more = " …" if len(replay.astray) > _SHOWN else ""
        told.append(f"decisions of curators change {len(replay.astray):,} cases otherwise than then ({few}{more})")
    if remaker.shifted:
        told.append("the change feed has other numbers than its readers know")
    if remaker.differing:
        runs = ", ".join(dict.fromkeys(remaker.differing))
        told.append(f"releases that cannot be made again as they were: {runs}")
    return told


def _finish(
    settings: Settings, before: _Before, new: Engine, progress: Progress, *, retelling: Retelling | None
) -> None:
    with writing(new) as connection:
        for file in before.files:
            path = retelling.folder / file.path.name if retelling else file.path
            mark_journaled(connection, file.run, true_length(path) if path.is_file() else 0)
        # By another name, releases and readers of the change feed know that they cannot go on from where they were.
        connection.execute(update(identity).values(id=retelling.store if retelling else before.name))
        if before.store is None:
            refill(connection, settings)
        else:
            with reading(before.store) as known:
                copy_rows(known, connection, remembered_tables())
    progress(Step(doing="search index", total=0))
    follow(beside(settings) / "index", new, meaning=settings.meaning)
    catch_up(new, settings.own_templates)
