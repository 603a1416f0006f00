"""What the Reconciliation Service API 0.2 (W3C Entity Reconciliation Community Group) sends and answers."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel


class _Said(BaseModel):
    model_config = ConfigDict(frozen=True, alias_generator=to_camel, populate_by_name=True)


class Ref(_Said):
    """An id with its name, as the protocol has types and properties."""

    id: str
    name: str


class View(_Said):
    """Where a person sees an entity; `{{id}}` stands for its id."""

    url: str


class Preview(_Said):
    """A small page of an entity, in pixels."""

    url: str
    width: int = 400
    height: int = 160


class SuggestService(_Said):
    """Where entities are suggested by the beginning of a name."""

    service_url: str
    service_path: str


class Suggest(_Said):
    """What is suggested: entities alone."""

    entity: SuggestService


class Manifest(_Said):
    """What the service is."""

    versions: tuple[str, ...] = ("0.2",)
    name: str
    identifier_space: str
    schema_space: str
    default_types: tuple[Ref, ...]
    view: View
    preview: Preview
    suggest: Suggest
    batch_size: int


class PropertyValue(_Said):
    """A value that a property is said to have; a list, or an entity of the client's, is taken but says nothing."""

    pid: str = Field(max_length=200)
    v: str | int | float | bool | list[object] | dict[str, object] | None = None


class ReconciliationQuery(_Said):
    """A name to find who bears it; what else the protocol may send is passed over."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    query: str = Field(default="", max_length=1000)
    type: str | list[str] | None = None
    limit: int = Field(default=5, ge=1, le=50)
    properties: tuple[PropertyValue, ...] = Field(default=(), max_length=20)


class Feature(_Said):
    """What the score is made of."""

    id: Literal["name", "sector"]
    value: float | bool


class Candidate(_Said):
    """Who may be meant, how likely (0 to 100), and whether it is safe to take it without asking."""

    id: str
    name: str
    description: str
    type: tuple[Ref, ...]
    score: float
    match: bool
    features: tuple[Feature, ...]


class Answer(_Said):
    """The candidates of one query, the likeliest first."""

    result: tuple[Candidate, ...]


class Suggestion(_Said):
    """An entity whose name holds what was typed."""

    id: str
    name: str
    description: str
    notable: tuple[Ref, ...]


class Suggestions(_Said):
    """Entities, those in most cases first."""

    result: tuple[Suggestion, ...]
