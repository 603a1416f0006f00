"""Addresses that a page keeps from robots, as its readers see them."""

import re
from html import unescape
from typing import NamedTuple
from unicodedata import bidirectional
from urllib.parse import unquote

from bs4 import Tag
from bs4.element import NavigableString, PageElement

from extractors.readers import tags
from extractors.readers.scripts import written
from extractors.readers.stylesheet import StyleSheet
from extractors.readers.targets import kept_target, unprotected

_ADDRESS = re.compile(r"[^@\s<>\"']+@[^@\s<>\"']+")
_MAILTO = re.compile(r"mailto:[^'\"<>\s]+", re.IGNORECASE)
_MARKUP = re.compile(r"<[^>]*>")
_SCRIPTED = re.compile(r"@|64|40|atob|rot|13")
_SCRIPT_TYPES = frozenset({"", "module", "text/javascript", "application/javascript"})
_TOLD = re.compile(r"\w ?(?:@|[(\[{] ?(?:at|@) ?[)\]}]| at (?=.{1,40} dot )) ?\w", re.IGNORECASE)
_PHRASING = frozenset({"a", "b", "bdo", "em", "font", "i", "s", "small", "span", "strong", "u"})
_TURNED = re.compile(r"direction\s*:\s*rtl", re.IGNORECASE)
_OVERRIDDEN = re.compile(r"unicode-bidi\s*:\s*(?:bidi|isolate)-override", re.IGNORECASE)
_MIRRORED = str.maketrans("()[]{}<>«»", ")(][}{><»«")
_UNSEEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?![.\d])|(?:left|top|text-indent)\s*:\s*-\d{3,}",
    re.IGNORECASE,
)
_LONGEST_DECOY = 40
_SIGNS = frozenset({"@", "."})
_ICON = re.compile(r"(?:[a-z]+-)?(?:at|at-sign|arroba)", re.IGNORECASE)
_PICTURE = re.compile(r"[\[(]?(?:(@|at)|\.|dot)[\])]?", re.IGNORECASE)


class Revealed(NamedTuple):
    """`words` stand for the element's own where they are not None; `target` is where it leads."""

    words: str | None = None
    target: str | None = None


_NOTHING = Revealed()


def reveal(tag: Tag, sheet: StyleSheet) -> Revealed:
    """What a reader sees in place of the element's words, and the mail address that its attributes keep."""
    if tag.name == "script":
        return _written_by(tag)
    if not tag.attrs:
        return _NOTHING
    target, words = kept_target(tag), _shown(tag, sheet)
    if words is None and target and not tag.get_text().strip():
        words = unquote(target.partition(":")[2].partition("?")[0])
    return Revealed(words, target)


def is_decoy(tag: Tag, sheet: StyleSheet) -> bool:
    """Whether `tag` holds a few signs that no eye sees, put into an address against robots."""
    if tag.name not in _PHRASING or not (sheet or "style" in tag.attrs):
        return False
    return _UNSEEN.search(sheet.style_of(tag)) is not None and len(tag.get_text()) <= _LONGEST_DECOY


def is_fallback(tag: Tag) -> bool:
    """Whether `tag` tells an address to those who run no scripts."""
    return tag.name == "noscript" and _TOLD.search(tag.get_text()) is not None


def _written_by(script: Tag) -> Revealed:
    """What a script writes into its page, if that is an address or the sign of one."""
    code = script.get_text()
    if tags.value(script, "type").strip().lower() not in _SCRIPT_TYPES or not _SCRIPTED.search(code):
        return _NOTHING
    markup = unescape(written(code))
    words, target = _MARKUP.sub("", markup).strip(), _MAILTO.search(markup)
    if words in _SIGNS and _joins_words(script):
        return Revealed(words)
    if not target and not _ADDRESS.search(words):
        return _NOTHING
    # It may write over the words beside it.
    return Revealed(f" {words} ", target[0] if target else None)


def _shown(tag: Tag, sheet: StyleSheet) -> str | None:
    """Words that stand for the element's own: an address or a sign of one."""
    protected = tags.value(tag, "data-cfemail")
    if protected:
        return unprotected(protected)
    if tag.name == "img":
        picture = _PICTURE.fullmatch(tags.value(tag, "alt").strip())
        return ("@" if picture[1] else ".") if picture and _joins_words(tag) else None
    if tag.name not in _PHRASING:
        return None
    if _is_turned(tag, sheet):
        return tag.get_text()[::-1].translate(_MIRRORED)
    generated = _generated(tag, sheet) if sheet else ""
    if generated:
        return generated
    is_icon = not tag.contents and any(map(_ICON.fullmatch, tags.value(tag, "class").split()))
    return "@" if is_icon and _joins_words(tag) else None


def _generated(tag: Tag, sheet: StyleSheet) -> str:
    before, behind = sheet.content_of(tag, "before"), sheet.content_of(tag, "after")
    words = f"{before}{tag.get_text()}{behind}" if before or behind else ""
    return words if _ADDRESS.fullmatch(words) or (words in _SIGNS and _joins_words(tag)) else ""


def _is_turned(tag: Tag, sheet: StyleSheet) -> bool:
    """Whether letters that run from left to right are shown from right to left (HTML Standard, the `bdo` element)."""
    style = sheet.style_of(tag)
    if not (tags.value(tag, "dir").lower() == "rtl" or _TURNED.search(style)):
        return False
    if tag.name != "bdo" and not _OVERRIDDEN.search(style):
        return False
    return not any(bidirectional(character) in {"R", "AL"} for character in tag.get_text())


def _joins_words(tag: Tag) -> bool:
    """Whether words stand right before and behind: then a sign between them is a part of what they say."""
    before, behind = _text_of(tag.previous_sibling).rstrip(" "), _text_of(tag.next_sibling).lstrip(" ")
    return before[-1:].isalnum() and behind[:1].isalnum()


def _text_of(node: PageElement | None) -> str:
    return str(node) if isinstance(node, NavigableString) else node.get_text() if isinstance(node, Tag) else ""
