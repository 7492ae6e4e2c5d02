#!/usr/bin/env python3
"""Score a parse against the gold annotations.

Usage: score.py GOLD_DIR DOC PARSE.json [--lines A-B] [--json] [--errors N]

GOLD_DIR holds structure_DOC.jsonl, targets_DOC.jsonl, projects_DOC.jsonl and metadata.json (any of them may be missing).
PARSE.json is what `import_plan --dry-run --format json FILE` prints: one object with the keys `metadata`, `structure`,
`targets`, `projects`. --lines keeps the records that start on those raw lines, on both sides. --errors N lists up to N
misses and false alarms of each kind. Needs nothing outside the standard library.
"""

import argparse
import json
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

Record = dict[str, Any]
FOLD = str.maketrans(
    {
        "（": "(",
        "）": ")",
        "，": ",",
        "：": ":",
        "；": ";",
        "％": "%",
        "～": "-",
        "—": "-",
        "–": "-",
        "“": '"',
        "”": '"',
        "‘": "'",
        "’": "'",
    }
)


def fold(text: Any) -> str:
    """One spelling for full and half width marks, and no white space."""
    return re.sub(r"\s+", "", str(text or "")).translate(FOLD).rstrip("。;:,")


def number(value: Any) -> float | None:
    try:
        return round(float(value), 6)
    except (TypeError, ValueError):
        return None


def read(path: Path) -> list[Record] | None:
    if not path.exists():
        return None
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def pair(gold: list[Record], found: list[Record], same: Callable[[Record, Record], float]) -> tuple[list, list, list]:
    """Greedy one-to-one pairing in document order; `same(g, f)` gives a score, 0 for no match."""
    free, pairs, missed = list(range(len(found))), [], []
    for g in sorted(gold, key=lambda record: bool(record.get("optional"))):  # borderline records take what the others leave
        best = max(free, key=lambda i, g=g: same(g, found[i]), default=None)
        if best is None or same(g, found[best]) <= 0:
            missed.append(g)
            continue
        free.remove(best)
        pairs.append((g, found[best]))
    return pairs, missed, [found[i] for i in free]


def prf(pairs: Any, missed: Any, extra: Any) -> Record:
    """Gold records marked `optional` are neither rewarded when found nor punished when missed."""
    pairs = [p for p in pairs if not (isinstance(p, tuple) and p[0].get("optional"))]
    missed = [m for m in missed if not (isinstance(m, dict) and m.get("optional"))]
    hit = len(pairs)
    p = hit / (hit + len(extra)) if hit + len(extra) else 1.0
    r = hit / (hit + len(missed)) if hit + len(missed) else 1.0
    return {
        "precision": round(p, 4),
        "recall": round(r, 4),
        "f1": round(2 * p * r / (p + r), 4) if p + r else 0.0,
        "gold": hit + len(missed),
        "found": hit + len(extra),
    }


def near(g: Record, f: Record) -> bool:
    return abs((g.get("line") or 0) - (f.get("line") or 0)) <= 1


def overlap(a: Any, b: Any) -> float:
    """Dice overlap of character bigrams, 1.0 for equal strings."""
    a, b = fold(a), fold(b)
    if a == b:
        return 1.0
    x = {a[i : i + 2] for i in range(len(a) - 1)}
    y = {b[i : i + 2] for i in range(len(b) - 1)}
    return 2 * len(x & y) / (len(x) + len(y)) if x and y else 0.0


def same_unit(g: Record, f: Record) -> float:
    """A heading must be the same text; a paragraph or item must start on the same line with the same run-in heading."""
    if f.get("kind") not in (g["kind"], g.get("alt_kind")) or not near(g, f):
        return 0
    if g.get("missing_heading"):
        return 2 if f.get("missing_heading") else 0
    if g["kind"] in ("chapter", "section"):
        return 2 if fold(g.get("heading")) == fold(f.get("heading")) and g.get("number") == f.get("number") else 0
    return 2 if fold(g.get("heading")) == fold(f.get("heading")) else 0


def same_target(g: Record, f: Record) -> float:
    if g.get("tense") != f.get("tense") or not near(g, f):
        return 0
    gv, fv = number(g.get("value")), number(f.get("value"))
    if gv is None or fv is None or abs(abs(gv) - abs(fv)) > 1e-6 or fold(g.get("unit")) != fold(f.get("unit")):
        return 0
    return 1 + overlap(g.get("indicator"), f.get("indicator"))


def same_project(g: Record, f: Record) -> float:
    if not near(g, f):
        return 0
    gold, found = fold(g.get("name")), fold(f.get("name"))
    score = overlap(gold, found)
    contained = gold in found or found in gold
    full = len(gold) > 1 and found.startswith(gold)  # the printed piece with the head noun that its list shares
    return score + (0.5 if contained else 0) if score >= 0.6 or (contained and score >= 0.4) or full else 0


def agreement(pairs: list, fields: dict[str, Callable[[Record, Record], Any]]) -> Record:
    return {field: round(sum(bool(test(g, f)) for g, f in pairs) / len(pairs), 4) if pairs else None for field, test in fields.items()}


def same_year(period_end: int | None) -> Callable[[Record, Record], Any]:
    """An undated commitment of a plan may be left open or be given the plan's last year."""

    def test(g: Record, f: Record) -> Any:
        gy, fy = g.get("year"), f.get("year")
        return gy == fy or (period_end and None in (gy, fy) and period_end in (gy, fy))

    return test


