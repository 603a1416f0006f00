"""Where an element leads, if its attributes keep that from robots."""

import codecs
import re
from collections.abc import Iterator
from html import unescape
from urllib.parse import unquote

from bs4 import Tag

from extractors.readers import tags
from extractors.readers.scripts import from_base64, written

_MAILTO = re.compile(r"mailto:[^'\"<>\s]+", re.IGNORECASE)
_ADDRESS = re.compile(r"[^@\s<>\"']+(?:@|[(\[]at[)\]])[^@\s<>\"']+")
_CLOUDFLARE = "/cdn-cgi/l/email-protection#"
_QUOTED = re.compile(r"['\"]([^'\"]{8,})['\"]")
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
_INLINE = frozenset({"a", "b", "em", "i", "span", "strong"})
_PICTURES = ["i", "img", "picture", "svg"]


def kept_target(tag: Tag) -> str | None:
    """The `mailto:` that the element's attributes keep from robots, or a mail or telephone link that no words show."""
    return next(_kept(tag), None)


def unprotected(code: str) -> str | None:
    """The address behind Cloudflare's protection: hexadecimal, each byte XORed with the first."""
    try:
        key, *hidden = bytes.fromhex(code)
        shown = bytes(byte ^ key for byte in hidden).decode()
    except ValueError:
        return None
    return shown if _ADDRESS.fullmatch(shown) else None


def _kept(tag: Tag) -> Iterator[str]:
    for name in tag.attrs:
        if name == "href":
            yield from _behind(tags.value(tag, name), tag)
        elif name.startswith("on"):
            yield from _scripted(tags.value(tag, name), tag)
        elif name.startswith("data-"):
            yield from _in_data(name, tags.value(tag, name))
    yield from _in_parts(tag)


def _behind(href: str, tag: Tag) -> Iterator[str]:
    scheme = href[:11].lower()
    if _CLOUDFLARE in href:
        address = unprotected(href.partition(_CLOUDFLARE)[2])
        yield from [f"mailto:{address}"] if address else []
    elif scheme.startswith(_ROT13):
        yield codecs.decode(href, "rot13")
    elif scheme == "javascript:":
        yield from filter(None, map(_moved_back, _QUOTED.findall(unquote(href))))
        yield from _scripted(unquote(href[11:]), tag)
    elif scheme.startswith(("mailto:", "tel:")) and tag.find(_PICTURES):
        yield href


def _scripted(script: str, tag: Tag) -> list[str]:
    data = {f"this.dataset.{name[5:]}": tags.value(tag, name) for name in tag.attrs if name.startswith("data-")}
    return _MAILTO.findall(unescape(written(script, data)))


def _in_data(name: str, value: str) -> Iterator[str]:
    if name == "data-mailto-token":
        yield from filter(None, [_moved_back(value)])
    elif value.startswith(_BASE64):
        yield from_base64(value)
    elif _OF_MAIL.fullmatch(name):
        yield from (f"mailto:{address}" for address in (value, from_base64(value)) if _ADDRESS.fullmatch(address))


def _in_parts(tag: Tag) -> Iterator[str]:
    """An address whose parts stand in attributes of their own."""
    if tag.name == "joomla-hidden-mail":
        yield f"mailto:{from_base64(tags.value(tag, 'first'))}@{from_base64(tags.value(tag, 'last'))}"
    if tag.name in _INLINE:
        local, host, top = (next(filter(None, (tags.value(tag, each) for each in names)), "") for names in _PARTS)
        if local and host:
            yield f"mailto:{local}@{host}" + (f".{top}" if top else "")


def _moved_back(words: str) -> str | None:
    """A `mailto:` whose characters TYPO3 has moved round, each within its range, all by the same number."""
    shift = ord(words[:1] or "m") - ord("m")
    turned = "".join(_turned(character, shift) for character in words)
    return turned if turned.startswith("mailto:") else None


def _turned(character: str, shift: int) -> str:
    for first, last in _RANGES:
        if first <= ord(character) <= last:
            return chr(first + (ord(character) - first - shift) % (last - first + 1))
    return character
