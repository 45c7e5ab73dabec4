"""A journey in Chromium, held to what the policy allows: every request is judged, names are pinned.

What is asked is judged when a page asks it; what is not asked through a page (a redirect, a
prefetch) meets the resolver's rules, which know the judged addresses and nothing else.
"""

import os
import re
import shutil
import time
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from wakebook.adapters.probes.gate import Gate, UnansweredError
from wakebook.flows.verifying.answer import Answer
from wakebook.flows.verifying.egress import DeniedError, asks
from wakebook.model.checks import BrowserCheck, Check, Step
from wakebook.model.endpoint import Endpoint, NoEndpointError, endpoint

if TYPE_CHECKING:
    from playwright.sync_api import (
        Browser,
        BrowserContext,
        Locator,
        Page,
        Playwright,
        Route,
        WebSocketRoute,
    )

_PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
_START = 60.0
"""Seconds that Chromium may need to start, on a machine that is busy."""
_ARGUMENTS = (
    "--no-proxy-server",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--dns-prefetch-disable",
    "--webrtc-ip-handling-policy=disable_non_proxied_udp",
)
_UNJUDGED = """for (const name of [
  "RTCPeerConnection", "webkitRTCPeerConnection", "WebTransport",
]) delete globalThis[name];"""
"""What sends over UDP, where nobody is asked first, is in no page and in no frame of it.

A worker of a page keeps WebTransport; the resolver's rules lead it to the judged places alone.
"""


class UnstartedError(OSError):
    """There is no browser here that starts: that tells nothing of the service."""


def ask(spec: BrowserCheck, gate: Gate) -> Answer:
    """Walk once through the steps."""
    from playwright.sync_api import Error, sync_playwright

    facts: dict[str, Any] = {}
    pinned: dict[Endpoint, str] = {}
    try:
        pinned |= {each: gate.addresses(each)[0] for each in asks(Check("", "", spec))}
        facts["addresses"] = sorted({*pinned.values()})
        with sync_playwright() as playwright:
            context = _context(playwright, gate, pinned, facts)
            gate.begin()
            began = time.monotonic()
            done = _journey(spec, gate, context, facts)
            facts["ms"] = round((time.monotonic() - began) * 1000)
    except UnansweredError as error:
        return Answer(passed=False, why=str(error), facts=facts)
    except Error as error:
        why = f"the browser failed: {_first_line(error)}"
        return Answer(passed=False, why=why, facts=facts)
    return Answer(not done, done, facts)


def _first_line(error: Exception) -> str:
    return str(error).strip().partition("\n")[0][:200]


def _context(
    playwright: "Playwright", gate: Gate, pinned: Mapping[Endpoint, str], facts: dict[str, Any]
) -> "BrowserContext":
    context = _started(playwright, resolver_rules(pinned)).new_context(
        accept_downloads=False, service_workers="block"
    )
    context.add_init_script(_UNJUDGED)
    judge = _Judge(gate, pinned, facts)
    context.route("**/*", judge.request)
    context.route_web_socket("**/*", judge.web_socket)
    return context


def _started(playwright: "Playwright", rules: str) -> "Browser":
    """Chromium, without a proxy; raises UnstartedError where there is none that works."""
    from playwright.sync_api import Error

    try:
        return playwright.chromium.launch(
            executable_path=next(filter(None, map(shutil.which, _PROGRAMS)), None),
            args=[*_ARGUMENTS, f"--host-resolver-rules={rules}"],
            env={name: value for name, value in os.environ.items() if "proxy" not in name.lower()},
            timeout=_START * 1000,
        )
    except Error as error:
        how = "`apt-get install chromium` or `playwright install chromium` brings it"
        raise UnstartedError(f"Chromium did not start: {_first_line(error)}; {how}") from None


def resolver_rules(pinned: Mapping[Endpoint, str]) -> str:
    """Chromium's rules: these hosts at these ports are at these addresses, all others nowhere."""
    rules = [
        f"MAP {_bracketed(each.host)}:{each.port} {_bracketed(address)}:{each.port}"
        for each, address in pinned.items()
    ]
    return ", ".join([*dict.fromkeys(rules), "MAP * ~NOTFOUND"])


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host


class _Judge:
    """Answers for every request of a page: on it goes, or not."""

    def __init__(self, gate: Gate, pinned: Iterable[Endpoint], facts: dict[str, Any]) -> None:
        self._gate, self._facts = gate, facts
        self._known = {(each.protocol, each.host, each.port) for each in pinned}

    def request(self, route: "Route") -> None:
        """Let a request go on to a pinned host, and stop any other."""
        if self._may(route.request.url):
            route.continue_()
        else:
            self._facts["denied_requests"] = self._facts.get("denied_requests", 0) + 1
            route.abort("blockedbyclient")

    def web_socket(self, socket: "WebSocketRoute") -> None:
        """The same for a web socket."""
        if self._may(socket.url.replace("ws", "http", 1)):
            socket.connect_to_server()
        else:
            self._facts["denied_requests"] = self._facts.get("denied_requests", 0) + 1
            socket.close(code=1008, reason="denied")

    def _may(self, url: str) -> bool:
        try:
            asked = endpoint(url)
            self._gate.allows(asked)
        except (NoEndpointError, DeniedError):
            return False
        return (asked.protocol, asked.host, asked.port) in self._known


def _journey(
    spec: BrowserCheck, gate: Gate, context: "BrowserContext", facts: dict[str, Any]
) -> str:
    """Why the journey did not come to its end; nothing where it did."""
    from playwright.sync_api import Error

    start = endpoint(spec.url)
    page = context.new_page()
    for number, step in enumerate((Step(go=spec.url), *spec.steps)):
        facts["steps"] = number
        page.set_default_timeout(gate.left * 1000)
        try:
            _step(page, step, start)
        except Error as error:
            return f"step {number} ({_in_words(step, start)}) failed: {_said(error)}"
    facts["steps"] = len(spec.steps)
    return ""


def _said(error: Exception) -> str:
    """The browser's own name for what went wrong; what a page says is not repeated."""
    line = _first_line(error)
    name = next((word for word in line.split() if word.startswith("net::")), None)
    return name or ("not in time" if "imeout" in line else type(error).__name__)


def _in_words(step: Step, start: Endpoint) -> str:
    if step.go is not None:
        return f"go to {start.leads(step.go).shown}"
    deed = next(name for name in ("click", "fill", "see") if getattr(step, name) is not None)
    return f"{deed} {getattr(step, deed)!r}"


def _step(page: "Page", step: Step, start: Endpoint) -> None:
    if step.go is not None:
        fragment = step.go.partition("#")[2]  # a page's own business, which is never asked for
        answer = page.goto(f"{start.leads(step.go).url}{fragment and '#'}{fragment}")
        if answer is not None and answer.status >= 400:
            raise UnansweredError(f"{start.leads(step.go).shown} has the status {answer.status}")
    elif step.click is not None:
        _clickable(page, step.click).click()
    elif step.fill is not None:
        field = page.get_by_label(step.fill, exact=True)
        field.or_(page.get_by_placeholder(step.fill, exact=True)).first.fill(step.with_ or "")
    elif step.see is not None:
        text = re.compile(re.escape(step.see))  # plain, and upper case is not lower case
        page.get_by_text(text).filter(visible=True).first.wait_for(state="visible")


def _clickable(page: "Page", name: str) -> "Locator":
    button = page.get_by_role("button", name=name, exact=True)
    return button.or_(page.get_by_role("link", name=name, exact=True)).first
