"""Addresses that a page keeps from robots, as its readers see them or are led to."""

import codecs
import re
from collections.abc import Iterator
from html import unescape
from typing import NamedTuple
from unicodedata import bidirectional
from urllib.parse import unquote

from bs4 import Tag
from bs4.element import NavigableString, PageElement

from extractors.readers import tags
from extractors.readers.scripts import from_base64, written
from extractors.readers.stylesheet import StyleSheet

_ADDRESS = re.compile(r"[^@\s<>\"']+@[^@\s<>\"']+")
_MAILTO = re.compile(r"mailto:[^'\"<>\s]+", re.IGNORECASE)
_MARKUP = re.compile(r"<[^>]*>")
_CLOUDFLARE = "/cdn-cgi/l/email-protection#"
_QUOTED = re.compile(r"['\"]([^'\"]{8,})['\"]")
_SCRIPTED = re.compile(r"@|64|40|atob|rot|13")
_SCRIPT_TYPES = frozenset({"", "module", "text/javascript", "application/javascript"})
# As `mailto:` begins in the ciphers that are found in links.
_ROT13, _BASE64 = "znvygb:", "bWFpbHRv"
# TYPO3 moves characters round within each of these ranges.
_RANGES = ((0x2B, 0x3A), (0x40, 0x5A), (0x61, 0x7A))
_PARTS = (
    ("data-user", "data-name", "data-local", "data-mailbox", "data-account", "data-u"),
    ("data-domain", "data-host", "data-website", "data-server", "data-d"),
    ("data-tld", "data-ext", "data-suffix"),
)
_OF_MAIL = re.compile(r"data-(?:.*-)?(?:e?mail|address|contact)(?:-.*)?")
_PHRASING = frozenset({"b", "bdo", "em", "font", "i", "s", "small", "span", "strong", "u"})
_TURNED = re.compile(r"direction\s*:\s*rtl", re.IGNORECASE)
_OVERRIDDEN = re.compile(r"unicode-bidi\s*:\s*(?:bidi|isolate)-override", re.IGNORECASE)
_UNSEEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?![.\d])|(?:left|top|text-indent)\s*:\s*-\d{3,}",
    re.IGNORECASE,
)
_LONGEST_DECOY = 40
_MIRRORED = str.maketrans("()[]{}<>«»", ")(][}{><»«")
_SIGNS = frozenset({"@", "."})
_PICTURES = ["i", "img", "picture", "svg"]
_ICON = re.compile(r"(?:[a-z]+-)?(?:at|at-sign|arroba)", re.IGNORECASE)
_SIGN_PICTURE = re.compile(r"[\[(]?(?:(@|at)|\.|dot)[\])]?", re.IGNORECASE)


class Revealed(NamedTuple):
    """`words` stand for the element's own where they are not None; `target` is where it leads."""

    words: str | None = None
    target: str | None = None


def is_decoy(tag: Tag, sheet: StyleSheet) -> bool:
    """Whether `tag` holds a few signs that no eye sees, put into an address against robots."""
    if tag.name not in _PHRASING or not (sheet or "style" in tag.attrs):
        return False
    return _UNSEEN.search(sheet.style_of(tag)) is not None and len(tag.get_text()) <= _LONGEST_DECOY


def reveal(tag: Tag, sheet: StyleSheet) -> Revealed:
    """What a reader sees in place of the element's words, and the mail address that its attributes keep."""
    if tag.name == "script":
        return _written_by(tag)
    if not tag.attrs:
        return Revealed()
    target = next(_kept(tag), None)
    words = _shown(tag, sheet)
    if words is None and target and not tag.get_text().strip():
        words = unquote(target.partition(":")[2].partition("?")[0])
    return Revealed(words, target)


def _written_by(script: Tag) -> Revealed:
    """What a script writes into its page, if that is an address or the sign of one."""
    code = script.get_text()
    if tags.value(script, "type").strip().lower() not in _SCRIPT_TYPES or not _SCRIPTED.search(code):
        return Revealed()
    markup = unescape(written(code))
    words, target = _MARKUP.sub("", markup).strip(), _MAILTO.search(markup)
    if words in _SIGNS and _joins_words(script):
        return Revealed(words)
    if not target and not _ADDRESS.search(words):
        return Revealed()
    # It may write over the words before it.
    return Revealed(f" {words}", target[0] if target else None)


