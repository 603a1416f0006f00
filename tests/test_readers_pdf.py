import zlib
from io import BytesIO

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from models.document import BlockKind
from models.errors import EmptyPageError, EncryptedPageError, OversizedPageError, UnreadablePageError
from tests.documents import assert_lawful, linked, read_page, shown, told
from tests.printing import as_pdf

PAGE = (
    "<title>Kiln</title><h1>Kiln</h1><p>Two towns share an old kiln, which stood for nine years behind the"
    " harbour office before anybody asked for its key; since then it has burned each Friday.</p><h2>Aims</h2>"
    "<p><b>Who pays?</b></p><p><b>Budget:</b> 5 M</p><ul><li>clay from the river, dug by those who have a spade and the"
    " time to wait for low water in the long months<li>wood</ul>"
    "<table><tr><td><b>Country</b><td>Sweden<tr><td><b>City</b><td>Malmö</table>"
)
LONG = "<h1>Kiln</h1>" + "".join(
    f"<h2>Year {year}</h2>"
    + "".join(
        f"<p>{' '.join(f'{word}{year + number}' for word in ['clay', 'wood', 'ash', 'glaze', 'fire', 'quay'] * 5)}.</p>"
        for number in range(4)
    )
    for year in range(2000, 2012)
)


def drawn(*texts: tuple[float, float, str], size: float = 10, font: str = "Helvetica") -> bytes:
    """A page with words at places, in points from the left and from the top."""
    out = BytesIO()
    canvas = Canvas(out, pagesize=A4)
    canvas.setFont(font, size)
    for left, top, words in texts:
        canvas.drawString(left, A4[1] - top, words)
    canvas.save()
    return out.getvalue()


def lines(*words: str, left: float = 60, top: float = 100, leading: float = 13) -> list[tuple[float, float, str]]:
    return [(left, top + number * leading, each) for number, each in enumerate(words)]


def test_a_printed_page_reads_as_the_page_it_was_printed_from():
    page = read_page(PAGE)
    document = read_page(as_pdf(page), "kiln.pdf")
    assert told(document) == told(page)
    assert [(each.strong, each.kind is BlockKind.HEADING) for each in document.blocks] == [
        (each.strong, each.kind is BlockKind.HEADING) for each in page.blocks
    ]
    assert document.title == "Kiln"
    assert_lawful(document)


