"""Every mention as a web annotation (W3C Web Annotation Data Model, 2017), one a line."""

import json
from collections.abc import Iterator
from pathlib import Path

from models.difference import KINDS
from models.record import AmountValue, Contact, DateValue, Entity, Mention
from pipeline.durable import lasting
from pipeline.export.form import Form, Job
from pipeline.release.manifest import ReleasedCase

Json = dict[str, object]
CONTEXT = (
    "http://www.w3.org/ns/anno.jsonld",
    {"confidence": "urn:casemill:confidence", "section": "urn:casemill:section"},
)
_AROUND = 32
_WEB = ("http://", "https://")


def write_annotations(job: Job, path: Path) -> None:
    """A line of JSON-LD for each mention, in the order of the release's table of them."""
    with lasting(path) as file:
        for case in job.cases:
            for annotation in _annotations(case):
                file.write(json.dumps(annotation, ensure_ascii=False, separators=(",", ":")).encode() + b"\n")


def _annotations(case: ReleasedCase) -> Iterator[Json]:
    things = [(kind, thing) for kind in KINDS for thing in getattr(case.record, kind)]
    mentions = [(kind, thing, mention) for kind, thing in things for mention in thing.mentions]
    for position, (kind, thing, mention) in enumerate(mentions):
        yield {
            "@context": CONTEXT,
            "id": f"urn:casemill:{case.record.id}:{case.version}:{position}",
            "type": "Annotation",
            "motivation": "identifying" if isinstance(thing, Entity) else "tagging",
            "generator": {"type": "Software", "name": mention.extractor},
            "confidence": mention.confidence,
            **({"section": mention.section} if mention.section else {}),
            "body": list(_bodies(kind, thing)),
            "target": _target(case, mention),
        }


def _bodies(kind: str, thing: Entity | Contact | DateValue | AmountValue) -> Iterator[Json]:
    yield {"type": "TextualBody", "purpose": "classifying", "value": kind.removesuffix("s")}
    match thing:
        case Entity():
            yield {"type": "SpecificResource", "purpose": "identifying", "source": f"urn:casemill:{thing.id}"}
            value = thing.name
        case AmountValue():
            upper = "" if thing.value_to is None else f"-{thing.value_to}"
            value = f"{thing.value}{upper} {thing.currency or ''}".rstrip()
        case _:
            value = thing.value
    yield {"type": "TextualBody", "purpose": "tagging", "format": "text/plain", "value": value}


def _target(case: ReleasedCase, mention: Mention) -> Json:
    """The words in the case's text; the page that it is the text of gives the scope."""
    record, start, end = case.record, mention.start, mention.end
    quote = {
        "type": "TextQuoteSelector",
        "exact": mention.quote,
        "prefix": record.text[max(0, start - _AROUND) : start],
        "suffix": record.text[end : end + _AROUND],
    }
    return {
        "type": "SpecificResource",
        "source": {
            "id": f"urn:casemill:{record.id}:{case.version}",
            "type": "Text",
            "format": "text/plain",
            "language": record.language,
        },
        **({"scope": record.source.uri} if record.source.uri.startswith(_WEB) else {}),
        "selector": [quote, {"type": "TextPositionSelector", "start": start, "end": end}],
    }


ANNOTATIONS = Form("annotations", "mentions as web annotations", (), write_annotations)
