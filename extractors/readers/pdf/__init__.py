"""PDF: letters with their places, put together to lines, columns, tables and paragraphs, and read as HTML."""

from extractors.readers.pdf.reading import FORMAT

__all__ = ["FORMAT"]
