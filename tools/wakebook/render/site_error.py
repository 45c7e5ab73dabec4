"""What is wrong with the files that a site is made of."""


class SiteError(Exception):
    """A template, page or setting of the site cannot be used; the message says which, and why."""
