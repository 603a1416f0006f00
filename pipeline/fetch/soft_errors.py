"""Pages that are not the page asked for, although the server says that all is well: told by their words and shape.

Such a page is short, and its title or heading says it and nothing else; or it has no heading, or hardly another word. A
case page with a cookie banner, or about maintenance, has more to say, and is let through.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import NamedTuple

import yaml
from bs4 import BeautifulSoup

# A notice has a sentence or two and a menu; what says so in its heading may say a little more.
_NOTICE_WORDS = 60
_HEADED_WORDS = 200
_CURT_WORDS = 25
_EMPTY_WORDS = 10
# What a heading may have beside the phrase: "Sorry, you have been blocked", "503 …".
_OTHER_WORDS = 2
_LOOKED_AT = 256 * 1024
# Titles have the site's name beside the page's.
_PARTS = re.compile(r"\s[|–—·»-]\s|\s::\s")
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
    heads = [_folded(part) for tag in soup.find_all(["title", "h1"]) for part in _PARTS.split(tag.get_text(" "))]
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
    is_notice = words <= _NOTICE_WORDS
    bare = words <= _CURT_WORDS or (is_notice and soup.find(["h1", "h2"]) is None)
    heads += [_folded(text)] if bare else []
    said = _said_in_heading(heads, is_notice=is_notice) or (_said(text) if bare else None)
    if said is None and scripted and words <= _EMPTY_WORDS:
        said = _said(aside)
    return said or (SoftError.LOGIN if asks_password and is_notice else None)


def is_html(content: bytes, media_type: str | None) -> bool:
    """Whether the bytes are HTML, by what was declared or else by how they begin."""
    if media_type in {"text/html", "application/xhtml+xml"}:
        return True
    return media_type in {None, "text/plain"} and content[:512].lstrip().lower().startswith(
        (b"<!doctype html", b"<html")
    )


def _said(text: str) -> SoftError | None:
    folded = _folded(text)
    return next((kind for kind, words in _vocabulary().items() if words.phrases.search(folded)), None)


def _said_in_heading(heads: Sequence[str], *, is_notice: bool) -> SoftError | None:
    for kind, words in _vocabulary().items():
        if any(_says_only(words.phrases, head) for head in heads):
            return kind
        if is_notice and any(head.strip(" .!") in words.titles for head in heads):
            return kind
    return None


def _says_only(phrases: re.Pattern[str], head: str) -> bool:
    """Whether the heading is the phrase and hardly more; what goes on after a colon has another subject."""
    found = phrases.search(head)
    if found is None or head[found.end() :].lstrip().startswith(":"):
        return False
    return len(f"{head[: found.start()]} {head[found.end() :]}".split()) <= _OTHER_WORDS


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.casefold().replace("’", "'"))
    return " ".join("".join(letter for letter in plain if not unicodedata.combining(letter)).split())


class _Words(NamedTuple):
    phrases: re.Pattern[str]
    titles: frozenset[str]


@cache
def _vocabulary() -> Mapping[SoftError, _Words]:
    written = yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text(encoding="utf-8"))
    return {kind: _words(**written[kind.value]) for kind in SoftError}


def _words(phrases: Sequence[str], titles: Sequence[str]) -> _Words:
    # A hyphen goes on with the word.
    found = "|".join(rf"\b{re.escape(_folded(phrase))}\b(?!-\w)" for phrase in phrases)
    return _Words(re.compile(found), frozenset(map(_folded, titles)))
