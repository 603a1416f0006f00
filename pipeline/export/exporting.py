"""Making an export."""

from collections.abc import Iterator, Mapping, Sequence
from hashlib import file_digest
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from models.errors import UnknownNameError
from models.exported import Exported, ExportedFile
from pipeline.export.annotations import ANNOTATIONS
from pipeline.export.database import SQLITE
from pipeline.export.entities import ENTITIES
from pipeline.export.form import Form, Job, Wanted
from pipeline.export.lines import LINES
from pipeline.export.reading import chosen_release, released_cases
from pipeline.export.tabular import CSV, PARQUET
from pipeline.export.target import check_target, drafted, place
from pipeline.index.matching import matching_cases
from pipeline.index.query import Condition
from pipeline.release.manifest import ReleasedCase
from pipeline.settings import Settings
from pipeline.store.database import opened

FORMS: Mapping[str, Form] = {form.name: form for form in (CSV, PARQUET, SQLITE, LINES, ANNOTATIONS, ENTITIES)}
_ZIP = ".zip"
_OWN = frozenset(name for form in FORMS.values() for name in form.files)


def form_called(name: str) -> Form:
    """The form of that name. Raises UnknownNameError, which lists those there are."""
    if name not in FORMS:
        raise UnknownNameError(f"no form of export is called {name}; there are: {', '.join(sorted(FORMS))}")
    return FORMS[name]


def export(
    settings: Settings,
    name: str,
    target: Path,
    *,
    run: str | None = None,
    query: str = "",
    where: Sequence[Condition] = (),
    wanted: Wanted | None = None,
    force: bool = False,
) -> Exported:
    """The release of that run, else the newest, at `target` in the form of that name.

    Where a query or conditions are given, the store's newest state is asked, and those of its cases that the release
    has are written; `missing` counts the others. The same release gives the same bytes. Raises UsageError where the
    target may not be written, UnknownNameError for a form or release there is not, StoreError for a damaged release.
    """
    form = form_called(name)
    check_target(target, _OWN, force=force)
    release = chosen_release(settings.processed, run)
    chosen = _chosen(settings, query, where) if query.strip() or where else None
    written = _Counted(released_cases(settings.processed, release, chosen))
    with drafted(target) as draft:
        made = draft / "made"
        if form.files:
            made.mkdir()
        form.write(Job(release, written, wanted or Wanted()), made)
        files = tuple(_described(made))
        if form.files and target.suffix == _ZIP:
            made = _packed(made, draft / "zip")
        place(made, target)
    missing = len(chosen) - written.count if chosen is not None else 0
    return Exported(
        form=name, release=release.run, path=str(target), records=written.count, missing=missing, files=files
    )


def _chosen(settings: Settings, query: str, where: Sequence[Condition]) -> frozenset[str]:
    with opened(settings.database_url) as store:
        return matching_cases(settings.processed, store, query, where)


class _Counted:
    """The cases, counted as they pass."""

    def __init__(self, cases: Iterator[ReleasedCase]) -> None:
        self._cases = cases
        self.count = 0

    def __iter__(self) -> Iterator[ReleasedCase]:
        for case in self._cases:
            self.count += 1
            yield case


def _described(made: Path) -> Iterator[ExportedFile]:
    for path in sorted(made.iterdir()) if made.is_dir() else [made]:
        with path.open("rb") as file:
            digest = file_digest(file, "sha256").hexdigest()
        yield ExportedFile(name="" if path == made else path.name, bytes=path.stat().st_size, sha256=digest)


def _packed(folder: Path, archive: Path) -> Path:
    """The folder's files in a ZIP that bears no time, so that the same files give the same bytes."""
    with ZipFile(archive, "w") as packed:
        for path in sorted(folder.iterdir()):
            entry = ZipInfo(path.name)
            entry.compress_type = ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            with path.open("rb") as file, packed.open(entry, "w", force_zip64=True) as member:
                while block := file.read(1 << 20):
                    member.write(block)
    return archive
