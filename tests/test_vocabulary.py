import pytest

from extractors.vocabulary.inflection import forms


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
