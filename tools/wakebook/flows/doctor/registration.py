"""GitHub's form for a new App, filled in."""

from urllib.parse import quote, urlencode

from wakebook.model.gate.host import PERMISSIONS, HostSettings

_LONGEST = 34
"""How many characters GitHub lets the name of an App have."""


def registration(host: HostSettings) -> str:
    """The address of the form with every field as the gate needs it; the name may be changed.

    Source: GitHub, "Registering a GitHub App using URL parameters".
    """
    owner = host.repository.partition("/")[0]
    place = f"organizations/{owner}/settings" if host.organisation else "settings"
    fields = {
        "name": f"Wakebook gate of {owner}"[:_LONGEST],
        "url": f"{host.site}/{host.repository}",
        "public": "false",
        "webhook_active": "false",
        **PERMISSIONS,
    }
    return f"{host.site}/{place}/apps/new?{urlencode(fields, quote_via=quote, safe=':/')}"
