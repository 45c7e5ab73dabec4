"""Mirrors of the repositories that the catalog names: fetched on demand, never checked out."""

from tests.links.conftest import History, before


def _remote(shop):
    remote = History(shop.folder / "remote")
    remote.put("Begin", before(days=30), {"a": "1"})
    remote.put("Limit the pool", before(minutes=12), {"a": "2"})
    shop.sources = ["--source", f"checkout=file://{remote.root}"]
    return remote


def _mirrors(shop):
    return list((shop.records.root / ".git/wakebook/sources").glob("*.git"))


def test_5_4_what_was_not_fetched_is_told_of_and_nothing_is_contacted(shop):
    _remote(shop)
    told = shop.told()

    assert [p for p in told["proposals"] if p["relation"] != "problem"] == []
    assert any("add --fetch" in remark for remark in told["remarks"])
    assert _mirrors(shop) == []


def test_5_4_a_fetched_mirror_is_read_and_brought_up_to_date(shop):
    remote = _remote(shop)
    assert shop.titles("--fetch") == ["Limit the pool"]
    remote.put("Newer", before(minutes=2), {"a": "3"})

    assert shop.titles() == ["Limit the pool"]
    assert "Newer" in shop.titles("--fetch")
    (mirror,) = _mirrors(shop)
    assert not (mirror / "a").exists()
    assert shop.records.git("status", "--porcelain") == ""


def test_5_4_a_fetch_runs_no_hook_and_takes_no_submodule(shop):
    remote = _remote(shop)
    mark = shop.folder / "ran"
    shop.titles("--fetch")
    (mirror,) = _mirrors(shop)
    for hook in ("reference-transaction", "post-merge", "post-checkout"):
        file = mirror / "hooks" / hook
        file.parent.mkdir(exist_ok=True)
        file.write_text(f"#!/bin/sh\ntouch {mark}\n")
        file.chmod(0o755)
    remote.put(
        "Modules",
        before(minutes=2),
        {".gitmodules": '[submodule "x"]\n\tpath=x\n\turl=ext::touch\n'},
    )

    assert "Modules" in shop.titles("--fetch")
    assert not mark.exists()


def test_5_4_a_remote_that_is_gone_is_told_of_and_the_mirror_still_read(shop):
    remote = _remote(shop)
    shop.titles("--fetch")
    remote.root.rename(shop.folder / "gone")
    told = shop.told("--fetch")

    assert any("was not fetched" in remark for remark in told["remarks"])
    assert "Limit the pool" in [p["title"] for p in told["proposals"]]


def test_5_4_other_ways_of_asking_are_refused(shop):
    mark = shop.folder / "ran"
    _remote(shop)
    shop.titles("--fetch")
    (mirror,) = _mirrors(shop)
    config = mirror / "config"
    config.write_text(f'{config.read_text()}[remote "origin"]\n\turl = ext::touch {mark}\n')
    shop.told("--fetch")

    assert not mark.exists()
