"""Mail as saved (`.eml`; RFC 5322 and MIME): its headers as facts, then its text as the page.

The HTML part is preferred, since it keeps headings and bold; attachments are named among the facts, never opened.
"""

import re
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.message import EmailMessage, Message

from extractors.readers.charset import Decoded, decode
from extractors.readers.format import BytesFormat, Likeness, TextFormat, formats
from extractors.readers.frontmatter import Header
from models.document import Block, BlockKind, Document
from models.errors import EmptyPageError, UndecodablePageError, UnreadablePageError
from models.frozen import revise

_GAP = "\n\n"
_HEAD = re.compile(rb"(?:From [^\n]*\n)?((?:[!-9;-~]+:[^\n]*\n(?:[ \t]+\S[^\n]*\n)*)+)\r?\n")
_NAME = re.compile(rb"^([!-9;-~]+):", re.MULTILINE)
_TRAVELLED = frozenset({b"mime-version", b"message-id", b"received", b"return-path", b"dkim-signature"})
_SENT = frozenset({b"from", b"date", b"subject", b"to"})
_LONGEST_HEAD = 256 * 1024
_SHOWN = ("Subject", "From", "Date", "To", "Cc")
_UNSTORABLE = re.compile("[\0\ud800-\udfff]")
_STUFFED = re.compile(r"^ ", re.MULTILINE)
_SOFT = re.compile(r"(?<!^--) \n(?!>|\n|-- \n)", re.MULTILINE)


def read(content: bytes) -> Document:
    """The mail's headers (Subject, From, Date, To, Cc, names of attachments) and its text; the subject is the title.

    Raises EmptyPageError where it has no text, UndecodablePageError, or UnreadablePageError.
    """
    try:
        message = message_from_bytes(content, policy=policy.default)
        part = _text_part(message)
        header = _header(message)
        payload = part.get_payload(decode=True) if part else None
    except Exception as error:  # the standard library's parser raises whatever the damage leads it to
        raise UnreadablePageError("is no mail that can be parsed: export it anew") from error
    if part is None or not isinstance(payload, bytes):
        raise EmptyPageError("is a mail without text of its own: save what is attached, or leave it out")
    decoded = decode(payload, part.get_content_charset())
    if decoded is None:
        raise UndecodablePageError("is a mail in no known charset: export it anew")
    return _below(header, _read_as(part, decoded))


def _text_part(message: EmailMessage) -> Message | None:
    """The part to read; of a mail that says it has parts, and has none, the whole."""
    if not message.is_multipart() and message.get_content_maintype() == "multipart":
        return message
    told = message.get_body(("html", "plain"))
    return told or next((each for each in message.walk() if each.get_content_maintype() == "text"), None)


def _read_as(part: Message, decoded: Decoded) -> Document:
    textual = {each.media_type: each for each in formats() if isinstance(each, TextFormat)}
    if part.get_content_type() == "text/plain" and part.get_param("format") == "flowed":
        joint = "" if part.get_param("delsp") == "yes" else " "
        decoded = revise(decoded, text=_unflowed(decoded.text, joint))
    return textual.get(part.get_content_type(), textual["text/plain"]).read(decoded)


def _unflowed(text: str, joint: str) -> str:
    """Lines that end in a blank go on in the next (RFC 3676), save quoted ones and the mark of a signature."""
    return _STUFFED.sub("", _SOFT.sub(joint, text))


def _header(message: EmailMessage) -> Header:
    parts: list[str] = []
    blocks: list[Block] = []
    length = 0
    for kind, words, gap in _facts(message):
        parts += (gap, words)
        start = length + len(gap)
        length = start + len(words)
        blocks.append(Block(kind=kind, start=start, end=length, level=1, header=True))
    return Header(text="".join(parts), blocks=tuple(blocks), title=_said(message, "Subject") or None)


def _facts(message: EmailMessage) -> Iterator[tuple[BlockKind, str, str]]:
    """Names of headers and what they say, each with what parts it from those before."""
    told = [(name, _said(message, name)) for name in _SHOWN]
    attached = (each for each in message.walk() if each.get_content_disposition() == "attachment")
    told.append(("Attachments", "; ".join(filter(None, (_words(each.get_filename()) for each in attached)))))
    gap = ""
    for name, words in told:
        if words:
            yield BlockKind.LABEL, name, gap
            yield BlockKind.CELL, words, "\t"
            gap = "\n"


def _said(message: EmailMessage, name: str) -> str:
    """What the header says, as written: the standard library's own reading of dates and addresses would change it."""
    raw = next((str(value) for key, value in message.raw_items() if key.lower() == name.lower()), "")
    line = raw.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    try:
        return _words(make_header(decode_header(" ".join(line.split()))))
    except (HeaderParseError, LookupError, ValueError):
        return _words(line)


def _words(value: object) -> str:
    return _UNSTORABLE.sub("\ufffd", " ".join(str(value or "").split()))


def _below(header: Header, document: Document) -> Document:
    """The document after the header's facts; its blocks have no place in the mail's own bytes."""
    gap = _GAP if header.text and document.text else ""
    shift = len(header.text) + len(gap)
    blocks = (revise(each, start=each.start + shift, end=each.end + shift, source=None) for each in document.blocks)
    links = (revise(each, start=each.start + shift, end=each.end + shift) for each in document.links)
    return revise(
        document,
        text=f"{header.text}{gap}{document.text}",
        blocks=(*header.blocks, *blocks),
        links=tuple(links),
        title=header.title or document.title,
        media_type=FORMAT.media_type,
    )


def _likeness(content: bytes) -> Likeness:
    head = _HEAD.match(content[:_LONGEST_HEAD])
    if head is None:
        return Likeness.NONE
    names = {each.lower() for each in _NAME.findall(head[1])}
    if b"from" in names and names & _TRAVELLED:
        return Likeness.CERTAIN
    return Likeness.POSSIBLE if names & _SENT else Likeness.NONE


FORMAT = BytesFormat(media_type="message/rfc822", read=read, likeness=_likeness, suffixes=(".eml",))
