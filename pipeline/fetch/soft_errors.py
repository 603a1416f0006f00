"""Pages that are not the page asked for, although the server says that all is well: told by their words and shape.

Such a page is short, and says it in its title or heading; or it has no heading, and says nothing else. A case page
with a cookie banner, or about maintenance, has more to say, and is let through.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from enum import StrEnum
from functools import cache
from pathlib import Path

import yaml
from bs4 import BeautifulSoup

# A notice has a sentence or two and a menu; what says so in its heading may say a little more.
_NOTICE_WORDS = 60
_HEADED_WORDS = 200
_EMPTY_WORDS = 10
_LOOKED_AT = 256 * 1024
_UNSEEN = ("script", "style", "noscript", "template", "svg")


class SoftError(StrEnum):
    """What such a page really says."""

    BLOCKED = "blocked"
    LOGIN = "login"
    LATER = "later"
    COOKIES = "cookies"
    ABSENT = "absent"


def soft_error(content: bytes, media_type: str | None, charset: str | None = None) -> SoftError | None:
    """What the page says instead of what it was asked for; None for a page in its own right, and all but HTML."""
    if not is_html(content, media_type):
        return None
    soup = BeautifulSoup(content[:_LOOKED_AT], "lxml", from_encoding=charset)
    head = " ".join(tag.get_text(" ") for tag in soup.find_all(["title", "h1"]))
    asks_password = soup.find("input", type="password") is not None
    scripted = soup.find("script") is not None
    # What is said only to those without scripts is the whole message of some gates.
    aside = " ".join(tag.get_text(" ") for tag in soup.find_all("noscript"))
    for tag in soup(_UNSEEN):
        tag.decompose()
    text = soup.get_text(" ")
    words = len(text.split())
    if words > _HEADED_WORDS or len(content) > _LOOKED_AT:
        return None
    bare = words <= _NOTICE_WORDS and soup.find(["h1", "h2"]) is None
    said = _said(head) or (_said(text) if bare else None)
    if said is None and scripted and words <= _EMPTY_WORDS:
        said = _said(aside)
    return said or (SoftError.LOGIN if asks_password and words <= _NOTICE_WORDS else None)


def is_html(content: bytes, media_type: str | None) -> bool:
    """Whether the bytes are HTML, by what was declared or else by how they begin."""
    if media_type in {"text/html", "application/xhtml+xml"}:
        return True
    return media_type in {None, "text/plain"} and content[:512].lstrip().lower().startswith(
        (b"<!doctype html", b"<html")
    )


def _said(text: str) -> SoftError | None:
    folded = _folded(text)
    return next((kind for kind, pattern in _vocabulary().items() if pattern.search(folded)), None)


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.casefold().replace("’", "'"))
    return " ".join("".join(letter for letter in plain if not unicodedata.combining(letter)).split())


@cache
def _vocabulary() -> Mapping[SoftError, re.Pattern[str]]:
    written = yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text(encoding="utf-8"))
    return {kind: re.compile("|".join(_beginnings(written[kind.value]))) for kind in SoftError}


def _beginnings(phrases: list[str]) -> Iterator[str]:
    for phrase in phrases:
        yield rf"\b{re.escape(_folded(phrase))}\b"
