"""Forms that change under casemill's feet: told by name, nothing lost, and a template proposed."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from extractors.sections.catalogue import load_template
from models.drift import Drift
from models.report import RunReport
from pipeline.milling import Batch, BatchResult, Mill
from pipeline.proposals import accept, proposals
from pipeline.run import run
from pipeline.settings import Settings
from pipeline.status import read_status
from tests.forms import FilledPrompt, Form, as_html, as_text, varied
from tests.homes import make_home, set_pages

PAGES = 10
OLD, NEW = "Who is responsible for this cluster? Is there a cluster organization?", "Which body runs the cluster today?"
ASKED = "Which skills does the region lack?"
Change = Callable[[Form, int], Form]


def engine(mill: Mill, batches: Iterable[Batch]) -> Iterator[BatchResult]:
    return map(mill, batches)


def pages_of(change: Change, *, seeds: int, write: Callable[[Form], str] = as_text) -> dict[str, str]:
    ending = "html" if write is as_html else "txt"
    return {f"{seed % 100}.{ending}": write(change(varied(seed), seed)) for seed in range(seeds, seeds + PAGES)}


def as_before(form: Form, seed: int) -> Form:
    return form


def reworded(form: Form, seed: int) -> Form:
    return form.reworded({"responsible_for_cluster": NEW}) if seed % 2 else form


def swapped(form: Form, seed: int) -> Form:
    return form.swapped("role_of_government", "role_of_private_sector")


def added(form: Form, seed: int) -> Form:
    section = form.sections[1]
    more = (*section.prompts, FilledPrompt("skills", ASKED, f"The {seed}th year lacks glaziers."))
    return replace(form, sections=(form.sections[0], replace(section, prompts=more), *form.sections[2:]))


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    home = make_home(tmp_path / "home", pages_of(as_before, seeds=0))
    assert run(home, engine=engine).drift == ()
    return home


def rerun(settings: Settings, change: Change, write: Callable[[Form], str] = as_text) -> RunReport:
    set_pages(settings.home, pages_of(change, seeds=100, write=write))
    return run(settings, engine=engine)


def told(drift: Drift) -> list[tuple[str, str, str | None, int]]:
    return [(change.kind.value, change.words, change.now, change.pages) for change in drift.changes]


def test_pages_whose_answers_alone_change_show_no_drift(settings):
    report = rerun(settings, as_before)
    assert (report.drift, report.held, report.released) == ((), False, True)


CHANGES = [
    (reworded, [("reworded", OLD, NEW, PAGES // 2)]),
    (swapped, [("moved", "Role of private sector", "Role of government", PAGES)]),
    (added, [("added", ASKED, None, PAGES)]),
]


@pytest.mark.parametrize(("change", "expected"), CHANGES, ids=["reworded", "swapped", "added"])
def test_what_changed_is_told_with_its_pages_and_nothing_is_lost(settings, change, expected):
    (drift,) = rerun(settings, change).drift
    assert told(drift) == expected
    assert (drift.source, drift.template, drift.pages) == ("notes", "ecia_policy_case", PAGES)
    assert all(each.since for each in drift.changes)
    (again,) = read_status(settings).sources.values()
    assert again.records == PAGES


@pytest.mark.parametrize(("change", "words"), [(reworded, NEW), (added, ASKED)], ids=["reworded", "added"])
def test_the_proposed_template_knows_the_change_once_accepted(settings, change, words):
    (drift,) = rerun(settings, change).drift
    assert drift.proposal == "processed/proposals/notes.yaml"
    assert "a template is proposed" in " ".join(read_status(settings).sources["notes"].attention)
    template = load_template(accept(settings, "notes"))
    assert proposals(settings) == []
    said = [
        wording for section in template.sections for each in section.prompts for wording in (each.text, *each.wordings)
    ]
    assert words in said
    assert rerun(settings, change).drift == ()


def other_form(seed: int) -> str:
    facts = {"Baker": f"the {seed}th of her name", "Flour": f"{seed} sacks", "Oven": f"built in {1800 + seed}"}
    lines = "\n\n".join(f"### {label}\n\n{entry}, as told by us." for label, entry in facts.items())
    return f"# Loaf {seed}\n\n## Facts of the bakery\n\n{lines}\n\n## What it bakes\n\nRye number {seed}.\n"


def test_pages_that_share_an_unknown_form_are_learnt_and_offered(settings):
    strays = {f"loaf{seed}.md": other_form(seed) for seed in range(6)}
    set_pages(settings.home, pages_of(as_before, seeds=0) | strays)
    drift = next(each for each in run(settings, engine=engine).drift if each.template is None)
    assert (drift.pages, drift.proposal) == (6, "processed/proposals/notes-new.yaml")
    template = load_template(accept(settings, "notes-new"))
    assert [section.heading for section in template.sections] == ["Facts of the bakery", "What it bakes"]
    assert [prompt.text for prompt in template.sections[0].prompts] == ["Baker", "Flour", "Oven"]


def test_a_release_is_held_back_where_the_form_no_longer_fits(settings):
    def another(form: Form, seed: int) -> Form:
        kept = form.sections[:4]
        return replace(form, sections=kept)

    set_pages(settings.home, pages_of(another, seeds=100))
    report = run(settings, engine=engine)
    (gate,) = (gate for gate in report.gates if gate.gate == "notes/template_fit")
    assert (gate.held, report.released) == (True, False)
    assert gate.reason.startswith("fit of the template fell from ")
    assert "since the form changed" in gate.reason
    assert not run(settings, engine=engine).released
