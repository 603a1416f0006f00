"""What holds a release back, for people."""

from collections.abc import Iterator, Sequence

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from models.report import GateVerdict
from pipeline.gates.verdicts import accepting


def held_back(gates: Sequence[GateVerdict], release: str | None) -> Iterator[RenderableType]:
    """The gates that hold, why, and what to do; `release` is the one that stands."""
    stands = f"processed/latest stays {release}" if release else "there is no release yet"
    yield Text(f"Nothing is released: {stands}. Held back by", style="bold red")
    yield gate_table([gate for gate in gates if gate.held])
    yield Text("Mend what is wrong and run again. If it is as it should be, release it:")
    yield Text(f"  {accepting(gate.gate for gate in gates if gate.held)}")


def gate_table(gates: Sequence[GateVerdict]) -> Table:
    """A line a gate, with its reason."""
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(style="yellow", no_wrap=True)
    table.add_column(overflow="fold")
    for gate in gates:
        table.add_row(f"  {gate.gate}", Text(gate.reason))
    return table
