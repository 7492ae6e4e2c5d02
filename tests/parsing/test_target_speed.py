"""Finding targets takes time in proportion to the text, whatever the text: see test_speed.py."""

import time

import pytest

from importers.parsing.lines import split_lines
from importers.parsing.records import Block, Metadata
from importers.parsing.targets.extract import extract
from tests.parsing.framed_cases import FRAMES
from tests.parsing.sources import text
from tests.parsing.test_speed import growth, seconds

LONG = 20_000
LIMIT = 1.0  # seconds for a report of that many characters, parse included
ODD = 10_000  # characters of a line that no report has
ODD_LIMIT = 4.0  # seconds for its targets
LINES = {
    "figures": "全年地区生产总值达到386.2亿元、比2015年增长41.5%,新建学校12所、改造老旧小区46个,惠及3.5万人。",
    "lists": "规上工业增加值、固定资产投资、一般公共预算收入分别增长7.2%、9.1%、5.3%。",
    "from to": "城乡低保标准由2015年的312元/人/月提高到2020年的548元/人/月。",
    "nouns behind": "新增2个国家级、6个省级、18个市级农业产业强镇,36个重点项目全部开工。",
    "no figures": "坚持稳中求进工作总基调,完整准确全面贯彻新发展理念,着力推动高质量发展。",
    "slogans": "落实“四个不摘”“136”工程,打好三大攻坚战,推进5G和12345热线,建设15分钟生活圈。",
}
# One line without end of each of these: a pattern that backtracks over it takes minutes.
UNITS = (
    "0", "1", "1,", "12,345", "1.", "一", "十", "万", "亿", "千伏", "3个", "3个、", "3%、", "5—", "5至", "三分之", "翻", "每", "每人", "约", "近", "不低于", "超过", "以上",
    "达到", "增长", "下降", "分别", "占", "占比", "的", "从", "由", "由5个", "增加到", "新建", "全市", "到2025年", "比2015年", "十四五", "“", "“十四五”", "(", "(3个", "《",
    "率", "增加值", "项目", "、", "和", "及", "等", "其中", "年均", "累计", "国家级", "省级以上", "元/", "/人", "县(市、区)", "级", "1:", "2×", "5G", "PM2.5", "第3",
    "完成", "惠及", "城乡", "企业", "建设", "至少", "每个", "为", "其中全市到2025年", "5个全部", "3个为", "人均", "产量", "基本", "实现",
)  # fmt: skip


def seconds_of_targets(line: str) -> float:
    """Processor time for the targets of one line, without the other stages."""
    block = Block(kind="paragraph", line=1, end_line=1, text=line, spans=((0, 0, len(line)),))
    begin = time.process_time()
    extract((block,), Metadata(title="某县2026年政府工作报告", doc_type="work_report"), split_lines(line))
    return time.process_time() - begin


@pytest.mark.parametrize("sort", LINES)
def test_a_report_of_20_000_characters_takes_less_than_a_second(sort):
    lines = [LINES[sort] * 4] * (LONG // (4 * len(LINES[sort])))
    source = FRAMES["report_review"].format("\n".join(lines))
    assert len(source) > LONG * 0.95
    assert min(seconds(source) for _ in range(2)) < LIMIT


@pytest.mark.parametrize("doc", ["003", "004"])
def test_20_000_characters_of_a_document_take_less_than_a_second(doc):
    source = (text(doc) * 3)[:LONG]
    assert min(seconds(source) for _ in range(2)) < LIMIT


@pytest.mark.parametrize("unit", UNITS)
def test_a_line_of_one_sort_of_words(unit):
    assert seconds_of_targets(unit * (ODD // len(unit))) < ODD_LIMIT


@pytest.mark.parametrize("sort", LINES)
def test_four_times_as_many_lines_take_about_four_times_as_long(sort):
    assert growth(lambda n: FRAMES["report_review"].format(f"{LINES[sort]}\n" * n), 200) < 8


@pytest.mark.parametrize("sort", LINES)
def test_a_line_four_times_as_long_takes_about_four_times_as_long(sort):
    assert growth(lambda n: FRAMES["report_review"].format(LINES[sort] * n), 100) < 8
