"""How hot functions are compiled here: once per machine, no Python objects, division as NumPy does it."""

from collections.abc import Callable
from typing import ParamSpec, TypeVar

import numba

P = ParamSpec("P")
R = TypeVar("R")


def compiled(function: Callable[P, R]) -> Callable[P, R]:
    """The function as machine code, kept on disk between runs."""
    result: Callable[P, R] = numba.njit(cache=True, error_model="numpy")(function)
    return result
