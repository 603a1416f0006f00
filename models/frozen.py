"""The base of every record."""

from typing import TypeVar

from pydantic import BaseModel, ConfigDict

Record = TypeVar("Record", bound=BaseModel)


class Frozen(BaseModel):
    """A record that cannot change and knows no field but its own."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def revise(record: Record, **changes: object) -> Record:
    """A new record with `changes` applied, validated as a whole (pydantic's `model_copy` is not).

    Raises pydantic's ValidationError where the changed record would not be valid.
    """
    return type(record).model_validate({**dict(record), **changes})
