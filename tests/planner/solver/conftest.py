"""What the engine's tests share: the bench's format and its own checker."""

import importlib.util
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

ROOT = Path(__file__).parents[3]


def load_file(path: Path) -> ModuleType:
    """A module from a file outside the packages."""
    if path.stem not in sys.modules:
        spec = importlib.util.spec_from_file_location(path.stem, path)
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        sys.modules[path.stem] = module
        spec.loader.exec_module(module)
    return sys.modules[path.stem]


@pytest.fixture(scope="session")
def bench_format() -> ModuleType:
    """The bench adaptor's translation."""
    return load_file(ROOT / "benchmarks" / "roster_format.py")


@pytest.fixture(scope="session")
def bench_check() -> Callable[..., Any]:
    """`evaluate` of the bench's own checker, copied beside the cases."""
    evaluate: Callable[..., Any] = load_file(ROOT / "tests" / "cases" / "roster" / "check.py").evaluate
    return evaluate
