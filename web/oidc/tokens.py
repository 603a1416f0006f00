"""ID tokens verified, as OpenID Connect Core 1.0 asks for in section 3.1.3.7."""

from collections.abc import Mapping
from typing import Any

from joserfc import jwt
from joserfc.errors import InvalidKeyIdError, JoseError
from joserfc.jwk import KeySet, import_key

from web.oidc.errors import RefusedError

# By keys of two halves alone: with `none`, or the client's secret, anybody or any client could have signed.
ALGORITHMS = (
    *("RS256", "RS384", "RS512", "PS256", "PS384", "PS512"),
    *("ES256", "ES384", "ES512", "EdDSA", "Ed25519"),
)
# Seconds by which two clocks may differ.
_LEEWAY = 60
_LONGEST_SUBJECT = 255


class UnknownKeyError(Exception):
    """No known key has the token's name; the provider may have a new one."""


def keys_of(document: Mapping[str, Any]) -> KeySet:
    """The keys of a JWK set (RFC 7517); those of kinds that nobody here knows are left out, as section 5 asks for."""
    found = document.get("keys")
    keys = []
    for each in found if isinstance(found, list) else []:
        try:
            keys.append(import_key(each))
        except (JoseError, ValueError, TypeError, AttributeError, KeyError):
            continue
    return KeySet(keys)


def claims_of(token: str, keys: KeySet, *, issuer: str, client: str, nonce: str) -> Mapping[str, Any]:
    """What the token says of who signed in. Raises RefusedError, UnknownKeyError."""
    if not keys.keys:
        raise UnknownKeyError
    try:
        decoded = jwt.decode(token, keys, algorithms=ALGORITHMS)
        claims = decoded.claims
        _registry(issuer, client, nonce).validate(claims)
    except InvalidKeyIdError as error:
        raise UnknownKeyError from error
    except (JoseError, ValueError, TypeError) as error:
        raise RefusedError(f"its ID token is not to be trusted ({type(error).__name__}: {error})") from error
    audience = claims["aud"]
    party = claims.get("azp", client if isinstance(audience, str) or len(audience) == 1 else None)
    if party != client:
        raise RefusedError("its ID token is not to be trusted (azp: is for another client)")
    if not claims["sub"] or len(claims["sub"]) > _LONGEST_SUBJECT:
        raise RefusedError("its ID token is not to be trusted (sub: names nobody)")
    return claims


def _registry(issuer: str, client: str, nonce: str) -> jwt.JWTClaimsRegistry:
    return jwt.JWTClaimsRegistry(
        leeway=_LEEWAY,
        iss={"essential": True, "value": issuer},
        aud={"essential": True, "value": client},
        nonce={"essential": True, "value": nonce},
        exp={"essential": True},
        iat={"essential": True},
        sub={"essential": True},
    )
