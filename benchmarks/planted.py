"""Synthetic secrets of every kind, and texts that hold none; nothing here opens anything.

They are put together when they are asked for, so that no scanner takes this file for a leak.
"""

import base64
import json
import string
from collections.abc import Iterator
from random import Random

_LETTERS = string.ascii_letters + string.digits
_CAPITALS = string.ascii_uppercase + "234567"
_HEX = "0123456789abcdef"
HARMLESS = (
    "fixed in 9fceb02d0ae598e95dc970b74767f19372d61af8 of main",
    "digest e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "request 123e4567-e89b-12d3-a456-426614174000 timed out",
    "token: 123e4567-e89b-12d3-a456-426614174000",
    "trace 4bf92f3577b34da6a3ce929d0e0e4736 shows it",
    (
        "image registry.example.com/app@sha256:"
        "0263829989b6fd954f72baaf2fc64bc2e2f01d692d4de72986ea808f6e99813f"
    ),
    "the API key had expired and was renewed",
    "password reset e-mails were late",
    "The secret: rotate keys each month.",
    "password: <redacted>, token: ********, secret = $SHOP_SECRET",
    "postgres://user:password@db.example.com/orders",
    "postgres://user:${PASSWORD}@db.example.com/orders",
    "https://shop.example/a/b?token=expired",
    "Authorization: Bearer <token>",
    "basic authentication of customers failed",
    "token: https://shop.example/how-to-2026/get-one",
    "AKIAIOSFODNN7EXAMPLE",
    "key: value",
    "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ7 shop",
)
"""Texts as people write them in records, none of which holds a secret."""


def planted(seed: int) -> dict[str, str]:
    """A secret of each kind, in the form in which somebody would paste it."""
    random = Random(seed)

    def some(length: int, of: str = _LETTERS) -> str:
        return "".join(random.choice(of) for _ in range(length))

    def told(value: object) -> str:
        return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")

    def key(kind: str) -> str:
        lines = "\n".join(some(64) for _ in range(6))
        return f"-----BEGIN {kind}PRIVATE KEY-----\n{lines}\n-----END {kind}PRIVATE KEY-----"

    return dict(_all(some, told, key))


def _all(some, told, key) -> Iterator[tuple[str, str]]:  # type: ignore[no-untyped-def]
    yield "aws-id", f"AKIA{some(16, _CAPITALS)}"
    yield "aws-secret", f"aws_secret_access_key = {some(38)}aZ"
    yield "github", f"ghp_{some(36)}"
    yield "github-fine", f"github_pat_{some(22)}_{some(59)}"
    yield "gitlab", f"glpat-{some(20)}"
    yield "slack", f"xoxb-{some(12, '123456789')}-{some(12, '123456789')}-{some(24)}"
    yield "slack-hook", f"https://hooks.slack.com/services/T{some(8)}/B{some(8)}/{some(24)}"
    yield "stripe", f"sk_live_{some(24)}"
    yield "google", f"AIza{some(35)}"
    yield "npm", f"npm_{some(36)}"
    yield "pypi", f"pypi-AgEIcHlwaS5vcmc{some(70)}"
    yield "sendgrid", f"SG.{some(22)}.{some(43)}"
    yield "twilio", f"SK{some(32, _HEX)}"
    yield "jwt", f"{told({'alg': 'HS256'})}.{told({'sub': '1234'})}.{some(43)}"
    yield "private-key", key("RSA ")
    yield "openssh-key", key("OPENSSH ")
    yield "url-password", f"postgres://shop:{some(16)}@db7.example.com:5432/orders"
    yield "bearer", f"Authorization: Bearer {some(39)}7a"
    yield "basic", f"Authorization: Basic {base64.b64encode(f'shop:{some(14)}'.encode()).decode()}"
    yield "password", f'password = "{some(14)}7aB"'
    yield "api-key", f"api_key: {some(30)}4c"
    yield "service-key", f"sk-proj-{some(48)}aB7{some(48)}"
    yield "azure", f"AccountKey={some(86)}=="
    yield "age", f"AGE-SECRET-KEY-1{some(58, _CAPITALS)}"
    yield "telegram", f"{some(10, '123456789')}:AA{some(33)}"
    yield "vault", f"hvs.{some(95)}"
    yield "shopify", f"shpat_{some(32, _HEX)}"
