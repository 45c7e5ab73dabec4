"""As much of CBOR (RFC 8949) as Pagefind's lists need: unsigned integers, text, arrays."""

from typing import Any

_UNSIGNED, _TEXT, _ARRAY = 0, 3, 4


def decode(data: bytes) -> Any:
    """The value that the bytes hold; raises ValueError where they hold anything else."""
    value, end = _value(data, 0)
    if end != len(data):
        raise ValueError("there is more behind the value")
    return value


def _value(data: bytes, at: int) -> tuple[Any, int]:
    if at >= len(data):
        raise ValueError("the value ends too early")
    kind, size, at = data[at] >> 5, data[at] & 31, at + 1
    if size >= 24:
        width = {24: 1, 25: 2, 26: 4, 27: 8}.get(size)
        if width is None:
            raise ValueError("a length is not definite")
        size, at = int.from_bytes(data[at : at + width], "big"), at + width
    if kind == _UNSIGNED:
        return size, at
    if kind == _TEXT:
        return data[at : at + size].decode(), at + size
    if kind != _ARRAY:
        raise ValueError(f"type {kind} is not expected")
    items = []
    for _ in range(size):
        item, at = _value(data, at)
        items.append(item)
    return items, at


def encode(value: Any) -> bytes:
    """The shortest form of a value."""
    match value:
        case int():
            return _head(_UNSIGNED, value)
        case str():
            text = value.encode()
            return _head(_TEXT, len(text)) + text
        case _:
            return _head(_ARRAY, len(value)) + b"".join(encode(item) for item in value)


def _head(kind: int, size: int) -> bytes:
    if size < 24:
        return bytes([kind << 5 | size])
    for code, width in ((24, 1), (25, 2), (26, 4), (27, 8)):
        if size < 1 << 8 * width:
            return bytes([kind << 5 | code]) + size.to_bytes(width, "big")
    raise ValueError("a number is too large")
