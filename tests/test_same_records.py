"""One page, written in several formats: its record is the same, but for offsets."""

import re
from pathlib import Path

import pytest

from extractors.extract import extract
from extractors.readers import read
from extractors.toolkit import load_toolkit
from models.capture import Capture
from models.document import Document
from models.record import CaseRecord
from tests.forms import as_html, as_text, filled
from tests.printing import as_pdf
from tests.writing import as_docx, as_mail, as_odt

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
TOOLKIT = load_toolkit(templates=EXAMPLES / "templates")
OFFSETS = {"start", "end", "span", "mentions", "id", "confidence"}
ENTITIES = ("actors", "events", "persons", "contacts", "places", "dates", "amounts", "instruments")
# What stands in front matter is no part of a printed page, and is left out of those that have it.
UNFIT = {"a_rediger.md", "lost_in_transfer.html"}
UNPRINTABLE = {"gdansk_living_quay.html"}  # the printer's font has no Polish letters
PAGES = {
    path.name: path.read_bytes().rpartition(b"\n---\n")[2]
    for path in sorted(EXAMPLES.glob("pages/*/*"))
    if path.name not in UNFIT
} | {"form.txt": as_text(filled()).encode(), "form.html": as_html(filled()).encode()}


def in_docx(page: Capture, document: Document) -> bytes:
    return as_docx(document)


def in_odt(page: Capture, document: Document) -> bytes:
    return as_odt(document)


def in_pdf(page: Capture, document: Document) -> bytes:
    return as_pdf(document, running="Case file")


def in_mail(page: Capture, document: Document) -> bytes:
    subtype = document.media_type.partition("/")[2]
    words = document.text if subtype == "plain" else page.content.decode(document.charset)
    return as_mail(words, subtype, document.title or "A case")


FORMATS = {"docx": in_docx, "odt": in_odt, "pdf": in_pdf, "eml": in_mail}


def told(record: CaseRecord) -> dict:
    """What the record says of its sections, without places in the text."""
    plain = record.model_dump(mode="json")
    keys = {section["key"] for section in plain["sections"]}
    sections = [
        {"key": each["key"], "heading": folded(each["heading"]), "pairs": [bare(pair) for pair in each["pairs"]]}
        for each in plain["sections"]
    ]
    things = {
        kind: [bare(each) for each in plain[kind] if any(mention["section"] in keys for mention in each["mentions"])]
        for kind in ENTITIES
    }
    return {"template": plain["template"], "language": plain["language"], "sections": sections, **things}


def bare(thing: object) -> object:
    if isinstance(thing, dict):
        return {key: bare(value) for key, value in thing.items() if key not in OFFSETS}
    if isinstance(thing, list):
        return [bare(each) for each in thing]
    return folded(thing) if isinstance(thing, str) else thing


def folded(words: str | None) -> str:
    """Bullets, the lines of a paragraph, and how an address shown without its scheme is completed are no words."""
    plain = re.sub(r"^https?://(.*?)/?$", r"\1", words or "")
    return " ".join(word for word in plain.split() if word not in {"•", "-"} or words == "-")


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize("name", PAGES)
def test_the_record_is_the_same_in_each_format(name, suffix):
    if suffix == "pdf" and name in UNPRINTABLE:
        pytest.skip("the printer's font lacks its letters")
    page = Capture(source="test", uri=name, content=PAGES[name])
    written = FORMATS[suffix](page, read(page))
    record = extract(Capture(source="test", uri=f"{name}.{suffix}", content=written), TOOLKIT)
    assert told(record) == told(extract(page, TOOLKIT))
