"""The letters of a PDF's pages with place, size and weight, as pdfium tells them. Nothing else speaks to pdfium.

Places are in points, from the left and the bottom of the page as it is shown (ISO 32000-1, 8.3.2).
"""

import ctypes
import re
from collections.abc import Callable, Iterator
from contextlib import closing
from typing import TYPE_CHECKING, NamedTuple

from models.errors import EncryptedPageError, OversizedPageError, UnreadablePageError

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage, PdfTextPage

_MOST_PAGES = 2_000
_MOST_LETTERS = 5_000_000
_PASSWORD_ERRORS = (4, 5)  # FPDF_ERR_PASSWORD, FPDF_ERR_SECURITY
_BOLD_NAME = re.compile(r"bold|black|heavy|demi|[-,]bd\b", re.IGNORECASE)
_FORCE_BOLD = 1 << 18  # ISO 32000-1, table 123
_UNSAID = frozenset({0, 0xFFFD, 0xFFFF}) | frozenset(range(0xE000, 0xF000))
_BULLETS = {0xF0B7: "•", 0xF0A7: "▪", 0xF0FC: "✓", 0xF0FE: "☒", 0xF06F: "☐", 0xF0A8: "☐"}  # Symbol and Wingdings
_LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st"}
_HYPHENS = {0x02: "\u00ad", 0xFFFE: "\u00ad"}  # what pdfium makes of a hyphen at the end of a line
_WRITTEN = _BULLETS | _LIGATURES | _HYPHENS


class Letter(NamedTuple):
    """A character; `bottom` is its baseline. `target` is where a link over it leads."""

    text: str
    left: float
    right: float
    bottom: float
    size: float
    bold: bool
    target: str = ""
    is_upright: bool = True


class Page(NamedTuple):
    """The letters of a page in the order in which it draws them; `unsaid` of them tell not which they are."""

    width: float
    height: float
    letters: list[Letter]
    unsaid: int


class _Font(NamedTuple):
    size: float
    bold: bool
    is_upright: bool


class _Area(NamedTuple):
    left: float
    bottom: float
    right: float
    top: float
    target: str


def pages_of(content: bytes) -> tuple[list[Page], str]:
    """The pages, and the title that the document declares.

    Raises EncryptedPageError, UnreadablePageError or OversizedPageError.
    """
    from pypdfium2 import PdfDocument, PdfiumError  # native code, which most runs never need

    try:
        with closing(PdfDocument(content)) as document:
            if len(document) > _MOST_PAGES:
                raise OversizedPageError(f"has {len(document)} pages, more than {_MOST_PAGES}: split it")
            return list(_pages(document)), document.get_metadata_value("Title")
    except PdfiumError as error:
        if error.err_code in _PASSWORD_ERRORS:
            raise EncryptedPageError("is encrypted: save it without a password") from error
        raise UnreadablePageError("is a damaged PDF: print it anew, or fetch it again") from error


def _pages(document: "PdfDocument") -> Iterator[Page]:
    room = _MOST_LETTERS
    for index in range(len(document)):
        with closing(document[index]) as page:
            areas = list(_links(document, page))
            _fill_in(page)
        with closing(document[index]) as page, closing(page.get_textpage()) as text:
            room -= text.count_chars()
            if room < 0:
                raise OversizedPageError(f"has more than {_MOST_LETTERS} characters: split it, or leave it out")
            yield _read(page, text, areas)


def _fill_in(page: "PdfPage") -> None:
    """What is entered in a form's fields becomes words of the page."""
    from pypdfium2 import raw

    if raw.FPDFPage_GetAnnotCount(page):
        raw.FPDFPage_Flatten(page, raw.FLAT_NORMALDISPLAY)


def _read(page: "PdfPage", text: "PdfTextPage", areas: list[_Area]) -> Page:
    from pypdfium2 import raw

    turned = _turning(page)
    fonts: dict[int | None, _Font] = {}
    letters: list[Letter] = []
    unsaid = 0
    box = raw.FS_RECTF()
    x, y = ctypes.c_double(), ctypes.c_double()
    for index in range(text.count_chars()):
        code = raw.FPDFText_GetUnicode(text, index)
        if code in {0x0A, 0x0D}:
            continue
        unsaid += code in _UNSAID and code not in _WRITTEN
        raw.FPDFText_GetLooseCharBox(text, index, box)
        raw.FPDFText_GetCharOrigin(text, index, x, y)
        key = ctypes.cast(raw.FPDFText_GetTextObject(text, index), ctypes.c_void_p).value
        if key not in fonts:
            fonts[key] = _font(text, index, page.get_rotation())
        font = fonts[key]
        target = next((each.target for each in areas if _covers(each, box.left, box.right, y.value)), "")
        left, right = turned(box.left, box.bottom)[0], turned(box.right, box.top)[0]
        bottom = turned(x.value, y.value)[1]
        words = _WRITTEN.get(code) or ("\ufffd" if code in _UNSAID or 0xD800 <= code < 0xE000 else chr(code))
        letters.append(Letter(words, min(left, right), max(left, right), bottom, *font[:2], target, font.is_upright))
    width, height = page.get_size()
    return Page(width, height, letters, unsaid)


def _font(text: "PdfTextPage", index: int, rotation: int) -> _Font:
    from pypdfium2 import raw

    matrix = raw.FS_MATRIX()
    raw.FPDFText_GetMatrix(text, index, matrix)
    flags = ctypes.c_int()
    name = ctypes.create_string_buffer(256)
    raw.FPDFText_GetFontInfo(text, index, name, 256, flags)
    size = raw.FPDFText_GetFontSize(text, index) * (matrix.c**2 + matrix.d**2) ** 0.5
    is_upright = abs(matrix.a) >= abs(matrix.b) if rotation in {0, 180} else abs(matrix.b) >= abs(matrix.a)
    bold = bool(flags.value & _FORCE_BOLD) or _BOLD_NAME.search(name.value.decode("latin-1")) is not None
    return _Font(size=round(size * 2) / 2, bold=bold, is_upright=is_upright)


def _turning(page: "PdfPage") -> Callable[[float, float], tuple[float, float]]:
    """From places on the page as it is drawn to those on the page as it is shown."""
    width, height = page.get_size()
    return {
        90: lambda x, y: (y, height - x),
        180: lambda x, y: (width - x, height - y),
        270: lambda x, y: (width - y, x),
    }.get(page.get_rotation(), lambda x, y: (x, y))


def _links(document: "PdfDocument", page: "PdfPage") -> Iterator[_Area]:
    from pypdfium2 import raw

    position, link, rect = ctypes.c_int(0), raw.FPDF_LINK(), raw.FS_RECTF()
    while raw.FPDFLink_Enumerate(page, position, link):
        action = raw.FPDFLink_GetAction(link)
        size = raw.FPDFAction_GetURIPath(document, action, None, 0) if action else 0
        if size > 1 and raw.FPDFLink_GetAnnotRect(link, rect):
            target = ctypes.create_string_buffer(size)
            raw.FPDFAction_GetURIPath(document, action, target, size)
            uri = target.value.decode("utf-8", "replace")
            yield _Area(rect.left, min(rect.bottom, rect.top), rect.right, max(rect.bottom, rect.top), uri)


def _covers(area: _Area, left: float, right: float, baseline: float) -> bool:
    return area.left <= (left + right) / 2 <= area.right and area.bottom <= baseline + 1 <= area.top
