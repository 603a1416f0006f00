"""Templates learnt from eight development pages, tried on others of the same form."""

from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from extractors.evaluation.structure import judge_structure
from extractors.extract import extract
from extractors.sections.learning.learn import learn_template
from extractors.toolkit import Toolkit
from models.capture import Capture
from models.gold import GoldPage
from models.template import Template
from pipeline.gold import read_gold
from pipeline.samples import read_sample, sample_paths

PAGES = Path(__file__).resolve().parents[2] / "shared" / "data" / "pages"
pytestmark = pytest.mark.skipif(not PAGES.exists(), reason="../shared/data is not there: no pages to learn from")
LEARNT_FROM = 8
BARS = {"sections": 0.98, "questions": 0.97, "answers": 0.95}
FORMS = {
    "la2050_2014": ("questions", "answers"),
    "la2050_2020": ("questions", "answers"),
    "bids_repro_case": ("sections", "questions", "answers"),
    "betagouv_startup": ("sections",),
    "adaptecca_case": ("sections",),
    "citizenscience_gov": ("sections",),
}


@cache
def gold_of(form: str) -> dict[str, GoldPage]:
    return {page.path.name: page.gold for page in read_gold(PAGES / form, structure=True).pages}


def parted(form: str) -> tuple[list[Path], list[Path]]:
    """Eight pages to learn from, those without gold first, and the others that have gold."""
    pages = [path for path in sample_paths([PAGES / form]) if path.name != "TEMPLATE.md"]
    pages.sort(key=lambda path: (path.name in gold_of(form), path.name))
    return pages[:LEARNT_FROM], [path for path in pages[LEARNT_FROM:] if path.name in gold_of(form)]


def f1_of(form: str, template: Template, pages: list[Path]) -> dict[str, float]:
    right: Counter[str] = Counter()
    told: Counter[str] = Counter()
    for path in pages:
        capture = Capture(source="test", uri=path.name, content=path.read_bytes())
        record = extract(capture, Toolkit(templates={template.key: template}, names={}))
        for verdict in judge_structure(record, gold_of(form)[path.name]):
            right[verdict.label] += len(verdict.right)
            told[verdict.label] += 2 * len(verdict.right) + len(verdict.missed) + len(verdict.extra)
    return {label: 2 * right[label] / told[label] if told[label] else 1.0 for label in told}


@pytest.mark.parametrize("form", FORMS)
def test_what_eight_pages_teach_splits_the_others(form):
    taught, tried = parted(form)
    samples = [read_sample(path, max_bytes=2**24) for path in taught]
    template = learn_template(samples, key=form, name=form).template
    assert tried
    found = f1_of(form, template, tried)
    for label in FORMS[form]:
        assert found[label] >= BARS[label], (label, found)
