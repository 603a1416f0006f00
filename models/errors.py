"""What can go wrong, and what the caller can do about it.

CasemillError
├── UsageError            a wrong argument, setting or file of the operator's: mend it and call again (exit 2)
│   ├── SettingsError     casemill.toml, an environment variable or a source's TOML
│   ├── TemplateError     a template file that does not follow the schema
│   ├── DecisionError     a curator's decision that does not follow the form
│   └── UnknownNameError  no case, source or template of that name; the message lists the known ones
├── PageError             one page cannot be milled: it is quarantined, the rest goes on (exit 4)
│   ├── EmptyPageError    no words
│   ├── BinaryPageError   bytes of no format that a reader knows
│   ├── UndecodablePageError  no charset gives text
│   ├── OversizedPageError    larger than the setting `max_page_bytes`, or unpacks to more than is safe
│   ├── EncryptedPageError    opens with a password only
│   └── UnreadablePageError   the file cannot be opened, or its format is damaged
├── StoreError            the database or index cannot be used as it is (exit 1)
└── BusyError             another process writes to the same home: wait for it and call again (exit 1)
"""

from typing import ClassVar


class CasemillError(Exception):
    """Base of every error that casemill raises on purpose; its message states fact, place and next step."""


class UsageError(CasemillError):
    """The operator can mend this and call again."""


class SettingsError(UsageError):
    """A setting or a source's TOML has a wrong value; the message bears the path to it."""


class TemplateError(UsageError):
    """A template file does not follow the schema; the message bears the path to the wrong value."""


class DecisionError(UsageError):
    """A decision does not follow the form; the message bears the path to the wrong value."""


class UnknownNameError(UsageError):
    """Nothing bears that name; the message lists what does."""


class PageError(CasemillError):
    """One page cannot be milled; `code` is stable and stands in docs/findings.md."""

    code: ClassVar[str] = "page_error"


class EmptyPageError(PageError):
    """The page has no words."""

    code = "empty"


class BinaryPageError(PageError):
    """The bytes are of no format that a reader knows."""

    code = "binary"


class UndecodablePageError(PageError):
    """No charset turns the bytes into text."""

    code = "undecodable"


class OversizedPageError(PageError):
    """The page is larger than the operator allows, or would be once it is unpacked."""

    code = "oversized"


class EncryptedPageError(PageError):
    """The page opens with a password only."""

    code = "encrypted"


class UnreadablePageError(PageError):
    """The page cannot be opened, or its format is damaged."""

    code = "unreadable"


class StoreError(CasemillError):
    """The database or the index cannot be used as it is; the message says what to run."""


class BusyError(CasemillError):
    """Another process writes to the same home; the message says which."""
