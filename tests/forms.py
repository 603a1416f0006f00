"""Pages made of a template, filled in by hand: what a form's author would publish."""

from dataclasses import dataclass, field, replace
from random import Random

from extractors.sections.catalogue import load_templates
from models.capture import Capture
from models.template import Template

POLICY = load_templates()["ecia_policy_case"]


@dataclass(frozen=True)
class FilledPrompt:
    key: str
    words: str
    answer: str


@dataclass(frozen=True)
class FilledSection:
    key: str
    number: str
    heading: str
    guidance: tuple[str, ...]
    prompts: tuple[FilledPrompt, ...]
    text: str = ""


@dataclass(frozen=True)
class Form:
    """A filled-in form, ready to be written down in several ways."""

    title: str
    sections: tuple[FilledSection, ...]
    above: tuple[str, ...] = field(default=())

    def answers(self) -> list[tuple[str, str, str]]:
        return [(section.key, prompt.key, prompt.answer) for section in self.sections for prompt in section.prompts]

    def without(self, key: str) -> "Form":
        return replace(self, sections=tuple(each for each in self.sections if each.key != key))

    def swapped(self, one: str, other: str) -> "Form":
        by_key = {each.key: each for each in self.sections}
        order = {one: other, other: one}
        return replace(self, sections=tuple(by_key[order.get(each.key, each.key)] for each in self.sections))

    def reworded(self, wordings: dict[str, str]) -> "Form":
        def told(section: FilledSection) -> FilledSection:
            return replace(
                section,
                prompts=tuple(replace(each, words=wordings.get(each.key, each.words)) for each in section.prompts),
            )

        return replace(self, sections=tuple(told(each) for each in self.sections))


ANSWERS = {
    "part_of_cluster": "Yes, the Harbour Cluster of Aveiro took it up in its second year.",
    "type_of_cluster": "A mix of ceramics, boat builders and one animation studio.\n\n• glazes\n\n• hulls",
    "actors_of_cluster": "Four workshops, the polytechnic and the port office.",
    "responsible_for_cluster": "Unknown",
    "other_clusters": "No, the nearest one is two hours away.",
    "importance_of_government": "The town lends rooms; the region pays one salary.",
    "relevant_policies": "Unknown",
    "policy_instruments": "Vouchers for small firms.",
    "government_financing": "EUR 40,000 a year, of which a third comes from the region.",
    "role_of_private_actors": "They lend machines and people on Fridays.",
    "private_financing": "n/a",
    "knowledge_institutions_involved": "Yes: the polytechnic's glass laboratory.",
    "contribution_of_knowledge_institutions": "Two researchers and a kiln.",
    "success_and_fail_factors": "It worked because the kiln is shared.\n\nIt failed where nobody had time.",
    "replicable_elsewhere": "Yes, wherever there is an idle kiln.",
    "conditions_of_replication": "Unknown",
    "financing": "Membership fees only.",
    "financial_contribution_of_knowledge_institutions": "-",
}
FREE_TEXT = {
    "introduction": "Since 2014 glaze makers and boat builders meet on the quay.\n\nThey share one kiln.",
    "contact": "For more, write to Ilda Reis via ilda.reis(at)kiln.example",
}


def filled(template: Template = POLICY) -> Form:
    """The form of `template` with an answer to each prompt."""
    return Form(
        title="A Kiln on the Quay",
        above=template.chrome[:2],
        sections=tuple(
            FilledSection(
                key=section.key,
                number=section.number or "",
                heading=section.heading,
                guidance=section.guidance,
                prompts=tuple(FilledPrompt(each.key, each.text, ANSWERS[each.key]) for each in section.prompts),
                text=FREE_TEXT.get(section.key, ""),
            )
            for section in template.sections
        ),
    )


_WORDS = (
    "kiln quay boat glaze rope tide crane slip mast hull net salt cork clay ferry lamp winch bell pier chart shared "
    "lent mended built painted sold tested opened moved paid by for with from near after before because while"
)


def varied(seed: int) -> Form:
    """The form as another author fills it in: other answers, some of them short, not known or blank."""
    chance = Random(seed)  # noqa: S311 - pages to read, no secret

    def sentence() -> str:
        return " ".join(chance.choices(_WORDS.split(), k=chance.randint(5, 18))).capitalize() + "."

    def answer(key: str) -> str:
        kind = chance.random()
        if key in {"part_of_cluster", "replicable_elsewhere"} and kind < 0.85:
            return "Yes"
        if kind < 0.2:
            return chance.choice(["Unknown", "Unknown", "n/a", ""])
        return "\n\n".join(sentence() for _ in range(chance.randint(1, 3)))

    def told(section: FilledSection) -> FilledSection:
        prompts = tuple(replace(each, answer=answer(each.key)) for each in section.prompts)
        return replace(section, prompts=prompts, text=sentence() if section.text else "")

    form = filled()
    return replace(form, title=sentence().rstrip("."), sections=tuple(told(each) for each in form.sections))


def as_text(form: Form, *, numbered: bool = True, joint: str = "\n\n", wrap: int | None = None) -> str:
    """The form as plain text; `joint` stands between prompt and answer, `wrap` is the longest line of a prompt."""
    parts = [*form.above, form.title]
    for section in form.sections:
        parts.append(f"{section.number}. {section.heading}" if numbered else section.heading)
        parts += section.guidance
        parts += [section.text] if section.text else []
        parts += [joint.join([_wrapped(each.words, wrap), each.answer]) for each in section.prompts]
    return "\n\n".join([*parts, "Go to top"])


def as_html(form: Form) -> str:
    """The form as an HTML page with headings that bear no numbers."""
    parts = [f"<html lang=en><head><title>{form.title}</title></head><body>"]
    parts += [f"<p>{each}</p>" for each in form.above]
    parts.append(f"<h1>{form.title}</h1>")
    for section in form.sections:
        parts.append(f"<h2>{section.heading}</h2>")
        parts += [f"<p><em>{each}</em></p>" for each in section.guidance]
        parts += [f"<p>{each}</p>" for each in section.text.split("\n\n") if each]
        for prompt in section.prompts:
            parts.append(f"<p><strong>{prompt.words}</strong></p>")
            parts += [f"<p>{each}</p>" for each in prompt.answer.split("\n\n")]
    return "\n".join([*parts, "<p><a href='#top'>Go to top</a></p></body></html>"])


def capture(page: str, uri: str = "kiln.txt") -> Capture:
    """The page as captured."""
    return Capture(source="test", uri=uri, content=page.encode())


def _wrapped(words: str, width: int | None) -> str:
    from textwrap import fill

    return words if width is None else fill(words, width)
