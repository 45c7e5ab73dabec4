"""Routes to lines: where in a text a claim about a value points."""

from functools import lru_cache

from wakebook.model.finding import Route
from wakebook.records.nodes import Node, compose, walk


def locate(
    text: str, route: Route, first_line: int = 1, *, on_key: bool = False, many: bool = False
) -> tuple[int, int]:
    """The 1-based line and column of the value at ``route`` in a text that `read_yaml` accepted.

    ``first_line`` is the file's line on which ``text`` begins, ``on_key`` asks for the last step's
    key instead of its value. Where the route leads to nothing, the place is the nearest part above
    that exists. With ``many`` the first step is the position of the document.
    """
    documents = _composed(text)
    if many:
        position = route[0] if route and isinstance(route[0], int) else 0
        documents, route = documents[position : position + 1], route[1:]
    if not documents:
        return first_line, 1
    mark = _mark(documents[0], route, on_key=on_key)
    return mark.start.line + first_line, mark.start.column + 1


@lru_cache(maxsize=4)
def _composed(text: str) -> list[Node]:
    """Findings come file by file, and a bad file has many: it is composed once."""
    return compose(text)


def _mark(root: Node, route: Route, *, on_key: bool) -> Node:
    trail = walk(root, route)
    key, value = trail[-1]
    missing = len(trail) <= len(route)
    # A block collection begins with its first part; its key is what a person looks for.
    points_at_key = on_key or (missing and (value.is_mapping or value.is_list))
    return key if key and points_at_key else value
