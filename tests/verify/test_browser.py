"""A journey in a real Chromium, held to what the policy allows (requirement 5.3)."""

import json
import shutil
from concurrent.futures import ThreadPoolExecutor

import pytest
from playwright.sync_api import sync_playwright

pytestmark = [pytest.mark.browser, pytest.mark.daily(3)]

_HOME = b"""<!doctype html><title>Shop</title><h1>Shop</h1>
<form action="/basket"><label>Article <input name="article"></label>
<button>Put into basket</button></form>"""


def _basket(handler):
    article = handler.path.partition("article=")[2]
    page = f"<!doctype html><h1>Basket</h1><p>{article} is in it</p><a href='/pay'>Pay</a>"
    return (200, {"Content-Type": "text/html"}, page.encode())


def _page(body):
    return (200, {"Content-Type": "text/html"}, b"<!doctype html>" + body)


@pytest.fixture
def journey(shop, http, chromium, wakebook_process):
    """Runs a check in a browser against the shop, as a process of its own."""
    del chromium

    def run(*steps, **spec):
        http.answers |= {"/": _page(_HOME), "/basket": _basket, "/pay": _page(b"<h1>Paid</h1>")}
        shop.policy(
            {"host": "127.0.0.1", "protocols": ["http"], "ports": [http.port]}, timeout="PT30S"
        )
        url = f"http://127.0.0.1:{http.port}/"
        shop.checks(pay={"type": "browser", "url": url, "steps": list(steps), **spec})
        return wakebook_process("verify", shop.id, cwd=shop.repository)

    return run


def test_5_3_a_journey_goes_clicks_fills_and_sees(shop, http, journey):
    route = b"<script>document.write('<p>at ' + location.hash + '</p>')</script>"
    http.answers["/route"] = _page(route)
    ran = journey(
        {"fill": "Article", "with": "teapot"},
        {"click": "Put into basket"},
        {"see": "teapot is in it"},
        {"click": "Pay"},
        {"see": "Paid"},
        {"go": "/basket?article=cup"},
        {"see": "cup is in it"},
        {"go": "/route#/orders"},
        {"see": "at #/orders"},
    )
    assert ran.code == 0, ran.stdout + ran.stderr
    (entry,) = shop.entries
    assert (entry["check"], entry["result"]) == ("pay", "passed")
    (run,) = shop.evidence[0]["runs"]
    assert (run["addresses"], run["steps"]) == (["127.0.0.1"], 9)
    assert "teapot" not in json.dumps(shop.evidence)
    assert "/pay" in http.paths


@pytest.mark.variants(2)
@pytest.mark.parametrize(
    ("steps", "why"),
    [
        ([{"see": "Basket"}], "step 1 (see 'Basket') failed: not in time"),
        ([{"see": "Shop"}, {"go": "/nowhere"}], "/nowhere has the status 404"),
        ([{"click": "Order"}], "step 1 (click 'Order') failed: not in time"),
    ],
)
def test_5_3_a_journey_that_does_not_come_to_its_end_fails(shop, http, journey, steps, why):
    http.answers["/nowhere"] = (404, {"Content-Type": "text/html"}, b"<h1>Nothing</h1>")
    assert journey(*steps, timeout="PT5S").code == 1
    assert why in shop.entries[0]["text"]


def test_5_3_a_browser_that_does_not_start_tells_nothing_of_the_service(
    shop, http, journey, wakebook_process, tmp_path
):
    journey({"see": "Shop"})
    head, before = shop.head, len(http.paths)
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin/git").symlink_to(shutil.which("git"))
    bare = {"PATH": str(tmp_path / "bin"), "PLAYWRIGHT_BROWSERS_PATH": str(tmp_path)}
    ran = wakebook_process("verify", shop.id, cwd=shop.repository, env=bare)
    assert ran.code == 3, ran.stdout + ran.stderr
    assert "Chromium did not start" in ran.stderr
    assert "`playwright install chromium` brings it" in ran.stderr
    assert shop.unwritten(head)
    assert len(http.paths) == before


