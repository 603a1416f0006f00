"""What a page's own style sheets say of its small elements: hidden, turned round, or shown with words of the sheet's.

Only rules outside of media queries count, of elements, classes and identifiers (CSS Selectors; Generated Content).
"""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from bs4 import BeautifulSoup, Tag

from extractors.readers import tags

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_RULE = re.compile(r"([^{}]*)\{([^{}]*)\}")
_AT_RULE = re.compile(r"@[^{};]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}|@[^{};]*;")
_COMPOUND = r"(?:[a-zA-Z][\w-]*)?(?:[.#][a-zA-Z_-][\w-]*)*"
_SELECTOR = re.compile(
    rf"(?P<whole>(?:{_COMPOUND}(?:\s*>\s*|\s+))*(?P<last>(?=[\w.#]){_COMPOUND}))(?P<generated>::?(?:before|after))?",
    re.IGNORECASE,
)
_MARK = re.compile(r"[.#][\w-]+")
_TELLING = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|direction\s*:\s*rtl|font-size\s*:\s*0|:\s*-\d{3,}"
    r"|content\s*:[^;]*(?:@|\\0*40|attr\(|[\"']\.[\"'])",
    re.IGNORECASE,
)
_CONTENT = re.compile(r"(?:^|[;\s])content\s*:([^;]*)", re.IGNORECASE)
_PART = re.compile(r"""(["'])((?:\\.|(?!\1).)*)\1|attr\(\s*([\w-]+)\s*\)""")
_CODE = re.compile(r"\\(?:([0-9a-fA-F]{1,6})\s?|(.))")
_MOST_TEXT = 200_000
_LAST_CODE_POINT = 0x10FFFF


class _Rule(NamedTuple):
    selector: str
    generated: str
    declarations: str


class StyleSheet:
    """The rules that tell, by what an element must bear for them to hold."""

    def __init__(self, rules: Iterable[tuple[str, _Rule]]) -> None:
        self._rules: dict[str, list[_Rule]] = {}
        for mark, rule in rules:
            self._rules.setdefault(mark, []).append(rule)

    def __bool__(self) -> bool:
        return bool(self._rules)

    def style_of(self, tag: Tag) -> str:
        """The declarations that hold for `tag`, its own `style` last."""
        return ";".join([*self._found(tag, ""), tags.value(tag, "style")])

    def content_of(self, tag: Tag, place: str) -> str:
        """The words that the sheet shows `before` or `after` what stands in `tag`."""
        found = [match[1] for match in map(_CONTENT.search, self._found(tag, place)) if match]
        return "".join(_read(part, tag) for part in _PART.finditer(found[-1])) if found else ""

    def _found(self, tag: Tag, generated: str) -> list[str]:
        marks = [f".{name}" for name in tags.value(tag, "class").split()]
        marks += [f"#{name}" for name in tags.value(tag, "id").split()]
        rules = ((mark, rule) for mark in (tag.name, *marks) for rule in self._rules.get(mark, ()))
        return [
            rule.declarations
            for mark, rule in rules
            if rule.generated == generated and (rule.selector == mark or tag.css.match(rule.selector))
        ]


def style_sheet_of(soup: BeautifulSoup) -> StyleSheet:
    """The page's style sheets read as one."""
    return StyleSheet(rule for style in soup.find_all("style") for rule in _rules(style.get_text()[:_MOST_TEXT]))


def _rules(text: str) -> Iterator[tuple[str, _Rule]]:
    for selectors, declarations in _RULE.findall(_AT_RULE.sub("", _COMMENT.sub("", text))):
        if not _TELLING.search(declarations):
            continue
        for selector in map(_SELECTOR.fullmatch, map(str.strip, selectors.split(","))):
            if selector:
                mark = (_MARK.findall(selector["last"]) or [selector["last"]])[-1]
                yield mark, _Rule(selector["whole"], (selector["generated"] or "").strip(":").lower(), declarations)


def _read(part: re.Match[str], tag: Tag) -> str:
    return tags.value(tag, part[3]) if part[3] else _CODE.sub(_character, part[2])


def _character(escape: re.Match[str]) -> str:
    code = int(escape[1] or "0", 16)
    if not escape[1]:
        return escape[2]
    return chr(code) if 0 < code <= _LAST_CODE_POINT and not 0xD800 <= code < 0xE000 else ""
