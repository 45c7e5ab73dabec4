"""Certificates: the right name, the right authority, long enough (requirement 5.3)."""

import datetime
import ssl

import pytest
import trustme
from tests.verify.conftest import serve

_NOW = datetime.datetime.now(datetime.UTC)


@pytest.fixture
def authority(tmp_path, monkeypatch):
    """A certificate authority that this machine trusts."""
    made = trustme.CA()
    made.cert_pem.write_to_path(str(tmp_path / "authority.pem"))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "authority.pem"))
    return made


@pytest.fixture
def https(request, authority):
    """A server with a certificate for ``www.shop.example``; the parameter changes it."""
    wanted = {"name": "www.shop.example", "days": 90, "trusted": True, **request.param}
    signer = authority if wanted["trusted"] else trustme.CA()
    after = _NOW + datetime.timedelta(days=wanted["days"], hours=1)
    certificate = signer.issue_cert(
        wanted["name"], not_before=_NOW - datetime.timedelta(days=400), not_after=after
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    certificate.configure_cert(context)
    yield from serve(context)


def _asks(shop, https, names, **spec):
    names["www.shop.example"] = ["127.0.0.1"]
    https.answers["/"] = (200, {}, b"")
    shop.policy({"host": "*.shop.example", "ports": [https.port]})
    shop.checks(home={"type": "http", "url": f"https://www.shop.example:{https.port}/", **spec})


@pytest.mark.parametrize("https", [{}], indirect=True)
def test_5_3_a_good_certificate_passes_and_its_end_is_kept(shop, https, names):
    _asks(shop, https, names, certificate_days=30)
    ran = shop.verify()
    assert ran.code == 0, ran.stdout
    until = datetime.datetime.fromisoformat(shop.evidence[0]["runs"][0]["certificate_until"])
    assert (until - _NOW).days == 90


@pytest.mark.parametrize(
    ("https", "why"),
    [
        ({"days": 10}, "the certificate ends in 10 days"),
        ({"days": -1}, "is not good: certificate has expired"),
        ({"name": "other.example"}, "is not good: Hostname mismatch"),
        ({"name": "127.0.0.1"}, "is not good: Hostname mismatch"),
        ({"trusted": False}, "is not good: unable to get local issuer certificate"),
    ],
    indirect=["https"],
)
def test_5_3_a_certificate_that_is_not_good_does_not_pass(shop, https, names, why):
    _asks(shop, https, names, certificate_days=30)
    assert shop.verify().code == 1
    assert why in shop.entries[0]["text"]
    assert https.paths == ([] if "is not good" in why else ["/"])


@pytest.mark.parametrize("https", [{"name": "127.0.0.1"}], indirect=True)
def test_5_3_the_certificate_of_an_address_names_the_address(shop, https):
    https.answers["/"] = (200, {}, b"")
    shop.policy({"host": "127.0.0.1", "ports": [https.port]})
    shop.checks(home={"type": "http", "url": f"https://127.0.0.1:{https.port}/"})
    assert shop.verify().code == 0


@pytest.mark.usefixtures("authority")
def test_5_3_a_server_without_encryption_is_not_taken_for_one_with_it(shop, http, names):
    _asks(shop, http, names)
    assert shop.verify().code == 1
    assert http.paths == []
