"""Front matter: the YAML between two lines of dashes at the top of a page, or the TOML between two of pluses.

https://jekyllrb.com/docs/front-matter/, https://gohugo.io/content-management/front-matter/
"""

import re
import tomllib
from collections.abc import Iterator
from datetime import date, time
from html import unescape
from typing import NamedTuple

import yaml

from extractors.readers.lines import stretches
from models.document import Block, BlockKind
from models.frozen import Frozen

_MATTER = re.compile(r"---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_PLUSES = re.compile(r"\+\+\+[ \t]*\n(.*?)^\+\+\+[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_KEY = re.compile(r"\s*[\"']?\w[^:\n]*:(?:\s|$)")
_TITLE = re.compile(r"^title\s*:\s*(\S.*)$", re.MULTILINE | re.IGNORECASE)
_UNSTORABLE = re.compile("[\0\ud800-\udfff]")
_LANGUAGE_KEYS = ("lang", "language")
_TITLE_KEYS = ("title", "titre", "titel", "titulo", "título", "titolo")
_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_DEEPEST = 64


class Header(Frozen):
    """A page's front matter as text and blocks; `end` is where the page's body starts in the source."""

    text: str = ""
    blocks: tuple[Block, ...] = ()
    title: str | None = None
    language: str | None = None
    end: int = 0


class _Entry(NamedTuple):
    """A key, a key's value, or an item of a list; `depth` 1 is outermost."""

    words: str
    depth: int
    is_key: bool
    is_item: bool


def header_of(source: str) -> Header:
    """The front matter of `source`: a line for each key, with its value; lists and maps below, indented.

    Keys are LABEL blocks and values CELL blocks, as written (a date stays as it stands); `level` is their depth, 1
    outermost. Matter that is no valid YAML becomes plain text blocks. A page without any gives an empty header.
    """
    if pluses := _PLUSES.match(source):
        return _of_toml(pluses[1], pluses.end())
    match = _MATTER.match(source)
    if not match:
        return Header()
    matter, end = match[1], match.end()
    try:
        entries = list(_entries(matter))
    except (yaml.YAMLError, ValueError):
        return _broken(matter, end) if _KEY.match(matter) else Header()
    if matter.strip() and not entries:
        return Header()
    return _laid_out(entries, end)


def _of_toml(matter: str, end: int) -> Header:
    try:
        return _laid_out(list(_toml_entries(tomllib.loads(matter), depth=1)), end)
    except (tomllib.TOMLDecodeError, RecursionError):
        return _broken(matter, end)


def _toml_entries(value: object, *, depth: int) -> Iterator[_Entry]:
    """The keys of a table with their values, the items of a list; dates as ISO 8601 writes them."""
    if isinstance(value, dict):
        for key, own in value.items():
            yield _Entry(words=key, depth=depth, is_key=True, is_item=False)
            yield from _toml_entries(own, depth=depth + isinstance(own, dict | list))
    elif isinstance(value, list):
        for item in value:
            nested = isinstance(item, dict | list)
            yield from _toml_entries(item, depth=depth) if nested else [_item(item, depth=depth, is_item=True)]
    else:
        yield _item(value, depth=depth, is_item=False)


def _item(value: object, *, depth: int, is_item: bool) -> _Entry:
    words = value.isoformat() if isinstance(value, date | time) else str(value)
    return _Entry(words=words, depth=depth, is_key=False, is_item=is_item)


def _entries(matter: str) -> Iterator[_Entry]:
    """Keys and values in order; none where the matter is no map.

    Made of YAML's events, so that nothing is resolved: `yes`, dates and aliases stay as written.
    """
    awaits_key: list[bool | None] = []  # for each open collection, None for a list
    for event in yaml.parse(matter, Loader=_LOADER):
        if isinstance(event, yaml.CollectionEndEvent):
            awaits_key.pop()
        if not isinstance(event, yaml.NodeEvent):
            continue
        opens_map = isinstance(event, yaml.MappingStartEvent)
        if not awaits_key and not opens_map:
            return
        holder = awaits_key[-1] if awaits_key else None
        if holder is not None:
            awaits_key[-1] = not holder
        if isinstance(event, yaml.CollectionStartEvent):
            awaits_key.append(True if opens_map else None)
            if len(awaits_key) > _DEEPEST:
                raise ValueError("nested deeper than any header")
        else:
            words = event.value if isinstance(event, yaml.ScalarEvent) else f"*{event.anchor}"
            yield _Entry(words=words, depth=len(awaits_key), is_key=holder is True, is_item=holder is None)


def _laid_out(entries: list[_Entry], end: int) -> Header:
    parts: list[str] = []
    blocks: list[Block] = []
    facts: dict[str, str] = {}
    length, key = 0, ""
    for entry in entries:
        words = _storable(entry.words if entry.is_key else unescape(entry.words)).strip()
        if not words:
            continue
        gap = "\t" if not (entry.is_key or entry.is_item) else "\n" + "  " * (entry.depth - 1)
        gap = gap if parts else ""
        start = length + len(gap)
        kind = BlockKind.LABEL if entry.is_key else BlockKind.CELL
        blocks.append(Block(kind=kind, start=start, end=start + len(words), level=entry.depth, header=True))
        parts += (gap, words)
        length = start + len(words)
        if entry.is_key:
            key = words.lower() if entry.depth == 1 else ""
        elif entry.depth == 1:
            facts.setdefault(key, " ".join(words.split()))
    language = next((facts[key] for key in _LANGUAGE_KEYS if key in facts), None)
    title = next((facts[key] for key in _TITLE_KEYS if key in facts), None)
    return Header(text="".join(parts), blocks=tuple(blocks), title=title, language=language, end=end)


def _broken(matter: str, end: int) -> Header:
    text = _storable(matter).rstrip()
    title = _TITLE.search(text)
    blocks = (Block(kind=each.kind, start=each.start, end=each.end, header=True) for each in stretches(text))
    return Header(text=text, blocks=tuple(blocks), title=title[1].strip("\"' ") if title else None, end=end)


def _storable(words: str) -> str:
    return _UNSTORABLE.sub("\ufffd", words)
