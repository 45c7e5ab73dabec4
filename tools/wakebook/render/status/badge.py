"""A badge: a small picture with the state of a component or of everything, as SVG."""

from html import escape

_COLORS = {
    "operational": "#1a7a45",
    "degraded": "#8a6100",
    "under_maintenance": "#2a63a8",
    "partial_outage": "#a34a0c",
    "major_outage": "#b3261e",
}
_WIDTH, _ROOM = 6.6, 10
"""Of a letter and beside words, in pixels; every renderer has another font."""


def badge(title: str, state: str, words: str) -> bytes:
    """Title and state beside one another; the picture says the same to a screen reader."""
    left = round(len(title) * _WIDTH) + 2 * _ROOM
    right = round(len(words) * _WIDTH) + 2 * _ROOM
    told = escape(f"{title}: {words}", quote=True)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{left + right}" height="20" role="img"'
        f' aria-label="{told}"><title>{told}</title>'
        f'<clipPath id="c"><rect width="{left + right}" height="20" rx="3"/></clipPath>'
        f'<g clip-path="url(#c)"><rect width="{left}" height="20" fill="#3d4451"/>'
        f'<rect x="{left}" width="{right}" height="20" fill="{_COLORS[state]}"/></g>'
        '<g fill="#fff" font-family="Verdana,DejaVu Sans,sans-serif" font-size="11">'
        f'<text x="{_ROOM}" y="14" textLength="{left - 2 * _ROOM}">{escape(title)}</text>'
        f'<text x="{left + _ROOM}" y="14" textLength="{right - 2 * _ROOM}">{escape(words)}</text>'
        "</g></svg>"
    ).encode()