def equal(field: str) -> Callable[[Record, Record], bool]:
    return lambda g, f: fold(g.get(field)) == fold(f.get(field))


def within(lines: tuple[int, int]) -> Callable[[list[Record] | None], list[Record]]:
    return lambda rows: [r for r in rows or [] if lines[0] <= (r.get("line") or 0) <= lines[1]]


def noise_lines(rows: list[Record]) -> set[int]:
    return {n for x in rows if x["kind"] == "noise" for n in range(x["line"], (x.get("end_line") or x["line"]) + 1)}


def score_structure(gold: list[Record], found: list[Record]) -> tuple[Record, Record]:
    report, errors = {}, {}
    for kind in ("chapter", "section", "paragraph", "item"):
        got = pair([x for x in gold if x["kind"] == kind], [x for x in found if x.get("kind") == kind], same_unit)
        report[f"structure.{kind}"] = prf(*got)
        errors[f"structure.{kind}"] = got[1:]
    gl, fl = noise_lines(gold), noise_lines(found)  # noise is judged by lines, not by how it is cut into records
    report["structure.noise_lines"] = prf(gl & fl, gl - fl, fl - gl)
    errors["structure.noise_lines"] = ([{"line": n} for n in sorted(gl - fl)], [{"line": n} for n in sorted(fl - gl)])
    return report, errors


def score_targets(gold: list[Record], found: list[Record], period_end: int | None) -> tuple[Record, Record]:
    report, errors = {}, {}
    for tense in ("target", "outcome"):
        got = pair([x for x in gold if x["tense"] == tense], [x for x in found if x.get("tense") == tense], same_target)
        report[f"targets.{tense}"] = prf(*got)
        tests = {
            "indicator": lambda g, f: overlap(g.get("indicator"), f.get("indicator")) >= 0.8,
            "comparator": equal("comparator"),
            "measure": equal("measure"),
            "year": same_year(period_end),
            "value_high": lambda g, f: number(g.get("value_high")) == number(f.get("value_high")),
        }
        report[f"targets.{tense}.attributes"] = agreement(got[0], tests)
        errors[f"targets.{tense}"] = got[1:]
    return report, errors


def score_projects(gold: list[Record], found: list[Record]) -> tuple[Record, Record]:
    got = pair(gold, found, same_project)
    tests = {field: equal(field) for field in ("kind", "stage", "count", "place", "tense")}
    return {"projects": prf(*got), "projects.attributes": agreement(got[0], tests)}, {"projects": got[1:]}


def score_metadata(gold: Record, found: Record) -> Record:
    wrong = {}
    for field, v in gold.items():
        got = found.get(field)
        if [fold(x) for x in v] != [fold(x) for x in got or []] if isinstance(v, list) else fold(v) != fold(got):
            wrong[field] = [v, got]
    return {"right": len(gold) - len(wrong), "of": len(gold), "wrong": wrong}


def score(gold_dir: Path, doc: str, parse: Record, lines: tuple[int, int] = (1, 10**9)) -> tuple[Record, Record]:
    """The figures of a parse and, for each kind, the records missed and the false alarms."""
    keep, report, errors = within(lines), {}, {}
    path = gold_dir / "metadata.json"
    metadata = json.loads(path.read_text(encoding="utf-8")).get(doc) if path.exists() else None
    period_end = (metadata or parse.get("metadata") or {}).get("period_end")
    parts = {
        "structure": score_structure,
        "targets": lambda gold, found: score_targets(gold, found, period_end),
        "projects": score_projects,
    }
    for name, compare in parts.items():
        gold = read(gold_dir / f"{name}_{doc}.jsonl")
        if gold is not None:
            figures, wrong = compare(keep(gold), keep(parse.get(name)))
            report |= figures
            errors |= wrong
    if metadata:
        report["metadata"] = score_metadata(metadata, parse.get("metadata") or {})
    return report, errors


def shown(errors: Record, most: int) -> list[str]:
    """The first misses and false alarms of each kind, a line each."""
    fields = ("line", "heading", "indicator", "name", "value", "unit", "clause")
    return [
        f"  {key} {label}: {json.dumps({k: row[k] for k in fields if row.get(k) is not None}, ensure_ascii=False)[:220]}"
        for key, (missed, extra) in errors.items()
        for label, rows in (("missed", missed), ("false alarm", extra))
        for row in rows[:most]
    ]


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("gold_dir", type=Path)
    ap.add_argument("doc")
    ap.add_argument("parse", type=Path)
    ap.add_argument("--lines", default=f"1-{10**9}")
    ap.add_argument("--json", action="store_true")
    ap.add_argument("--errors", type=int, default=0)
    args = ap.parse_args()
    first, last = (int(x) for x in args.lines.split("-"))
    report, errors = score(args.gold_dir, args.doc, json.loads(args.parse.read_text(encoding="utf-8")), (first, last))
    if args.json:
        print(json.dumps(report, ensure_ascii=False))
        return
    for key, row in report.items():
        print(f"{key:32}", "  ".join(f"{k}={v}" for k, v in row.items()))
    for line in shown(errors, args.errors):
        print(line)


if __name__ == "__main__":
    sys.exit(main())
