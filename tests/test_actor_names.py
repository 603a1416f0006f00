"""The rules behind organisations' names, each alone."""

import pytest

from extractors.entities.actors.describing import kinds_in
from extractors.entities.actors.finding import named_bodies
from extractors.entities.actors.lists import examples, neighbours
from extractors.entities.actors.surroundings import signs_of_place
from extractors.entities.naming.extents import owners, parts
from extractors.entities.naming.organisations import match, own_heads
from extractors.entities.naming.spots import Spot
from extractors.entities.naming.words import words_in
from tests.passages import page_of


def spans(text, extents):
    words = words_in(text)
    return [text[words[first].start : words[last].end] for first, last in extents]


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("en", "four incubators, among them Larch and Lynx, came", ["Larch and Lynx"]),
        ("en", "two retailers (Acme, Bolt) came", ["Acme, Bolt"]),
        ("en", "several banks such as Larch came", ["Larch"]),
        ("en", "three museums: Larch, Lynx and Otter", ["Larch, Lynx and Otter"]),
        ("en", "retailers, and many shoppers, came", []),
        ("en", "a retailer (Acme) came", []),
        ("en", "retailers of the town of Larch came", []),
        ("fr", "des entreprises sidérurgiques (Acme)", ["Acme"]),
        ("fr", "des associations comme Mélèze", ["Mélèze"]),
        ("de", "mehrere Vereine, darunter Lerche", ["Lerche"]),
    ],
)
def test_examples_of_a_kind_stand_behind_its_plural(language, text, found):
    assert spans(text, examples(language, words_in(text), kinds_in(text, language))) == found


@pytest.mark.parametrize(
    ("text", "body", "begins", "ends"),
    [
        ("Larch, Kent Council", "Kent Council", [], ["Larch"]),
        ("Larch and Kent Council", "Kent Council", [], ["Larch"]),
        ("Larch and the Kent Council", "Kent Council", [], ["Larch"]),
        ("Kent Council, Larch", "Kent Council", ["Larch"], []),
        ("Kent Council and the Larch", "Kent Council", ["Larch"], []),
        ("Lynx; Kent Council; Larch", "Kent Council", ["Larch"], ["Lynx"]),
        ("Lynx/Kent Council", "Kent Council", [], ["Lynx"]),
        ("Lynx met Kent Council here", "Kent Council", [], []),
        ("Kent Council", "Kent Council", [], []),
        ("Kent Council, and", "Kent Council", [], []),
    ],
)
def test_neighbours_in_a_list_begin_or_end_beside_a_body(text, body, begins, ends):
    words = words_in(text)
    first = next(index for index, word in enumerate(words) if text[word.start :].startswith(body))
    found = neighbours(words, [(first, first + len(body.split()) - 1)])
    assert tuple([words[index].text for index in sorted(side)] for side in found) == (begins, ends)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Faculty of Law of the University of Ghent", ["Faculty of Law", "University of Ghent"]),
        ("Institut de chimie de l'Université de Gand", ["Institut de chimie", "Université de Gand"]),
        ("Department of Health of Kent", ["Department of Health of Kent"]),
        ("Association of the Larch Valley Councils", ["Association of the Larch Valley Councils"]),
        ("University of Ghent", ["University of Ghent"]),
    ],
)
def test_a_part_of_a_body_is_cut_from_its_owner(text, names):
    assert spans(text, owners(words_in(text), 0, len(words_in(text)) - 1)) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Kent County Council and Oxley Town Council", ["Kent County Council", "Oxley Town Council"]),
        ("University of Ghent and the Bank of Larch", ["University of Ghent", "the Bank of Larch"]),
        ("Museum of Mills and Ponds", ["Museum of Mills and Ponds"]),
        ("NASA's Larch Centre", ["NASA", "Larch Centre"]),
    ],
)
def test_two_names_in_a_row_are_cut_apart(text, names):
    assert spans(text, parts(words_in(text), 0, len(words_in(text)) - 1)) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("two new sites: Larch House and Lynx Centre", ["Larch House", "Lynx Centre"]),
        ("deux partenaires : Mélèze et Centre Loutre", ["Mélèze", "Centre Loutre"]),
        ("a lease between Otter Mills and Lynx Museum", ["Otter Mills", "Lynx Museum"]),
        ("one new site: Larch and Lynx Centre", ["Larch and Lynx Centre"]),
        ("two: Larch and Lynx and Otter Museum", ["Larch and Lynx and Otter Museum"]),
        ("we met Larch and Lynx Centre", ["Larch and Lynx Centre"]),
    ],
)
def test_two_that_are_announced_are_two_names(text, names):
    words = words_in(text)
    first = next(index for index, word in enumerate(words) if word.is_capital)
    assert spans(text, parts(words, first, len(words) - 1)) == names


