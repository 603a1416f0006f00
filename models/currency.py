"""Currencies by their codes."""

from functools import cache

import pycountry

# No longer in ISO 4217, yet on pages of their time.
_FORMER = frozenset(
    {"ATS", "BEF", "BGN", "CYP", "DEM", "EEK", "ESP", "FIM", "FRF", "GRD", "HRK", "IEP", "ITL", "LTL", "LVL", "MTL"}
    | {"NLG", "PTE", "SIT", "SKK", "XEU"}
)


@cache
def codes() -> frozenset[str]:
    """Every code of ISO 4217, and those of the currencies that the euro replaced."""
    return frozenset(each.alpha_3 for each in pycountry.currencies) | _FORMER
