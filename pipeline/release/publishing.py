"""A release written beside the others, and `latest` moved onto it."""

import json
import shutil
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from hashlib import sha256
from pathlib import Path

from sqlalchemy import Connection

import models
from models.errors import StoreError
from models.frozen import Frozen
from models.level import Level
from pipeline.durable import PREFIX, settle_folder, write_whole
from pipeline.release.manifest import (
    CROISSANT,
    DELTA,
    FINDINGS,
    FORM,
    MANIFEST,
    PACKAGE,
    RECORDS,
    SCHEMA,
    STATISTICS,
    Acceptance,
    KnownCase,
    Release,
    ReleasedCase,
    chain,
    folder_of,
    latest_release,
    unfinished,
)
from pipeline.settings import Settings
from pipeline.sources import ContactPrivacy, PrivacySettings, load_sources
from pipeline.store.cases import last_change, live_cases
from pipeline.store.database import identity_of, settle
from pipeline.store.documents import record_of
from pipeline.store.measures import levels

_DEFAULT = PrivacySettings().contacts


class Plan(Frozen):
    """A release to be made: upon which, of which state of the store, with which contacts; how its sources stand."""

    before: Release | None
    store: str
    position: int
    privacy: Mapping[str, ContactPrivacy]
    sources: Mapping[str, Level]

    @property
    def is_due(self) -> bool:
        """Whether it would differ from the one before."""
        if self.before is None:
            return self.position > 0
        before = (self.before.store, self.before.position, self.before.form, self.before.privacy)
        return before != (self.store, self.position, FORM, self.privacy)


def plan(connection: Connection, settings: Settings) -> Plan:
    """The release that the store as it stands would give. Raises SettingsError where a source's TOML is wrong.

    A source that is no longer configured keeps the privacy that it was released with.
    """
    before = latest_release(settings.processed)
    kept = before.privacy if before else {}
    configured = {source.name: source.privacy.contacts for source in load_sources(settings.home)}
    store = identity_of(connection)
    since = before.position if before and before.store == store else last_change(connection)
    return Plan(
        before=before,
        store=store,
        position=last_change(connection),
        privacy={name: each for name, each in sorted({**kept, **configured}.items()) if each is not _DEFAULT},
        sources=levels(connection, since=since),
    )


def publish(
    connection: Connection, settings: Settings, run: str, planned: Plan, accepted: Sequence[Acceptance] = ()
) -> Release:
    """The planned release of the store's live records, and `latest` on it; too old ones go.

    Raises StoreError where it cannot be written; `latest` stands then.
    """
    settle(connection.engine)
    before = folder_of(settings.processed, planned.before.run) if planned.before and planned.before.form else None
    release = draw_up(connection, settings.processed, run, planned, accepted, before=before)
    point(settings.processed, run)
    _prune(settings.processed, settings.keep_releases)
    return release


def draw_up(
    connection: Connection,
    processed: Path,
    run: str,
    planned: Plan,
    accepted: Sequence[Acceptance] = (),
    *,
    before: Path | None,
) -> Release:
    """The planned release under `processed`, whose changes are those since the one in the folder `before`."""
    releases = processed / "releases"
    draft = releases / f"{PREFIX}{run}"
    with _drafted(draft):
        release = _write(connection, draft, run, planned, accepted, before)
        draft.rename(folder_of(processed, run))
    settle_folder(releases)
    return release


def point(processed: Path, run: str) -> None:
    """`latest` is the release of the run from now on."""
    link = processed / "latest"
    new = link.with_name(f"{PREFIX}{link.name}")
    new.unlink(missing_ok=True)
    new.symlink_to(Path("releases") / run)
    new.replace(link)
    settle_folder(processed)


def sweep_drafts(processed: Path) -> None:
    """Removes what a killed run left behind: drafts, and releases onto which `latest` was not moved."""
    for release in unfinished(processed):
        _remove(release)
    for draft in (processed / "releases").glob(f"{PREFIX}*"):
        shutil.rmtree(draft)


@contextmanager
def _drafted(draft: Path) -> Iterator[None]:
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(parents=True)
    try:
        yield
    except BaseException as error:
        # A disk that is full must not stay so.
        shutil.rmtree(draft, ignore_errors=True)
        if isinstance(error, OSError):
            fact = f"{draft.parent} cannot be written ({error.strerror})"
            raise StoreError(f"{fact}: make room, or let casemill write") from error
        raise


def _write(
    connection: Connection, draft: Path, run: str, planned: Plan, accepted: Sequence[Acceptance], before: Path | None
) -> Release:
    # Imported where it is used: Arrow takes its time, and a run with nothing new needs none of it.
    from pipeline.release.packaging import croissant, data_package
    from pipeline.release.parquet import known_cases, tables_in
    from pipeline.release.sinks import delta_in, findings_in, records_in
    from pipeline.release.statistics import Tally

    digest, tally, changes = sha256(), Tally(), Counter({"ADD": 0, "MOD": 0, "DEL": 0})
    records = 0
    known: Iterator[KnownCase] = known_cases(before) if before else iter(())
    with ExitStack() as stack:
        sinks = [
            tally.add,
            stack.enter_context(records_in(draft / RECORDS, digest)),
            stack.enter_context(findings_in(draft / FINDINGS)),
            stack.enter_context(delta_in(draft / DELTA, known, changes)),
            stack.enter_context(tables_in(draft)),
        ]
        for case in _released(connection, planned.privacy):
            records += 1
            for sink in sinks:
                sink(case)
    release = Release(
        run=run,
        before=planned.before.run if planned.before else None,
        form=FORM,
        records=records,
        sha256=digest.hexdigest(),
        store=planned.store,
        position=planned.position,
        privacy=planned.privacy,
        changes=changes,
        accepted=tuple(accepted),
        sources=planned.sources,
        history=_history(planned.before, accepted),
    )
    write_whole(draft / SCHEMA, Path(models.__path__[0], "record.schema.json").read_bytes())
    write_whole(draft / STATISTICS, _json(tally.told(changes)))
    write_whole(draft / PACKAGE, _json(data_package(draft, release)))
    write_whole(draft / CROISSANT, _json(croissant(draft, release)))
    write_whole(draft / MANIFEST, _json(release.model_dump(mode="json")))
    return release


def _history(before: Release | None, accepted: Sequence[Acceptance]) -> Mapping[str, str]:
    if before is None:
        return {}
    return {**before.history, **{each.gate: before.run for each in accepted}}


def _json(value: object) -> bytes:
    return json.dumps(value, indent=2, ensure_ascii=False).encode() + b"\n"


def _released(connection: Connection, privacy: Mapping[str, ContactPrivacy]) -> Iterator[ReleasedCase]:
    """The live cases by id, as the release shows them."""
    from pipeline.release.masking import masked
    from pipeline.release.sinks import digest_of_line

    for case in live_cases(connection):
        stored = record_of(case.id, case.document)
        record = masked(stored, privacy.get(case.source, _DEFAULT))
        line = case.document if record is stored else record.model_dump_json().encode()
        withheld = len(stored.contacts) - len(record.contacts)
        yield ReleasedCase(record, case.version, line, digest_of_line(line), withheld)


def _prune(processed: Path, keep: int) -> None:
    """Removes the releases beyond the newest `keep`; each that stays still says what made it of the one before."""
    for release in list(chain(processed))[keep:]:
        _remove(folder_of(processed, release.run))


def _remove(release: Path) -> None:
    # A release that is there is whole: what is being removed bears another name.
    gone = release.with_name(f"{PREFIX}{release.name}")
    release.rename(gone)
    shutil.rmtree(gone)
