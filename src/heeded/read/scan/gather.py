"""Texts brought together from the columns that they lie in, and quotations taken out of them again."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from heeded.read.scan.kernel import Bytes, Keys, Longs, kernel
from heeded.read.scan.pieces import Texts

_BEHIND = 16


class Column(NamedTuple):
    """A column of texts as Arrow holds it."""

    data: Bytes
    offsets: Longs


def one_array(column: pa.ChunkedArray | pa.Array) -> pa.Array:
    """Give a column in one piece."""
    whole = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
    return pa.concat_arrays(whole.chunks) if isinstance(whole, pa.ChunkedArray) else whole


def column_of(texts: pa.ChunkedArray | pa.Array) -> Column:
    """Give a column of texts as its bytes and offsets; nothing stands for a null."""
    whole = one_array(texts.cast(pa.large_string()))
    _, offsets, data = whole.buffers()
    if data is None or offsets is None or not len(whole):
        return Column(np.zeros(1, dtype=np.uint8), np.zeros(len(whole) + 1, dtype=np.int64))
    begins = np.frombuffer(offsets, dtype=np.int64)[whole.offset : whole.offset + len(whole) + 1]
    return Column(np.frombuffer(data, dtype=np.uint8) if data.size else np.zeros(1, dtype=np.uint8), begins)


def lengths_of(columns: tuple[Column, Column], which: Bytes, rows: Longs) -> Longs:
    """Give how many bytes each of the texts is long that lie in a row of one of two columns."""
    lengths = [np.diff(column.offsets) for column in columns]
    found = np.empty(len(rows), dtype=np.int64)
    for number, each in enumerate(lengths):
        found[which == number] = each[rows[which == number]]
    return found


@kernel
def copy_texts(columns: tuple[Column, Column], which: Bytes, rows: Longs, data: Bytes, offsets: Longs) -> None:
    """Copy texts behind one another, a byte of nought after each."""
    one, other = columns
    for t in range(len(rows)):
        column = one if which[t] == 0 else other
        begin, to = column.offsets[rows[t]], offsets[t]
        for x in range(column.offsets[rows[t] + 1] - begin):
            data[to + x] = column.data[begin + x]
        data[offsets[t + 1] - 1] = 0


def gather(columns: tuple[Column, Column], which: Bytes, rows: Longs, lengths: Longs, eights: Keys) -> Texts:
    """Give texts that lie in rows of two columns, in the order asked for; `eights` is room for them."""
    offsets = np.zeros(len(rows) + 1, dtype=np.int64)
    np.cumsum(lengths + 1, out=offsets[1:])
    data = eights.view(np.uint8)
    copy_texts(columns, which, rows, data, offsets)
    data[offsets[-1] :] = 0
    return Texts(data, eights, offsets)


def room_for(lengths: Longs) -> int:
    """Give how many numbers of eight bytes texts of these lengths take when gathered."""
    return int(lengths.sum() + len(lengths) + _BEHIND) // 8 + 1


def texts_of(given: Sequence[str]) -> Texts:
    """Give texts that are in memory, gathered."""
    encoded = [text.encode("utf-8", "surrogatepass") for text in given]
    offsets = np.zeros(len(given) + 1, dtype=np.int64)
    np.cumsum([len(each) + 1 for each in encoded], out=offsets[1:])
    eights = np.zeros((int(offsets[-1]) + _BEHIND) // 8 + 1, dtype=np.uint64)
    data = eights.view(np.uint8)
    data[: offsets[-1]] = np.frombuffer(b"".join(each + b"\0" for each in encoded), dtype=np.uint8)
    return Texts(data, eights, offsets)


def wording(texts: Texts) -> pa.Array:
    """Give gathered texts as a column, the nought behind each included."""
    offsets = pa.py_buffer(np.ascontiguousarray(texts.offsets))
    return pa.LargeStringArray.from_buffers(len(texts.offsets) - 1, offsets, pa.py_buffer(texts.data))


def text_at(texts: Texts, number: int) -> str:
    """Give one of the gathered texts."""
    return bytes(texts.data[texts.offsets[number] : texts.offsets[number + 1] - 1]).decode("utf-8", "surrogatepass")


@kernel
def take_bytes(data: Bytes, starts: npt.NDArray[np.int32], ends: npt.NDArray[np.int32], out: Bytes) -> None:
    """Copy stretches of bytes behind one another."""
    to = 0
    for n in range(len(starts)):
        for x in range(starts[n], ends[n]):
            out[to] = data[x]
            to += 1


def quotations(texts: Texts, starts: npt.NDArray[np.int32], ends: npt.NDArray[np.int32]) -> pa.Array:
    """Give the texts between bytes as a column."""
    offsets = np.zeros(len(starts) + 1, dtype=np.int64)
    np.cumsum(ends - starts, out=offsets[1:])
    data = np.empty(int(offsets[-1]), dtype=np.uint8)
    take_bytes(texts.data, starts, ends, data)
    return pa.LargeStringArray.from_buffers(len(starts), pa.py_buffer(offsets), pa.py_buffer(data))
