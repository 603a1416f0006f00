import zipfile
from io import BytesIO

import docx
import pytest

from models.errors import BinaryPageError, EncryptedPageError, OversizedPageError, UnreadablePageError
from tests.documents import assert_lawful, linked, read_page, told
from tests.writing import as_docx, as_odt

PAGE = (
    "<h1>Kiln</h1><p>Two towns\nshare it.</p><h2>Aims</h2><p><b>Who pays?</b></p><p><b>Budget:</b> 5 M</p>"
    "<ul><li>clay<li>wood</ul><table><tr><td><b>Country</b><td>Sweden<tr><td><b>City</b><td>Malmö</table>"
    "<table><tr><th>Source<th>Amount<tr><td>Town<td>3 M</table>"
)
WRITERS = {"kiln.docx": as_docx, "kiln.odt": as_odt}


@pytest.mark.parametrize("uri", WRITERS)
def test_an_office_document_reads_as_the_page_it_was_written_from(uri):
    page = read_page(PAGE)
    document = read_page(WRITERS[uri](page), uri)
    assert told(document) == told(page)
    assert [(each.level, each.strong) for each in document.blocks] == [
        (each.level, each.strong) for each in page.blocks
    ]
    assert_lawful(document)


@pytest.mark.parametrize("uri", WRITERS)
def test_the_format_is_told_by_the_content(uri):
    content = WRITERS[uri](read_page(PAGE))
    assert read_page(content, "kiln").media_type == read_page(content, uri).media_type


def test_soft_breaks_links_and_cells_of_paragraphs():
    page = docx.Document()
    page.add_paragraph("one\ntwo")
    cell = page.add_table(1, 2).rows[0].cells
    cell[0].text = "Costs"
    cell[1].text = "5 M\n"
    cell[1].add_paragraph("6 M")
    assert read_page(saved(page), "a.docx").text == "one\ntwo\n\nCosts\t5 M\n6 M"


FOOTNOTES = """<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">
<w:footnote w:id="2"><w:p><w:r><w:t>Built late.</w:t></w:r></w:p></w:footnote></w:footnotes>"""
BODY = """<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"
 xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"><w:body>{}</w:body></w:document>"""
WORDED = {
    "notes come last and are no text of the page": (
        '<w:p><w:r><w:t>Kiln</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p>',
        [("text", "Kiln[1]"), ("chrome", "Built late. ↑")],
    ),
    "boxes to tick": (
        "<w:p>"
        '<w:sdt><w:sdtPr><w14:checkbox><w14:checked w14:val="1"/></w14:checkbox></w:sdtPr>'
        "<w:sdtContent><w:r><w:t>☒</w:t></w:r></w:sdtContent></w:sdt><w:r><w:t> Yes</w:t></w:r></w:p>",
        [("text", "[x] Yes")],
    ),
    "deleted and inserted words": (
        "<w:p><w:del><w:r><w:delText>old</w:delText></w:r></w:del><w:ins><w:r><w:t>new</w:t></w:r></w:ins></w:p>",
        [("text", "new")],
    ),
}


@pytest.mark.parametrize(("body", "blocks"), WORDED.values(), ids=WORDED)
def test_the_words_of_a_word_document(body, blocks):
    parts = {"word__document": BODY.format(body), "word__footnotes": FOOTNOTES}
    assert told(read_page(rezipped(KILN, **parts), "a.docx")) == blocks


ODT = """<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:xlink="http://www.w3.org/1999/xlink">
<office:body><office:text>{}</office:text></office:body></office:document-content>"""
NOTE = (
    "<text:note><text:note-citation>1</text:note-citation>"
    "<text:note-body><text:p>{}</text:p></text:note-body></text:note>"
)
MARKED = {
    "tabs, blanks and line breaks": (
        "<text:p>one<text:tab/>two<text:s text:c='3'/>three<text:line-break/>four</text:p>",
        "one two three\nfour",
    ),
    "deleted words and comments": (
        "<text:tracked-changes><text:p>old</text:p></text:tracked-changes>"
        "<text:p>new<office:annotation><text:p>why?</text:p></office:annotation></text:p>",
        "new",
    ),
    "notes come last": (
        f"<text:p>Kiln{NOTE.format('Built late.')} burns.</text:p>",
        "Kiln[1] burns.\n\n[1] Built late.",
    ),
    "sections": ("<text:section><text:p>one</text:p><text:p>two</text:p></text:section>", "one\n\ntwo"),
    "an empty cell": (
        '<table:table xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"><table:table-row>'
        "<table:table-cell/><table:table-cell><text:p>x</text:p></table:table-cell></table:table-row></table:table>",
        "x",
    ),
}


