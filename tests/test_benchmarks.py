"""`make bench` at a tiny size: it runs, both servers tell the same records, and every figure is there. No speed is checked."""

import json

import pytest

from benchmarks.__main__ import first_difference, main


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_tiny_run(tmp_path, capsys):
    out = tmp_path / "figures.json"
    small = ["--paragraphs=500", "--seconds=0.1", "--rounds=1", "--addresses=3", "--connections=2", "--sources=1"]
    assert main([*small, f"--json={out}"]) == 0
    figures, printed = json.loads(out.read_text()), capsys.readouterr().out
    told = [(row["kind"], row["title"]) for row in figures["requests"]]
    assert [kind for kind, title in told if "unchanged" not in title] == ["targets", "paragraphs", "tree", "search"]
    assert ("tree", "the same, unchanged (304)") in told
    for row in figures["requests"]:
        assert row["here"] > 0
        assert row["limit"] > 0
        assert f"| {row['ratio']:.2f} | {row['floor']} |" in printed
    assert figures["pages"]["page"] == 10
    assert figures["pages"]["ratio"] > 0
    assert len(figures["memory"]["ours"]) == len(figures["memory"]["limit"]) == 2
    assert figures["alone"]["import"]["rows"] > 100
    assert figures["alone"]["dry_run"]["start"] > 0


def test_other_records_are_noticed():
    assert first_difference({"a": [1, 2]}, {"a": [1, 2]}) == ""
    assert first_difference({"a": [1, {"b": 2}]}, {"a": [1, {"b": 3}]}) == "/a/1/b: 2 here, 3 at the limit"
    assert first_difference({"a": 1, "c": 1}, {"a": 1}) == ": fields ['c'] are told by one only"
