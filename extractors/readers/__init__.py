"""Bytes to documents: one file a format, found by looking; `read` is the door."""

from extractors.readers.reader import read

__all__ = ["read"]
