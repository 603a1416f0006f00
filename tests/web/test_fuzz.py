"""The API under requests made of its own description, lawful and not (schemathesis)."""

import os
import warnings

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from pipeline.store.database import writing
from tests.web import desks
from web.access.users import find_user, mint_token
from web.app import build_app

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import schemathesis
    from schemathesis.specs.openapi.checks import ignored_auth, positive_data_acceptance

EXAMPLES = int(os.environ.get("FUZZ", "6"))
# A cursor, a facet or a query's field may be refused though any words fit the description. Who may not is a test apart.
_APART = [positive_data_acceptance, ignored_auth]


@pytest.fixture(scope="module")
def yard(tmp_path_factory):
    with desks.desk(tmp_path_factory.mktemp("fuzz") / "home", settings='hosts = ["testserver"]\n') as made:
        yield made


@pytest.mark.filterwarnings("ignore")
def test_no_request_breaks_the_api_or_gets_what_is_not_described(yard):
    with writing(yard.store) as connection:
        token = mint_token(connection, find_user(connection, "admin"), at="2026-01-01T00:00:00Z")
    headers = {"authorization": f"Bearer {token}"}
    tried = []
    for found in schemathesis.openapi.from_asgi("/api/v1/openapi.json", build_app(yard)).get_all_operations():
        operation = found.ok()

        @settings(
            max_examples=EXAMPLES,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
            phases=[Phase.generate],
        )
        @given(case=operation.as_strategy())
        def ask(case):
            case.call_and_validate(headers=headers, excluded_checks=_APART)

        ask()
        tried.append(operation.label)
    assert len(tried) > 20
