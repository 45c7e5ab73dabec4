"""``wakebook serve``: publish, show it in the browser, publish again on every change."""

import argparse
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wakebook.cli._server import News

HELP = "show the knowledge base in the browser and rebuild it on change"
EXAMPLES = """examples:
  wakebook serve
  wakebook serve --audience public --port 8080
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument(
        "--port", type=_port, default=8000, help="port on loopback, or the next free"
    )
    parser.add_argument(
        "--audience",
        choices=("public", "staff", "restricted"),
        default="staff",
        help="for whom to publish",
    )
    parser.add_argument("--to", metavar="DIR", default="build", help="folder for docs/ and site/")


def _port(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 1 <= int(text[:9]) <= 65_000:
        raise argparse.ArgumentTypeError(f"{text!r} is no port from 1 to 65000")
    return int(text)


def run(arguments: argparse.Namespace) -> int:
    """Serve until interrupted."""
    from wakebook.cli._place import folder_for
    from wakebook.cli._repository import root_of
    from wakebook.cli._server import News, listen
    from wakebook.cli._watch import changes, stamps
    from wakebook.cli.publish import need_packages

    need_packages()
    root = root_of(arguments)
    folder = folder_for(root / arguments.to, root)
    news = News()
    known = stamps(root)
    _build(root, arguments.audience, folder, news, 1)
    server = listen(folder / "site", arguments.port, news)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    _say(f"http://127.0.0.1:{server.server_port}/ (Ctrl-C ends)")
    for number, _ in enumerate(changes(root, known), 2):
        _build(root, arguments.audience, folder, news, number)
    return 0


def _build(root: Path, audience: str, folder: Path, news: "News", number: int) -> None:
    """Publish once; a failure is shown in terminal and page, and the next change tries again."""
    from wakebook.cli.publish import publish, tell
    from wakebook.render.safe import safe
    from wakebook.render.words import counted

    began = time.monotonic()
    try:
        done = publish(root, audience, folder)
        findings = _findings(root)
    except Exception as error:
        sentence = f"{type(error).__name__}: {safe(str(error))}"
        sys.stderr.write(f"not published: {sentence}\n")
        news.tell(error=sentence)
        return
    took = time.monotonic() - began
    tell(done)
    many = counted(findings, "finding")
    checked = f"{many}, see `wakebook check`" if findings else "check finds nothing"
    _say(f"{done.pages} pages, {done.changed} made in {took:.1f} s; {checked}")
    news.tell(build=number, error="", findings=findings)


def _findings(root: Path) -> int:
    """How many findings stand that nobody has waived."""
    from wakebook.cli._repository import tree_of
    from wakebook.flows.inspection import Inspection
    from wakebook.render.findings.report import shown

    inspection = Inspection.of(tree_of(root, None), None, None)
    found = inspection.findings(lambda ids: [f for i in ids for f in inspection.of_incident(i)])
    return sum(finding.waived is None for finding in shown(found, "standard"))


def _say(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()
