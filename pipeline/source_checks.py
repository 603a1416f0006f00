"""Whether each source can be run, and what it would do."""

from collections.abc import Iterator
from pathlib import Path

from extractors.sections.catalogue import load_templates
from models.errors import SettingsError
from models.frozen import Frozen
from pipeline.folder import folder_of, list_folder
from pipeline.settings import Settings
from pipeline.sources import SourceKind, SourceSettings, load_source


class SourceCheck(Frozen):
    """What is wrong with a source (`faults`: it cannot be run), what might be better (`advice`), and what it does."""

    name: str
    does: str = ""
    faults: tuple[str, ...] = ()
    advice: tuple[str, ...] = ()


def check_sources(settings: Settings) -> tuple[SourceCheck, ...]:
    """A check of every file in `sources/`, by name; nothing is fetched."""
    return tuple(_check(settings, path) for path in sorted((settings.home / "sources").glob("*.toml")))


def _check(settings: Settings, path: Path) -> SourceCheck:
    try:
        source = load_source(path)
    except SettingsError as error:
        return SourceCheck(name=path.stem, faults=tuple(str(error).splitlines()))
    faults = [f"{path}: {fault}" for fault in _faults(settings, source)]
    advice = [f"{path}: {advice}" for advice in _advice(settings, source)]
    does = "" if faults else "; ".join(_does(settings, source))
    return SourceCheck(name=source.name, does=does, faults=tuple(faults), advice=tuple(advice))


def _faults(settings: Settings, source: SourceSettings) -> Iterator[str]:
    if source.kind is SourceKind.WARC and not (settings.home / (source.path or "")).exists():
        yield f"path: {source.path} is not there"
    if source.kind is SourceKind.FOLDER:
        try:
            folder_of(source, settings.home)
        except SettingsError as error:
            yield str(error).partition(": ")[2]
    if source.template and source.template not in (templates := load_templates(settings.own_templates)):
        yield f"template: no {source.template}; there are: {', '.join(templates)}"
    yield from _forbidden(source)


def _forbidden(source: SourceSettings) -> Iterator[str]:
    from pipeline.fetch.targets import ForbiddenTargetError, check_target

    maps = (source.sitemap,) if source.sitemap else ()
    for key, urls in (("urls", source.urls), ("start", source.start), ("sitemap", maps)):
        for url in urls:
            try:
                check_target(url, source.politeness.allow_hosts)
            except ForbiddenTargetError as error:
                yield f"{key}: {url} may not be fetched: {error}"


def _advice(settings: Settings, source: SourceSettings) -> Iterator[str]:
    if source.is_fetched and not (source.politeness.contact or settings.contact):
        yield "politeness.contact: name an address, here or in casemill.toml, so that the site can reach you"
    if source.kind is SourceKind.SITE and not source.follow:
        yield "follow: without patterns all that the map names, and all links below a start page, are cases"


def _does(settings: Settings, source: SourceSettings) -> Iterator[str]:
    pace = f"one request to a host every {source.politeness.delay:g} s"
    match source.kind:
        case SourceKind.FOLDER:
            files = list(list_folder(folder_of(source, settings.home), include=source.include, exclude=source.exclude))
            pages = sum(file.is_page for file in files)
            yield f"reads {pages:,} pages in {source.path}, leaves out {len(files) - pages:,} other files"
        case SourceKind.URLS:
            yield f"fetches {len(source.urls):,} addresses, {pace}"
        case SourceKind.SITE:
            places = [*source.start, *((source.sitemap,) if source.sitemap else ())]
            wanted = f"those like {', '.join(source.follow)}" if source.follow else "the pages that they lead to"
            yield f"begins at {', '.join(places)}, fetches {wanted}, {pace}"
        case SourceKind.WARC:
            yield f"reads {source.path}"
    yield f"template {source.template}" if source.template else "the best fitting template"
    yield f"due at {source.schedule}" if source.schedule else "due each night"
