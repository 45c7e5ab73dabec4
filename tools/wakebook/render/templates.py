"""Pages to Markdown: sandboxed Jinja2 templates around values, front matter around the result."""

import json
from collections.abc import Mapping
from functools import lru_cache
from html import escape
from typing import TYPE_CHECKING, Any

from wakebook.render import prose
from wakebook.render.page import Page
from wakebook.render.site_error import SiteError

if TYPE_CHECKING:
    from jinja2 import Environment

_GENERATED = "<!-- Written by `wakebook publish`; edit the record instead. -->"


class Templates:
    """The templates of ``site/templates/`` by file name; record text is only ever a value."""

    def __init__(self, sources: Mapping[str, str]) -> None:
        self._env = environment(tuple(sorted(sources.items())))

    def markdown(self, page: Page) -> str:
        """The page as a Markdown file: front matter and one block of HTML, or its own Markdown."""
        if page.template == "":
            return f"{_front(page)}{page.values['markdown'].strip()}\n"
        try:
            template = self._env.get_template(f"{page.template}.md.j2")
            body = template.render(page=page, root=page.root, **page.values)
        except Exception as error:  # a template is somebody's text, and can fail in any way
            raise SiteError(where("site/templates", f"{page.template}.md.j2", error)) from error
        return f"{_front(page)}{_GENERATED}\n\n{prose.one_block(body)}\n"


@lru_cache(maxsize=4)
def environment(sources: tuple[tuple[str, str], ...]) -> "Environment":
    """A sandbox with templates by name; compiling them takes time, so ``serve`` does it once."""
    from jinja2 import DictLoader, StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    made = ImmutableSandboxedEnvironment(
        loader=DictLoader(dict(sources)),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(prose.filters())
    return made


def where(folder: str, name: str, error: Exception) -> str:
    """The template of a folder, the line if it is known, and what is wrong there."""
    from jinja2 import TemplateNotFound, TemplateSyntaxError

    if isinstance(error, TemplateNotFound):
        return f"{folder}/{error.name} is missing"
    if isinstance(error, TemplateSyntaxError):
        return f"{folder}/{error.name}:{error.lineno}: {error.message}"
    return f"{folder}/{name}: {type(error).__name__}: {error}"


def _front(page: Page) -> str:
    """Front matter; the theme writes titles unescaped, so they are escaped here."""
    fields: dict[str, Any] = {
        "title": escape(page.title),
        "section": page.section,
        "hide": ["navigation", "toc"],
    }
    if page.description:
        fields["description"] = escape(page.description)
    lines = (f"{key}: {json.dumps(value)}" for key, value in fields.items())
    return "---\n" + "\n".join(lines) + "\n---\n"
