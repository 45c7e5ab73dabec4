"""The kinds of pages: a module each, with ``pages(site)``; found, not listed.

It yields pages, or drafts where making a page costs much.
"""

from collections.abc import Iterator
from importlib import import_module
from pkgutil import iter_modules

from wakebook.render.page import Draft, Page, draft
from wakebook.render.site import Site


def drafts(site: Site) -> Iterator[Draft]:
    """Every page of the knowledge base, in the order of the modules' names."""
    for name in sorted(module.name for module in iter_modules(__path__)):
        for page in import_module(f"{__name__}.{name}").pages(site):
            yield draft(page) if isinstance(page, Page) else page
