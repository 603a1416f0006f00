"""Why somebody is not let in."""

from models.errors import CasemillError


class ProviderError(CasemillError):
    """The provider does not answer as it should; the words are for who signs in. Nothing of theirs is repeated."""


class RefusedError(CasemillError):
    """Who came back from the provider is not let in; the words are for them."""
