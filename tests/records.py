"""Records of a few words, for tests of what compares them."""

from models.document import Span
from models.record import CaseRecord, Coverage, Mention, Section, Source
from models.vocabulary import ContactKind

NOTHING = Coverage(characters=0, used=0, boilerplate=0, unaccounted=0)
PARTS = {
    "actors": {"sector": "unknown", "named": True},
    "events": {"kind": "meeting"},
    "persons": {},
    "places": {},
    "instruments": {"kind": "subsidy"},
}


def record(uri: str = "p.txt", **parts: object) -> CaseRecord:
    source = Source(name="s", uri=uri, media_type="text/plain", sha256="0")
    plain = {"id": "case", "language": "en", "title": "", "template": None, "source": source, "text": ""}
    return CaseRecord.model_validate({**plain, "coverage": NOTHING, **parts})


def section(heading: str, *, start: int = 0, end: int = 0) -> Section:
    span = Span(start=start, end=end)
    return Section(key=heading.casefold(), number=None, heading=heading, span=span, text="", pairs=())


def mention(text: str, quote: str, confidence: float = 0.5) -> Mention:
    start = text.index(quote)
    return Mention(
        start=start, end=start + len(quote), quote=quote, section=None, extractor="test", confidence=confidence
    )


def mentioned(kind: str, text: str, name: str, *, confidence: float = 0.5, **more: object) -> dict[str, object]:
    """A thing of the kind (the record's field) that `text` names once."""
    named = {"id": f"{kind}-{name}", "name": name, "names": (name,), "mentions": (mention(text, name, confidence),)}
    return {**named, **PARTS[kind], **more}


def contact(text: str, value: str, **more: object) -> dict[str, object]:
    return {"kind": ContactKind.URL, "value": value, "mentions": (mention(text, value),), **more}
