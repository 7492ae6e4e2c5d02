"""What the property tests draw from: words and marks of the genre, mutated real lines, bytes.

A run is bounded and the same every time. To search instead, with new examples in every run:

    PLANAPI_FUZZ=5000 python -m pytest tests/parsing/test_properties.py
"""

import os

from hypothesis import settings
from hypothesis import strategies as st

from tests.parsing.sources import DOCS, text

SEARCH = int(os.environ.get("PLANAPI_FUZZ", "0"))


def bounded(examples: int):
    """Settings of a property test: so many examples, the same in every run unless a search is asked for."""
    return settings(max_examples=SEARCH or examples, derandomize=not SEARCH, database=None, deadline=None)


MARKERS = (
    "第一编 ", "第二篇", "第一部分 ", "第一章 ", "第二章", "第 三 章", "第1章", "第一节 ", "第二节", "一、", "二、", "十一、", "一. ", "（一）", "(二)", "（ 三 ）",
    "1.", "2、", "(1)", "①", "——", "— ", "-- ", "●", "· ", "一是", "二要", "第一，", "第二,",
)  # fmt: skip
WORDS = (
    "总则", "发展基础", "指导思想", "2025年工作回顾", "2026年工作安排", "保障措施", "名词解释", "附件", "附件1：", "目录", "前言", "规划", "纲要（草案）",
    "某市“十四五”数字经济发展规划", "政府工作报告", "各位代表：", "现在，我代表县人民政府向大会报告工作", "2026年1月12日", "县长 李明",
    "——2026年1月12日在某县第十七届人民代表大会第六次会议上", "关于印发《规划》的通知", "现印发给你们，请认真贯彻执行", "某县人民政府办公室", "（此件公开发布）",
    "坚持稳中求进工作总基调，完整准确全面贯彻新发展理念，着力推动高质量发展，切实保障和改善民生，努力实现经济质的有效提升和量的合理增长，取得新成效",
    "地区生产总值增长5.2%", "二、三产业", "2.5万亩", "一、二、三产业", "五年来", "我们", "吕梁市", "山西省", "全县", "“十四五”", "《中国制造2025》",
)  # fmt: skip
FURNITURE = (
    "字体大小:", "关闭", "来源：某县政府网", "发布时间：2026-01-20 09:30", "索  引  号1114", "浏览次数：12", "（上接1版）", "(下转3版)", "— 2 —", "第3页", "图片", "首页 > 政务公开",
    "版权所有：某市人民政府", "晋ICP备06004910号-1", "相关新闻：", "温馨提示：", "1. 未经同意不得转载", "规划.pdf 【下载附件】", "附件：", "责任编辑：张三", "a|b|c", "|",
)  # fmt: skip
DAMAGE = (
    "經(jīng)濟(jì)",
    "構(gòu)",
    "經(GDP)",
    "?xì)湟惑w",
    "?？",
    "怎么办?",
    "&nbsp;",
    "&ldquo;",
    "&#12288;",
    "\u200b",
    "\ufeff",
    "\x00",
    "\ufffd",
    "國民發展",
    "著",
    "乾",
    "𠮷",
    "é",
)
MARKS = (
    "。",
    "，",
    ",",
    ".",
    "；",
    "：",
    ":",
    "！",
    "？",
    "、",
    "“",
    "”",
    "(",
    ")",
    "（",
    "）",
    "《",
    "》",
    "…",
    "·",
    "%",
    " ",
    "  ",
    "\t",
    "\u3000",
    "\xa0",
    "0",
    "12",
    "2025",
    "a",
    "AI",
)
BREAKS = ("\n", "\n\n", "\r\n", "\r", "。\n", "\n\u3000\u3000")

mixes = st.lists(
    st.one_of(*(st.sampled_from(pool) for pool in (MARKERS, WORDS, FURNITURE, DAMAGE, MARKS, BREAKS, BREAKS))), max_size=40
).map("".join)


@st.composite
def mutated(draw) -> str:
    """Some lines of one of the documents, with pieces cut out, doubled, moved or put in."""
    lines = text(draw(st.sampled_from(DOCS))).split("\n")
    at = draw(st.integers(0, len(lines) - 1))
    chosen = "\n".join(line[:400] for line in lines[at : at + draw(st.integers(1, 16))])
    for _ in range(draw(st.integers(0, 5))):
        a, b = sorted((draw(st.integers(0, len(chosen))), draw(st.integers(0, len(chosen)))))
        b = min(b, a + 40)
        put = draw(st.one_of(st.just(""), st.sampled_from(MARKERS + FURNITURE + DAMAGE + MARKS + BREAKS), st.just(chosen[a:b] * 2)))
        chosen = chosen[:a] + put + chosen[b:]
    return chosen


texts = st.one_of(mixes, mutated())


@st.composite
def contents(draw) -> bytes:
    """Bytes of every sort: none, random, text in some encoding, text with broken bytes."""
    if draw(st.booleans()):
        return draw(st.binary(max_size=200))
    data = bytearray(
        draw(texts).encode(
            draw(st.sampled_from(("utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be", "utf-32"))), errors="replace"
        )
    )
    for _ in range(draw(st.integers(0, 4))):
        if data:
            at = draw(st.integers(0, len(data) - 1))
            data[at : at + draw(st.integers(0, 3))] = draw(st.binary(max_size=3))
    return bytes(data)
