"""Pages written by hand, below ``site/pages/``: trusted Markdown, as it is."""

from collections.abc import Iterator

from wakebook.render.page import Facts, Page
from wakebook.render.site import Site


def pages(site: Site) -> Iterator[Page]:
    """A page for each file; its first heading is the title."""
    for path, text in site.handwritten:
        heading = next((ln[2:].strip() for ln in text.splitlines() if ln.startswith("# ")), path)
        yield Page(
            path,
            path.partition("/")[0],
            heading,
            "",
            {"markdown": text},
            heading,
            Facts("Page", text),
        )
