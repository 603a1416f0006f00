"""The provider: where people are sent, and who comes back."""

import time
from collections.abc import Callable, Mapping
from hmac import compare_digest
from urllib.parse import urlencode

from joserfc.jwk import KeySet
from pydantic import BaseModel, ConfigDict, ValidationError

from pipeline.oidc import OidcSettings, is_safe_address
from web.oidc.errands import Errand, Errands
from web.oidc.errors import ProviderError, RefusedError
from web.oidc.people import Person, person_of
from web.oidc.tokens import UnknownKeyError, claims_of, keys_of
from web.oidc.wire import get_json, post_form

# Seconds for which what the provider says of itself is believed; its keys are not asked for more often than that.
_BELIEVED = 3600
_HURRIED = 30


class _Metadata(BaseModel):
    """What is needed of the discovery document (OpenID Connect Discovery 1.0, section 3)."""

    model_config = ConfigDict(frozen=True)

    issuer: str
    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str
    token_endpoint_auth_methods_supported: tuple[str, ...] = ("client_secret_basic",)
    authorization_response_iss_parameter_supported: bool = False


class Provider:
    """One for the server; it remembers for an hour what the provider says of itself."""

    def __init__(
        self, settings: OidcSettings, secret: str | None, key: bytes, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.title = settings.title
        self.errands = Errands(key)
        self._settings, self._secret, self._clock = settings, secret, clock
        self._metadata: tuple[float, _Metadata] | None = None
        self._keys: tuple[float, KeySet] | None = None

    async def address(self, errand: Errand, back: str) -> str:
        """Where the browser is sent; `back` is where it is to return. Raises ProviderError."""
        endpoint = (await self._known()).authorization_endpoint
        asked = {
            "response_type": "code",
            "client_id": self._settings.client_id,
            "redirect_uri": back,
            "scope": self._settings.scope,
            "state": errand.state,
            "nonce": errand.nonce,
            "code_challenge": errand.challenge,
            "code_challenge_method": "S256",
        }
        return f"{endpoint}{'&' if '?' in endpoint else '?'}{urlencode(asked)}"

    async def person(self, errand: Errand, answer: Mapping[str, str], back: str) -> Person:
        """Who came back with that answer. Raises ProviderError, RefusedError."""
        if not compare_digest(answer.get("state", "").encode(), errand.state.encode()):
            raise RefusedError("this was begun in another window, or long ago")
        metadata = await self._known()
        named = answer.get("iss")
        if named != metadata.issuer and (named or metadata.authorization_response_iss_parameter_supported):
            raise RefusedError("the answer came from another provider")
        if "error" in answer or not answer.get("code"):
            raise RefusedError("it did not sign you in")
        token = await self._token(metadata, answer["code"], errand, back)
        return person_of(await self._claims(metadata, token, errand), self._settings)

    async def _token(self, metadata: _Metadata, code: str, errand: Errand, back: str) -> str:
        fields = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": back,
            "client_id": self._settings.client_id,
            "code_verifier": errand.verifier,
        }
        client = None
        if self._secret is not None and "client_secret_basic" in metadata.token_endpoint_auth_methods_supported:
            client = (self._settings.client_id, self._secret)
        elif self._secret is not None:
            fields["client_secret"] = self._secret
        token = (await post_form(metadata.token_endpoint, fields, client)).get("id_token")
        if not isinstance(token, str):
            raise ProviderError(f"{metadata.token_endpoint} gave no ID token")
        return token

    async def _claims(self, metadata: _Metadata, token: str, errand: Errand) -> Mapping[str, object]:
        named = {"issuer": metadata.issuer, "client": self._settings.client_id, "nonce": errand.nonce}
        for patience in (_BELIEVED, _HURRIED):
            keys = await self._known_keys(metadata, patience)
            try:
                return claims_of(token, keys, **named)
            except UnknownKeyError:
                # The provider may sign with a new key since.
                continue
        raise RefusedError("its ID token is signed with a key that is not the provider's")

    async def _known(self) -> _Metadata:
        if self._metadata is None or self._clock() - self._metadata[0] > _BELIEVED:
            self._metadata = self._clock(), await self._discovered()
        return self._metadata[1]

    async def _discovered(self) -> _Metadata:
        address = f"{self._settings.issuer.rstrip('/')}/.well-known/openid-configuration"
        try:
            found = _Metadata.model_validate(await get_json(address))
        except ValidationError as error:
            raise ProviderError(f"{address} is no discovery document") from error
        if found.issuer != self._settings.issuer:
            raise ProviderError(f"{address} speaks of another issuer; write the setting oidc.issuer as it does")
        for endpoint in (found.authorization_endpoint, found.token_endpoint, found.jwks_uri):
            if not is_safe_address(endpoint):
                raise ProviderError(f"{address}: an endpoint is neither HTTPS nor on this machine")
        return found

    async def _known_keys(self, metadata: _Metadata, patience: float) -> KeySet:
        if self._keys is None or self._clock() - self._keys[0] > patience:
            self._keys = self._clock(), keys_of(await get_json(metadata.jwks_uri))
        return self._keys[1]
