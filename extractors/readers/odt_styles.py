"""What the styles of an OpenDocument text say of its paragraphs and words: titles, headings, bold."""

from xml.etree.ElementTree import Element

OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_WEIGHT = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}font-weight"
_BOLD = frozenset({"bold", "600", "700", "800", "900"})
_LONGEST_LINE = 20


class Styles:
    """The styles of a document, by name; those of its own pages go before the shared ones."""

    def __init__(self, *parts: Element) -> None:
        self._styles: dict[tuple[str, str], Element] = {}
        for part in parts:
            for style in part.iter(f"{STYLE}style"):
                self._styles.setdefault((style.get(f"{STYLE}family", ""), style.get(f"{STYLE}name", "")), style)

    def is_bold(self, node: Element) -> bool:
        """Whether the style of the span or paragraph `node` sets its words in bold."""
        for style in self._line(node):
            properties = style.find(f"{STYLE}text-properties")
            weight = properties.get(_WEIGHT) if properties is not None else None
            if weight:
                return weight in _BOLD
        return False

    def is_title(self, paragraph: Element) -> bool:
        """Whether the paragraph bears the style that office programs keep for the document's title."""
        names = [paragraph.get(f"{TEXT}style-name"), *(each.get(f"{STYLE}name") for each in self._line(paragraph))]
        return "Title" in names

    def _line(self, node: Element) -> list[Element]:
        """The node's style and those it is made of, nearest first."""
        family = "text" if node.tag == f"{TEXT}span" else "paragraph"
        name = node.get(f"{TEXT}style-name", "")
        line: list[Element] = []
        while (style := self._styles.get((family, name))) is not None and len(line) < _LONGEST_LINE:
            line.append(style)
            name = style.get(f"{STYLE}parent-style-name", "")
        return line
