"""Which template a page is split by, and why."""

from extractors.readers import read
from extractors.sections.outline import split
from models.frozen import revise
from models.outline import Outline
from models.template import Prompt, Template, TemplateSection
from tests.forms import POLICY, as_text, capture, filled

MILL = Template(
    key="mill",
    version=1,
    name="Mill",
    sections=(TemplateSection(key="aim", heading="Aim", prompts=(Prompt(key="flour", text="What is ground here?"),)),),
)


def outline_of(*templates: Template) -> Outline:
    document = read(capture(as_text(filled())), max_bytes=10**6)
    return split(document, {each.key: each for each in templates}, name="kiln.txt", language="en")


def test_the_best_fit_is_taken_with_its_share():
    outline = outline_of(MILL, POLICY)
    assert outline.template is not None
    assert (outline.template.key, outline.template.fit) == (POLICY.key, 1)


def test_two_that_fit_alike_are_a_finding():
    outline = outline_of(POLICY, revise(POLICY, key="policy_again"))
    (finding,) = [each for each in outline.findings if each.code == "templates_alike"]
    assert finding.message.startswith("ecia_policy_case (100%) and policy_again (100%) fit alike")


def test_none_that_fits_leaves_the_page_its_own_structure():
    assert outline_of(MILL).template is None
