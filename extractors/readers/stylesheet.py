"""What a page's own style sheets say of its small elements: hidden, turned round, or shown with words of the sheet's.

Only rules of one class, identifier or element outside of media queries count (CSS Syntax Level 3; Generated Content).
"""

import re
from collections.abc import Mapping

from bs4 import BeautifulSoup, Tag

from extractors.readers import tags

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_RULE = re.compile(r"([^{}]*)\{([^{}]*)\}")
_AT_RULE = re.compile(r"@[^{};]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}|@[^{};]*;")
_SELECTOR = re.compile(r"(?P<tag>[a-z][\w-]*)?(?P<mark>[.#][\w-]+)?(?P<generated>::?(?:before|after))?", re.IGNORECASE)
_TELLING = re.compile(r"display|visibility|direction|content|font-size|position|text-indent", re.IGNORECASE)
_CONTENT = re.compile(r"(?:^|[;\s])content\s*:([^;]*)", re.IGNORECASE)
_PART = re.compile(r"""(["'])((?:\\.|(?!\1).)*)\1|attr\(\s*([\w-]+)\s*\)""")
_CODE = re.compile(r"\\(?:([0-9a-fA-F]{1,6})\s?|(.))")
_MOST_TEXT = 200_000
_LAST_CODE_POINT = 0x10FFFF


class StyleSheet:
    """The rules that tell; `style_of` and `content_of` answer for one element."""

    def __init__(self, rules: Mapping[tuple[str, str], str]) -> None:
        self._rules = rules

    def __bool__(self) -> bool:
        return bool(self._rules)

    def style_of(self, tag: Tag) -> str:
        """The declarations that hold for `tag`, its own `style` last."""
        return ";".join([*self._found(tag, ""), tags.value(tag, "style")])

    def content_of(self, tag: Tag, place: str) -> str:
        """The words that the sheet shows `before` or `after` what stands in `tag`."""
        found = [match[1] for match in map(_CONTENT.search, self._found(tag, place)) if match]
        return "".join(_read(part, tag) for part in _PART.finditer(found[-1])) if found else ""

    def _found(self, tag: Tag, place: str) -> list[str]:
        marks = [f".{name}" for name in tags.value(tag, "class").split()]
        marks += [f"#{name}" for name in tags.value(tag, "id").split()]
        names = (tag.name, *marks, *(f"{tag.name}{mark}" for mark in marks))
        return [self._rules[name, place] for name in names if (name, place) in self._rules]


def style_sheet_of(soup: BeautifulSoup) -> StyleSheet:
    """The page's style sheets read as one."""
    rules: dict[tuple[str, str], str] = {}
    for style in soup.find_all("style"):
        text = _AT_RULE.sub("", _COMMENT.sub("", style.get_text()[:_MOST_TEXT]))
        for selectors, declarations in _RULE.findall(text):
            if not _TELLING.search(declarations):
                continue
            for selector in selectors.split(","):
                match = _SELECTOR.fullmatch(selector.strip())
                if match and (match["mark"] or match["generated"]):
                    name = f"{(match['tag'] or '').lower()}{match['mark'] or ''}"
                    rules[name, (match["generated"] or "").strip(":").lower()] = declarations
    return StyleSheet(rules)


def _read(part: re.Match[str], tag: Tag) -> str:
    return tags.value(tag, part[3]) if part[3] else _CODE.sub(_character, part[2])


def _character(escape: re.Match[str]) -> str:
    code = int(escape[1] or "0", 16)
    if not escape[1]:
        return escape[2]
    return chr(code) if 0 < code <= _LAST_CODE_POINT and not 0xD800 <= code < 0xE000 else ""
