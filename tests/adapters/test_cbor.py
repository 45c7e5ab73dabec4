"""The few kinds of CBOR that Pagefind's lists use."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wakebook.adapters._cbor import decode, encode

VALUES = st.recursive(
    st.integers(min_value=0, max_value=2**64 - 1) | st.text(),
    lambda inner: st.lists(inner, max_size=30),
)


@given(VALUES)
def test_what_is_written_reads_the_same(value: object) -> None:
    assert decode(encode(value)) == value


@pytest.mark.parametrize(
    ("value", "written"),
    [(23, "17"), (24, "1818"), (1000, "1903e8"), (["a", [1]], "826161" + "8101")],
)
def test_the_shortest_form_is_written(value: object, written: str) -> None:
    """The numbers are examples of RFC 8949, appendix A."""
    assert encode(value).hex() == written


@pytest.mark.parametrize("data", [b"", b"\x18", b"\x01\x01", b"\xf6", b"\x9f\x01\xff", b"\x82\x01"])
def test_anything_else_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match=r".+"):
        decode(data)