def _kept(tag: Tag) -> Iterator[str]:
    """Where the element leads by its attributes, if that is kept from robots or shown by no words but a picture."""
    known = {f"this.dataset.{name[5:]}": tags.value(tag, name) for name in tag.attrs if name.startswith("data-")}
    for name in tag.attrs:
        value = tags.value(tag, name)
        if name == "href":
            yield from _behind(value, tag)
        if name in {"href", "data-mailto-token"}:
            yield from filter(None, map(_moved, _QUOTED.findall(unquote(value)) or [value]))
        if name.startswith("on") or value.startswith("javascript:"):
            yield from _MAILTO.findall(unescape(written(unquote(value.removeprefix("javascript:")), known)))
        if value.startswith(_BASE64):
            yield from_base64(value)
        if _OF_MAIL.fullmatch(name) and (_ADDRESS.fullmatch(value) or "(at)" in value or "[at]" in value):
            yield f"mailto:{value}"
        elif _OF_MAIL.fullmatch(name) and _ADDRESS.fullmatch(from_base64(value)):
            yield f"mailto:{from_base64(value)}"
    yield from _in_parts(tag)


def _behind(href: str, tag: Tag) -> Iterator[str]:
    if _CLOUDFLARE in href:
        address = _unprotected(href.partition(_CLOUDFLARE)[2])
        yield from [f"mailto:{address}"] if address else []
    elif href.startswith(_ROT13):
        yield codecs.decode(href, "rot13")
    elif href.lower().startswith(("mailto:", "tel:")) and tag.find(_PICTURES):
        yield href


def _in_parts(tag: Tag) -> Iterator[str]:
    """An address whose parts stand in attributes of their own."""
    if tag.name == "joomla-hidden-mail":
        yield f"mailto:{from_base64(tags.value(tag, 'first'))}@{from_base64(tags.value(tag, 'last'))}"
    local, host, top = (next((tags.value(tag, name) for name in names if name in tag.attrs), "") for names in _PARTS)
    if local and host and (tag.name == "a" or tag.name in _PHRASING):
        yield f"mailto:{local}@{host}" + (f".{top}" if top else "")


def _unprotected(code: str) -> str | None:
    """The address behind Cloudflare's protection: hexadecimal, each byte XORed with the first."""
    try:
        key, *hidden = bytes.fromhex(code)
        shown = bytes(byte ^ key for byte in hidden).decode()
    except ValueError:
        return None
    return shown if _ADDRESS.fullmatch(shown) else None


def _moved(words: str) -> str | None:
    """A `mailto:` whose characters TYPO3 has moved round, each within its range, all by the same number."""
    shift = ord(words[0]) - ord("m") if words else 0
    if not shift:
        return None
    turned = "".join(_moved_back(character, shift) for character in words)
    return turned if turned.startswith("mailto:") else None


def _moved_back(character: str, shift: int) -> str:
    for first, last in _RANGES:
        if first <= ord(character) <= last:
            return chr(first + (ord(character) - first - shift) % (last - first + 1))
    return character


def _shown(tag: Tag, sheet: StyleSheet) -> str | None:
    """Words that stand for the element's own: an address or a sign of one."""
    protected = tags.value(tag, "data-cfemail")
    if protected:
        return _unprotected(protected)
    if tag.name == "img":
        picture = _SIGN_PICTURE.fullmatch(tags.value(tag, "alt").strip())
        return ("@" if picture[1] else ".") if picture and _joins_words(tag) else None
    if tag.name not in _PHRASING and tag.name != "a":
        return None
    text, style = tag.get_text(), sheet.style_of(tag)
    if text and _is_turned(tag, text, style):
        return text[::-1].translate(_MIRRORED)
    generated = f"{sheet.content_of(tag, 'before')}{text}{sheet.content_of(tag, 'after')}" if sheet else ""
    if _ADDRESS.fullmatch(generated) or (generated in _SIGNS and _joins_words(tag)):
        return generated
    is_icon = not text and any(map(_ICON.fullmatch, tags.value(tag, "class").split()))
    return "@" if is_icon and _joins_words(tag) else None


def _is_turned(tag: Tag, text: str, style: str) -> bool:
    """Whether letters that run from left to right are shown from right to left (HTML Standard, the `bdo` element)."""
    if any(bidirectional(character) in {"R", "AL"} for character in text):
        return False
    is_rtl = tags.value(tag, "dir").lower() == "rtl" or _TURNED.search(style) is not None
    return is_rtl and (tag.name == "bdo" or _OVERRIDDEN.search(style) is not None)


def _joins_words(tag: Tag) -> bool:
    """Whether words stand right before and behind: then a sign between them is a part of what they say."""
    before, behind = _text_of(tag.previous_sibling).rstrip(" "), _text_of(tag.next_sibling).lstrip(" ")
    return before[-1:].isalnum() and behind[:1].isalnum()


def _text_of(node: PageElement | None) -> str:
    return str(node) if isinstance(node, NavigableString) else node.get_text() if isinstance(node, Tag) else ""
