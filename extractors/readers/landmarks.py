"""Which elements of a page hold the site's own words, and which tables only place things.

By the landmarks of HTML and ARIA, and by the names that authors of sites give their parts.
"""

import re
from collections.abc import Iterable
from functools import cached_property

from bs4 import BeautifulSoup, Tag

from extractors.readers.controls import is_filled_in
from extractors.readers.tags import names, value

_CONTROLS = names("button optgroup option select textarea")
_LANDMARKS = names("aside footer header nav search")
_SECTION_SCOPED = names("footer header")
_ROLES = names("alertdialog banner complementary contentinfo dialog menu menubar navigation search toolbar")
_CONTAINERS = names("a center div form ol p section span table td tr ul")
_SITE_CLASS = re.compile(
    r"(?!(?:has|is|js|no|with)[-_])(?:.*[-_])?(?:cookies?|gdpr|breadcrumbs?|skip-?(?:links?|nav|to-content)|pagination"
    r"|sr-only|visually-?hidden|screen-?reader-text)(?:[-_].*)?"
    r"|(?:(?:site|page|main|top|global)-?)?(?:nav|navbar|navigation|menu|sidebar|footer|foot|header|colophon|masthead|topbar)",
    re.IGNORECASE,
)
_NOTED = names("aside dd div dl li ol p section ul")
_NOTE = re.compile(r"(?:foot|end)-?notes?(?:-\d+)?|e?fn[-:_]?\d+|_?ftn\d+|cite_note.*", re.IGNORECASE)
_NOTE_ROLES = names("doc-endnote doc-endnotes doc-footnote")
_MAIN = names("article main")
_FACTS = names("dl table")
_PARTS = names("form h1 h2 h3 h4 h5 h6 table")
_TELLING = _MAIN | _FACTS | _PARTS


class Landmarks:
    """The landmarks of a page.

    What elements hold is found once for all of them: to search in each takes time that grows with the page's square.
    """

    def __init__(self, soup: BeautifulSoup) -> None:
        self._telling = [each for each in soup.descendants if isinstance(each, Tag) and each.name in _TELLING]

    def is_site(self, tag: Tag, *, in_content: bool) -> bool:
        """Whether `tag` holds the site's own words: its menus, banners, side columns, things to click on; or notes.

        `in_content` says that it stands within the page's main part, where headers and footers are the content's. One
        that holds the page's only topmost heading, or facts in a table or definition list beside the text, is the
        page's.
        """
        if tag.name in _CONTROLS:
            return not is_filled_in(tag)
        if tag.name in _NOTED and _is_note(tag):
            return True
        named = tag.name in _LANDMARKS or (bool(tag.attrs) and _is_named_site(tag))
        if not named or (in_content and tag.name in _SECTION_SCOPED):
            return False
        return id(tag) not in self._main and not (tag.name == "aside" and id(tag) in self._facts)

    def lays_out(self, table: Tag) -> bool:
        """Whether `table` only places things on the page: it holds headings, forms or tables, or says so."""
        return value(table, "role") in {"none", "presentation"} or id(table) in self._parts

    @cached_property
    def _main(self) -> set[int]:
        titles = [each for each in self._telling if each.name == "h1"]
        return _holders([*self._named(_MAIN), *(titles if len(titles) == 1 else [])])

    @cached_property
    def _facts(self) -> set[int]:
        return _holders(self._named(_FACTS))

    @cached_property
    def _parts(self) -> set[int]:
        return _holders(self._named(_PARTS))

    def _named(self, wanted: frozenset[str]) -> list[Tag]:
        return [each for each in self._telling if each.name in wanted]


def _holders(tags: Iterable[Tag]) -> set[int]:
    """The identities of the elements that hold any of `tags`."""
    found: set[int] = set()
    for tag in tags:
        for parent in tag.parents:
            if id(parent) in found:
                break
            found.add(id(parent))
    return found


def _is_note(tag: Tag) -> bool:
    """Whether `tag` holds footnotes: words about the text, where no answer stands (DPUB-ARIA 1.1)."""
    if not tag.attrs:
        return False
    words = f"{value(tag, 'class')} {value(tag, 'id')}".split()
    return value(tag, "role").lower() in _NOTE_ROLES or any(map(_NOTE.fullmatch, words))


def _is_named_site(tag: Tag) -> bool:
    if value(tag, "role").lower() in _ROLES:
        return True
    words = f"{value(tag, 'class')} {value(tag, 'id')}".split() if tag.name in _CONTAINERS else []
    return any(map(_SITE_CLASS.fullmatch, words))
