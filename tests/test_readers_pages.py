"""Pages as they are out there: the development set beside the checkout, where it is."""

import json
import re
from pathlib import Path

import pytest

from extractors.readers import read
from models.capture import Capture
from models.document import BlockKind
from tests.documents import assert_lawful, placed
from tests.test_readers_laws import visible_words

PAGES = Path(__file__).resolve().parents[2] / "shared" / "data" / "pages"
MANIFEST = PAGES / "manifest.jsonl"
pytestmark = pytest.mark.skipif(
    not MANIFEST.exists(), reason="../shared/data is not there: development pages are not checked"
)


def files() -> list[str]:
    return [json.loads(line)["file"] for line in MANIFEST.read_text().splitlines()] if MANIFEST.exists() else []


def captured(file: str) -> Capture:
    return Capture(source="pages", uri=file, content=(PAGES / file).read_bytes())


def folded(words: str) -> str:
    return "".join(words.casefold().replace("*", "").split())


@pytest.mark.parametrize("file", files())
def test_every_page_reads_by_the_laws(file):
    document = read(captured(file))
    assert_lawful(document)
    assert document.charset == "utf-8"
    assert len(document.text) > 200


@pytest.mark.parametrize("file", [file for file in files() if file.endswith(".html")])
def test_every_word_and_every_place_of_a_real_page(file):
    source = captured(file).content.decode().replace("\r\n", "\n")
    document = read(captured(file))
    body = [each for each in document.blocks if not each.header]
    assert document.text[body[0].start :].split() == visible_words(source.rpartition("\n---\n")[2])
    for block, words in placed(document, source):
        assert "".join(visible_words(f"<body>{words}")) == "".join(document.words_of(block).split())
    assert all(each.source for each in body)


@pytest.mark.parametrize("gold", sorted(PAGES.glob("*/*.gold.json")), ids=lambda path: path.name[:40])
def test_every_name_of_the_gold_is_in_the_text(gold):
    labels = json.loads(gold.read_text())
    document = read(captured(str(gold.relative_to(PAGES)).removesuffix(".gold.json")))
    source = captured(str(gold.relative_to(PAGES)).removesuffix(".gold.json")).content.decode()
    pictures = folded(" ".join(re.findall(r"!\[(.*?)\]", source)))
    told = folded(" ".join(document.words_of(each) for each in document.blocks if each.kind is not BlockKind.CHROME))
    names = [
        name
        for kind in ("actors", "events", "persons", "places", "instruments")
        for thing in labels.get(kind, [])
        for name in thing["names"]
    ]
    assert [name for name in names if folded(name) not in told + pictures] == []