def test_5_3_a_page_reaches_nothing_that_the_policy_does_not_name(shop, http, trap, journey):
    """Pictures, frames, scripts' requests, web sockets, redirects, downloads, service workers."""
    away = f"127.0.0.1:{trap.port}"
    named = f"localhost:{trap.port}"
    http.answers["/away"] = (302, {"Location": f"http://{away}/redirected"}, b"")
    http.answers["/named"] = (302, {"Location": f"http://{named}/redirected"}, b"")
    http.answers["/meta"] = (302, {"Location": "http://169.254.169.254/latest/"}, b"")
    http.answers["/worker.js"] = (200, {"Content-Type": "text/javascript"}, b"")
    body = f"""<h1>Trap</h1>
<link rel=preconnect href=http://{away}><link rel=dns-prefetch href=http://{named}>
<link rel=prefetch href=http://{away}/prefetch><link rel=stylesheet href=http://{named}/s.css>
<img src=http://{away}/i.png><img src=http://{named}/i.png><img src=/away><img src=/named>
<img src=/meta><iframe src=http://{away}/frame></iframe><iframe src=/away></iframe>
<iframe name=inner></iframe><a id=d href=http://{away}/file target=inner download>d</a>
<script>
document.getElementById("d").click();
fetch("/away", {{mode: "no-cors"}}).catch(() => 0);
fetch("http://{away}/x", {{mode: "no-cors"}}).catch(() => 0);
navigator.sendBeacon("http://{away}/beacon", "x");
try {{ new WebSocket("ws://{away}/socket"); }} catch (error) {{}}
try {{ new EventSource("http://{away}/events"); }} catch (error) {{}}
if (navigator.serviceWorker) navigator.serviceWorker.register("/worker.js").catch(() => 0);
try {{ new RTCPeerConnection({{iceServers: [{{urls: "turn:{away}?transport=tcp", username: "a",
  credential: "b"}}]}}).createDataChannel("x"); }} catch (error) {{}}
setTimeout(() => {{ document.body.insertAdjacentHTML("beforeend", "<p>All tried</p>"); }}, 1500);
</script>"""
    http.answers["/trap"] = _page(body.encode())
    ran = journey({"go": "/trap"}, {"see": "All tried"})
    assert ran.code == 0, ran.stdout + ran.stderr
    assert trap.connections == 0
    assert {"/away", "/named"} <= set(http.paths), "redirects were met"
    assert "/worker.js" not in http.paths
    assert shop.evidence[0]["runs"][0]["denied_requests"] >= 6


_SENDER = """<script>
const said = (name) => document.body.insertAdjacentHTML("beforeend", `<p>${{name}}</p>`);
const tried = (name, send) => {{
  try {{ send(); said(`${{name}} is there`); }} catch (error) {{ }}
}};
const ask = (Connection) => {{
  const made = new Connection({{iceServers: [{{urls: "stun:127.0.0.1:{port}"}},
    {{urls: "turn:127.0.0.1:{port}?transport=udp", username: "EXFIL", credential: "x"}}]}});
  made.createDataChannel("x");
  made.createOffer().then((offer) => made.setLocalDescription(offer));
  made.setRemoteDescription({{type: "offer", sdp: ""}}).catch(() => 0);
}};
const reach = () => new WebTransport("https://127.0.0.1:{port}/").closed.catch(() => 0);
addEventListener("load", () => {{
  tried("RTCPeerConnection", () => ask(RTCPeerConnection));
  tried("webkitRTCPeerConnection", () => ask(webkitRTCPeerConnection));
  tried("WebTransport", reach);
  setTimeout(() => said("All sent"), 3000);
}});
</script>"""

_NESTED = """<h1>Ear</h1>
<iframe src=/sender></iframe>
<iframe sandbox=allow-scripts src=/sender></iframe>
<iframe id=s></iframe><iframe id=b></iframe>
<script>
const text = {text};
document.getElementById("s").srcdoc = text;
document.getElementById("b").src = URL.createObjectURL(new Blob([text], {{type: "text/html"}}));
const blank = document.createElement("iframe");
document.body.append(blank);  // its window is asked before any page is in it
const {{RTCPeerConnection: Own, WebTransport: Way}} = blank.contentWindow;
try {{
  const made = new Own({{iceServers: [{{urls: "stun:127.0.0.1:{port}"}}]}});
  made.createDataChannel("x");
  made.createOffer().then((offer) => made.setLocalDescription(offer));
}} catch (error) {{ }}
try {{ new Way("https://127.0.0.1:{port}/").closed.catch(() => 0); }} catch (error) {{ }}
const source = `try {{ new WebTransport("https://127.0.0.1:{port}/").closed.catch(() => 0); }}
  catch (error) {{ }}`;
new Worker(URL.createObjectURL(new Blob([source], {{type: "text/javascript"}})));
setTimeout(() => {{ document.body.insertAdjacentHTML("beforeend", "<p>All sent</p>"); }}, 4000);
</script>"""


