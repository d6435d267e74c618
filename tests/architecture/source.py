"""The code base as these tests read it: our apps, their files and their syntax trees."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# From top to bottom; a layer may know any layer below it, and apps of one layer do not know each other.
LAYERS = (
    ("voucher_portal",),
    ("api",),
    ("desk",),
    ("risk",),
    ("contracts", "review", "funds", "matching"),
    ("applications",),
    ("labs",),
    ("institutions",),
    ("notifications",),
    ("papers",),
    ("workflow",),
    ("accounts", "policy"),
)
DEPTH = {app: depth for depth, layer in enumerate(LAYERS) for app in layer}
APPS = tuple(DEPTH)


def may_know(upper: str, lower: str) -> bool:
    """Whether one app may import another or point at its rows."""
    return upper == lower or DEPTH[upper] < DEPTH[lower]


@cache
def files() -> tuple[Path, ...]:
    """Every module of our apps but the migrations."""
    found = (path for app in APPS for path in sorted((ROOT / app).rglob("*.py")))
    return tuple(path for path in found if "migrations" not in path.parts)


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(), filename=str(path))


def nodes(kind: type[ast.AST] | tuple[type[ast.AST], ...]) -> Iterator[tuple[Path, ast.AST]]:
    """Every node of a kind in the code of our apps."""
    for path in files():
        for node in ast.walk(tree(path)):
            if isinstance(node, kind):
                yield path, node


def place(path: Path, node: ast.AST) -> str:
    """`applications/services/exits.py:15`."""
    return f"{path.relative_to(ROOT)}:{node.lineno}"  # type: ignore[attr-defined]


def app_of(path: Path) -> str:
    return path.relative_to(ROOT).parts[0]
