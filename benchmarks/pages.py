"""Case pages without end, from a small grammar of our own: the same numbers give the same pages."""

from collections.abc import Iterator
from pathlib import Path
from random import Random

from extractors.sections.catalogue import load_templates
from models.template import Prompt, TemplateSection

TOWNS = (
    "Aalen",
    "Bilbao",
    "Cork",
    "Debrecen",
    "Espoo",
    "Faro",
    "Graz",
    "Huelva",
    "Izola",
    "Jelgava",
    "Kavala",
    "Leiria",
    "Malmö",
    "Nitra",
    "Oulu",
    "Porto",
    "Riga",
    "Sibiu",
    "Tartu",
    "Umeå",
)
NOUNS = (
    "Harbour",
    "Loom",
    "Orchard",
    "Quarry",
    "Signal",
    "Canal",
    "Foundry",
    "Meadow",
    "Lantern",
    "Ferry",
    "Granary",
    "Kiln",
    "Mill",
    "Sawmill",
    "Bakery",
    "Tannery",
)
_BODIES = (
    "{noun} Association",
    "University of {town}",
    "City of {town}",
    "{town} {noun} Cluster",
    "{noun} Works Ltd",
    "Institute for {noun} Studies",
)
_KINDS = ("chambers of commerce", "small firms", "schools", "local authorities", "start-ups", "housing associations")
_EVENTS = (
    "workshops",
    "a conference",
    "an open day",
    "a design competition",
    "speed dating evenings",
    "a summer school",
)
MEANS = ("a grant", "innovation vouchers", "a public loan", "the European Regional Development Fund", "a tax relief")
_PEOPLE = ("Ana", "Bert", "Chiara", "Dov", "Elif", "Femke", "Goran", "Hanne", "Ivo", "Jana")
_SENTENCES = (
    "In {year} {body} and {kinds} in {town} began to work together on an old {thing}.",
    "{body} held {event} in {town} on {day} {month} {year}, and {number} people came.",
    "The work was paid by {means} of EUR {money}, and {body} gave the rest.",
    "Nothing went as planned in the first winter, but the second one was mild and the roof held.",
    "{kinds} asked for more room; {body} found it in a hall beside the {thing}.",
    "Since {year} {number} families have taken part, most of them from {town}.",
    "What helped was patience: nobody had to show a result before the third year.",
)
MONTHS = ("January", "March", "April", "June", "September", "November")


def pages(count: int, *, seed: int = 1, sentences: int = 5) -> Iterator[tuple[str, str]]:
    """`count` pairs of file name and text, of the packaged form; `sentences` are the most in an answer."""
    sections = load_templates()["ecia_policy_case"].sections
    for number in range(count):
        chance = Random(f"{seed}:{number}")  # noqa: S311 -- a grammar, not a secret
        yield f"page_{number:06}.txt", _page(chance, number, sections, sentences)


def write_pages(folder: Path, count: int, *, sentences: int) -> None:
    """The pages as files of `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in pages(count, sentences=sentences):
        (folder / name).write_text(text, encoding="utf-8")


def _page(chance: Random, number: int, sections: tuple[TemplateSection, ...], sentences: int) -> str:
    title = f"The {chance.choice(NOUNS)} of {chance.choice(TOWNS)}, part {number}"
    parts = ["Policy Guidance Tool", "Find similar cases", title]
    for section in sections:
        parts += [f"{section.number}. {section.heading}", *section.guidance]
        for prompt in section.prompts:
            parts += [prompt.text, _answer(chance, prompt, sentences)]
        if not section.prompts:
            parts.append(_contact(chance) if section.key == "contact" else paragraph(chance, 2 * sentences + 2))
    return "\n\n".join([*parts, "Go to top", ""])


def _answer(chance: Random, prompt: Prompt, sentences: int) -> str:
    if chance.random() < 0.2:
        return "Unknown"
    opening = "Yes. " if prompt.type else ""
    return opening + paragraph(chance, chance.randint(1, sentences))


def paragraph(chance: Random, sentences: int) -> str:
    """So many sentences of the grammar."""
    return " ".join(chance.choice(_SENTENCES).format_map(_words(chance)) for _ in range(sentences))


def _words(chance: Random) -> dict[str, str]:
    town, noun = chance.choice(TOWNS), chance.choice(NOUNS)
    # A syllable or two of chance make most names new ones: caches must not flatter the figures.
    noun = f"{chance.choice('BDFGKLMNPRST')}{chance.choice('aeiou')}{chance.choice('lmnrs')}{noun.lower()}"
    return {
        "town": town,
        "body": chance.choice(_BODIES).format(noun=noun.capitalize(), town=town),
        "kinds": chance.choice(_KINDS),
        "event": chance.choice(_EVENTS),
        "means": chance.choice(MEANS),
        "thing": chance.choice(NOUNS).lower(),
        "year": str(chance.randint(1995, 2024)),
        "day": str(chance.randint(1, 28)),
        "month": chance.choice(MONTHS),
        "number": str(chance.randint(12, 900)),
        "money": f"{chance.randint(1, 900)},000",
    }


def _contact(chance: Random) -> str:
    first, last = chance.choice(_PEOPLE), f"{chance.choice(NOUNS)}man"
    return f"For more information, please contact {first} {last} via {first}.{last}@{chance.choice(NOUNS)}.example.org"
