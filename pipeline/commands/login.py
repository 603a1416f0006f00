"""Who calls."""

from getpass import getuser

from models.errors import UsageError


def login_name() -> str:
    """The name of the login. Raises UsageError where it has none."""
    try:
        return getuser()
    except (KeyError, OSError) as error:
        raise UsageError("your login has no name here; say who decides: --as NAME") from error
