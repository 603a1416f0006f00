"""What cases say of things, for tests of what is made of it."""

from extractors.identity import entity_id
from pipeline.things import CaseThing


def thing(name: str, **more: object) -> CaseThing:
    """A case's word on an actor of that name."""
    plain = {"kind": "actor", "names": (name,), "fact": "business", "named": True}
    told = {**plain, "date": None, "tied": None, "mentions": 1, **more}
    return CaseThing(thing=entity_id("actor", name), name=name, **told)
