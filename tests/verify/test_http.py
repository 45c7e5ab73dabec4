"""A request by HTTP: what passes, what does not, and what is kept of it (requirement 5.3)."""

import hashlib
import json
import time

import pytest


def _asks(shop, http, **spec):
    shop.policy({"host": "127.0.0.1", "protocols": ["http"], "ports": [http.port]})
    shop.checks(home={"type": "http", "url": f"http://127.0.0.1:{http.port}/", **spec})


def test_5_3_a_check_that_passes_is_an_entry_with_evidence_bound_to_the_commit(shop, http):
    http.answers["/"] = (200, {"Set-Cookie": "session=secret"}, b"<h1>Basket</h1>")
    _asks(shop, http, contains=["Basket"])
    head = shop.head
    ran = shop.verify()
    assert (ran.code, ran.stderr) == (0, "")
    (entry,) = shop.entries
    told = {key: entry[key] for key in ("by", "check", "result", "passes", "of", "commit")}
    assert told == {
        "by": "user:ana", "check": "home", "result": "passed", "passes": 1, "of": 1,
        "commit": head,
    }  # fmt: skip
    (proof,) = entry["evidence"]
    raw = (shop.repository.root / "incidents/2026" / shop.id / proof["path"]).read_bytes()
    assert hashlib.sha256(raw).hexdigest() == proof["sha256"]
    kept = json.loads(raw)
    assert kept["commit"] == kept["policy_commit"] == head
    (run,) = kept["runs"]
    body = hashlib.sha256(b"<h1>Basket</h1>").hexdigest()
    assert (run["address"], run["status"], run["bytes"], run["sha256"]) == (
        "127.0.0.1", 200, 15, body,
    )  # fmt: skip
    assert run["ms"] >= 0
    assert b"Basket" not in raw
    assert b"secret" not in raw
    assert shop.repository.git("status", "--porcelain") == ""
    assert shop.wakebook("check", "--profile", "pedantic", cwd=shop.repository).code == 0


@pytest.mark.parametrize(
    ("answer", "spec", "why"),
    [
        ((503, {}, b""), {}, "the status is 503, not 200"),
        ((200, {}, b"Sorry"), {"contains": ["Basket"]}, "the body does not hold 'Basket'"),
        ((200, {}, b"down for now"), {"lacks": ["down"]}, "the body holds 'down'"),
        ((200, {}, b""), {"certificate_days": 1}, "there is no certificate"),
        ((200, {}, b"x" * (2**20 + 1)), {}, "the body has more than 1,048,576 bytes"),
        ((302, {}, b""), {}, "NET-DENY it redirects to another host"),
    ],
)
def test_5_3_a_check_that_fails_is_written_too_and_says_why(shop, http, answer, spec, why):
    if answer[0] == 302:
        answer = (302, {"Location": "https://elsewhere.example/"}, b"")
    http.answers["/"] = answer
    _asks(shop, http, **spec)
    ran = shop.verify()
    assert ran.code == 1
    (entry,) = shop.entries
    assert (entry["result"], entry["passes"], entry["of"]) == ("failed", 0, 1)
    assert why in entry["text"]
    assert why in shop.evidence[0]["runs"][0]["why"]
    assert why in ran.stdout


def test_5_3_an_expected_status_may_be_any_and_head_asks_for_no_body(shop, http):
    http.answers["/"] = (401, {}, b"who are you?")
    _asks(shop, http, status=401, method="HEAD")
    assert shop.verify().code == 0
    assert http.asked[0][0] == "HEAD"


def test_5_3_an_answer_that_is_late_does_not_pass(shop, http):
    def slow(_):
        time.sleep(0.3)
        return (200, {}, b"")

    http.answers["/"] = slow
    _asks(shop, http, within_ms=50)
    assert shop.verify().code == 1
    assert "ms, more than 50 ms" in shop.entries[0]["text"]


def test_5_3_a_body_that_drips_is_given_up_when_the_time_is_over(shop, http):
    def drip(handler):
        handler.send_response(200)
        handler.end_headers()
        for _ in range(200):
            handler.wfile.write(b".")
            handler.wfile.flush()
            time.sleep(0.1)

    http.answers["/"] = drip
    _asks(shop, http, timeout="PT1S")
    began = time.monotonic()
    assert shop.verify().code == 1
    assert time.monotonic() - began < 6
    assert shop.entries[0]["text"] == "no whole answer within 1 s"


