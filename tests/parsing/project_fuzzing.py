"""What the property tests of projects draw from: verbs, names, head nouns, lists, predicates and marks, in any order."""

from hypothesis import strategies as st

from tests.parsing.framed_cases import FRAMES

VERBS = (
    "推动", "加快", "实施", "开展", "谋划建设", "开工建设", "建成投用", "争取", "申报", "完成", "打造", "推进", "启动", "落地", "新建", "成立", "抓好", "积极", "全力", "深入", "持续",
    "依托", "围绕", "以", "在", "到2025年", "8月底前", "年内", "力争", "目前", "五年来", "将", "已", "发展", "储备", "提升", "重点", "新",
)  # fmt: skip
NAMES = (
    "岚县", "吕梁市", "宜昌", "汾阳西沟村", "华电锦兴", "三交一号", "“一泓清水入黄河”", "“春潮行动”", "“136”", "智创城7号", "太绥", "祁离", "临兴区块", "中铝二期", "500千伏", "2×35万千瓦", "20万吨",
    "国家", "市", "大数据", "新材料", "老旧小区", "一批", "现代", "重点", "千亿级", "4个", "7条", "12座", "三个", "1000户的", "(TIR)", "5G", "专利", "品牌", "标准", "至", "东", "一期", "二期工程",
)  # fmt: skip
HEADS = (
    "项目", "工程", "行动", "计划", "三年行动", "基地", "园区", "产业园", "中心", "铁路", "高速", "机场", "水库", "电站", "输变电工程", "改造", "治理", "整治", "公园", "学校", "医院", "平台", "线路", "段", "港", "谷",
)  # fmt: skip
TAILS = (
    "建设", "开工", "建成投产", "投产", "前期工作", "落地", "全面复工", "通车", "并网", "顺利推进", "前期手续办理", "进入扫尾阶段", "完工", "落户阳泉", "任务", "等", "等项目", "等一批", "等3个", "36个项目",
)  # fmt: skip
BREAKS = ("\n专栏1 重大项目\n", "\n1.交通:", "\n(2)新建:", "\n二、2026年工作安排\n", "\n——", "一是", "\n名词解释\n")
MARKS = (
    "、",
    "、",
    "、",
    "和",
    "及",
    "与",
    ",",
    "，",
    "。",
    "；",
    ":",
    "：",
    "(",
    ")",
    "（",
    "）",
    "“",
    "”",
    "《",
    "》",
    " ",
    "的",
    "等",
    "了",
    "/",
    "+",
    "%",
    "\n",
)
pieces = st.one_of(*(st.sampled_from(pool) for pool in (VERBS, NAMES, NAMES, HEADS, HEADS, TAILS, MARKS, MARKS, BREAKS)))


names = st.builds("{}{}{}".format, st.sampled_from(NAMES), st.sampled_from(NAMES), st.sampled_from(HEADS))
clauses = st.builds(
    "{}{}{}{}".format,
    st.sampled_from(VERBS),
    st.lists(names, min_size=1, max_size=4).map("、".join),
    st.sampled_from(TAILS),
    st.sampled_from(MARKS),
)


@st.composite
def mentions(draw) -> str:
    """A document of one of the frames whose text is such a mix."""
    body = "".join(draw(st.lists(st.one_of(pieces, pieces, pieces, clauses), min_size=1, max_size=50)))
    frame = FRAMES[draw(st.sampled_from(sorted(FRAMES)))]
    return draw(st.sampled_from(("某县", "吕梁市"))) + frame[2:].format(body)
