"""Forms that no template knows: their prompts are told by how the page is set."""

from pathlib import Path

import pytest
import yaml

from extractors.sections.answers import state_of
from tests.sections.test_structure import headings, outline_of, pairs

FORMS = yaml.safe_load(Path(__file__).with_name("unknown_forms.yaml").read_text(encoding="utf-8"))
PROSE = "Flour for all of the bakers in the valley, and for us."


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form["uri"])
def test_prompts_are_told_by_the_form(form):
    assert pairs(outline_of(form["page"], form["uri"])) == [tuple(pair) for pair in form["pairs"]]


SET = {
    "signs.txt": f"The Mill\n\n>> Aim\n\n{PROSE}\n\n>> Means\n\n{PROSE}\n",
    "capitals.txt": f"The Mill\n\nAIM\n\n{PROSE}\n\nTwo things count\n\n{PROSE}\n\nMEANS\n\n{PROSE}\n",
    "underlined.txt": "The Mill\n\nAim\n---\nFlour.\n\nMeans\n-----\nWater.\n",
    "menu.html": "<h3>Stories</h3><p>A</p><h1>The Mill</h1><h4>Aim</h4><p>Flour.</p><h4>Means</h4><p>Water.</p>",
}


@pytest.mark.parametrize("page", SET)
def test_headings_are_told_by_how_they_are_set(page):
    outline = outline_of(SET[page], page)
    assert (outline.title, [each.capitalize() for each in headings(outline)]) == ("The Mill", ["Aim", "Means"])


OPENINGS = {
    "way": "Portal > Cases > Mills\n\n",
    "menu": "Start | Themes | Contact\n\nYou are here: Start / Themes / Mills\n\n",
    "capitals": "CASE SHEET\n\n",
    "lines": "=== Mills of the valley ===\n\n",
    "number": "Mills of the valley\nwww.mills.example\n\nSheet no. 12\n",
    "number in capitals": "REGISTER OF MILLS\nRecord sheet 12 (fill in every line)\n\n",
}


@pytest.mark.parametrize("opening", OPENINGS)
def test_what_stands_over_the_title_is_not_the_title(opening):
    assert outline_of(f"{OPENINGS[opening]}The Mill\n\n{PROSE}\n", "mill.txt").title == "The Mill"


NOT_KNOWN = [
    ("fr", "n/c"),
    ("fr", "inconnu à ce jour"),
    ("de", "k. A."),
    ("de", "derzeit unbekannt"),
    ("es", "s/d"),
    ("en", "Not known yet"),
    ("en", "Unknown at this stage"),
]


@pytest.mark.parametrize(("language", "answer"), NOT_KNOWN)
def test_answers_that_say_not_known(language, answer):
    assert state_of(answer, language) == "unknown"
