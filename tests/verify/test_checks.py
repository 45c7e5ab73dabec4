"""What a check of the catalog may say, and who reads of it (requirement 5.3)."""

import json

import pytest
from tests.verify.conftest import documents

pytestmark = pytest.mark.daily(3)

URL = "https://shop.example/"
_JOURNEY = {"type": "browser", "url": URL}


def _found(shop, wakebook):
    ran = wakebook("check", "catalog", "--format", "json", cwd=shop.repository)
    assert "a bug" not in ran.stderr
    found = json.loads(ran.stdout)["findings"]
    return {(f["code"], f["line"], f["column"], f["message"]) for f in found}


def _refused(shop, wakebook, spec, **rest):
    shop.checks(home=spec, **rest)
    return {(code, message) for code, _, _, message in _found(shop, wakebook)}


@pytest.mark.variants(6, every=3)
@pytest.mark.parametrize(
    ("spec", "message"),
    [
        ({}, "the key 'type' is missing; add it, one of: browser, dns, http, tcp"),
        (
            {"type": "htpp", "url": URL},
            "'htpp' is not one of the words that can stand here; did you mean 'http'?",
        ),
        (
            {"type": ["http"]},
            "a list is not one of the words that can stand here; write one of: browser, dns",
        ),
        ({"type": "http"}, "the key 'url' is missing; add it"),
        (
            {"type": "http", "url": URL, "contians": ["x"]},
            "the key 'contians' is not known here; did you mean 'contains'?",
        ),
        (
            {"type": "http", "url": URL, "banner": "x"},
            "the key 'banner' is not known here; remove it or see the format's reference",
        ),
        (
            {"type": "http", "url": URL, "method": "DELETE"},
            "'DELETE' is not one of the words that can stand here; write one of: GET, HEAD",
        ),
        (
            {"type": "http", "url": URL, "status": "200"},
            "'200' stands where a whole number is wanted; change it",
        ),
        (
            {"type": "http", "url": URL, "contains": "Basket"},
            "'Basket' stands where a list is wanted; write [Basket]",
        ),
        (
            {"type": "http", "url": URL, "timeout": "soon"},
            "'soon' does not fit: 'soon' is no duration such as PT1H30M",
        ),
        (
            {**_JOURNEY, "steps": [{"see": "x", "click": "y"}]},
            "a mapping does not fit: a step is one of go, click, fill and see",
        ),
        (
            {**_JOURNEY, "steps": [{"fill": "x"}]},
            "a mapping does not fit: fill and with belong together",
        ),
        (
            {**_JOURNEY, "steps": []},
            "an empty list stands where something has to be; name at least one, or leave it out",
        ),
        ({"type": "tcp", "host": "shop.example", "port": 0}, "0' does not fit"),
        (
            {"type": "dns", "name": "127.1"},
            "this address has a number for a host; write it as 192.0.2.1",
        ),
        ({"type": "http", "url": URL, "components": []}, "an empty list stands where"),
    ],
)
def test_5_3_a_check_that_says_something_else_is_refused_in_the_words_of_shapes(
    shop, wakebook, spec, message
):
    (found,) = _refused(shop, wakebook, spec)
    assert found[0] == "WB8105"
    assert message in found[1]
    assert shop.verify().code == 1


def test_5_3_a_finding_points_at_the_line_of_the_key(shop, wakebook):
    text = (
        "apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata: {name: basket}\n"
        "spec: {type: service}\n---\n"
        "apiVersion: wakebook.dev/v1\nkind: Check\nmetadata:\n  name: home\nspec:\n"
        "  type: http\n  components: [checkout, chekout]\n  url: https://ana:secret@shop.example/\n"
        "  staus: 200\n"
    )
    shop.repository.write("catalog/checks.yaml", text)
    found = _found(shop, wakebook)
    assert {place[:3] for place in found} == {
        ("WB8105", 13, 8), ("WB8105", 14, 3), ("WB8106", 12, 26),
    }  # fmt: skip
    assert not any("secret" in message for *_, message in found)


@pytest.mark.parametrize(
    ("version", "kind", "message"),
    [
        ("wakebook.dev/v1", "Chek", "'Chek' is not one of the words that can stand here"),
        ("wakebook.dev/v2", "Check", "'wakebook.dev/v2' is not one of the words"),
        ("backstage.io/v1alpha1", "Check", "'backstage.io/v1alpha1' is not one of the words"),
    ],
)
def test_5_3_a_kind_of_ours_that_is_mistyped_is_not_taken_for_a_component(
    shop, wakebook, version, kind, message
):
    text = documents(home={"type": "http", "url": URL})
    text = text.replace("wakebook.dev/v1", version).replace('"Check"', f'"{kind}"')
    shop.repository.write("catalog/checks.yaml", text)
    ((code, _, _, told),) = _found(shop, wakebook)
    assert code == "WB8105"
    assert message in told


@pytest.mark.variants(11, every=7)
@pytest.mark.parametrize(
    "value",
    [
        None,
        [],
        {},
        "x" * 4000,
        "\u202e",
        10**30,
        -1,
        1.5,
        True,
        [[[]]],
        {"a": {"b": []}},
        "${{ x }}",
    ],
)
@pytest.mark.parametrize("key", ["type", "url", "components", "contains", "steps", "timeout"])
def test_5_3_whatever_a_check_says_there_is_no_traceback(shop, wakebook, key, value):
    spec = {"type": "http", "url": URL, key: value}
    shop.repository.write("catalog/checks.yaml", documents(home=spec))
    shop.repository.commit()
    ran = wakebook("check", "catalog", cwd=shop.repository)
    assert ran.code in (0, 1), ran.stderr
    for words in ((), ("--list",), ("--dry-run",)):
        assert shop.verify(*words).code == 1
    assert wakebook("list", cwd=shop.repository).code == 0


def test_5_3_a_check_is_no_component_and_nothing_of_it_is_published(shop, wakebook):
    """Not for the public, which may know names of components, nor as something that can break."""
    secret = {
        "type": "http",
        "url": "https://hidden.example/canary-url",
        "components": ["payments"],
    }
    shop.checks(payments=secret, canary_check=secret)
    shop.policy({"host": "canary-host.example"}, networks=["10.99.0.0/16"])
    ran = wakebook("list", "--component", "canary-check", cwd=shop.repository)
    assert "canary-check is no component" in ran.stderr
    repository = shop.repository
    repository.write(
        "incidents/2026/2026-11-20-open/incident.yaml",
        "title: Shown\nkind: incident\naudience: public\ncomponents: [payments, canary-check]\n",
    )
    from wakebook.records.library import Opened
    from wakebook.records.tree import WorkTree

    seen = Opened(WorkTree(repository.root)).library.seen_by("public")
    told = repr((seen.catalog, dict(seen.policies), dict(seen.incidents)))
    assert "payments" in {entity.name for entity in seen.catalog.entities}
    assert all(entity.kind != "Check" for entity in seen.catalog.entities)
    for canary in ("canary-url", "canary-host", "10.99.0.0", "hidden.example"):
        assert canary not in told
