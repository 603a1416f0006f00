"""Claims made of what is seen, and of the few words that a curator changes of it."""

import re
from collections.abc import Mapping
from typing import Any

from pydantic import TypeAdapter, ValidationError

from curation.things import Thing, attributes_of, kind_of, said_of
from models.claim import Claim, FindingClaim, PairClaim, ThingClaim, TitleClaim
from models.errors import DecisionError
from models.intent import Said
from models.record import Pair

_NO_WORDS = re.compile(r"[<>\x00-\x1f\x7f\u202a-\u202e\u2066-\u2069]+|&(?=[#\w]+;)")
_LONGEST = 500
_CLAIM: TypeAdapter[Claim] = TypeAdapter(Claim)
# What a thing is taken for until somebody says otherwise.
_PLAIN: Mapping[str, Mapping[str, Any]] = {
    "actor": {"sector": "unknown", "named": True},
    "event": {"kind": "event"},
    "instrument": {"kind": "instrument"},
}


def seen_of(thing: Thing) -> ThingClaim:
    """What the record says of the thing. Raises DecisionError where that is no claim."""
    attributes = attributes_of(thing)
    try:
        return kind_of(thing).model_validate(attributes)
    except ValidationError:
        # A machine's name may hold what a person's must not; who it is, its words tell.
        told = {name: cleaned(value) if isinstance(value, str) else value for name, value in attributes.items()}
        return _thing({"thing": kind_of(thing).model_fields["thing"].default, **told})


def seen_of_pair(pair: Pair) -> PairClaim:
    """What the record says of the pair, without a typed value that no person could say."""
    try:
        return PairClaim(state=pair.state, value=pair.value)
    except ValidationError:
        return PairClaim(state=pair.state)


def changed(seen: Claim, said: Said, quote: str, told: Mapping[str, Any]) -> Claim:
    """`seen` with what is said of it; as another kind of thing its name, or the words, go over, and what those `told`.

    Raises DecisionError with the path to the wrong value.
    """
    given = _given(said)
    kind = given.pop("thing", seen.thing)
    if kind == seen.thing:
        return read_claim({"thing": kind, **said_of(seen), **given})
    name = getattr(seen, "name", None) or " ".join(quote.split())
    return _thing(_new(kind, name, {**told, **given}))


def added(said: Said, quote: str, told: Mapping[str, Any]) -> ThingClaim:
    """The thing that is said to stand at the words `quote`, which themselves `told` something of it.

    Raises DecisionError with the path to the wrong value.
    """
    given = _given(said)
    if "thing" not in given:
        raise DecisionError("value.thing: say of what kind it is, such as actor")
    return _thing(_new(given.pop("thing"), " ".join(quote.split()), {**told, **given}))


def cleaned(words: str) -> str:
    """The words on one line without what no person may write."""
    return " ".join(_NO_WORDS.sub(" ", words).split())[:_LONGEST].rstrip()


def read_claim(content: Mapping[str, Any]) -> Claim:
    """The claim that the attributes make. Raises DecisionError with the path to the wrong value."""
    try:
        return _CLAIM.validate_python(dict(content))
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False, include_input=False)[0]
        path = ".".join(("value", *map(str, first["loc"][1:])))
        raise DecisionError(f"{path}: {first['msg'].removeprefix('Value error, ')}") from error


def _thing(content: Mapping[str, Any]) -> ThingClaim:
    claim = read_claim(content)
    if isinstance(claim, TitleClaim | PairClaim | FindingClaim):
        raise DecisionError(f"value.thing: a {claim.thing} is no thing that stands at words")
    return claim


def _new(kind: str, name: str, given: Mapping[str, Any]) -> dict[str, Any]:
    named = {} if kind in {"contact", "date", "amount", "title", "pair"} else {"name": name}
    return {"thing": kind, **named, **_PLAIN.get(kind, {}), **given}


def _given(said: Said) -> dict[str, Any]:
    return {
        name: getattr(said, name) for name in said.model_fields_set if (name, getattr(said, name)) != ("thing", None)
    }
