"""Graphs of ONNX in a few hundred bytes, written by hand, so that tests of classifiers need no library that makes them.

Only what two small classifiers need of the format: https://github.com/onnx/onnx/blob/main/onnx/onnx.proto
"""

from __future__ import annotations

import struct
from collections.abc import Sequence

FLOAT, INT64, STRING = 1, 7, 8


def number(field: int, value: int) -> bytes:
    """A field that is a number."""
    return _varint(field << 3) + _varint(value)


def part(field: int, content: bytes | str) -> bytes:
    """A field that is a string or a message."""
    raw = content.encode() if isinstance(content, str) else content
    return _varint(field << 3 | 2) + _varint(len(raw)) + raw


def _varint(value: int) -> bytes:
    made = bytearray()
    while value > 0x7F:
        made.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*made, value])


def of_words(rows: Sequence[Sequence[float]], inputs: Sequence[str] = ("input_ids",)) -> bytes:
    """A classifier over pieces: the mean of a row of scores for each piece. Other inputs are taken and not used."""
    width = len(rows[0])
    flat = [value for row in rows for value in row]
    nodes = [
        node("Gather", ["table", inputs[0]], "gathered"),
        node("ReduceMean", ["gathered"], "scores", ints("axes", 1), whole("keepdims", 0)),
    ]
    taken = [described(name, INT64, (1, "pieces")) for name in inputs]
    return model(nodes, taken, [described("scores", FLOAT, (1, width))], [tensor("table", (len(rows), width), flat)])


def of_strings(known: dict[str, float], weights: Sequence[float], shape: tuple[int, ...] = (1, 1)) -> bytes:
    """A classifier over strings: the number of a known sentence (0 for others) times a row of weights."""
    encoder = node(
        "LabelEncoder",
        ["text"],
        "coded",
        strings("keys_strings", *known),
        floats("values_floats", *known.values()),
        real("default_float", 0.0),
        domain="ai.onnx.ml",
    )
    nodes = [encoder, node("Mul", ["coded", "weights"], "scores")]
    width = len(weights)
    return model(
        nodes,
        [described("text", STRING, shape)],
        [described("scores", FLOAT, (1, width))],
        [tensor("weights", (1, width), weights)],
    )


def model(nodes: Sequence[bytes], inputs: Sequence[bytes], outputs: Sequence[bytes], fixed: Sequence[bytes]) -> bytes:
    """A whole model of one graph."""
    graph = b"".join(part(1, made) for made in nodes) + part(2, "tiny") + b"".join(part(5, made) for made in fixed)
    graph += b"".join(part(11, made) for made in inputs) + b"".join(part(12, made) for made in outputs)
    opsets = part(8, part(1, "") + number(2, 13)) + part(8, part(1, "ai.onnx.ml") + number(2, 2))
    return number(1, 8) + part(7, graph) + opsets


def node(operator: str, inputs: Sequence[str], output: str, *attributes: bytes, domain: str = "") -> bytes:
    """One operator."""
    made = b"".join(part(1, name) for name in inputs) + part(2, output) + part(4, operator)
    return made + b"".join(part(5, attribute) for attribute in attributes) + part(7, domain)


def ints(name: str, *values: int) -> bytes:
    """An attribute of whole numbers."""
    return part(1, name) + b"".join(number(8, value) for value in values) + number(20, 7)


def whole(name: str, value: int) -> bytes:
    """An attribute that is one whole number."""
    return part(1, name) + number(3, value) + number(20, 2)


def real(name: str, value: float) -> bytes:
    """An attribute that is one number."""
    return part(1, name) + _varint(2 << 3 | 5) + struct.pack("<f", value) + number(20, 1)


def floats(name: str, *values: float) -> bytes:
    """An attribute of numbers."""
    return part(1, name) + part(7, struct.pack(f"<{len(values)}f", *values)) + number(20, 6)


def strings(name: str, *values: str) -> bytes:
    """An attribute of strings."""
    return part(1, name) + b"".join(part(9, value) for value in values) + number(20, 8)


def tensor(name: str, shape: Sequence[int], values: Sequence[float]) -> bytes:
    """Numbers that belong to the model."""
    sizes = b"".join(number(1, size) for size in shape)
    return sizes + number(2, FLOAT) + part(8, name) + part(9, struct.pack(f"<{len(values)}f", *values))


def described(name: str, kind: int, shape: Sequence[int | str]) -> bytes:
    """An input or output with its shape; a size that is a word is open."""
    sizes = b"".join(part(1, part(2, s) if isinstance(s, str) else number(1, s)) for s in shape)
    return part(1, name) + part(2, part(1, number(1, kind) + part(2, sizes)))
