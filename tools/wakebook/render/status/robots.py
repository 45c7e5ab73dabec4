"""What search engines read: ``robots.txt`` and a site map (sitemaps.org, version 0.9)."""

from collections.abc import Iterable
from datetime import UTC, datetime
from xml.etree import ElementTree as ET

_MOST = 50_000
"""So many addresses one site map may hold."""


def robots(url: str) -> bytes:
    """Everything may be read, and where the site map is."""
    return f"User-agent: *\nAllow: /\nSitemap: {url}sitemap.xml\n".encode()


def sitemap(url: str, pages: Iterable[tuple[str, float | None]]) -> bytes:
    """Pages by their path, with the instant of the last change where it is known."""
    top = ET.Element("urlset", {"xmlns": "http://www.sitemaps.org/schemas/sitemap/0.9"})
    for path, changed in list(pages)[:_MOST]:
        page = ET.SubElement(top, "url")
        ET.SubElement(page, "loc").text = f"{url}{path}"
        if changed:
            ET.SubElement(page, "lastmod").text = (
                datetime.fromtimestamp(changed, UTC).date().isoformat()
            )
    return bytes(ET.tostring(top, encoding="utf-8", xml_declaration=True))