_PLAIN = ("--no-proxy-server",)
_NO_UDP = (*_PLAIN, "--webrtc-ip-handling-policy=disable_non_proxied_udp")
_NOWHERE = (*_PLAIN, "--host-resolver-rules=MAP 127.0.0.1:{page} 127.0.0.1:{page}, MAP * ~NOTFOUND")


def _senders(http, ear):
    """Pages that try whatever sends over UDP, and their frames and workers as well."""
    sender = _SENDER.format(port=ear.port)
    text = json.dumps(sender).replace("</", "<\\/")
    nested = _NESTED.format(text=text, port=ear.port)
    http.answers |= {"/sender": _page(sender.encode()), "/nested": _page(nested.encode())}


def _heard(packets):
    """What came: STUN carries its cookie (RFC 8489), a first packet of QUIC has 1,200 bytes."""
    stun = any(packet[4:8] == b"\x21\x12\xa4\x42" for packet in packets)
    quic = any(len(packet) >= 1200 and packet[0] & 0xC0 == 0xC0 for packet in packets)
    return {name for name, came in (("STUN", stun), ("QUIC", quic)) if came}


@pytest.mark.variants(1)
@pytest.mark.parametrize("where", ["/nested", "/sender"])
def test_5_3_a_page_and_its_frames_send_nothing_over_udp(http, ear, journey, where):
    """STUN, TURN and QUIC ask nobody, so that no judge of requests would meet them."""
    _senders(http, ear)
    ran = journey({"go": where}, {"see": "All sent"})
    assert ran.code == 0, ran.stdout + ran.stderr
    assert ear.packets == []
    assert "/sender" in http.paths


def _visited(chromium, flags, address):
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=flags)
        page = browser.new_page()
        page.goto(address)
        page.get_by_text("All sent").first.wait_for()
        browser.close()


@pytest.mark.variants(1)
@pytest.mark.parametrize("where", ["/nested", "/sender"])
@pytest.mark.parametrize(
    ("arguments", "heard"),
    [(_PLAIN, {"STUN", "QUIC"}), (_NO_UDP, {"QUIC"}), (_NOWHERE, {"STUN"})],
)
def test_5_3_without_what_holds_it_a_browser_sends_what_the_ear_would_hear(
    http, ear, chromium, *, where, arguments, heard
):
    """The same pages in a Chromium that lacks our arguments: each of them stops what it is for."""
    _senders(http, ear)
    flags = [argument.format(page=http.port) for argument in arguments]
    address = f"http://127.0.0.1:{http.port}{where}"
    with ThreadPoolExecutor(1) as apart:  # the thread of the tests may have a loop of Playwright
        apart.submit(_visited, chromium, flags, address).result()
    assert _heard(ear.packets) == heard


@pytest.mark.variants(1)
@pytest.mark.parametrize("where", ["/away", "/named", "/meta"])
def test_5_3_a_journey_is_not_led_away_by_a_redirect(shop, http, trap, journey, where):
    http.answers["/away"] = (302, {"Location": f"http://127.0.0.1:{trap.port}/"}, b"")
    http.answers["/named"] = (302, {"Location": f"http://localhost:{trap.port}/"}, b"")
    http.answers["/meta"] = (302, {"Location": "http://169.254.169.254/"}, b"")
    assert journey({"go": where}, timeout="PT10S").code == 1
    assert shop.entries[0]["result"] == "failed"
    assert "net::ERR_" in shop.entries[0]["text"]
    assert trap.connections == 0


def test_5_3_a_proxy_of_the_environment_is_not_asked_by_a_browser(http, trap, journey, monkeypatch):
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.setenv(name, f"http://127.0.0.1:{trap.port}")
    assert journey({"see": "Shop"}).code == 0
    assert trap.connections == 0
    assert http.paths[0] == "/"
