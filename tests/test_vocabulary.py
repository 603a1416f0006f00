from pathlib import Path

import pytest

from extractors.vocabulary.given_names import is_given_name
from extractors.vocabulary.inflection import forms
from extractors.vocabulary.listing import read_listing


@pytest.mark.parametrize(
    ("phrase", "language", "plural"),
    [
        ("chamber of commerce", "en", "chambers of commerce"),
        ("local authority", "en", "local authorities"),
        ("launch", "en", "launches"),
        ("pôle régional de santé", "fr", "pôles régionaux de santé"),
        ("chambre d'agriculture", "fr", "chambres d'agriculture"),
        ("bureau", "fr", "bureaux"),
        ("institución pública", "es", "instituciones públicas"),
        ("Universität", "de", "Universitäten"),
        ("Ministerium", "de", "Ministerien"),
    ],
)
def test_the_head_of_a_phrase_takes_the_plural(phrase: str, language: str, plural: str) -> None:
    assert forms(phrase, language) == (phrase, plural)


def test_a_word_without_a_plural_of_its_own_has_one_form() -> None:
    assert forms("concours", "fr") == ("concours",)


def test_a_listing_tells_what_stands_behind_a_key(tmp_path: Path) -> None:
    (tmp_path / "list.tsv").write_text("# note\nlark\tFR,BE\nlarks\noxley\tGB\n", encoding="utf-8")
    listing = read_listing(tmp_path / "list.tsv")
    assert [listing.after(key) for key in ("lark", "larks", "lar", "# note", "oxley")] == [
        "FR,BE",
        "",
        None,
        None,
        "GB",
    ]


def test_given_names_of_many_countries_are_known() -> None:
    names = ("heike", "jean-luc", "itziar", "paris", "zarnholt")
    assert [is_given_name(name) for name in names] == [True, True, True, False, False]
