"""Questions by DNS and connections by TCP (requirement 5.3)."""

import socket
import threading
from collections.abc import Iterator
from contextlib import suppress

import dns.message
import dns.rcode
import dns.rrset
import pytest
from tests.verify.conftest import Trap

RECORDS = {
    ("www.shop.example.", "A"): ["192.0.2.7", "192.0.2.8"],
    ("shop.example.", "MX"): ["10 Mail.Shop.Example."],
    ("shop.example.", "TXT"): ['"v=spf1 -all"'],
}


class Names:
    """A real DNS server on loopback, over UDP; ``asked`` are the names in its questions."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.silent = False
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.bind(("127.0.0.1", 0))
        self.port = int(self._socket.getsockname()[1])
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def _serve(self) -> None:
        with suppress(OSError):
            while True:
                raw, sender = self._socket.recvfrom(4096)
                if raw == b"end":
                    return
                question = dns.message.from_wire(raw)
                if not self.silent:
                    self._socket.sendto(self._answer(question).to_wire(), sender)

    def _answer(self, question: dns.message.Message) -> dns.message.Message:
        (asked,) = question.question
        name, kind = asked.name.to_text(), dns.rdatatype.to_text(asked.rdtype)
        self.asked.append(f"{name} {kind}")
        answer = dns.message.make_response(question)
        found = RECORDS.get((name.lower(), kind))
        if found:
            answer.answer.append(dns.rrset.from_text(name, 60, "IN", kind, *found))
        elif not any(known == name.lower() for known, _ in RECORDS):
            answer.set_rcode(dns.rcode.NXDOMAIN)
        return answer

    def close(self) -> None:
        """Stop serving."""
        self._socket.sendto(b"end", ("127.0.0.1", self.port))
        self._thread.join()
        self._socket.close()


@pytest.fixture
def resolver() -> Iterator[Names]:
    server = Names()
    yield server
    server.close()


def _asks(shop, resolver, **spec):
    shop.policy(
        {"host": "*.shop.example", "protocols": ["dns"]},
        {"host": "shop.example", "protocols": ["dns"]},
        {"host": "127.0.0.1", "protocols": ["dns"], "ports": [resolver.port]},
    )
    shop.checks(
        zone={
            "type": "dns",
            "name": "www.shop.example",
            "server": "127.0.0.1",
            "port": resolver.port,
            **spec,
        }
    )


@pytest.mark.parametrize(
    "spec",
    [
        {},
        {"values": ["192.0.2.8", "192.0.2.7"]},
        {"name": "shop.example", "record": "MX", "values": ["10 mail.shop.example"]},
        {"name": "shop.example", "record": "TXT", "values": ["v=spf1 -all"]},
    ],
)
def test_5_3_records_that_are_those_that_are_wanted_pass(shop, resolver, spec):
    _asks(shop, resolver, **spec)
    ran = shop.verify()
    assert ran.code == 0, ran.stdout
    assert shop.evidence[0]["runs"][0]["address"] == "127.0.0.1"
    assert len(resolver.asked) == 1


@pytest.mark.parametrize(
    ("spec", "why"),
    [
        ({"values": ["192.0.2.7"]}, "the records are not 192.0.2.7"),
        ({"name": "gone.shop.example"}, "there is no name gone.shop.example"),
        ({"record": "AAAA"}, "www.shop.example has no record AAAA"),
    ],
)
def test_5_3_records_that_are_others_or_missing_fail(shop, resolver, spec, why):
    _asks(shop, resolver, **spec)
    assert shop.verify().code == 1
    assert shop.entries[0]["text"] == why


def test_5_3_a_server_that_is_silent_is_given_up_when_the_time_is_over(shop, resolver):
    resolver.silent = True
    _asks(shop, resolver, timeout="PT1S")
    assert shop.verify().code == 1
    assert "in time" in shop.entries[0]["text"] or "within 1 s" in shop.entries[0]["text"]


def test_5_3_a_server_that_is_not_allowed_gets_no_question(shop, resolver):
    _asks(shop, resolver)
    shop.policy({"host": "*.shop.example", "protocols": ["dns"]})
    assert shop.verify().code == 1
    assert resolver.asked == []


@pytest.fixture
def greeter() -> Iterator[int]:
    """A server that greets in two pieces; its port."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def greet() -> None:
            with suppress(OSError):
                while True:
                    connection, _ = server.accept()
                    with connection, suppress(OSError):
                        connection.sendall(b"220 mail.shop")
                        connection.sendall(b".example ESMTP\r\n")

        thread = threading.Thread(target=greet, daemon=True)
        thread.start()
        yield int(server.getsockname()[1])
        server.shutdown(socket.SHUT_RDWR)
        thread.join()


@pytest.mark.parametrize(
    ("banner", "code"), [(None, 0), ("mail.shop.example ESMTP", 0), ("SSH-2.0", 1)]
)
def test_5_3_a_connection_is_opened_and_its_banner_read(shop, greeter, banner, code):
    shop.policy({"host": "127.0.0.1", "protocols": ["tcp"], "ports": [greeter]})
    wanted = {} if banner is None else {"banner": banner}
    shop.checks(mail={"type": "tcp", "host": "127.0.0.1", "port": greeter, **wanted})
    assert shop.verify().code == code
    (entry,) = shop.entries
    assert entry["result"] == ("failed" if code else "passed")
    assert entry.get("text") == ("it does not say 'SSH-2.0'" if code else None)


def test_5_3_an_address_of_the_new_internet_is_asked_where_a_network_allows_it(shop):
    v6 = Trap("::1", socket.AF_INET6)
    shop.policy({"host": "::1", "protocols": ["tcp"], "ports": [v6.port]}, networks=["::1/128"])
    shop.checks(mail={"type": "tcp", "host": "0:0:0:0:0:0:0:1", "port": v6.port})
    assert shop.verify().code == 0
    assert v6.connections == 1
    assert shop.evidence[0]["asked"] == [f"tcp://[::1]:{v6.port}"]
    v6.close()


def test_5_3_a_port_where_nobody_listens_fails(shop, trap):
    trap.close()
    shop.policy({"host": "127.0.0.1", "protocols": ["tcp"], "ports": [trap.port]})
    shop.checks(mail={"type": "tcp", "host": "127.0.0.1", "port": trap.port})
    assert shop.verify().code == 1
    assert "127.0.0.1 does not take a connection" in shop.entries[0]["text"]