def test_5_3_header_lines_that_drip_are_given_up_too(shop, http):
    def drip(handler):
        for number in range(200):
            handler.wfile.write(b"HTTP/1.1 200 OK\r\n" if not number else b"x-%d: y\r\n" % number)
            handler.wfile.flush()
            time.sleep(0.1)

    http.answers["/"] = drip
    _asks(shop, http, timeout="PT1S")
    assert shop.verify().code == 1
    assert shop.entries[0]["text"] == "no whole answer within 1 s"


def test_5_3_nobody_who_listens_is_a_failure_of_the_service(shop, trap):
    trap.close()
    shop.policy({"host": "127.0.0.1", "protocols": ["http"], "ports": [trap.port]})
    shop.checks(home={"type": "http", "url": f"http://127.0.0.1:{trap.port}/"})
    assert shop.verify().code == 1
    assert shop.entries[0]["text"] == "127.0.0.1 does not answer: Connection refused"


def test_5_3_an_answer_that_is_no_http_is_a_failure_without_its_words(shop, http):
    def rubbish(handler):
        handler.wfile.write(b"\x1b[2Jrubbish\r\n\r\n")
        handler.close_connection = True

    http.answers["/"] = rubbish
    _asks(shop, http)
    ran = shop.verify()
    assert ran.code == 1
    assert "rubbish" not in ran.stdout + ran.stderr + shop.entries[0]["text"]


def test_5_3_values_of_a_query_are_asked_and_never_kept(shop, http):
    http.answers["/"] = (200, {}, b"")
    _asks(shop, http, url=f"http://127.0.0.1:{http.port}/?token=hunter2&x")
    ran = shop.verify("--format", "json")
    assert ran.code == 0
    assert http.paths == ["/?token=hunter2&x"]
    assert shop.evidence[0]["asked"] == [f"http://127.0.0.1:{http.port}/?token=...&..."]
    assert "hunter2" not in ran.stdout + json.dumps(shop.evidence)
    assert "hunter2" not in shop.verify("--dry-run").stdout


@pytest.mark.variants(3, every=2)
@pytest.mark.parametrize(
    ("query", "kept"),
    [
        ("hunter2", "..."),
        ("a=1&hunter2", "a=...&..."),
        ("a=1;hunter2=x", "a=..."),
        ("=hunter2", "=..."),
        ("hunter2&&", "...&&"),
        ("a=b=hunter2", "a=..."),
    ],
)
def test_5_3_a_query_that_is_nothing_but_a_value_is_never_kept(shop, http, query, kept):
    http.answers["/"] = (302, {"Location": f"/away?{query}"}, b"")
    _asks(shop, http, url=f"http://127.0.0.1:{http.port}/?{query}", redirects=1)
    ran = shop.verify()
    assert f"/?{query}" in http.paths
    assert shop.evidence[0]["asked"] == [f"http://127.0.0.1:{http.port}/?{kept}"]
    assert "hunter2" not in ran.stdout + ran.stderr + json.dumps([shop.evidence, shop.entries])
    assert "hunter2" not in shop.verify("--dry-run").stdout


def test_5_3_redirects_on_the_same_host_are_followed_and_counted(shop, http):
    http.answers["/"] = (302, {"Location": "/shop?a=1"}, b"")
    http.answers["/shop"] = (301, {"Location": f"http://127.0.0.1:{http.port}/end"}, b"")
    http.answers["/end"] = (200, {}, b"Basket")
    _asks(shop, http, contains=["Basket"])
    assert shop.verify().code == 0
    assert http.paths == ["/", "/shop?a=1", "/end"]
    assert shop.evidence[0]["runs"][0]["redirects"] == 2


def test_5_3_redirects_without_end_are_not_followed_for_ever(shop, http):
    http.answers["/"] = (302, {"Location": "/"}, b"")
    _asks(shop, http, redirects=2)
    assert shop.verify().code == 1
    assert http.paths == ["/", "/", "/"]
    assert shop.entries[0]["text"] == "redirects more than 2 times"


def test_5_3_a_proxy_of_the_environment_is_not_asked(shop, http, trap, monkeypatch):
    for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, f"http://127.0.0.1:{trap.port}")
    http.answers["/"] = (200, {}, b"")
    _asks(shop, http)
    assert shop.verify().code == 0
    assert trap.connections == 0
