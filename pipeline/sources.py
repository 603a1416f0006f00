"""Sources: one TOML file each, `sources/NAME.toml` under the home."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Self

from pydantic import AfterValidator, Field, ValidationError, field_validator, model_validator

from models.errors import SettingsError, UnknownNameError
from models.frozen import Frozen
from pipeline.cron import parse_cron
from pipeline.fetch.patterns import Patterns
from pipeline.fetch.politeness import Politeness
from pipeline.gates.limits import GateSettings

_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,99}")


def _cron(expression: str) -> str:
    parse_cron(expression)
    return expression


class SourceKind(StrEnum):
    """Where a source's pages come from."""

    FOLDER = "folder"
    URLS = "urls"
    SITE = "site"
    WARC = "warc"


class ContactPrivacy(StrEnum):
    """Which contacts of a source's cases releases may show: none, those that are nobody's own, or all."""

    NONE = "none"
    OFFICES = "offices"
    ALL = "all"


class PrivacySettings(Frozen):
    """A source's table `[privacy]`."""

    contacts: ContactPrivacy = ContactPrivacy.OFFICES


class Hints(Frozen):
    """What a source tells the extractors of all its pages."""

    template: str | None = None
    language: str | None = None
    region: str | None = None


class SourceSettings(Frozen):
    """A source as its TOML file has it. A folder's `path` is relative to the home, or absolute.

    `include` and `exclude` are globs, matched without regard to case: one without a slash against a file's name, one
    with a slash against its path in the folder. A file is a page if `include` is empty or matches, and `exclude` does
    not; without an `exclude`, `pipeline.folder.NO_PAGES` stands in. `follow` and `pagination` are patterns as
    `pipeline.fetch.patterns` reads them. A page of a site is gone after `gone_after` crawls in which it was not there.
    """

    name: str
    kind: SourceKind
    path: str | None = None
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] | None = None
    urls: tuple[str, ...] = ()
    start: tuple[str, ...] = ()
    follow: tuple[str, ...] = ()
    pagination: tuple[str, ...] = ()
    sitemap: str | None = None
    gone_after: int = Field(default=3, ge=1, le=1000)
    politeness: Politeness = Politeness()
    template: str | None = None
    language: str | None = Field(default=None, pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$")
    region: str | None = Field(default=None, pattern=r"^[A-Z]{2}$")
    schedule: Annotated[str, AfterValidator(_cron)] | None = None
    privacy: PrivacySettings = PrivacySettings()
    gates: GateSettings = GateSettings()

    @field_validator("follow", "pagination")
    @classmethod
    def _readable(cls, patterns: tuple[str, ...]) -> tuple[str, ...]:
        Patterns(patterns, frozenset())
        return patterns

    @model_validator(mode="after")
    def _says_where(self) -> Self:
        needed = {
            SourceKind.FOLDER: self.path,
            SourceKind.WARC: self.path,
            SourceKind.URLS: self.urls,
            SourceKind.SITE: self.start or self.sitemap,
        }
        if not needed[self.kind]:
            key = {SourceKind.URLS: "urls", SourceKind.SITE: "start"}.get(self.kind, "path")
            raise ValueError(f'a source of kind "{self.kind}" needs `{key}`')
        return self

    @property
    def hints(self) -> Hints:
        """What it tells the extractors."""
        return Hints(template=self.template, language=self.language, region=self.region)

    @property
    def is_fetched(self) -> bool:
        """Whether its pages come from the web."""
        return self.kind in {SourceKind.URLS, SourceKind.SITE}


_TABLES: Mapping[int | str, type[Frozen]] = {
    "politeness": Politeness,
    "privacy": PrivacySettings,
    "gates": GateSettings,
}


def load_sources(home: Path, names: Sequence[str] = ()) -> tuple[SourceSettings, ...]:
    """The sources `names`, in that order; all of them, by name, where none is named.

    Raises SettingsError where a file is wrong, UnknownNameError where a name has none.
    """
    folder = home / "sources"
    known = {path.stem: path for path in sorted(folder.glob("*.toml"))}
    for name in names:
        if name not in known:
            there = ", ".join(known) or f"none; add {folder / 'NAME.toml'}"
            raise UnknownNameError(f"no source is called {name}; there are: {there}")
    return tuple(load_source(known[name]) for name in dict.fromkeys(names or known))


def load_source(path: Path) -> SourceSettings:
    """The source in the TOML file `path`, named as the file. Raises SettingsError with the path to each wrong value."""
    if not _NAME.fullmatch(path.stem):
        raise SettingsError(f"{path}: a source's name is made of a-z, 0-9, - and _; rename the file")
    try:
        written = tomllib.loads(path.read_text(encoding="utf-8"))
        if "name" in written:
            raise SettingsError(f"{path}: name: a source is named as its file; rename the file and remove the key")
        return SourceSettings.model_validate({**written, "name": path.stem})
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{path}: not TOML: {error}") from error
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path}: cannot be read as UTF-8 text ({error})") from error
    except ValidationError as error:
        raise SettingsError("\n".join(_complaint(path, each["loc"], each["msg"]) for each in error.errors())) from error


def _complaint(path: Path, keys: tuple[int | str, ...], message: str) -> str:
    place = ".".join(map(str, keys)) or "kind"
    if message.startswith("Extra inputs"):
        table = _TABLES.get(keys[0], SourceSettings) if len(keys) > 1 else SourceSettings
        known = ", ".join(sorted(table.model_fields.keys() - {"name"}))
        return f"{path}: {place}: no such key; there are: {known}"
    return f"{path}: {place}: {message.removeprefix('Value error, ')}"
