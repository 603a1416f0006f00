"""Mentions made final: a rule's own weight becomes the chance that what it found is right."""

from functools import cache
from pathlib import Path

import yaml

from extractors.entities.find import Entities
from extractors.entities.taught import CURATORS
from models.calibration import Calibration
from models.frozen import revise
from models.record import Mention

CALIBRATION = Path(__file__).with_name("calibration.yaml")


@cache
def packaged_calibration() -> Calibration:
    """The calibration that `make calibrate` wrote."""
    return Calibration.model_validate(yaml.load(CALIBRATION.read_bytes(), Loader=yaml.CSafeLoader))


def calibrate(entities: Entities, calibration: Calibration) -> Entities:
    """The same entities; each mention's confidence is the chance that a curator keeps it, from 0.01 to 0.99.

    What curators taught was not on the pages that the calibration was fitted on: there the rule's weight stands.
    """
    final = {
        field: tuple(
            revise(thing, mentions=tuple(_final(field, mention, calibration) for mention in thing.mentions))
            for thing in things
        )
        for field, things in entities
    }
    return Entities(**final)


def _final(field: str, mention: Mention, calibration: Calibration) -> Mention:
    if mention.extractor == CURATORS:
        return mention
    chance = calibration.chance_of(field, mention.extractor, mention.confidence)
    return revise(mention, confidence=round(chance, 3))
