"""Where the pages of records lie."""

from wakebook.render.words import slug


def runbook_path(runbook: str) -> str:
    """The address of a runbook's page."""
    return f"runbooks/{slug(runbook)}/"


def incident_path(incident: str) -> str:
    """The address of an incident's page: year and month as folders."""
    return f"incidents/{incident[:4]}/{incident[5:7]}/{incident}/"


def postmortem_path(postmortem: str) -> str:
    """The address of a post-mortem's page."""
    return f"postmortems/{postmortem[:4]}/{postmortem[5:7]}/{postmortem}/"
