"""What `casemill decisions add` was told, as intents."""

import sys
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple, get_args

from pydantic import ValidationError
from pydantic_core import from_json

from models.decision import AnchorField
from models.errors import DecisionError, UsageError
from models.intent import Said, Wanted

# Far more than all that 50 intents may hold.
_LONGEST = 8 * 2**20
_FIELDS = get_args(AnchorField)


class Told(NamedTuple):
    """The JSON (`-`: it stands in standard input), and the options, as they were given."""

    json: str | None = None
    confirm: tuple[str, ...] = ()
    reject: tuple[str, ...] = ()
    correct: str | None = None
    changes: tuple[str, ...] = ()


def wanted_of(told: Told, *, note: str | None, anyway: bool) -> Wanted:
    """All that was said, what stands in JSON first. Raises UsageError, DecisionError with the path to a wrong value."""
    body = _read(told.json) if told.json is not None else {"intents": []}
    every = [*body["intents"], *_from_options(told)]
    if not every:
        raise UsageError("say what is decided: --confirm, --reject or --correct FIELD:KEY, or intents as JSON")
    said = {"note": note} if note is not None else {}
    try:
        return Wanted.model_validate({**body, **said, "intents": every, "anyway": anyway or body.get("anyway", False)})
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False, include_input=False)[0]
        raise DecisionError(f"{'.'.join(map(str, first['loc']))}: {_fact(first['msg'])}") from error


def _from_options(told: Told) -> Iterator[Mapping[str, Any]]:
    yield from ({"act": "confirm", **_place("--confirm", each)} for each in told.confirm)
    yield from ({"act": "reject", **_place("--reject", each)} for each in told.reject)
    if told.correct is not None:
        yield {"act": "correct", **_place("--correct", told.correct), "value": _value(told.changes)}
    elif told.changes:
        raise UsageError(f"--set {told.changes[0]}: of what? Say it with --correct FIELD:KEY")


def _place(option: str, words: str) -> Mapping[str, str]:
    field, _, key = words.partition(":")
    if field not in _FIELDS:
        raise UsageError(f"{option} {words}: {field or 'nothing'} is no field; there are: {', '.join(_FIELDS)}")
    if not key and field != "title":
        raise UsageError(
            f"{option} {words}: which of the {field}? Write {field}:KEY; `casemill show CASE` has the keys"
        )
    return {"field": field, "key": key}


def _value(changes: tuple[str, ...]) -> Mapping[str, str | None]:
    if not changes:
        raise UsageError("--correct: say what it is in truth, such as --set sector=business")
    known = Said.model_fields
    value = {}
    for each in changes:
        name, equals, words = each.partition("=")
        if not equals or name not in known:
            fact = "is no attribute" if equals else "has no ="
            raise UsageError(f"--set {each}: {fact}; write NAME=VALUE, with a NAME of: {', '.join(known)}")
        value[name] = words or None
    return value


def _read(words: str) -> dict[str, Any]:
    """The body that the API takes too, or its intents alone: an array, one, or one a line."""
    data = sys.stdin.buffer.read(_LONGEST + 1) if words == "-" else words.encode("utf-8", "surrogateescape")
    if len(data) > _LONGEST:
        raise DecisionError(f"INTENTS: more than {_LONGEST:,} bytes; decide in smaller parts")
    data = data.removeprefix(b"\xef\xbb\xbf")
    content = _parsed(data)
    if isinstance(content, dict) and "intents" in content and isinstance(content["intents"], list):
        return content
    return {"intents": content if isinstance(content, list) else [content]}


def _parsed(data: bytes) -> Any:  # noqa: ANN401 -- JSON of whoever calls, which Wanted checks
    try:
        return from_json(data, allow_inf_nan=False)
    except ValueError as error:
        lines = [(number, line) for number, line in enumerate(data.splitlines(), start=1) if line.strip()]
        if len(lines) < 2 or not lines[0][1].rstrip().endswith(b"}"):
            raise DecisionError(f"INTENTS: not JSON: {error}; write an intent, or one a line") from error
    return [_line(number, line) for number, line in lines]


def _line(number: int, line: bytes) -> object:
    try:
        return from_json(line, allow_inf_nan=False)
    except ValueError as error:
        raise DecisionError(f"INTENTS: line {number} is not JSON: {error}; write an intent a line") from error


def _fact(message: str) -> str:
    return message.removeprefix("Value error, ")
