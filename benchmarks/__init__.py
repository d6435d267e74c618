"""Benchmarks: one module each, whose `run(say)` yields rows; `bin/bench` starts them."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """One measured figure; `base` is the floor measured in the same run, and `base_of` names it."""

    what: str
    figure: float
    unit: str
    base: float | None = None
    base_of: str = ""
    note: str = ""

    @property
    def ratio(self) -> float | None:
        return self.figure / self.base if self.base else None
