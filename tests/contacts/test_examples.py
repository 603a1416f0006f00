"""Tables of what people write, each row a page of its own; they were thought up here, for these tests.

`finds` are the values in page order. A row that `fails` is known to, and says why.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from models.vocabulary import ContactKind
from tests.contacts.pages import contacts_of

TABLES = {
    "emails": ContactKind.EMAIL,
    "hidden_emails": ContactKind.EMAIL,
    "phones": ContactKind.PHONE,
    "sites": ContactKind.URL,
}


def rows() -> Iterator[Any]:
    for table, kind in TABLES.items():
        for row in yaml.safe_load(Path(__file__).with_name(f"{table}.yaml").read_text()):
            marks = [pytest.mark.xfail(reason=row["fails"])] if "fails" in row else []
            words = row.get("text") or row["html"]
            yield pytest.param(kind, row, marks=marks, id=f"{table}: {words[:60]}")


@pytest.mark.parametrize(("kind", "row"), list(rows()))
def test_what_a_reader_would_find_is_found(kind: ContactKind, row: dict[str, Any]) -> None:
    words = row.get("text") or row["html"]
    page = contacts_of(words, uri="page.txt" if "text" in row else "page.html", region=row.get("region"))
    found = [each.value.rstrip("/") for each in page if each.kind is kind]
    assert found == [each.rstrip("/") for each in row["finds"]]
