"""What a scan's recognition may have misread is told at its exact place with a proposal, and never changed."""

import time

import pytest

from importers.parsing.lines import split_lines
from importers.parsing.repair.stage import repair_lines
from tests.parsing.sources import plan, text

PAGE = "要坚持稳中求进工作总基调,推动经济持续健康发展。\n" * 3


def suspects(source):
    """The suspects of a text, as what stands in the source and the message's proposal."""
    lines, _, found = repair_lines(split_lines(source))
    assert [line.text.text.replace(" ", "") for line in lines] == [line.raw.replace(" ", "") for line in lines], "nothing is changed"
    told = [d for d in found if d.code == "repair.suspect"]
    for d in told:
        assert source.count("\n", 0, d.start) + 1 == d.line
    return [
        (source[d.start : d.end], d.message.rpartition("Perhaps “")[2].partition("”")[0] if "is meant" in d.message else None) for d in told
    ]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("实施“A1+”行动,深化A1赋能", [("A1", "AI"), ("A1", "AI")]),
        ("拓展 “ A1+工业、农业、文旅 ” 应用", [("A1", "AI")]),
        ("GDP增长6%,人均G0P提高", []),
        ("CPI涨幅2%,CP1指数,CPl数据", [("CP1", "CPI"), ("CPl", "CPI")]),
        ("2O25年实现增长l0.5%", [("2O25", "2025"), ("l0.5", "10.5")]),
        ("建成 3l个项目,投资 1O0亿元", [("3l", "31"), ("1O0", "100")]),
        ("加快鹏1“1万标方小时高纯氢项目", [("1“1", None)]),
        ("提升承载力 and 辐射带动能力", [("and", "和")]),
        ("要堅持稳中求进,经濟持续发展", [("堅", "坚"), ("濟", "济")]),
    ],
)
def test_what_is_clear_is_proposed(line, told):
    assert suspects(PAGE + line) == told


@pytest.mark.parametrize(
    "line",
    [
        "建设A1地块、G1高速、B1层、A1级",
        "H1N1、CO2、O2O平台、5G、PM2.5、2lx、10l、O型",
        "评出2025“10大品牌”",
        "“三菱電機”、三菱電機、自動車、頤和園",
        "Q and A、R and D、北京and Shanghai",
        "著名、乾隆、瞭望、於菟",
    ],
)
def test_what_is_right_is_not_suspected(line):
    assert suspects(PAGE + line) == []


def test_many_traditional_characters_are_the_authors():
    assert suspects("".join(f"{PAGE[:-1]},要堅持{i}。\n" for i in range(40))) == []


def test_a_traditional_page_has_no_lone_characters():
    assert suspects("行政長官表示,政府會堅持發展經濟、改善民生。") == []


def test_the_misread_places_of_003():
    found = [d for d in plan("003").diagnostics if d.code == "repair.suspect"]
    assert [(d.line, text("003")[d.start : d.end]) for d in found] == [(51, "堅"), (71, "A1"), (81, "1“1"), (83, "A1"), (107, "and")]


@pytest.mark.parametrize("unit", ["“", "“「", "1“", "A1中", "1,l", "a,", "什么?、", "堅持中", "市委經", "云經后國"])
def test_long_lines_of_one_sort(unit):
    begin = time.process_time()
    repair_lines(split_lines(PAGE + unit * (50_000 // len(unit))))
    assert time.process_time() - begin < 2
