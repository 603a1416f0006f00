"""Gold files of a folder: `<page>.gold.json` beside its page, and `structure.jsonl` with a line a page."""

from collections.abc import Iterator
from pathlib import Path

from pydantic import ValidationError

from models.errors import UsageError
from models.frozen import Frozen
from models.gold import GoldPage
from models.scores import Refusal

SUFFIX = ".gold.json"
STRUCTURE_FILE = "structure.jsonl"


class LabelledPage(Frozen):
    """A page with its gold; `uri` is its path in the folder, `group` the folder that it lies in."""

    path: Path
    uri: str
    group: str
    gold: GoldPage


class GoldFolder(Frozen):
    """The labelled pages of a folder in the order of their paths, and those whose gold cannot be used."""

    pages: tuple[LabelledPage, ...]
    refused: tuple[Refusal, ...] = ()


def read_gold(folder: Path, *, structure: bool = False, only: str = "") -> GoldFolder:
    """The labelled pages under `folder` whose path in it holds `only`; with `structure` also those of which
    structure.jsonl files speak. Raises UsageError where there are none.
    """
    read = [*_gold_files(folder), *(_structure_lines(folder) if structure else ())]
    if not read:
        raise UsageError(f"no page under {folder} has a gold file; write <page>{SUFFIX} beside the page")
    chosen = [each for each in read if only in (each.uri if isinstance(each, LabelledPage) else each.page)]
    if not chosen:
        raise UsageError(f"no labelled page under {folder} has {only!r} in its path; there are {len(read)} others")
    return GoldFolder(
        pages=tuple(sorted((each for each in chosen if isinstance(each, LabelledPage)), key=lambda page: page.uri)),
        refused=tuple(each for each in chosen if isinstance(each, Refusal)),
    )


def _gold_files(folder: Path) -> Iterator[LabelledPage | Refusal]:
    for path in sorted(folder.rglob(f"*{SUFFIX}")):
        yield _labelled(folder, path, path.read_bytes(), path.name.removesuffix(SUFFIX))


def _structure_lines(folder: Path) -> Iterator[LabelledPage | Refusal]:
    for path in sorted(folder.rglob(STRUCTURE_FILE)):
        for number, line in enumerate(path.read_bytes().splitlines(), start=1):
            if line.strip():
                yield _labelled(folder, path, line, None, place=f" line {number}")


def _labelled(folder: Path, path: Path, content: bytes, name: str | None, place: str = "") -> LabelledPage | Refusal:
    where = path.relative_to(folder).as_posix() + place
    try:
        gold = GoldPage.model_validate_json(content)
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False)[0]
        step = ".".join(str(each) for each in first["loc"]) or "the file"
        return Refusal(page=where, message=f"{where}: broken gold: {step}: {first['msg']}; mend it, or move it away")
    page = path.with_name(name or gold.page)
    uri = page.relative_to(folder).as_posix()
    if not page.is_file():
        return Refusal(page=uri, message=f"{where}: gold without its page: {page} is not there; put it beside its gold")
    return LabelledPage(path=page, uri=uri, group=page.parent.name, gold=gold)
