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
    "before numbers.txt": f"The Mill\n\nIn the valley\n\nAIM\n\n{PROSE}\n\n1. Means\n\n{PROSE}\n\n2. Ends\n\n{PROSE}\n",
    "menu.html": "<h3>Stories</h3><p>A</p><h1>The Mill</h1><h4>Aim</h4><p>Flour.</p><h4>Means</h4><p>Water.</p>",
}


@pytest.mark.parametrize("page", SET)
def test_headings_are_told_by_how_they_are_set(page):
    outline = outline_of(SET[page], page)
    assert (outline.title, [each.capitalize() for each in headings(outline)][:2]) == ("The Mill", ["Aim", "Means"])


def test_first_lines_of_long_paragraphs_are_headings():
    told = ["Aim", "Means", "Ends", "Doubts", "Next"]
    page = "The Mill\n\n" + "\n\n".join(f"{heading}\n{PROSE} {PROSE} {PROSE}" for heading in told)
    assert headings(outline_of(page, "mill.txt")) == told


def test_an_interview_ends_where_it_is_told_who_asked():
    asked = "".join(f"{question}\n\n{PROSE}\n\n" for question in ("Why a mill?", "Who pays?", "What next?"))
    outline = outline_of(
        f'Talks of the valley\n\n"We grind what the valley sows"\n\n{asked}Interview by Ana.\n', "mill.txt"
    )
    assert (outline.title, pairs(outline)[-1][2]) == ('"We grind what the valley sows"', PROSE)


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


CALLED = {
    "title.md": "# Sheet of the valley\n\n**Title:** The Mill\n\n**Who pays?** Nobody.\n\n**Since when?** 1890\n",
    "name.txt": "SHEET OF THE VALLEY\n\nName of the project\nThe Mill\n\nOwner\nThe village\n",
    "titre.txt": "Une fiche de la vallée\n\nIntitulé de l’action\nThe Mill\n\nDates\n1890\n",
    "line.txt": "SHEET OF THE VALLEY\n\nTitle: The Mill\n\nFlour for all of the bakers in the valley, and for us.\n",
    "titel.html": "<h1>Ein Bogen</h1><dl><dt>Titel des Projekts</dt><dd>The Mill</dd><dt>Seit</dt><dd>1890</dd></dl>",
    "site.md": "# The valley\n\n# The Mill\n\n## Aim\n\nFlour.\n\n## Means\n\nWater.\n",
}


@pytest.mark.parametrize("uri", CALLED)
def test_the_title_is_what_the_form_calls_so(uri):
    assert outline_of(CALLED[uri], uri).title == "The Mill"


def test_a_name_asked_for_does_not_replace_the_page_s_own_title():
    page = "# The Mill\n\n**Name of the project:** M\n\n**Who pays?** Nobody.\n\n**Since when?** 1890\n"
    assert outline_of(page, "mill.md").title == "The Mill"


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
