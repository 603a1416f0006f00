"""Templates learnt from pages that share one, and nothing else."""

import pytest

from extractors.readers import read
from extractors.sections.learning.amending import amended
from extractors.sections.learning.learn import Sample, learn_template
from extractors.sections.outline import split
from models.errors import TemplateError
from models.frozen import revise
from models.outline import Outline
from models.template import Template
from tests.forms import POLICY, as_html, as_text, capture, varied

WRITTEN = {
    "text": lambda form: (as_text(form), "case.txt"),
    "run in": lambda form: (as_text(form, joint=" "), "case.txt"),
    "wrapped": lambda form: (as_text(form, wrap=48), "case.txt"),
    "html": lambda form: (as_html(form), "case.html"),
}


def sample(seed: int, way: str) -> Sample:
    page, uri = WRITTEN[way](varied(seed))
    return Sample(name=f"{seed} {uri}", document=read(capture(page, uri), max_bytes=10**6), language="en")


def learnt_from(samples: list[Sample]) -> Template:
    return learn_template(samples, key="learnt", name="Learnt").template


def shown(outline: Outline) -> list[tuple[str, str, str, str]]:
    return [
        (section.heading, pair.question, pair.state, pair.answer)
        for section in outline.sections
        for pair in section.pairs
        if pair.span
    ]


def split_by(template: Template, page: Sample) -> Outline:
    return split(page.document, {template.key: template}, name=page.name, language="en", template=template.key)


@pytest.mark.parametrize("way", WRITTEN)
def test_what_is_learnt_splits_as_the_template_written_by_hand(way):
    template = learnt_from([sample(seed, way) for seed in range(8)])
    assert [each.heading for each in template.sections] == [each.heading for each in POLICY.sections]
    for seed in range(100, 106):
        page = sample(seed, way)
        assert shown(split_by(template, page)) == shown(split_by(POLICY, page))


def test_text_and_html_pages_teach_together():
    template = learnt_from([sample(seed, "text" if seed % 2 else "html") for seed in range(8)])
    for way in ("text", "html"):
        page = sample(100, way)
        assert shown(split_by(template, page)) == shown(split_by(POLICY, page))


def test_the_words_around_and_for_not_known_are_learnt():
    template = learnt_from([sample(seed, "text") for seed in range(8)])
    assert {"Policy Guidance Tool", "Go to top"} <= set(template.chrome)
    assert set(template.unknown) == {"Unknown", "n/a"}
    assert template.sections[1].prompts[0].type == "yes_no"


def odd_page() -> Sample:
    words = "# Bread\n\n## Flour\n\nRye, of the mill by the weir.\n\n## Oven\n\nHot.\n"
    return Sample(name="bread.md", document=read(capture(words, "bread.md"), max_bytes=10**6), language="en")


def test_an_odd_page_is_named_and_spoils_nothing():
    samples = [sample(seed, "text") for seed in range(8)]
    learnt = learn_template([*samples[:3], odd_page(), *samples[3:]], key="learnt", name="Learnt")
    assert learnt.odd == ("bread.md",)
    assert learnt.template == learnt_from(samples)


FEW = [
    ([sample(0, "text"), sample(1, "text")], "2 pages are too few to learn a template from; give 3 or more"),
    ([odd_page(), sample(0, "text"), sample(1, "html")], "the 3 pages share no form"),
]


@pytest.mark.parametrize(("samples", "message"), FEW)
def test_pages_that_share_nothing_teach_nothing(samples, message):
    with pytest.raises(TemplateError, match=message):
        learn_template(samples, key="learnt", name="Learnt")


def test_learning_again_keeps_what_was_edited():
    template = learnt_from([sample(seed, "text") for seed in range(4)])
    first = revise(template.sections[0], key="opening", expects=("actor",))
    edited = revise(template, sections=(first, *template.sections[1:]), chrome=("Menu",))
    again = amended(edited, learnt_from([sample(seed, "text") for seed in range(4, 10)]))
    assert again.sections[0] == first
    assert again.chrome[0] == "Menu"
    assert [each.key for each in again.sections[1:]] == [each.key for each in template.sections[1:]]


def test_learning_the_same_again_changes_nothing():
    template = learnt_from([sample(seed, "text") for seed in range(6)])
    assert amended(template, template) == template


def test_a_new_prompt_stands_where_the_pages_have_it():
    template = learnt_from([sample(seed, "text") for seed in range(6)])
    first, section, *others = template.sections
    shorter = revise(section, prompts=section.prompts[:1] + section.prompts[2:])
    without = revise(template, sections=(first, shorter, *others))
    again = amended(without, template)
    assert [each.key for each in again.sections[1].prompts] == [each.key for each in section.prompts]
    assert again.version == without.version + 1


def mill_page(seed: int) -> Sample:
    words = f"# Mill {seed}\n\n## Flour\n\nRye {seed}.\n\n## Weir\n\n{seed} feet.\n\n## Miller\n\nAna {seed}.\n"
    return Sample(name=f"mill {seed}", document=read(capture(words, "mill.md"), max_bytes=10**6), language="en")


def test_of_two_forms_the_one_that_most_pages_share_is_learnt():
    mills = [mill_page(seed) for seed in range(3)]
    learnt = learn_template([*mills, *(sample(seed, "text") for seed in range(5))], key="learnt", name="Learnt")
    assert learnt.odd == ("mill 0", "mill 1", "mill 2")
    assert [each.heading for each in learnt.template.sections] == [each.heading for each in POLICY.sections]


def test_guidance_that_goes_on_below_a_heading_is_no_part_of_it():
    page = "{0}\n\nA. AIM\n[One line.]\n\nA1. Why?\n{0}.\n\nB. MEANS\n[Name all.]\n\nB1. Who pays?\n{0}s.\n"
    samples = [
        Sample(name=word, document=read(capture(page.format(word), f"{word}.txt"), max_bytes=10**6), language="en")
        for word in ("mill", "forge", "dairy", "quarry")
    ]
    assert [(each.heading, each.guidance) for each in learnt_from(samples).sections] == [
        ("AIM", ("[One line.]",)),
        ("MEANS", ("[Name all.]",)),
    ]
