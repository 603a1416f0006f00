"""The settings of signing in through an OpenID provider: `[oidc]` in `casemill.toml`."""

from ipaddress import ip_address
from pathlib import Path
from typing import Annotated, Literal, Self
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, SecretStr, model_validator

from models.errors import SettingsError

RoleName = Literal["reader", "curator", "admin"]


def is_safe_address(address: str) -> bool:
    """Whether what is said there stays between the two: HTTPS, or HTTP on this machine."""
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        return False
    if parts.scheme == "https":
        return bool(host)
    return parts.scheme == "http" and _is_loopback(host)


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _issuer(address: str) -> str:
    if not is_safe_address(address) or not {"?", "#"}.isdisjoint(address):
        raise ValueError("is no issuer; write its https address, such as https://id.example.org")
    return address


class OidcSettings(BaseModel):
    """How people sign in through an OpenID provider (OpenID Connect Core 1.0).

    `issuer` is the provider, as its discovery document names it; `name` is what people call it. `roles` says which
    value of `role_claim` (a path with dots) gives which role; who has none of them gets `default_role`, or is refused.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    issuer: Annotated[str, AfterValidator(_issuer)]
    client_id: str = Field(min_length=1)
    client_secret: SecretStr | None = None
    client_secret_file: Path | None = None
    name: str = Field(default="", max_length=60)
    scope: str = Field(default="openid profile", pattern=r"^([\x21-\x7e]+ )*openid( [\x21-\x7e]+)*$")
    name_claim: str = Field(default="preferred_username", min_length=1)
    role_claim: str = Field(default="roles", min_length=1)
    roles: dict[str, RoleName] = {}
    default_role: RoleName | None = None

    @model_validator(mode="after")
    def _lets_somebody_in(self) -> Self:
        if not self.roles and self.default_role is None:
            raise ValueError("nobody would have a role; say in roles which value of role_claim gives which")
        if self.client_secret is not None and self.client_secret_file is not None:
            raise ValueError("client_secret and client_secret_file are both given; keep one")
        return self

    @property
    def title(self) -> str:
        """What people call the provider."""
        return self.name or urlsplit(self.issuer).hostname or self.issuer


def read_client_secret(settings: OidcSettings, home: Path) -> str | None:
    """The client's secret; None for a client that has none. Raises SettingsError."""
    if settings.client_secret_file is None:
        return settings.client_secret.get_secret_value() if settings.client_secret else None
    path = home / settings.client_secret_file
    try:
        secret = path.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        fact = getattr(error, "strerror", None) or "is no text"
        raise SettingsError(f"{path}: {fact}; it is oidc.client_secret_file, put the client's secret there") from error
    if not secret:
        raise SettingsError(f"{path}: is empty; it is oidc.client_secret_file, put the client's secret there")
    return secret
