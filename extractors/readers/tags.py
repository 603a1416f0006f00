"""What HTML's elements mean to a reader: what is shown, what stands apart, what is bold.

Follows the HTML Standard's rendering section (15.3).
"""

import re

from bs4 import Tag

PARAGRAPH, LINE, CELL = "\n\n", "\n", "\t"


def names(words: str) -> frozenset[str]:
    """The names of elements in `words`."""
    return frozenset(words.split())


GAPS = (
    dict.fromkeys(
        names(
            "address article aside blockquote body center details dialog dir dl fieldset figure footer form h1 h2 h3 h4"
            " h5 h6 header hgroup hr html listing main menu nav ol p plaintext pre search section table textarea ul xmp"
        ),
        PARAGRAPH,
    )
    | dict.fromkeys(
        names("button caption dd div dt figcaption legend li optgroup option select summary tbody tfoot thead tr"),
        LINE,
    )
    | dict.fromkeys(names("td th"), CELL)
)
"""The elements that stand apart from the words around them, and what parts them in the text."""

HEADINGS = {f"h{level}": level for level in range(1, 7)}
CELLS = names("dd dt td th")
VERBATIM = names("listing plaintext pre textarea xmp")

_UNSHOWN = names(
    "annotation annotation-xml applet area audio base canvas datalist defs desc head iframe link meta metadata"
    " noembed noframes noscript object param rp script style template title track video"
)
_CONTENT = names("article blockquote main section")
_HIDING = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_BOLD_STYLE = re.compile(r"(?:^|;)\s*font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)


def is_shown(tag: Tag) -> bool:
    """Whether a reader sees what stands in `tag`; `aria-hidden` hides from no eye."""
    if tag.name in _UNSHOWN or (tag.name == "dialog" and "open" not in tag.attrs):
        return False
    return not tag.attrs or ("hidden" not in tag.attrs and not _HIDING.search(value(tag, "style")))


def is_bold(tag: Tag) -> bool:
    """Whether `tag` sets its words in bold."""
    return tag.name in {"b", "strong"} or ("style" in tag.attrs and bool(_BOLD_STYLE.search(value(tag, "style"))))


def opens_content(tag: Tag) -> bool:
    """Whether `tag` is a main part or section of the page."""
    return tag.name in _CONTENT or value(tag, "role") == "main"


def value(tag: Tag, attribute: str) -> str:
    """The attribute's value; its words joined where it is a list of them, empty where it is not there."""
    found = tag.attrs.get(attribute)
    return found if isinstance(found, str) else " ".join(found or ())
