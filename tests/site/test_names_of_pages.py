"""Names that letters and digits alone cannot tell apart have pages of their own."""


def test_1_3_components_and_tags_of_any_script_have_pages_of_their_own(small, wakebook):
    names, tags = ("api.v2", "api-v2", "api_v2"), ("支付", "结账", "a b", "a-b")
    kind = "apiVersion: backstage.io/v1alpha1\nkind: Component\n"
    kind += "spec: {type: service, owner: 'group:web'}\n"
    documents = [f"{kind}metadata: {{name: '{name}', title: Title of {name}}}\n" for name in names]
    small.write("catalog/more.yaml", "---\n".join(documents))
    place = "incidents/2026/2026-11-27-many"
    header = "title: Many fail\nkind: incident\naudience: staff\n"
    lists = f"components: [{', '.join(names)}]\ntags: [{', '.join(tags)}]\n"
    small.write(f"{place}/incident.yaml", header + lists)
    entry = "- {kind: declared, at: 2026-11-27T09:00Z, by: 'user:ana'}\n"
    small.write(f"{place}/timeline/20261127T090000Z-0001.yaml", entry)
    small.commit("Many")
    ran = wakebook("publish", "--to", str(small.root.parent / "out"), cwd=small)
    assert ran.code == 0, ran.stderr
    site = small.root.parent / "out/site"
    pages = [p.read_text(encoding="utf-8") for p in site.glob("components/*/index.html")]
    for name in names:
        assert len([p for p in pages if f"<h1>Title of {name}</h1>" in p]) == 1, name
    assert len([*site.glob("incidents/tag/*/index.html")]) == len(tags)
