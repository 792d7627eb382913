"""Imports point inward only; the table is the one of docs/decisions/0001-structure.md."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
DOMAIN = {"domain"}
ENGINE = DOMAIN | {"calendar"}
MAY_IMPORT = {
    "domain": set(),
    "calendar": DOMAIN,
    "forecast": ENGINE,
    "queueing": ENGINE,
    "checker": ENGINE,
    "solver": ENGINE | {"queueing"},
    "planning": ENGINE | {"forecast", "queueing", "checker", "solver"},
    "intake": ENGINE,
    "store": ENGINE | {"planning"},
    "report": DOMAIN | {"calendar", "planning"},
    "job_handlers": ENGINE | {"planning", "checker", "bootstrap", "report", "intake"},
    "data": set(),
}
LIBRARIES_KEPT_OUT = {
    "domain": {
        "pandas",
        "numpy",
        "ortools",
        "highspy",
        "numba",
        "sklearn",
        "flask",
        "sqlalchemy",
        "holidays",
        "pydantic",
    },
    "checker": {"pandas", "ortools", "highspy", "numba", "sklearn", "flask", "sqlalchemy"},
    "solver": {"pandas", "flask", "sqlalchemy"},
    "planning": {"ortools", "highspy", "flask", "sqlalchemy"},
    "queueing": {"ortools", "highspy", "pandas", "flask"},
}


def imported_modules(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            yield node.module


def modules_of(package: str) -> list[Path]:
    return sorted((ROOT / "planner" / package).rglob("*.py"))


@pytest.mark.parametrize("package", sorted(MAY_IMPORT))
def test_package_imports_only_inward(package: str) -> None:
    allowed = MAY_IMPORT[package] | {package}
    for path in modules_of(package):
        ours = {name.split(".")[1] for name in imported_modules(path) if name.startswith("planner.")}
        assert ours <= allowed, f"{path.relative_to(ROOT)} imports {sorted(ours - allowed)}"


@pytest.mark.parametrize("package", sorted(LIBRARIES_KEPT_OUT))
def test_package_keeps_libraries_out(package: str) -> None:
    for path in modules_of(package):
        found = {name.split(".")[0] for name in imported_modules(path)} & LIBRARIES_KEPT_OUT[package]
        assert not found, f"{path.relative_to(ROOT)} imports {sorted(found)}"


def test_every_package_has_a_row() -> None:
    packages = {path.name for path in (ROOT / "planner").iterdir() if path.is_dir() and path.name != "__pycache__"}
    assert packages - {"cli"} == set(MAY_IMPORT)
