"""What HTML's elements mean to a reader: what is shown, what stands apart, what is the site's and not the page's.

Follows the HTML Standard's rendering section (15.3) and the ARIA landmark roles.
"""

import re

from bs4 import Tag

PARAGRAPH, LINE, CELL = "\n\n", "\n", "\t"


def _names(words: str) -> frozenset[str]:
    return frozenset(words.split())


GAPS = (
    dict.fromkeys(
        _names(
            "address article aside blockquote body center details dialog dir dl fieldset figure footer form h1 h2 h3 h4"
            " h5 h6 header hgroup hr html listing main menu nav ol p plaintext pre search section table textarea ul xmp"
        ),
        PARAGRAPH,
    )
    | dict.fromkeys(
        _names("button caption dd div dt figcaption legend li optgroup option select summary tbody tfoot thead tr"),
        LINE,
    )
    | dict.fromkeys(_names("td th"), CELL)
)
"""The elements that stand apart from the words around them, and what parts them in the text."""

HEADINGS = {f"h{level}": level for level in range(1, 7)}
VERBATIM = frozenset({"pre", "textarea", "xmp", "listing", "plaintext"})

_UNSHOWN = _names(
    "annotation annotation-xml applet area audio base canvas datalist defs desc head iframe link meta metadata"
    " noembed noframes noscript object param rp script style template title track video"
)
_CONTROLS = frozenset({"button", "optgroup", "option", "select", "textarea"})
_LANDMARKS = frozenset({"aside", "footer", "header", "nav", "search"})
_SECTION_SCOPED = frozenset({"footer", "header"})
_ROLES = _names("alertdialog banner complementary contentinfo dialog menu menubar navigation search toolbar")
_CONTAINERS = _names("a center div form ol p section span table td tr ul")
_SITE_CLASS = re.compile(
    r"(?:.*[-_])?(?:cookies?|gdpr|breadcrumbs?|skip-?(?:links?|nav|to-content)|pagination"
    r"|sr-only|visually-?hidden|screen-?reader-text)(?:[-_].*)?"
    r"|(?:(?:site|page|main|top|global)-?)?(?:nav|navbar|navigation|menu|sidebar|footer|header)",
    re.IGNORECASE,
)
_HIDING = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_BOLD_STYLE = re.compile(r"(?:^|;)\s*font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_TABLE_OF_PAGE = ["h1", "h2", "h3", "h4", "h5", "h6", "table", "form"]


def is_shown(tag: Tag) -> bool:
    """Whether a reader sees what stands in `tag`; `aria-hidden` hides from no eye."""
    if tag.name in _UNSHOWN or (tag.name == "dialog" and "open" not in tag.attrs):
        return False
    return not tag.attrs or ("hidden" not in tag.attrs and not _HIDING.search(value(tag, "style")))


def is_bold(tag: Tag) -> bool:
    """Whether `tag` sets its words in bold."""
    return tag.name in {"b", "strong"} or ("style" in tag.attrs and bool(_BOLD_STYLE.search(value(tag, "style"))))


def is_site(tag: Tag, *, in_content: bool) -> bool:
    """Whether `tag` holds the site's own words: its menus, banners, side columns, things to click on.

    `in_content` says that it stands within the page's main part, where headers and footers are the content's. One that
    holds the page's only topmost heading, or facts in a table or definition list beside the text, is the page's.
    """
    if tag.name in _CONTROLS:
        return True
    named = tag.name in _LANDMARKS or (bool(tag.attrs) and _is_named_site(tag))
    if not named or (in_content and tag.name in _SECTION_SCOPED):
        return False
    return not (
        tag.find(["main", "article"]) or _holds_title(tag) or (tag.name == "aside" and tag.find(["dl", "table"]))
    )


def opens_content(tag: Tag) -> bool:
    """Whether `tag` is a main part or section of the page."""
    return tag.name in {"article", "blockquote", "main", "section"} or value(tag, "role") == "main"


def lays_out(table: Tag) -> bool:
    """Whether `table` only places things on the page: it holds headings, forms or tables, or says so."""
    return value(table, "role") in {"none", "presentation"} or table.find(_TABLE_OF_PAGE) is not None


def value(tag: Tag, attribute: str) -> str:
    """The attribute's value; its words joined where it is a list of them, empty where it is not there."""
    found = tag.attrs.get(attribute)
    return found if isinstance(found, str) else " ".join(found or ())


def _is_named_site(tag: Tag) -> bool:
    if value(tag, "role").lower() in _ROLES:
        return True
    names = f"{value(tag, 'class')} {value(tag, 'id')}".split() if tag.name in _CONTAINERS else []
    return any(map(_SITE_CLASS.fullmatch, names))


def _holds_title(tag: Tag) -> bool:
    title = tag.find("h1")
    return title is not None and title.find_next("h1") is None and title.find_previous("h1") is None
