"""The five documents of fixtures/sources and their parses, each made once in a run."""

from dataclasses import asdict
from functools import cache
from pathlib import Path

from importers.parsing.pipeline import parse_plan
from importers.parsing.records import ParsedPlan

ROOT = Path(__file__).resolve().parents[2]
SOURCES = {path.name[:3]: path for path in sorted((ROOT / "fixtures" / "sources").glob("*.txt"))}
DOCS = tuple(SOURCES)


@cache
def content(doc: str) -> bytes:
    return SOURCES[doc].read_bytes()


@cache
def text(doc: str) -> str:
    return content(doc).decode("utf-8")


@cache
def plan(doc: str) -> ParsedPlan:
    return parse_plan(content(doc), name=SOURCES[doc].name)


@cache
def published(doc: str) -> dict:
    """As the dry run prints it, but for tuples."""
    return plan(doc).as_dict()


def outline(plan: ParsedPlan) -> list[dict]:
    """The structure without places in the source, for comparing parses of the same lines in other bytes."""
    places = {"start", "end", "spans", "ranges"}
    return [{k: v for k, v in asdict(b).items() if k not in places} for b in plan.structure]
