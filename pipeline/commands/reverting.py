"""What `casemill decisions revert` did, for people and programs."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from pipeline.commands.context import emit_json, present, tell

if TYPE_CHECKING:
    from pipeline.decisions.reverting import Reverted


def show_reverted(done: "Iterable[Reverted]", *, redo: bool, dry_run: bool, as_json: bool) -> None:
    """A line for each decision unchanged done, and how many there were; as JSON the decisions that were made."""
    from pipeline.commands.judgements import deed_line

    made = left = 0
    for each in done:
        made, left = made + (each.made is not None), left + (each.made is None)
        if not as_json:
            verb = "redone" if redo else "undone"
            word = verb if each.made else "unchanged" if redo else "already"
            present(deed_line(word, each.decision))
        elif each.made:
            emit_json(each.made)
    if made and dry_run:
        tell(f"It would be {made:,}; nothing was decided.")
    elif made:
        tell(f"{made:,} decision{'' if made == 1 else 's'} taken. The next run brings this into the data set.")
    elif not left:
        tell("No such decision that " + ("is undone." if redo else "holds."))
