"""Repair of the five documents: every change named and exactly placed, nothing changed twice, healthy text left alone."""

import re
from collections import Counter, defaultdict
from functools import cache
from itertools import pairwise

import pytest

from importers.parsing.lines import split_lines
from importers.parsing.repair.page import readings
from importers.parsing.repair.script import simplified
from importers.parsing.repair.stage import repair_lines, undo
from tests.gold.score import read
from tests.parsing.sources import DOCS, ROOT, plan, text

GOLD = ROOT / "tests" / "gold"
FIXES = {"html_entity", "invisible", "damaged_run", "pinyin_annotation", "traditional", "stray_space"}
HEALTHY = tuple(doc for doc in DOCS if doc != "002")


@cache
def repaired(doc):
    """The lines of a document and, by line, their repairs."""
    lines, repairs, _ = repair_lines(split_lines(text(doc)))
    by_line = defaultdict(list)
    for r in repairs:
        by_line[r.line].append(r)
    return lines, by_line


@pytest.mark.parametrize("doc", DOCS)
def test_undoing_the_repairs_gives_every_raw_line(doc):
    lines, repairs = repaired(doc)
    assert [line.number for line in lines if undo(line.text.text, repairs[line.number]) != line.raw] == []


@pytest.mark.parametrize("doc", DOCS)
def test_lines_and_their_ends_are_the_whole_source(doc):
    lines, _ = repaired(doc)
    raw = text(doc)
    assert [line.number for line in lines if raw[line.start : line.start + len(line.raw)] != line.raw] == []
    between = {raw[a.start + len(a.raw) : b.start] for a, b in pairwise(lines)}
    assert between <= {"\n", "\r\n", "\r"}


@pytest.mark.parametrize("doc", DOCS)
def test_every_repair_is_named_and_stands_where_it_says(doc):
    lines, repairs = repaired(doc)
    for line in lines:
        for r in repairs[line.number]:
            assert r.fix in FIXES
            assert line.raw[r.col : r.col + len(r.raw)] == r.raw
            assert r.raw != r.restored
        assert all(a.col + len(a.raw) <= b.col for a, b in pairwise(sorted(repairs[line.number], key=lambda r: r.col)))


@pytest.mark.parametrize("doc", DOCS)
def test_no_change_without_a_repair(doc):
    """Every character of a repaired line is the raw character at its place, or stands there by a repair."""
    lines, repairs = repaired(doc)
    for line in lines:
        made = {r.col + i: r for r in repairs[line.number] for i in range(len(r.raw))}
        for char, a, b in zip(line.text.text, line.text.starts, line.text.ends, strict=True):
            at = a - line.start
            if at in made:
                assert char in made[at].restored
            else:
                assert (char, b) == (line.raw[at], a + 1)


@pytest.mark.parametrize("doc", DOCS)
def test_repairing_the_repaired_changes_nothing(doc):
    lines, _ = repaired(doc)
    again, _, _ = repair_lines(split_lines("".join(f"{line.text.text}\n" for line in lines)))
    changed = {(doc, a.number) for a, b in zip(lines, again, strict=True) if a.text.text != b.text.text}
    assert changed == set()


def test_spaces_on_both_sides_of_a_mark_go_at_once():
    first, _, _ = repair_lines(split_lines("500米见园 ” , 2025年建成"))
    second, _, _ = repair_lines(split_lines(first[0].text.text))
    assert first[0].text.text == second[0].text.text == "500米见园”,2025年建成"


@pytest.mark.parametrize("doc", HEALTHY)
def test_healthy_documents_need_only_their_spaces_set_right(doc):
    assert {r.fix for r in plan(doc).repairs} == {"stray_space"}
    assert all(not r.raw.strip() and not r.restored.strip() for r in plan(doc).repairs)


def test_annotations_of_002():
    found = [r for r in plan("002").repairs if r.fix == "pinyin_annotation"]
    assert len(found) == 9952
    lines, _ = repaired("002")
    keys = set()
    for r in found:
        key = lines[r.line - 1].raw[r.col - 1]
        keys.add(key)
        assert re.fullmatch(r"[(（].+[)）]", r.raw)
        assert r.raw[1:-1] in readings(key)
        assert r.restored == ""
    assert len(keys) == 102


def test_002_is_simplified_as_opencc_has_it_but_for_words_with_zhe():
    lines, _ = repaired("002")
    whole = "\n".join(line.text.text for line in lines)
    left = Counter((a, b) for a, b in zip(whole, simplified(whole), strict=True) if a != b)
    assert not left, "nothing Traditional is left"
    made = [r for r in plan("002").repairs if r.fix == "traditional"]
    other = Counter((r.raw, r.restored) for r in made if simplified(r.raw) != r.restored)
    assert other.pop(("著", "着")) >= 20
    assert sum(other.values()) < 20, "what depends on the words round it is rare"


def test_002_keeps_the_brackets_that_hold_no_reading():
    brackets = Counter(re.findall(r"[(（][^()（）]*[)）]", "\n".join(line.text.text for line in repaired("002")[0])))
    assert brackets["(试行)"]
    assert brackets["(2018-2022年)"]
    assert not [b for b in brackets if re.search("[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ]", b)]


@pytest.mark.parametrize("doc", DOCS)
def test_spans_lead_every_character_back_to_its_source(doc):
    raw = text(doc)
    starts = {line.number: line.start for line in repaired(doc)[0]}
    made = {starts[r.line] + r.col + i: r for r in plan(doc).repairs for i in range(len(r.raw))}
    for block in plan(doc).structure:
        assert sum(length for _, _, length in block.spans) == len(block.text)
        for at, source, length in block.spans:
            here, there = block.text[at : at + length], raw[source : source + length]
            changed = [i for i in range(length) if here[i] != there[i]]
            assert all(source + i in made and here[i] in made[source + i].restored for i in changed)
        inside = [any(a <= source and source + length <= b for a, b in block.ranges) for _, source, length in block.spans]
        assert all(inside)


@pytest.mark.parametrize("doc", DOCS)
def test_blocks_take_up_every_character_once(doc):
    assert [d for d in plan(doc).diagnostics if d.severity == "error"] == []
    taken = Counter(i for b in plan(doc).structure for a, z in b.ranges for i in range(a, z))
    assert set(taken.values()) == {1}
    removed = {
        line.start + r.col + i
        for line in repaired(doc)[0]
        for r in repaired(doc)[1][line.number]
        for i in range(len(r.raw))
        if not r.restored
    }
    assert "".join(c for i, c in enumerate(text(doc)) if i not in taken and i not in removed and not c.isspace()) == ""


def test_damaged_runs_of_002_are_all_restored_and_shown():
    runs = [r for r in plan("002").repairs if r.fix == "damaged_run"]
    shown = Counter(d.code for d in plan("002").diagnostics if d.code.startswith("repair."))
    assert shown == Counter("repair.restored" if r.certain else "repair.ambiguous" for r in runs)
    assert "?" not in "".join(line.text.text for line in repaired("002")[0])


@pytest.mark.parametrize("run", read(GOLD / "repair_002.jsonl"), ids=lambda run: f"{run['line']}:{run['col']}")
def test_damaged_runs_are_restored_as_by_hand(run):
    line = repaired("002")[0][run["line"] - 1].text.text
    assert re.sub(r"\s", "", run["restored"]) in line


def test_the_run_of_line_299_lost_two_characters():
    assert "坚持全覆盖、保基本、多层次、可持续的方针" in repaired("002")[0][298].text.text
