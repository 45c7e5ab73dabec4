"""Which parser makes the events: libyaml's where PyYAML has it, PyYAML's own elsewhere."""

from typing import Any, Protocol, cast

from yaml.error import Mark

try:
    from yaml._yaml import CParser as EventParser
except ImportError:  # PyYAML was built without libyaml: the same events, some ten times slower
    from yaml import BaseLoader as EventParser  # type: ignore[assignment]


class Events(Protocol):
    """A stream of parser events (PyYAML's event classes)."""

    def get_event(self) -> Any:
        """The next event, None after the last; raises `yaml.YAMLError` for what is no YAML."""


def events(text: str) -> Events:
    """The events of a text that `decode` accepted."""
    return cast("Events", EventParser(text))


def failure(text: str) -> tuple[Exception | None, Mark | None]:
    """What the parser raises on this text, whoever listens, and the last place it understood.

    So a mishap of the parser is told from a bug of the listener.
    """
    reached = None
    try:
        stream = events(text)
        while (event := stream.get_event()) is not None:
            reached = event.start_mark
    except Exception as error:
        return error, reached
    return None, reached
