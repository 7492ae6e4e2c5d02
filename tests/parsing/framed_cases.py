"""What the test cases of targets and of projects share: a case is a list, its text and then what is expected of it.

A group of cases has an `about` and, where its texts are clauses and no whole documents, a `frame`: the document that they
are put into, which says by its place whether a clause reports or commits. `region` is the name of the document's region.
Files named known_failures hold cases that are wrong today: strict, so that one that comes right fails the run.
"""

import tomllib
from collections import Counter
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path

import pytest

from importers.parsing.pipeline import parse_plan
from importers.parsing.records import ParsedPlan

FRAMES = {
    "plan": "某市“十四五”现代服务业发展规划\n第一章 主要任务\n{}\n",
    "plan_review": "某市“十四五”现代服务业发展规划\n第一章 发展基础\n{}\n",
    "report": "某县2026年政府工作报告\n各位代表:\n一、2026年工作安排\n{}\n",
    "report_review": "某县2026年政府工作报告\n各位代表:\n一、2025年工作回顾\n{}\n",
}


def groups(folder: Path, name: str) -> dict[str, list[dict]]:
    """The groups of a file, by the kind of their cases."""
    return tomllib.loads((folder / f"{name}.toml").read_text(encoding="utf-8"))


def load(folder: Path, files: Iterable[str], kind: str) -> list:
    """The cases of one kind in all files, as parameters of a test: group and case."""
    return [
        pytest.param(
            group,
            case,
            id=f"{name}: {group['about']}: {case[0].strip()[:24]}",
            marks=[pytest.mark.xfail(reason=group["about"], strict=True)] if name.startswith("known_failures") else [],
        )
        for name in files
        for group in groups(folder, name).get(kind, [])
        for case in group["cases"]
    ]


def framed(group: dict, case: list[str]) -> ParsedPlan:
    """The parse of a case's text in its group's frame; a text without a frame is a whole document."""
    if "frame" not in group:
        return parse_plan(case[0].encode())
    frame = FRAMES[group["frame"]]
    if "region" in group:
        frame = group["region"] + frame[2:]
    return parse_plan(frame.format(case[0]).encode())


def twice(folder: Path, files: Iterable[str], kinds: Iterable[str]) -> list[tuple]:
    """The texts that stand in two cases of the same kind and frame."""
    texts = (
        (p.values[0].get("frame"), p.values[0].get("field"), p.values[1][0], kind) for kind in kinds for p in load(folder, files, kind)
    )
    return [text for text, times in Counter(texts).items() if times > 1]


def plain(value: Decimal | None) -> str:
    """A number without zeros that say nothing.

    >>> plain(Decimal("54380000000.0")), plain(Decimal("1E+3")), plain(Decimal("-16.30"))
    ('54380000000', '1000', '-16.3')
    """
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