@pytest.mark.parametrize(
    ("language", "noun", "sector"),
    [
        ("fr", "Confédération", "intermediary"),
        ("fr", "Lycée", "knowledge"),
        ("fr", "Mairie", "government"),
        ("de", "Genossenschaft", "business"),
        ("es", "Biblioteca", "knowledge"),
        ("fr", "Council", None),
        ("en", "Council", None),
        ("fr", "Agriculteur", None),
    ],
)
def test_a_language_has_heads_of_its_own(language, noun, sector):
    found = match(own_heads(language), words_in(noun), 0)
    assert (found[1].sector if found else None) == sector


BODIES = [
    ("de", "das Institut für ländliche Räume in Lerch", "Institut für ländliche Räume"),
    ("de", "die Arbeitsgemeinschaft für die Berggebiete zahlt", "Arbeitsgemeinschaft für die Berggebiete"),
    ("de", "wie die Hochschule Lerchberg 2021 zeigte", "Hochschule Lerchberg"),
    (
        "en",
        "the Department of Roads, Local Government and Ponds gave",
        "Department of Roads, Local Government and Ponds",
    ),
    ("en", "the Larch Institute of Lynx University came", "Larch Institute"),
    ("en", "Larch Government's Department of Ponds and Weirs paid", "Department of Ponds and Weirs"),
    ("fr", "le Centre jurassien de la Laine et de la Mode", "Centre jurassien de la Laine et de la Mode"),
    ("fr", "les élèves du Centre de formation Relais de la Loutre ont bâti", "Centre de formation Relais de la Loutre"),
    ("fr", "le comité de quartier Mélèze a voté", "comité de quartier Mélèze"),
    ("fr", "le centre social Jean-Mélèze a ouvert", "centre social Jean-Mélèze"),
    ("es", "Lince de la Universidad de Alerce", "Universidad de Alerce"),
]


@pytest.mark.parametrize(("language", "text", "name"), BODIES)
def test_how_far_a_name_reaches_is_told_by_its_head(language, text, name):
    words = words_in(text)
    found = [text[words[body.first].start : words[body.last].end] for body in named_bodies(text, language)]
    assert name in found


PAYERS = [
    ("Lynx Larch: £54,000 a year", True),
    ("Lynx Larch (40 %) and others", True),
    ("Lynx Larch, CHF 2 Mio.", True),
    ("Lynx Larch 45 k€", True),
    ("£3,000 from Lynx Larch", True),
    ("560 000 € de Lynx Larch", True),
    ("80.000 Euro vom Lynx Larch", True),
    ("Lynx Larch, 12 years old", False),
    ("Lynx Larch spent £3,000", False),
    ("three years from Lynx Larch", False),
]


@pytest.mark.parametrize(("text", "pays"), PAYERS)
def test_who_pays_stands_beside_the_amount(text, pays):
    page = page_of(text)
    words = words_in(text)
    first = next(index for index, word in enumerate(words) if word.text == "Lynx")
    spot = Spot(page.passages[0], words, first, first + 1)
    assert ("pays" in set(signs_of_place(page, spot, frozenset()))) is pays
