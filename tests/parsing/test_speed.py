"""Time grows with the input and no faster, whatever the input: no pattern backtracks, no loop looks back at all it has seen.

Processor time is measured, so a busy machine does not count, and limits are generous.
"""

import contextlib
import time

import pytest

from importers.parsing.pipeline import parse_plan
from importers.parsing.records import UnreadableSource
from tests.parsing.sources import text

LONG = 200_000  # characters of one line
LIMIT = 5.0  # seconds for what takes minutes when a pattern backtracks
PLACES = {
    "before the text": "{}\n某县2026年政府工作报告\n各位代表:\n",
    "in the text": "某县2026年政府工作报告\n各位代表:\n一、2025年工作回顾\n一年来,全县上下攻坚克难,各项事业全面进步,圆满完成了年初确定的各项目标任务。\n{}\n",
    "after the text": "一、2025年工作回顾\n一年来,全县上下攻坚克难,各项事业全面进步,圆满完成了年初确定的各项目标任务。\n来源:某网\n{}",
}
UNITS = (
    "0", "1", "2025", "第", "一", "十", "、", "，", ",", "。", "（", "(", "）", "“", '"', "|", "—", "-", "?", "？", "：", "《", "县", "年", "a", "經",
    "第一章", "一、", "（一）", "1.", "2025年1月", "a(a)", "來源", "記者", "市长", ".", "…", "·", ". ", " ", "a ", "\t", "1\t", "\t|", "\u3000", "\xa0",
    "。（一）", "。第一章", "。一、",
)  # fmt: skip
WORDS = (
    "", "1", "第", "附", "附件", "转", "（转", "来源：", "索引号", "标题", "2025年", "市长", "省", "关闭", "字体", "字号", "名词", "位置", "一、", "放大", "->",
)  # fmt: skip


def seconds(source: str) -> float:
    begin = time.process_time()
    with contextlib.suppress(UnreadableSource):
        parse_plan(source.encode())
    return time.process_time() - begin


@pytest.mark.parametrize("place", PLACES)
def test_long_lines_of_one_sort_anywhere(place):
    """Each would take minutes at this length if a pattern backtracked over it."""
    slow = {}
    for unit in UNITS:
        took = seconds(PLACES[place].format(unit * (20_000 // len(unit))))
        if took > LIMIT / 2:
            slow[unit] = took
    assert not slow


@pytest.mark.parametrize("place", PLACES)
def test_long_white_space_behind_a_word_that_opens_a_rule(place):
    """Tabs stay in repaired text, so two `\\s*` side by side in a pattern would show here."""
    slow = {}
    for word in WORDS:
        took = seconds(PLACES[place].format(word + "\t" * 3000 + "x县"))
        if took > LIMIT / 5:
            slow[word] = took
    assert not slow


def growth(make, size: int) -> float:
    """How much longer four times the input takes; asked again where the answer is high, since a busy machine can make it so."""
    answers = []
    while len(answers) < 3 and min(answers, default=9) > 5:
        answers.append(seconds(make(size * 4)) / max(min(seconds(make(size)) for _ in range(2)), 0.01))
    return min(answers)


@pytest.mark.parametrize("unit", ["0", " ", "、", "（", "“", "|", "第", "一", "—"])
def test_a_line_of_200_000_characters_takes_about_four_times_as_long_as_one_of_50_000(unit):
    assert growth(lambda size: PLACES["in the text"].format(unit * size), LONG // 4) < 6


@pytest.mark.parametrize("doc", ["000", "003", "004"])
def test_four_times_a_document_takes_about_four_times_as_long(doc):
    assert growth(lambda n: f"{text(doc)}\n" * n, 1) < 6


def test_four_times_a_damaged_page_takes_about_four_times_as_long():
    page = "\n".join(text("002").split("\n")[:30])
    assert growth(lambda n: f"{page}\n" * n, 1) < 6


LINES = {
    "paragraphs": lambda i: f"为加快推进现代化建设,根据有关法律法规,结合全市实际,编制第{i}号规划。\n",
    "cut paragraphs": lambda i: f"为加快推进现代化建设,根据有关法律法规,结合全市实际,编制第{i}号规\n",
    "chapters": lambda i: f"第{i % 99 + 1}章 总则{i}\n为加快推进现代化建设,制定本规划。\n",
    "the same chapter": lambda i: "第一章 总则\n",
    "sections": lambda i: f"（一）抓好第{i}项工作。\n强化责任落实,完善推进机制,确保取得实效,推动全县高质量发展。\n",
    "lone markers": lambda i: "（一）\n",
    "headings without text": lambda i: f"（一）抓好第{i}项工作\n",
    "items": lambda i: f"——坚持第{i}条。落实责任。\n",
    "short lines": lambda i: f"总则第{i}条\n",
    "labels": lambda i: "来源：某某\n",
    "titles": lambda i: f"某市第{i}规划\n",
    "annotations": lambda i: "經(jīng)濟(jì)發(fā)展經(jīng)濟(jì)構(gòu)建會(huì)議現(xiàn)狀\n",
    "references": lambda i: f"依据《第{i}号规划》，编制本规划。\n",
    "tables": lambda i: f"指标{i}\t亿元\t{i}\n",
}


@pytest.mark.parametrize("sort", LINES)
def test_four_times_as_many_lines_take_about_four_times_as_long(sort):
    assert growth(lambda n: "".join(LINES[sort](i) for i in range(n)), 600) < 8
