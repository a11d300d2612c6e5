"""Loops that numpy cannot express, compiled on first use and kept where the system lets them be kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar, cast

from numba import njit

Function = TypeVar("Function", bound=Callable[..., object])


def compiled(function: Function) -> Function:
    """The function in machine code. Where no folder can be written, it is compiled anew in each process."""
    try:
        return cast("Function", njit(cache=True)(function))
    except RuntimeError:
        return cast("Function", njit(function))
