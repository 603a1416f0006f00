"""Contacts: e-mail addresses (also disguised), phone numbers, and sites of the case and its people."""

from extractors.entities.contacts.joining import join, mask
from extractors.entities.contacts.proposing import propose
from extractors.entities.contacts.ties import tie

__all__ = ["FIELD", "join", "mask", "propose", "tie"]

FIELD = "contacts"
