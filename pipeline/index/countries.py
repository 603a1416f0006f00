"""Countries by the names that people give them."""

from functools import lru_cache


@lru_cache(maxsize=1000)
def country_code(name: str) -> str:
    """The ISO 3166-1 code of the country; the words as they are where none is called so."""
    if len(name) == 2 and name.isascii():
        return name
    import pycountry

    try:
        return str(pycountry.countries.lookup(name).alpha_2)
    except LookupError:
        return name


@lru_cache(maxsize=1000)
def country_name(code: str) -> str:
    """What the country of the ISO 3166-1 code is called; the code where there is none."""
    import pycountry

    country = pycountry.countries.get(alpha_2=code.upper())
    return str(getattr(country, "common_name", country.name)) if country else code
