"""Golden parses: fixtures/expected/NNN.json holds what the parser makes of each document, a line a block, a target or a project.

    python -m tests.parsing.golden            write them anew
    python -m tests.parsing.golden 002 003    only these

Then read the diff: it is what the change does to the five documents. `chars` and `digest` stand for the whole text.
"""

import hashlib
import json
import sys
from collections import Counter
from dataclasses import asdict
from pathlib import Path

from importers.parsing.records import Block, ParsedPlan, Target
from tests.parsing.project_cases import mention_line
from tests.parsing.sources import DOCS, ROOT, plan
from tests.parsing.target_cases import record_line

EXPECTED = ROOT / "fixtures" / "expected"
SHOWN = 20  # characters of a text
FLAGS = ("missing_heading", "inline", "run_in")


def path_of(doc: str) -> Path:
    return EXPECTED / f"{doc}.json"


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def block_line(b: Block) -> dict:
    """What a block is, without the fields that are empty."""
    line = {
        "kind": b.kind,
        "line": b.line,
        "end_line": b.end_line,
        "level": b.level,
        "number": b.number,
        "heading": b.heading,
        "reason": b.noise_reason,
    }
    line |= {flag: True for flag in FLAGS if getattr(b, flag)}
    if b.text:
        line |= {"text": b.text[:SHOWN], "chars": len(b.text), "digest": digest(b.text)}
    return {field: value for field, value in line.items() if value is not None}


def target_line(t: Target) -> str:
    """A target or outcome in one line: where it stands, and what it says.

    >>> from decimal import Decimal
    >>> target_line(Target(line=5, clause="", tense="outcome", indicator="信访总量", comparator="=", value=Decimal("-35.70"), unit="%",
    ...     measure="change", year=2025, printed="", block=0, text_start=0, text_end=0, clause_start=0, clause_end=0))
    '5 outcome 信访总量 = -35.7 % change 2025'
    """
    return f"{t.line} {record_line(t)}"


def golden(plan: ParsedPlan) -> str:
    """The golden parse of a document: a JSON object, one line for each field, block, diagnostic, target, project and reason."""
    restored = "\n".join(f"{r.line} {r.col} {r.raw} {r.restored} {r.fix}" for r in plan.repairs)
    parts = {
        "source": {"encoding": plan.source.encoding, "size": plan.source.size, "sha256": plan.source.sha256},
        "metadata": asdict(plan.metadata),
        "repairs": dict(sorted(Counter(r.fix for r in plan.repairs).items())) | {"digest": digest(restored)},
        "diagnostics": [{"code": d.code, "line": d.line} for d in plan.diagnostics],
        "targets": [target_line(t) for t in plan.targets],
        "unclaimed": dict(sorted(Counter(u.reason for u in plan.unclaimed_numbers).items())),
        "projects": [f"{m.line} {mention_line(m)}" for m in plan.projects],
        "structure": [block_line(b) for b in plan.structure],
    }
    return "{\n" + ",\n".join(f"{json.dumps(name)}: {rows(part)}" for name, part in parts.items()) + "\n}\n"


def rows(part: dict | list) -> str:
    """A dict or list with one line for each of its members."""
    if isinstance(part, dict):
        lines, (opening, closing) = [f"{json.dumps(key)}: {json.dumps(value, ensure_ascii=False)}" for key, value in part.items()], "{}"
    else:
        lines, (opening, closing) = [json.dumps(member, ensure_ascii=False) for member in part], "[]"
    return opening + "".join(f"\n  {line}," for line in lines).rstrip(",") + ("\n" if lines else "") + closing


def main(docs: list[str]) -> None:
    EXPECTED.mkdir(exist_ok=True)
    for doc in docs or DOCS:
        path_of(doc).write_text(golden(plan(doc)), encoding="utf-8", newline="\n")
        print(path_of(doc).relative_to(ROOT))


if __name__ == "__main__":
    main(sys.argv[1:])