@pytest.mark.parametrize(("body", "text"), MARKED.values(), ids=MARKED)
def test_the_words_of_an_open_document(body, text):
    assert read_page(odt(body), "a.odt").text == text


def test_links_of_an_open_document():
    body = '<text:p>See <text:a xlink:href="https://kiln.example">the kiln</text:a>.</text:p>'
    assert linked(read_page(odt(body), "a.odt")) == [("the kiln", "https://kiln.example")]


def odt(body: str, **entries: str | bytes) -> bytes:
    mimetype = {"mimetype": "application/vnd.oasis.opendocument.text"}
    return zipped(
        mimetype | {"content.xml": ODT.format(body)} | {each.replace("__", "/"): entries[each] for each in entries}
    )


def saved(page: object) -> bytes:
    out = BytesIO()
    page.save(out)
    return out.getvalue()


def zipped(entries: dict[str, str | bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", compression) as archive:
        for name, content in entries.items():
            archive.writestr(name, content, None if name != "mimetype" else zipfile.ZIP_STORED)
    return out.getvalue()


def rezipped(content: bytes, /, **changed: str | bytes) -> bytes:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        entries = {name: archive.read(name) for name in archive.namelist()}
    return zipped(entries | {name.replace("__", "/") + ".xml": value for name, value in changed.items()})


def flagged(content: bytes) -> bytes:
    """The archive with each entry said to be encrypted, in the central directory (APPNOTE 4.4.4)."""
    parts = content.split(b"PK\x01\x02")
    return parts[0] + b"".join(b"PK\x01\x02" + each[:4] + b"\x01\x00" + each[6:] for each in parts[1:])


KILN = as_docx(read_page(PAGE))
ENTITIES = '<!DOCTYPE d [<!ENTITY a "{}"><!ENTITY b SYSTEM "file:///etc/hostname">]><d>&a;&b;</d>'
BAD = {
    "cut short": (KILN[: len(KILN) // 2], "a.docx", UnreadablePageError, "damaged"),
    "a damaged part": (rezipped(KILN, word__document=b"<w:document"), "a.docx", UnreadablePageError, "damaged"),
    "a part in another charset": (
        rezipped(KILN, word__styles=b"\x4c\x6f\xa7"),
        "a.docx",
        UnreadablePageError,
        "damaged",
    ),
    "entities": (rezipped(KILN, word__document=ENTITIES), "a.docx", UnreadablePageError, "entities"),
    "entities in UTF-16": (
        rezipped(KILN, word__styles=ENTITIES.encode("utf-16")),
        "a.docx",
        UnreadablePageError,
        "entities",
    ),
    "entities of an open document": (rezipped(odt(""), content=ENTITIES), "a.odt", UnreadablePageError, "entities"),
    "a bomb": (rezipped(KILN, word__document=b"<w>" + b" " * 40_000_000), "a.docx", OversizedPageError, "unpack to"),
    "a bomb elsewhere": (
        rezipped(KILN, word__footnotes=b"<w>" + b" " * 40_000_000),
        "a.docx",
        OversizedPageError,
        "unpack",
    ),
    "encrypted entries": (flagged(KILN), "a.docx", EncryptedPageError, "password"),
    "an encrypted compound file": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "EncryptedPackage".encode("utf-16-le"),
        "a.docx",
        EncryptedPageError,
        "password",
    ),
    "an old document": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504),
        "a.doc",
        UnreadablePageError,
        "save it as .docx",
    ),
    "an encrypted open document": (
        odt("", **{"META-INF__manifest.xml": "<manifest:manifest><manifest:encryption-data/></manifest:manifest>"}),
        "a.odt",
        EncryptedPageError,
        "password",
    ),
    "an open document without content": (odt("<text:p>")[:-100], "a.odt", UnreadablePageError, "damaged"),
    "another archive": (zipped({"a.txt": "words"}), "a.docx", BinaryPageError, "ZIP"),
    "lists without end": (odt("<text:list>" * 300 + "</text:list>" * 300), "a.odt", UnreadablePageError, "deeper"),
}


@pytest.mark.parametrize(("content", "uri", "error", "words"), BAD.values(), ids=BAD)
def test_what_cannot_be_opened_says_why(content, uri, error, words):
    with pytest.raises(error, match=words) as caught:
        read_page(content, uri)
    assert str(caught.value).startswith(f"{uri} ")
    assert "\n" not in str(caught.value)
