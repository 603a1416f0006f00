"""Records of cases without end, from the grammar of `benchmarks.pages`, made without extraction."""

from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from random import Random

from benchmarks.pages import MEANS, MONTHS, NOUNS, TOWNS, paragraph
from extractors.sections.catalogue import load_templates
from models.document import Span
from models.record import (
    Actor,
    CaseRecord,
    Coverage,
    DateValue,
    Event,
    Instrument,
    Pair,
    Place,
    Section,
    Source,
)
from models.template import Prompt, TemplateRef, TemplateSection
from models.vocabulary import PairState, Sector

_KINDS = ("conference", "workshop", "open_day", "competition", "summer_school", "fair")
_MEANS = ("grant", "voucher", "loan", "fund", "tax_relief")
_COUNTRIES = ("DE", "ES", "IE", "HU", "FI", "PT", "AT", "SI", "LV", "GR", "SE", "SK", "RO", "EE")
_SECTORS = tuple(Sector)
# Records are made of so many sentences: enough for names that are seldom, and quick.
_SENTENCES = 10_000
_SPAN = Span(start=0, end=0)
_NOTHING = Coverage(characters=0, used=0, boilerplate=0, unaccounted=0)


def records(count: int, *, seed: int = 1) -> Iterator[CaseRecord]:
    """`count` records of the packaged form, of three to four hundred words each."""
    template = load_templates()["ecia_policy_case"]
    reference = TemplateRef(key=template.key, version=template.version)
    for number in range(count):
        chance = Random(f"{seed}:{number}")  # noqa: S311 -- a grammar, not a secret
        yield _record(chance, number, reference, template.sections)


@cache
def _sentences() -> tuple[str, ...]:
    chance = Random(_SENTENCES)  # noqa: S311 -- a grammar, not a secret
    return tuple(paragraph(chance, 1) for _ in range(_SENTENCES))


def _told(chance: Random, sentences: int = 1) -> str:
    return " ".join(chance.choices(_sentences(), k=sentences))


def _record(chance: Random, number: int, template: TemplateRef, sections: tuple[TemplateSection, ...]) -> CaseRecord:
    town = chance.choice(TOWNS)
    uri = f"page_{number:06}.txt"
    source = f"office-{number % 3}"
    return CaseRecord(
        id=f"case-{sha256(uri.encode()).hexdigest()[:16]}",
        language="en",
        title=f"The {chance.choice(NOUNS)} of {town}, part {number}",
        template=template,
        source=Source(name=source, uri=uri, media_type="text/plain", sha256="0" * 64),
        text="",
        sections=tuple(_section(chance, section) for section in sections),
        coverage=_NOTHING,
        **_things(chance, town),
    )


def _section(chance: Random, section: TemplateSection) -> Section:
    pairs = tuple(_pair(chance, prompt) for prompt in section.prompts)
    text = "\n".join(pair.answer for pair in pairs) if pairs else _told(chance, 3)
    return Section(key=section.key, number=section.number, heading=section.heading, span=_SPAN, text=text, pairs=pairs)


def _pair(chance: Random, prompt: Prompt) -> Pair:
    known = chance.random() < 0.8
    value = chance.choice(("yes", "no", "partly")) if known and prompt.type else None
    answer = _told(chance) if known else "Unknown"
    state = PairState.ANSWERED if known else PairState.UNKNOWN
    return Pair(key=prompt.key, question="", answer=answer, state=state, value=value, span=None)


def _things(chance: Random, town: str) -> dict[str, object]:
    def named(name: str) -> dict[str, object]:
        return {"id": name, "name": name, "names": (name,), "mentions": ()}

    others = chance.sample(TOWNS, 2)
    actors = [f"{each} {chance.choice(NOUNS)} Cluster" for each in (town, *others)]
    years = [chance.randint(1995, 2024) for _ in range(2)]
    dates = (f"{years[0]}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}", str(years[1]))
    kind, means = chance.choice(_KINDS), chance.choice(range(len(_MEANS)))
    return {
        "actors": tuple(Actor(**named(name), sector=chance.choice(_SECTORS), named=True) for name in actors),
        "events": (Event(**named(f"{chance.choice(MONTHS)} {kind}"), kind=kind),),
        "places": tuple(Place(**named(each), country=_COUNTRIES[TOWNS.index(each) % 14]) for each in (town, *others)),
        "instruments": (Instrument(**named(MEANS[means]), kind=_MEANS[means]),),
        "dates": tuple(DateValue(text=value, value=value, mentions=()) for value in dates),
    }
