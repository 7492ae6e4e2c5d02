"""Old rows to new nodes: what keeps its id."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from importers.loading.matching import Trait, match


def texts(*found, group="paragraph", places=None):
    return [Trait(group=group, text=text, place=places[i] if places else None) for i, text in enumerate(found)]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("甲 乙 丙", "甲 乙 丙", [0, 1, 2]),
        ("甲 乙 丙", "甲 新 乙 丙", [0, None, 1, 2]),
        ("甲 乙 丙", "甲 丙", [0, 2]),
        ("甲 乙 丙", "丙 甲 乙", [2, 0, 1]),
        ("同 同 同", "同 同", [0, 1]),
        ("同 甲 同 乙 同", "同 甲 同 同 乙 同", [0, 1, 2, None, 3, 4]),
        ("稳步增长的经济 乙", "稳步增长之经济 乙", [0, 1]),
        ("完全不同 乙", "毫无关系 乙", [None, 1]),
        ("", "甲", [None]),
        ("甲 乙", "", []),
    ],
)
def test_text_first_then_place(old, new, expected):
    assert match(texts(*old.split()), texts(*new.split())) == expected


def test_the_nearest_of_like_paragraphs_is_the_most_alike():
    old = texts("首段", "推进农业现代化建设", "推进工业现代化建设", "尾段")
    assert match(old, texts("首段", "推进工业的现代化建设", "尾段")) == [0, 2, 3]


def test_a_heading_is_known_by_its_number_under_its_parent():
    old = [Trait(group="chapter", text="前", number=1), Trait(group="section", text="残损", number=2, parent=0)]
    new = [Trait(group="chapter", text="前", number=1), Trait(group="section", text="完整标题", number=2, parent=0)]
    assert match(old, new) == [0, 1]
    assert match(old, [new[0], Trait(group="section", text="完整标题", number=3, parent=0)]) == [0, None]


def test_in_the_same_source_the_place_tells():
    old, new = texts("傷字不同", places=[7]), texts("完全另文", places=[7])
    assert match(old, new) == [0]


def test_groups_never_mix():
    assert match(texts("甲", group="chapter"), texts("甲")) == [None]


some_texts = st.lists(st.sampled_from(["甲", "乙", "丙丙丙丙", "丙丙丙丁", "戊", ""]), max_size=30)


@given(some_texts, some_texts)
def test_no_row_is_used_twice_and_nothing_is_lost_when_nothing_changes(old, new):
    found = [index for index in match(texts(*old), texts(*new)) if index is not None]
    assert len(found) == len(set(found))
    assert match(texts(*old), texts(*old)) == list(range(len(old)))


@pytest.mark.parametrize("kind", ["all the same", "all different", "all a little different"])
def test_cost_grows_with_the_number_of_rows_only(kind):
    def sides(size):
        if kind == "all the same":
            return texts(*["同"] * size), texts(*["同"] * (size // 2))
        word = "段文字" if kind == "all a little different" else "完全另外写的"
        return texts(*[f"第{n}段文字正文" for n in range(size)]), texts(*[f"第{n}{word}" for n in range(size)])

    def cost(size):
        old, new = sides(size)
        started = time.process_time()
        match(old, new)
        return time.process_time() - started

    cost(1000)
    small = min(cost(2000) for _ in range(3))
    assert min(cost(8000) for _ in range(2)) < 12 * max(small, 0.01)
