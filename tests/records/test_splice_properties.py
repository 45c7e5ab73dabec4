"""Any edit of any commented file says what was meant and touches only its own lines."""

from hypothesis import assume, given, settings
from hypothesis import strategies as st
from tests.conftest import examples

from wakebook.records.emit import emit_document
from wakebook.records.nodes import compose, walk
from wakebook.records.splice import append_item, insert_key, remove_item, remove_key, set_value
from wakebook.records.yaml import read_any

KEYS = st.sampled_from(["a", "b", "no", "x y", "é", "1"])
TEXT = st.sampled_from(
    ["v", "no", "", "a: b", "one\ntwo", "one\n\n two\n\n", " x", "w " * 60 + "w"]
)
SCALARS = TEXT | st.integers(0, 9) | st.booleans()
TREES = st.recursive(
    SCALARS,
    lambda below: st.lists(below, max_size=3) | st.dictionaries(KEYS, below, max_size=3),
    max_leaves=8,
)
ROOTS = st.dictionaries(KEYS, TREES, min_size=1, max_size=4)


def lines_of_text(node):
    """The lines of block text, where a comment would become a part of it."""
    if node.style in ("|", ">"):
        yield from range(node.start.line + 1, node.end.line + 1)
    for _, value in node.parts:
        yield from lines_of_text(value)


@st.composite
def files(draw):
    """A file with a numbered comment beside and above many of its lines."""
    text = emit_document(draw(ROOTS))
    content = set(lines_of_text(compose(text)[0]))
    lines = []
    for number, line in enumerate(text.splitlines()):
        beside, above = draw(st.booleans()), draw(st.booleans())
        free = number not in content
        lines += [f"# above {number}."] if above and free else []
        lines += [f"{line}  # beside {number}."] if beside and free else [line]
    end = draw(st.sampled_from(["\n", "\r\n"]))
    return (end.join(lines) + draw(st.sampled_from([end, ""]))).encode()


def routes(value, here=()):
    """The routes to everything within a value."""
    yield here
    if isinstance(value, dict | list):
        for step in value if isinstance(value, dict) else range(len(value)):
            yield from routes(value[step], (*here, step))


def at(value, route):
    for step in route:
        value = value[step]
    return value


def own_lines(raw, route):
    """The lines from the key of a route to the end of its value."""
    key, value = walk(compose(raw.decode())[0], route)[-1]
    return range((key or value).start.line, value.end.line + 1)


def check_the_rest(before, after, touched):
    """Every line outside of the touched ones is still there, in order, if beside another dash."""
    left = iter([line.lstrip(" -") for line in after.decode().splitlines()])
    for number, line in enumerate(before.decode().splitlines()):
        if number not in touched:
            assert line.lstrip(" -") in left, (number, line)


@settings(max_examples=examples(400), deadline=None)
@given(files(), st.data())
def test_a_value_is_set(raw, data):
    [value] = read_any(raw.decode())
    route = data.draw(st.sampled_from([route for route in routes(value) if route]))
    new = data.draw(TREES)
    after = set_value(raw, route, new)
    assert at(read_any(after.decode())[0], route) == new
    check_the_rest(raw, after, own_lines(raw, route))


@settings(max_examples=examples(400), deadline=None)
@given(files(), st.data())
def test_a_key_is_removed(raw, data):
    [value] = read_any(raw.decode())
    named = [route for route in routes(value) if route and isinstance(route[-1], str)]
    route = data.draw(st.sampled_from(named))
    after = remove_key(raw, route)
    assert route[-1] not in at(read_any(after.decode())[0], route[:-1])
    check_the_rest(
        raw, after, own_lines(raw, route[:-1] if len(at(value, route[:-1])) == 1 else route)
    )


@settings(max_examples=examples(400), deadline=None)
@given(files(), st.data())
def test_a_key_is_inserted(raw, data):
    [value] = read_any(raw.decode())
    mappings = [route for route in routes(value) if isinstance(at(value, route), dict)]
    route = data.draw(st.sampled_from(mappings))
    keys = list(at(value, route))
    after = data.draw(st.sampled_from([None, *keys]))
    new = data.draw(TREES)
    edited = insert_key(raw, route, "new key", new, after=after)
    read = at(read_any(edited.decode())[0], route)
    assert read["new key"] == new
    assert list(read).index("new key") == (len(keys) if after is None else keys.index(after) + 1)
    check_the_rest(raw, edited, () if keys else own_lines(raw, route))


@settings(max_examples=examples(400), deadline=None)
@given(files(), st.data())
def test_an_item_is_appended(raw, data):
    [value] = read_any(raw.decode())
    lists = [route for route in routes(value) if isinstance(at(value, route), list)]
    assume(lists)
    route = data.draw(st.sampled_from(lists))
    new = data.draw(TREES)
    after = append_item(raw, route, new)
    assert at(read_any(after.decode())[0], route) == [*at(value, route), new]
    check_the_rest(raw, after, () if at(value, route) else own_lines(raw, route))


@settings(max_examples=examples(400), deadline=None)
@given(files(), st.data())
def test_an_item_is_removed(raw, data):
    [value] = read_any(raw.decode())
    lists = [route for route in routes(value) if isinstance(at(value, route), list)]
    filled = [route for route in lists if at(value, route)]
    assume(filled)
    route = data.draw(st.sampled_from(filled))
    items = list(at(value, route))
    position = data.draw(st.integers(0, len(items) - 1))
    after = remove_item(raw, (*route, position))
    del items[position]
    assert at(read_any(after.decode())[0], route) == items
