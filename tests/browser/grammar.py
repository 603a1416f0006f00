"""Pages of as many found things as one likes, made by a small grammar: the same number, the same page."""

from collections.abc import Iterator
from random import Random

_TOWNS = ("Lyon", "Bristol", "Ghent", "Porto", "Tampere", "Nantes", "Utrecht", "Turin", "Aarhus", "Graz")
_BODIES = ("City Council of {town}", "Chamber of Commerce of {town}", "University of {town}", "{town} Design Museum")
_ODD = ("Draad & Dok", "Moss & Kiln", "Salt & Loom", "Fern & Anvil")
_PEOPLE = ("Ada Lindqvist", "Pierre Marchand", "Ingrid Solberg", "Marco Bellini", "Sofia Ribeiro", "Tom Ashworth")
_MONTHS = ("January", "March", "May", "June", "September", "November")
_SENTENCES = (
    "The {body} and the {other} held a workshop in {town} on {day} {month} {year}.",
    "The {body} gave a grant of {amount} euros to makers in {town}.",
    "Write to {person}, who leads the project at the {body}: {mail}.",
    "In {year} the {body} opened a festival with the {other}.",
    "The {other} paid {amount} euros for a voucher scheme in {town} 🌱.",
    "It is a working party of the cluster {odd}.",
)


def sentences(number: int, length: int) -> Iterator[str]:
    chance = Random(number)  # noqa: S311 -- a page, no secret
    for at in range(length):
        town, far = chance.sample(_TOWNS, 2)
        person = chance.choice(_PEOPLE)
        yield _SENTENCES[at % len(_SENTENCES)].format(
            body=chance.choice(_BODIES).format(town=town),
            other=chance.choice(_BODIES).format(town=far),
            town=town,
            person=person,
            odd=_ODD[(at // len(_SENTENCES)) % len(_ODD)],
            mail=f"{person.split()[0].lower()}@{town.lower()}.example",
            day=chance.randrange(1, 28),
            month=chance.choice(_MONTHS),
            year=chance.randrange(2008, 2024),
            amount=f"{chance.randrange(2, 90) * 1000:,}",
        )


def page(number: int, length: int) -> str:
    """A page of so many sentences, five to a paragraph."""
    told = list(sentences(number, length))
    paragraphs = "".join(f"<p>{' '.join(told[at : at + 5])}</p>" for at in range(0, length, 5))
    title = f"<title>Makers of {number}</title><h1>Makers of quarter {number}</h1>"
    return f"<!doctype html>{title}<h2>What happened</h2>{paragraphs}"
