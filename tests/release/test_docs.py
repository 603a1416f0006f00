import re

import pytest

from pipeline.release.manifest import Acceptance, Release
from pipeline.release.tables import TABLES, Table
from tests.living import ROOT

PAGE = (ROOT / "docs" / "releases.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_the_docs_tell_every_column(table: Table) -> None:
    chapter = re.split(rf"^## {table.name}$", PAGE, flags=re.MULTILINE)[1].split("\n## ")[0]
    told = re.findall(r"^\| `(\w+)` \| (\w+) \| (.+) \|$", chapter, re.MULTILINE)
    assert told == [(each.name, each.type.value, each.meaning) for each in table.columns]


def test_the_docs_tell_what_a_release_says_of_itself() -> None:
    assert [name for name in (*Release.model_fields, *Acceptance.model_fields) if f"`{name}`" not in PAGE] == []
