"""Pages of the status site to HTML: sandboxed Jinja2 templates around values."""

from collections.abc import Mapping

from wakebook.render.site_error import SiteError
from wakebook.render.status.page import StatusPage
from wakebook.render.status.view import View
from wakebook.render.templates import environment, where


class StatusTemplates:
    """The templates of ``site/status/`` by file name; record text is only ever a value."""

    def __init__(self, sources: Mapping[str, str]) -> None:
        self._env = environment(tuple(sorted(sources.items())))

    def html(self, page: StatusPage, view: View, root: str = "") -> bytes:
        """A page as a file; raises SiteError where a template fails.

        Its links are relative unless ``root`` says where the site stands.
        """
        depth = page.path.count("/") + view.home.count("/")
        name = f"{page.template}.html.j2"
        try:
            template = self._env.get_template(name)
            root = root or "../" * depth or "./"
            text = template.render(page=page, view=view, root=root, top=root, **page.values)
        except SiteError:
            raise
        except Exception as error:  # a template is somebody's text, and can fail in any way
            raise SiteError(where("site/status", name, error)) from error
        return text.encode()