@pytest.mark.parametrize("columns", [1, 2, 3])
def test_columns_are_read_one_after_the_other_and_paragraphs_go_on_over_pages(columns):
    page = read_page(LONG)
    document = read_page(as_pdf(page, columns=columns, running="The kiln, a report"), "kiln.pdf")
    assert shown(document, BlockKind.HEADING, BlockKind.TEXT) == shown(page)
    running = shown(document, BlockKind.CHROME)
    assert set(running) == {"The kiln, a report", *map(str, range(1, len(running) // 2 + 1))}


SET = {
    "a broken word is joined": (
        lines("The towns along the river share what each of them had built be-", "fore the flood."),
        ["The towns along the river share what each of them had built before the flood."],
    ),
    "a compound that stands elsewhere keeps its hyphen": (
        lines("A self-help group of the towns along the river lends what self-", "help groups had built."),
        ["A self-help group of the towns along the river lends what self-help groups had built."],
    ),
    "lines that end early stay lines": (
        lines("Ilda Reis", "Quay 4", "4400 Gaia, where the kiln stands"),
        ["Ilda Reis\nQuay 4\n4400 Gaia, where the kiln stands"],
    ),
    "a blank parts paragraphs": (
        [
            *lines("The towns share one kiln,", "which is old."),
            *lines("It burns on each Friday,", "and on feasts.", top=140),
        ],
        ["The towns share one kiln, which is old.", "It burns on each Friday, and on feasts."],
    ),
    "numbers that count one another are items": (
        lines("1. clay", "2. wood"),
        ["1. clay", "2. wood"],
    ),
    "an initial is no number": (
        lines(
            "The kiln of the two towns was drawn and built by the potter",
            "J. Carver with a friend of his from the quay.",
        ),
        ["The kiln of the two towns was drawn and built by the potter J. Carver with a friend of his from the quay."],
    ),
    "rows of two cells": (
        [*lines("Country", "City", "Year"), *lines("Sweden", "Malmö", "2019", left=160)],
        ["Country", "Sweden", "City", "Malmö", "Year", "2019"],
    ),
    "a cell of several lines": (
        [
            *lines("Aims", "", "", "City"),
            *lines("To share one kiln", "between two towns", "and a quay", "Malmö", left=160),
        ],
        ["Aims", "To share one kiln between two towns and a quay", "City", "Malmö"],
    ),
    "a page number alone": ([*lines("Two towns."), (290, 820, "– 3 –")], ["Two towns.", "– 3 –"]),
}


@pytest.mark.parametrize(("texts", "words"), SET.values(), ids=SET)
def test_lines_are_put_together(texts, words):
    document = read_page(drawn(*[each for each in texts if each[2]]), "kiln.pdf")
    assert shown(document) == words
    assert_lawful(document)


def test_links_lead_where_they_led():
    out = BytesIO()
    canvas = Canvas(out, pagesize=A4)
    canvas.drawString(60, 700, "See the kiln of two towns.")
    canvas.linkURL("https://kiln.example", (84, 695, 120, 715))
    canvas.save()
    assert linked(read_page(out.getvalue(), "a.pdf")) == [("the kiln", "https://kiln.example")]


def test_what_is_entered_in_a_form_is_read():
    out = BytesIO()
    canvas = Canvas(out, pagesize=A4)
    canvas.drawString(60, 700, "Name:")
    canvas.acroForm.textfield(name="name", value="Ilda Reis", x=120, y=690, width=200, height=20)
    canvas.save()
    assert "Ilda Reis" in read_page(out.getvalue(), "a.pdf").text


@pytest.mark.parametrize("rotation", [90, 180, 270])
def test_a_turned_page_is_read_as_it_is_shown(rotation):
    out = BytesIO()
    canvas = Canvas(out, pagesize=A4)
    canvas.setPageRotation(rotation)
    width, height = A4
    canvas.translate(*{90: (width, 0), 180: (width, height), 270: (0, height)}[rotation])
    canvas.rotate(rotation)
    for number, words in enumerate(["Two towns share", "one kiln."]):
        canvas.drawString(60, 400 - 13 * number, words)
    canvas.save()
    assert read_page(out.getvalue(), "a.pdf").text == "Two towns share one kiln."


def locked(password: str) -> bytes:
    out = BytesIO()
    canvas = Canvas(out, encrypt=password)
    canvas.drawString(60, 700, "Secret")
    canvas.save()
    return out.getvalue()


def pictured() -> bytes:
    out = BytesIO()
    canvas = Canvas(out)
    canvas.rect(60, 60, 100, 100, fill=1)
    canvas.save()
    return out.getvalue()


KILN = drawn(*lines("Two towns."))
BOMB = b"1 0 obj<</Filter/FlateDecode/Length 9>>stream\n" + zlib.compress(bytes(300_000_000)) + b"\nendstream"
BAD = {
    "cut short": (b"%PDF-1.7\n1 0 obj", UnreadablePageError, "damaged"),
    "encrypted": (locked("secret"), EncryptedPageError, "password"),
    "pictures only": (pictured(), EmptyPageError, "no text"),
    "a bomb": (KILN + BOMB, OversizedPageError, "unpack"),
    "a bomb in a bomb": (
        KILN + BOMB.replace(b"/FlateDecode", b"[/FlateDecode /FlateDecode]"),
        OversizedPageError,
        "unpack",
    ),
}


@pytest.mark.parametrize(("content", "error", "words"), BAD.values(), ids=BAD)
def test_what_cannot_be_read_says_why(content, error, words):
    with pytest.raises(error, match=words) as caught:
        read_page(content, "folder/kiln.pdf")
    assert str(caught.value).startswith("folder/kiln.pdf ")


@pytest.mark.parametrize("share", range(1, 20))
def test_a_damaged_file_is_refused_or_read(share):
    content = as_pdf(read_page(PAGE))
    cut = len(content) * share // 20
    for damaged in (content[:cut], content[:cut] + b"xx" + content[cut + 2 :]):
        try:
            assert_lawful(read_page(damaged, "kiln.pdf"))
        except (UnreadablePageError, EmptyPageError):
            continue
