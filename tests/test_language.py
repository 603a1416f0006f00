import pytest

from extractors.language import tell_language
from extractors.readers import read
from tests.forms import capture

ENGLISH = "The mill stands by the weir and grinds rye for the three bakers of the valley, who pay in bread. " * 2
FRENCH = "Le moulin se trouve près du barrage et broie du seigle pour les trois boulangers de la vallée. " * 2
GERMAN = "Die Mühle steht am Wehr und mahlt Roggen für die drei Bäcker im Tal, die mit Brot bezahlen. " * 2

PAGES = [
    (ENGLISH, "en"),
    (FRENCH, "fr"),
    (GERMAN, "de"),
    (f'<html lang="en"><body><p>{FRENCH}</p></body></html>', "fr"),
    ('<html lang="fr-BE"><body><p>Atelier</p></body></html>', "fr"),
    (f"---\ntitle: A title in English\nsummary: some more of it\n---\n{FRENCH}", "fr"),
]


@pytest.mark.parametrize(("page", "language"), PAGES)
def test_what_the_words_say_goes_before_what_the_page_declares(page, language):
    uri = "page.html" if page.startswith("<") else "page.md"
    assert tell_language(read(capture(page, uri))) == language


def test_the_source_knows_best():
    assert tell_language(read(capture(ENGLISH)), hint="nl-BE") == "nl"
