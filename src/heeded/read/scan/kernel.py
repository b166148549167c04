"""Functions that numba compiles: without the interpreter's lock, and kept on disk where there is a place to keep them.

numba knows what it kept by the time of the file of the function. What that calls may lie in other files here, so the
name under which it is kept holds a hash of all of them: a change to any of them compiles all anew.
"""

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeAlias, TypeVar, cast

import numpy as np
import numpy.typing as npt
from numba import njit

Bytes: TypeAlias = npt.NDArray[np.uint8]
Shorts: TypeAlias = npt.NDArray[np.uint16]
Ints: TypeAlias = npt.NDArray[np.int32]
Longs: TypeAlias = npt.NDArray[np.int64]
Keys: TypeAlias = npt.NDArray[np.uint64]

whole: Callable[[Any], int] = cast(Any, np.int64)
"""Makes one kind of any whole number: functions are compiled anew for each kind that they are called with."""

Function = TypeVar("Function", bound=Callable[..., Any])


_SOURCES = hashlib.sha256(b"".join(p.read_bytes() for p in sorted(Path(__file__).parent.glob("*.py")))).hexdigest()[:16]

_AS_IS = {"nogil": True, "error_model": "numpy", "_nrt": False}
"""Who holds an array is not counted: the caller holds them all, and no kernel makes one of its own."""

_INNER = {"no_cpython_wrapper": True, "no_cfunc_wrapper": True, **_AS_IS}


def kernel(function: Function) -> Function:
    """Give the function compiled on its first call; where no folder can be written, compiled anew in each process."""
    function.__qualname__ += f"-{_SOURCES}"
    try:
        return cast(Function, njit(function, cache=True, **_AS_IS))
    except RuntimeError:  # numba found no folder that it may write to
        return cast(Function, njit(function, **_AS_IS))


def inner(function: Function) -> Function:
    """Give the function for kernels to call."""
    return cast(Function, njit(function, **_INNER))


def inlined(function: Function) -> Function:
    """Give the function as `inner` does, written out wherever it is called: for what is done at every word."""
    return cast(Function, njit(function, forceinline=True, **_INNER))


def aligned(length: int) -> Ints:
    """Give numbers to be filled of which every sixteen lie in one line of the processor's cache."""
    raw = np.empty(length + 16, dtype=np.int32)
    skip = -raw.ctypes.data % 64 // 4
    return raw[skip : skip + length]
