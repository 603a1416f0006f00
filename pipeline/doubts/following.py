"""The queue follows the store: what changed is looked through again, and nothing else.

It goes by the change feed and by the journal of decisions, so that whoever changes a case need not know of it. A
decision that was saved at the desk takes its doubt away in the same transaction.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path

from sqlalchemy import Connection, Engine, select

from curation.applying import in_order
from curation.doubts import doubts_of
from models.decision import Decision
from models.doubt import Doubt
from models.errors import StoreError, UnknownNameError
from models.fate import Curated
from models.frozen import revise
from pipeline.decisions.curating import applied, code_digest
from pipeline.decisions.standing import Standing, machine_record
from pipeline.doubts.sources import source_doubts
from pipeline.doubts.typed import Typed, rules_of, typed_prompts
from pipeline.store.cases import last_change
from pipeline.store.database import reading, writing
from pipeline.store.decisions import count_lines, decisions_of
from pipeline.store.doubts import are_put, put_doubts
from pipeline.store.following import Progress, changed_cases, decided_cases, note_progress, progress_of
from pipeline.store.tables import cases

_NAME = "doubts"
# A curator's decision waits no longer than such a transaction.
_AT_ONCE = 16


def catch_up(store: Engine, templates: Path | None = None, *, most: int | None = None) -> int:
    """How many changes are still to be looked through, once the queue knows the doubts of the next `most` cases that
    changed (default: of all). `templates` is the folder of the operator's own.
    """
    rules = f"{code_digest()[:24]}-{rules_of(templates)}"
    done = 0
    while (most is None or done < most) and not _is_current(store, rules):
        with writing(store) as connection:
            done += _follow(connection, rules, typed_prompts(templates))
    with reading(store) as connection:
        return max(0, last_change(connection) - _known(connection, rules).position)


def refresh(connection: Connection, stands: Standing, templates: Path | None = None) -> None:
    """The queue has the doubts of the case as it stands."""
    found = _doubts(stands.curated, stands.decisions, typed_prompts(templates))
    put_doubts(connection, {stands.machine.id: found})


def _is_current(store: Engine, rules: str) -> bool:
    with reading(store) as connection:
        known = _known(connection, rules)
        ahead = known.position < last_change(connection) or known.line < count_lines(connection)
        return not ahead and are_put(connection, {"": source_doubts(connection)})


def _known(connection: Connection, rules: str) -> Progress:
    """How far the queue is; at the beginning, where other rules made it."""
    known = progress_of(connection, _NAME)
    return known if known.rules == rules else Progress(rules=rules)


def _follow(connection: Connection, rules: str, typed: Typed) -> int:
    """How many cases were looked through."""
    known = _known(connection, rules)
    changed = changed_cases(connection, known.position, limit=_AT_ONCE)
    decided = [] if changed else decided_cases(connection, known.line, limit=_AT_ONCE)
    ids = list(dict.fromkeys(case for _, case in (*changed, *decided)))
    put_doubts(connection, {**_found(connection, ids, typed), "": source_doubts(connection)})
    if changed:
        known = revise(known, position=changed[-1][0])
    elif decided:
        known = revise(known, line=decided[-1][0])
    note_progress(connection, _NAME, known)
    return len(ids)


def _found(connection: Connection, ids: Sequence[str], typed: Typed) -> Mapping[str, Sequence[Doubt]]:
    live = set(connection.execute(select(cases.c.id).where(cases.c.id.in_(ids), cases.c.live)).scalars())
    return {case: _of_case(connection, case, typed) if case in live else () for case in ids}


def _of_case(connection: Connection, case: str, typed: Typed) -> Sequence[Doubt]:
    try:
        machine = machine_record(connection, case)
    except (StoreError, UnknownNameError):
        # Stored in the form of another casemill: it is looked through once its page is milled again.
        return ()
    decisions = tuple(in_order(decisions_of(connection, case)))
    return _doubts(applied(machine, decisions), decisions, typed)


def _doubts(curated: Curated, decisions: Sequence[Decision], typed: Typed) -> Sequence[Doubt]:
    template = curated.record.template
    return doubts_of(curated, decisions, typed.get(template.key, ()) if template else ())
