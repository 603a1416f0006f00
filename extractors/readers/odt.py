"""OpenDocument text (ISO/IEC 26300): its `content.xml` as HTML, which is read as any other.

Tables of contents, comments, deleted words, pictures and what runs along the pages' edges are left out.
"""

from html import escape
from xml.etree.ElementTree import Element, ParseError, fromstring

from extractors.readers.format import BytesFormat, Likeness
from extractors.readers.markup import document_of, element
from extractors.readers.odt_styles import OFFICE, TABLE, TEXT, Styles
from extractors.readers.package import DAMAGED, entries_of, parts_of
from models.document import Document
from models.errors import EncryptedPageError, UnreadablePageError

_MIME = "application/vnd.oasis.opendocument.text"
_CONTENT, _STYLES, _MANIFEST = "content.xml", "styles.xml", "META-INF/manifest.xml"
_HREF = "{http://www.w3.org/1999/xlink}href"
_UNSHOWN = frozenset(
    [f"{OFFICE}{each}" for each in ("annotation", "annotation-end", "forms")]
    + [f"{TEXT}{each}" for each in ("tracked-changes", "table-of-content", "sequence-decls")]
)
_SIGNS = {f"{TEXT}line-break": "<br>", f"{TEXT}tab": " ", f"{TEXT}s": " "}
_ELEMENTS = {
    f"{TEXT}list": "ul",
    f"{TEXT}list-item": "li",
    f"{TEXT}list-header": "div",
    f"{TABLE}table": "table",
    f"{TABLE}table-row": "tr",
    f"{TABLE}table-header-rows": "thead",
}
_DEEPEST = 200


def read(content: bytes) -> Document:
    """The document's body, its notes last. Raises EncryptedPageError, OversizedPageError or UnreadablePageError."""
    parts = parts_of(content, _CONTENT, _STYLES, _MANIFEST)
    if b":encryption-data" in parts.get(_MANIFEST, b""):
        raise EncryptedPageError("is encrypted: save it without a password")
    trees = [_tree(parts[name]) for name in (_CONTENT, _STYLES) if name in parts]
    body = trees[0].find(f"{OFFICE}body/{OFFICE}text") if _CONTENT in parts else None
    if body is None:
        raise UnreadablePageError(DAMAGED)
    return document_of(_Body(Styles(*trees)).rendered(body), FORMAT.media_type)


def _tree(part: bytes) -> Element:
    try:
        return fromstring(part)  # noqa: S314 - what declares entities was refused
    except ParseError as error:
        raise UnreadablePageError(DAMAGED) from error


class _Body:
    """Makes markup of a body; its notes are kept for the end, their marks stay in the text."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self._notes: list[str] = []

    def rendered(self, body: Element) -> str:
        words = self._inside(body, 0)
        return words + element("ol", self._notes)

    def _inside(self, node: Element, depth: int) -> str:
        if depth > _DEEPEST:
            raise UnreadablePageError("nests deeper than any document does: leave it out")
        parts = [escape(node.text or "")]
        for child in node:
            parts += (self._element(child, depth + 1), escape(child.tail or ""))
        return "".join(parts)

    def _element(self, node: Element, depth: int) -> str:
        name = node.tag
        if name in _UNSHOWN:
            return ""
        if name in _SIGNS:
            return _SIGNS[name]
        if name == f"{TEXT}note":
            return self._note(node, depth)
        inside = self._inside(node, depth)
        if name == f"{TABLE}table-cell":
            return f"<td>{inside}</td>"
        if name in _ELEMENTS:
            return element(_ELEMENTS[name], [inside])
        return self._set(node, inside)

    def _set(self, node: Element, inside: str) -> str:
        """Words as their style sets them; headings stand below the document's title."""
        if node.tag == f"{TEXT}a":
            return element("a", [inside], href=node.get(_HREF, ""))
        if node.tag == f"{TEXT}h":
            level = node.get(f"{TEXT}outline-level", "1")
            return element(f"h{min(int(level) + 1, 6) if level.isdecimal() else 2}", [inside])
        if node.tag == f"{TEXT}p" and self._styles.is_title(node):
            return element("h1", [inside])
        if node.tag in {f"{TEXT}p", f"{TEXT}span"}:
            words = element("b", [inside]) if self._styles.is_bold(node) else inside
            return element("p", [words]) if node.tag == f"{TEXT}p" else words
        return inside

    def _note(self, node: Element, depth: int) -> str:
        mark = f"[{escape(node.findtext(f'{TEXT}note-citation') or '*')}]"
        body = node.find(f"{TEXT}note-body")
        if body is not None:
            words = self._inside(body, depth).replace("<p>", f"<p>{mark} ", 1)
            self._notes.append(element("li", [words], id=f"footnote-{len(self._notes) + 1}"))
        return mark


def _likeness(content: bytes) -> Likeness:
    entries = entries_of(content)
    if entries is None:
        return Likeness.NONE
    if not entries:
        return Likeness.POSSIBLE
    told = f"mimetype{_MIME}".encode()  # the first entry, stored as it is (part 3, 2.4)
    if _CONTENT not in entries:
        return Likeness.NONE
    return Likeness.CERTAIN if content.startswith(told, 30) else Likeness.POSSIBLE


FORMAT = BytesFormat(
    media_type=_MIME, read=read, likeness=_likeness, also=(f"{_MIME}-template",), suffixes=(".odt", ".ott")
)
