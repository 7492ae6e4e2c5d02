"""Finding projects takes time in proportion to the text, whatever the text: see test_speed.py."""

import time

import pytest

from importers.parsing.lines import split_lines
from importers.parsing.projects.extract import extract
from importers.parsing.records import Block, Metadata
from tests.parsing.framed_cases import FRAMES
from tests.parsing.test_speed import growth, seconds

LONG = 20_000
LIMIT = 1.0  # seconds for a report of that many characters with targets and projects, parse included
ODD = 10_000  # characters of a line that no report has
ODD_LIMIT = 4.0  # seconds for its projects
LINES = {
    "projects": "推动友诚2000吨BIT项目建成投产、嘉能5万吨超高模量碳纤维原料等项目开工,加快祁离高速、7个国家省道、4个铁路专用线建设。",
    "targets and projects": "建成投用三峡会展中心,新建学校12所、改造老旧小区46个,8月底前开工建设岚县500千伏输变电工程,完成投资58.7亿元。",
    "programmes": "深入实施“清江护岸”工程、制造业倍增计划,开展“百企百校”引才行动,落实重点实验室和工程技术研究中心扩规计划。",
    "no projects": "坚持稳中求进工作总基调,完整准确全面贯彻新发展理念,着力推动高质量发展,切实保障和改善民生。",
    "quotes and lists": "持续实施农民工“春潮行动”“求学圆梦行动”、新生代农民工职业技能提升计划、返乡创业培训计划。",
}
# One line without end of each of these: a pattern that backtracks over it takes minutes.
UNITS = (
    "0", "一", "项目", "工程", "行动", "计划", "基地", "园区", "中心", "铁路", "重点", "综合", "改造", "治理", "加快", "推动", "实施", "积极", "建设", "建成投产", "开工", "前期工作", "等", "等项目", "、",
    "项目、", "工程和", "“", "“”", "“行动”", "《", "(", "()", "4个", "2×35万千瓦", "岚县", "吕梁市", "县", "的", "一期", "至", "河", "到2025年", "8月底前", "全市", "到2025年全市", "创新", "创新中心",
    "新型城镇化", "加快建设", "推动项目", "推动项目建设", "项目建成投产、", "一批", "总投资3亿元的", "以", "依托项目", "专栏", "1.", "——",
)  # fmt: skip


def seconds_of_projects(line: str) -> float:
    """Processor time for the projects of one line, without the other stages."""
    block = Block(kind="paragraph", line=1, end_line=1, text=line, spans=((0, 0, len(line)),))
    begin = time.process_time()
    extract((block,), Metadata(title="某县2026年政府工作报告", doc_type="work_report"), split_lines(line))
    return time.process_time() - begin


@pytest.mark.parametrize("sort", LINES)
def test_a_report_of_20_000_characters_takes_less_than_a_second(sort):
    lines = [LINES[sort] * 4] * (LONG // (4 * len(LINES[sort])))
    source = FRAMES["report"].format("\n".join(lines))
    assert len(source) > LONG * 0.95
    assert min(seconds(source) for _ in range(3)) < LIMIT


@pytest.mark.parametrize("unit", UNITS)
def test_a_line_of_one_sort_of_words(unit):
    assert seconds_of_projects(unit * (ODD // len(unit))) < ODD_LIMIT


@pytest.mark.parametrize("sort", LINES)
def test_four_times_as_many_lines_take_about_four_times_as_long(sort):
    assert growth(lambda n: FRAMES["report"].format(f"{LINES[sort]}\n" * n), 200) < 8


@pytest.mark.parametrize("sort", LINES)
def test_a_line_four_times_as_long_takes_about_four_times_as_long(sort):
    assert growth(lambda n: FRAMES["report"].format(LINES[sort] * n), 100) < 8
