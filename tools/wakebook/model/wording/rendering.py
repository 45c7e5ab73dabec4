"""Rendering a template: a small part of Jinja2, of which every run is short.

A template prints text and slots, asks with ``if``, and walks with ``for`` over a slot that takes
several values. Nothing else is let through before Jinja2 compiles it, so there is neither a way out
to Python nor a loop that grows: time and size have bounds that hang on the file alone.
"""

import hashlib
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from wakebook.model.wording.slots import MisfilledError, filled
from wakebook.model.wording.template import Template

if TYPE_CHECKING:
    from jinja2 import nodes

MOST_SOURCE = 8_000
"""Characters of a template's text."""
MOST_OUTPUT = 10_000
"""Bytes of what it says."""
_MOST_NODES, _MOST_DEPTH, _MOST_BETWEEN = 600, 20, 20
_GAP = re.compile(r"\n{3,}")
_FILTERS = frozenset({"join", "capitalize", "length", "first", "last"})
_OF_LOOP = frozenset({"first", "last", "index"})
_PLAIN = frozenset({
    *("Template", "Output", "TemplateData", "Name", "Const", "If", "CondExpr", "And", "Or"),
    *("Not", "Compare", "Operand"),
})  # fmt: skip


class TemplateError(Exception):
    """A template that cannot be used; ``line`` counts from the first line of its text."""

    def __init__(self, sentence: str, line: int = 1) -> None:
        super().__init__(sentence)
        self.line = line


def digest_of(text: str) -> str:
    """The SHA-256 digest of a text, in lower-case hexadecimal."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def rendered(template: Template, values: Mapping[str, str]) -> str:
    """What a template says with its slots filled; raises TemplateError or MisfilledError."""
    slots = filled(template.header.slots, values)
    try:
        said = _tidied(_compiled(template.body, _shape(template)).render(slots))
    except (TemplateError, MisfilledError):
        raise
    except Exception as error:  # Jinja2 can fail in any way on somebody's text
        raise TemplateError(f"cannot be filled: {type(error).__name__}: {error}") from None
    if not said:
        raise TemplateError("says nothing with these slots")
    if len(said.encode()) > MOST_OUTPUT:
        raise TemplateError(f"says more than {MOST_OUTPUT:,} bytes; shorten it")
    return said


def demand_sound(template: Template) -> None:
    """Raise TemplateError where a template does more than it may."""
    _compiled(template.body, _shape(template))


def _tidied(text: str) -> str:
    """The text without blanks at the ends of lines, and with one empty line between paragraphs."""
    return _GAP.sub("\n\n", "\n".join(line.rstrip() for line in text.splitlines())).strip()


def _shape(template: Template) -> tuple[tuple[str, bool], ...]:
    return tuple((name, slot.many) for name, slot in template.header.slots.items())


@lru_cache(maxsize=64)
def _compiled(body: str, slots: tuple[tuple[str, bool], ...]) -> Any:
    from jinja2 import StrictUndefined, TemplateSyntaxError
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    if len(body) > MOST_SOURCE:
        raise TemplateError(f"has more than {MOST_SOURCE:,} characters; shorten it")
    sandbox = ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=False)
    sandbox.globals.clear()
    try:
        tree = sandbox.parse(body)
        _demand_plain(tree, dict(slots))
        return sandbox.from_string(body)
    except TemplateError:
        raise
    except TemplateSyntaxError as error:
        raise TemplateError(f"{error.message}", error.lineno) from None
    except RecursionError:
        raise TemplateError("nests too deep; make it plainer") from None
    except Exception as error:  # Python's own compiler has limits of many kinds
        raise TemplateError(f"cannot be read: {type(error).__name__}: {error}") from None


def _demand_plain(tree: "nodes.Template", slots: Mapping[str, bool]) -> None:
    for walked, (node, depth, inside) in enumerate(_walk(tree, 0, frozenset()), 1):
        if walked > _MOST_NODES or depth > _MOST_DEPTH:
            raise TemplateError("is too large; make it plainer", node.lineno)
        why = _objection(node, slots, inside)
        if why is not None:
            raise TemplateError(f"{why}; only slots, if and for are allowed", node.lineno)


def _walk(
    node: "nodes.Node", depth: int, inside: frozenset[str]
) -> Iterator[tuple["nodes.Node", int, frozenset[str]]]:
    """Every node with its depth and the names that the loop around it gives."""
    from jinja2 import nodes

    yield node, depth, inside
    if isinstance(node, nodes.Getattr):
        return  # the rule about it has seen what it is of
    for child in node.iter_child_nodes():
        within = inside
        if isinstance(node, nodes.For) and child is not node.iter:
            within = inside | {str(getattr(node.target, "name", "")), "loop"}
        yield from _walk(child, depth + 1, within)


def _objection(node: "nodes.Node", slots: Mapping[str, bool], inside: frozenset[str]) -> str | None:
    """Why a node is not let through."""
    from jinja2 import nodes

    match node:
        case nodes.For():
            return _of_loop(node, slots, inside)
        case nodes.Filter():
            return _of_filter(node)
        case nodes.Getattr():
            of_loop = isinstance(node.node, nodes.Name) and node.node.name == "loop"
            if of_loop and "loop" in inside and node.attr in _OF_LOOP:
                return None
            return f"reads the attribute {node.attr!r}"
        case nodes.Name():
            if node.name == "loop":
                return "reads `loop` as a whole"
            known = node.name in slots or node.name in inside
            return None if known else f"reads {node.name!r}, which is no slot"
    name = type(node).__name__
    return None if name in _PLAIN else f"uses {name}"


def _of_filter(node: "nodes.Filter") -> str | None:
    """A filter takes a slot itself and a short text: one upon another they would grow."""
    from jinja2 import nodes

    if node.name not in _FILTERS or node.kwargs or node.dyn_args or node.dyn_kwargs:
        return f"uses the filter {node.name!r}"
    short = all(
        isinstance(a, nodes.Const) and len(str(a.value)) <= _MOST_BETWEEN for a in node.args
    )
    if not isinstance(node.node, nodes.Name) or not short:
        return f"uses the filter {node.name!r} on more than a slot"
    return None


def _of_loop(node: "nodes.For", slots: Mapping[str, bool], inside: frozenset[str]) -> str | None:
    from jinja2 import nodes

    if inside:
        return "has a loop in a loop"
    if node.recursive or node.test is not None:
        return "has a loop that is more than one"
    if not isinstance(node.iter, nodes.Name) or not slots.get(node.iter.name):
        return "walks over something that is no slot of several values"
    if not isinstance(node.target, nodes.Name) or node.target.name in {*slots, "loop"}:
        return "names what it walks over like a slot, or like several"
    return None
