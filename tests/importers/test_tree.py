"""Names of structural units: Akoma Ntoso style, unique, from the numbers as printed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from importers.loading.tree import grow
from tests.builders import block, chapter, item, noise, para, part, section


def eids(*blocks):
    return [node.eid for node in grow(blocks)]


@pytest.mark.parametrize(
    ("blocks", "expected"),
    [
        (
            (
                noise("页眉"),
                block("title", "某规划"),
                block("notice", "通知"),
                block("notice", "如下"),
                block("preamble", "略"),
                noise("页脚"),
            ),
            ["noise__para_1", "title__para_1", "notice__para_1", "notice__para_2", "preamble__para_1", "noise__para_2"],
        ),
        ((para("无章"), item("——条")), ["body__para_1", "body__para_2"]),
        ((section(4, "残篇的节"), para("段")), ["sec_4", "sec_4__para_1"]),
        ((chapter(1, "甲"), para("段"), noise("转版"), para("段")), ["chp_1", "chp_1__para_1", "noise__para_1", "chp_1__para_2"]),
        ((part(1, "甲"), chapter(1, "乙"), part(2, "丙"), chapter(2, "丁")), ["part_1", "part_1__chp_1", "part_2", "part_2__chp_2"]),
        ((chapter(None, None), chapter(2, "乙"), chapter(None, "丙")), ["chp_1", "chp_2", "chp_3"]),
        ((chapter(3, "甲"), chapter(3, "乙"), chapter(None, "丙")), ["chp_3", "chp_3_2", "chp_3_3"]),
        (
            (
                chapter(1, "甲"),
                section(1, "乙"),
                section(1, "丙", level=3),
                section(1, "丁", level=4),
                section(2, "戊", level=3),
                section(2, "己"),
            ),
            ["chp_1", "chp_1__sec_1", "chp_1__sec_1__sec_1", "chp_1__sec_1__sec_1__sec_1", "chp_1__sec_1__sec_2", "chp_1__sec_2"],
        ),
        ((chapter(1, "甲"), section(1, "乙", level=4), section(1, "丙", level=3)), ["chp_1", "chp_1__sec_1", "chp_1__sec_1_2"]),
    ],
)
def test_names(blocks, expected):
    assert eids(*blocks) == expected


def test_noise_and_text_know_the_place_they_stand_in():
    *_, page_marker = grow((chapter(1, "甲"), section(1, "乙"), noise("(下转2版)", "page_marker")))
    assert (page_marker.chapter.eid, page_marker.section.eid) == ("chp_1", "chp_1__sec_1")


@pytest.mark.parametrize("wrong", [block("song", "唱"), block("noise", "无因"), block("paragraph", "有因", noise_reason="disclaimer")])
def test_what_the_parser_must_not_give_is_named_with_its_line(wrong):
    with pytest.raises(ValueError, match="line"):
        grow((wrong,))


numbers = st.none() | st.integers(0, 5) | st.integers(-9, 10**12)
blocks = st.lists(
    st.one_of(
        st.builds(part, numbers, st.just("编")),
        st.builds(chapter, numbers, st.just("章")),
        st.builds(section, numbers, st.just("节"), st.sampled_from(["", "接排"]), level=st.none() | st.integers(1, 9)),
        st.builds(para, st.just("段")),
        st.builds(noise, st.just("杂")),
    ),
    max_size=40,
)


@given(blocks)
def test_any_structure_gives_unique_names_and_positions_and_parents_first(found):
    nodes = grow(tuple(found))
    assert len({node.eid for node in nodes}) == len(nodes)
    assert [node.values["position"] for node in nodes] == list(range(len(nodes)))
    seen = set()
    for node in nodes:
        assert node.container is None or id(node.container) in seen
        seen.add(id(node))
