import subprocess
import sys

import pytest

from extractors.readers import read
from extractors.readers.format import BytesFormat, Likeness, formats
from models.document import BlockKind
from models.errors import (
    BinaryPageError,
    EmptyPageError,
    OversizedPageError,
    PageError,
    UndecodablePageError,
    UnreadablePageError,
)
from tests.documents import assert_lawful, capture, read_page, shown, told

HTML = "<!DOCTYPE html><html><body><h1>Kiln</h1><p>Two towns share it.</p></body></html>"
MARKDOWN = "---\ntitle: Kiln\n---\n# Kiln\n\nTwo **towns** [share](https://kiln.example) it.\n"
TEXT = "Kiln\n\nTwo towns share it.\n"

CHOICES = [
    (HTML, "kiln.html", None, "text/html"),
    (HTML, "kiln", None, "text/html"),
    (HTML, "kiln.txt", "text/plain", "text/html"),
    (HTML, "kiln.md", None, "text/html"),
    ("<p>Kiln</p>", "kiln.htm", None, "text/html"),
    ("<p>Kiln</p>", "kiln", "text/html; charset=utf-8", "text/html"),
    ("<p>Kiln</p>", "https://site.example/kiln.html?page=2#top", None, "text/html"),
    ("<p>Kiln</p>", "kiln", "application/xhtml+xml", "text/html"),
    (MARKDOWN, "kiln.md", None, "text/markdown"),
    (MARKDOWN, "kiln", None, "text/markdown"),
    (MARKDOWN, "kiln.markdown", "text/plain", "text/markdown"),
    (MARKDOWN, "kiln.html", "text/html", "text/markdown"),
    ("Kiln <b>and</b> oven", "kiln.md", None, "text/markdown"),
    (TEXT, "kiln.txt", None, "text/plain"),
    (TEXT, "kiln", "application/octet-stream", "text/plain"),
    (TEXT, "kiln.html", None, "text/plain"),
    (TEXT, "what? a kiln.txt", None, "text/plain"),
    ("Kiln\n\n1 < 2 and 3 > 2", "kiln.html", None, "text/plain"),
]
BAD = [
    (b"", EmptyPageError),
    (b" \r\n\t ", EmptyPageError),
    (b"\xef\xbb\xbf", EmptyPageError),
    (b"--- * ---", EmptyPageError),
    (b"<html><head><title>Kiln</title></head><body><script>go()</script></body></html>", EmptyPageError),
    (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", BinaryPageError),
    (b"%PDF-1.7\n1 0 obj", UnreadablePageError),
    (b"PK\x03\x04\x14\x00", BinaryPageError),
    (b"GIF89a\x01\x00", BinaryPageError),
    (b"RIFF\x00\x00\x00\x00WEBPVP8 ", BinaryPageError),
    (b"a page\x00 with NULs \x00\x01\x02", BinaryPageError),
    (bytes(range(1, 9)) * 20, BinaryPageError),
    (bytes(0x80 + number * number * 7 % 127 for number in range(300)), UndecodablePageError),
]


@pytest.mark.parametrize(("content", "uri", "media_type", "read_as"), CHOICES)
def test_the_format_is_what_the_page_is(content, uri, media_type, read_as):
    assert read(capture(content, uri).model_copy(update={"media_type": media_type})).media_type == read_as


@pytest.mark.parametrize(("content", "error"), BAD)
def test_what_cannot_be_read_says_so_in_one_line_that_names_the_page(content, error):
    with pytest.raises(error) as caught:
        read_page(content, "folder/kiln.html")
    message = str(caught.value)
    assert message.startswith("folder/kiln.html ")
    assert ": " in message
    assert "\n" not in message


def test_a_page_over_the_limit_is_refused():
    with pytest.raises(OversizedPageError, match=r"kiln\.txt has 0\.1 MB"):
        read(capture("word " * 20_000, "kiln.txt"), max_bytes=50_000)


def test_the_header_s_charset_is_heard():
    document = read(
        capture("Élève à Besançon, été".encode("cp1252"), "kiln.txt", media_type="text/plain; charset=latin1")
    )
    assert (document.text, document.charset) == ("Élève à Besançon, été", "windows-1252")


def test_a_reader_of_bytes_is_called_where_its_content_is_sure_or_its_name_and_its_content_may_be(monkeypatch):
    def refuse(content: bytes) -> None:
        raise UnreadablePageError("is damaged: fetch it again")

    def likeness(content: bytes) -> Likeness:
        return {b"%S": Likeness.CERTAIN, b"%M": Likeness.POSSIBLE}.get(content[:2], Likeness.NONE)

    kiln = BytesFormat("application/x-kiln", refuse, likeness, suffixes=(".kiln",))
    monkeypatch.setattr("extractors.readers.reader.formats", lambda: (kiln, *formats()))
    for content, uri in ((b"%Sure", "a.txt"), (b"%May be", "a.kiln")):
        with pytest.raises(UnreadablePageError, match=f"^{uri} is damaged: fetch it again$"):
            read_page(content, uri)
    for content, uri in ((b"%May be", "a.txt"), (b"No kiln", "a.kiln")):
        assert read_page(content, uri).media_type == "text/plain"


def test_each_format_has_one_reader():
    kinds = [kind for each in formats() for kind in (each.media_type, *each.also)]
    suffixes = [suffix for each in formats() for suffix in each.suffixes]
    assert len(set(kinds)) == len(kinds)
    assert len(set(suffixes)) == len(suffixes)


def test_plain_text_is_kept_as_it_is():
    page = "\n  Kiln \n\n\tTwo towns\u200b share\x0cit.  \r\nNow.\r\n"
    document = read_page(page, "kiln.txt")
    assert document.text == page.replace("\r\n", "\n")
    assert_lawful(document)


LINES = {
    "a wrapped paragraph is one block": ("Two towns share\nan old kiln.", [("text", "Two towns share\nan old kiln.")]),
    "a blank line parts paragraphs": ("One\n \t\nTwo", [("text", "One"), ("text", "Two")]),
    "bullets are cut out of their paragraph": (
        "We want:\n • clay;\n • wood.\nNothing else.",
        [("text", "We want:"), ("bullet", "• clay;"), ("bullet", "• wood."), ("text", "Nothing else.")],
    ),
    "indented lines go on with a bullet": (
        "- clay from\n  the river\n- wood",
        [("bullet", "- clay from\n  the river"), ("bullet", "- wood")],
    ),
    "wrapped lines go on with a bullet": (
        f"* {'clay ' * 12}\nand sand\n* wood",
        [("bullet", f"* {'clay ' * 12}\nand sand"), ("bullet", "* wood")],
    ),
    "a bullet may have no blank": ("•clay\n•wood", [("bullet", "•clay"), ("bullet", "•wood")]),
    "dashes are bullets": ("– argile\n— bois", [("bullet", "– argile"), ("bullet", "— bois")]),
    "numbers that follow one another are bullets": (
        "1) clay\n2) wood\n\na) near\nb) far",
        [("bullet", "1) clay"), ("bullet", "2) wood"), ("bullet", "a) near"), ("bullet", "b) far")],
    ),
    "a number alone may head a section": (
        "1. Introduction\n\nTwo towns.",
        [("text", "1. Introduction"), ("text", "Two towns.")],
    ),
    "numbered prompts with their answers are no list": (
        "1. Who pays?\nThe town.\n2. Who fires?\nThe potters.",
        [("text", "1. Who pays?\nThe town.\n2. Who fires?\nThe potters.")],
    ),
    "initials are no numbers": ("M. Potter\nJ. Carver", [("text", "M. Potter\nJ. Carver")]),
    "a dash alone is an answer": ("Costs?\n-", [("text", "Costs?\n-")]),
    "a negative number is no bullet": ("-5 degrees\n-6 degrees", [("text", "-5 degrees\n-6 degrees")]),
    "a rule is no bullet": ("* * *\n----- x", [("text", "* * *\n----- x")]),
}


@pytest.mark.parametrize(("page", "blocks"), LINES.values(), ids=LINES)
def test_plain_lines(page, blocks):
    document = read_page(page, "kiln.txt")
    assert told(document) == blocks
    assert_lawful(document)


def test_bullets_know_their_nesting():
    document = read_page("- a1\n  - b1\n    - c1\n  - b2\n- a2\n\nText\n\n    - a3", "kiln.txt")
    assert [each.level for each in document.blocks] == [1, 2, 3, 2, 1, 0, 1]
    assert shown(document, BlockKind.TEXT) == ["Text"]


def test_every_error_is_a_page_error():
    assert all(issubclass(error, PageError) for _, error in BAD)


def test_what_reads_other_formats_is_not_loaded_for_a_page_of_html():
    heavy = "{'mammoth', 'pypdfium2', 'xml.dom.minidom'}"
    read = "import sys; from tests.documents import read_page; read_page('<p>x</p>')"
    code = f"{read}; sys.exit(bool({heavy} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
