"""How often curators found what was extracted right or wrong."""

from typing import Literal

from pydantic import Field

from models.decision import AnchorField
from models.frozen import Frozen

Verdict = Literal["confirmed", "corrected", "rejected", "added"]


class Overrule(Frozen):
    """The judgements of one kind of thing (the record's field) as one extractor found it.

    `extractor` is null for what nothing had found, and for titles, sections and pairs, which no extractor bears.
    """

    field: AnchorField
    extractor: str | None
    confirmed: int = Field(default=0, ge=0)
    corrected: int = Field(default=0, ge=0)
    rejected: int = Field(default=0, ge=0)
    added: int = Field(default=0, ge=0)

    @property
    def precision(self) -> float | None:
        """The share of what curators judged and found right; None where they judged nothing that was found."""
        judged = self.confirmed + self.corrected + self.rejected
        return self.confirmed / judged if judged else None
