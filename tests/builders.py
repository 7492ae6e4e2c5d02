"""Small makers of blocks, parses and stored documents, so that a test says only what it is about."""

import hashlib
from dataclasses import replace
from decimal import Decimal

from importers.parsing.records import Block, Diagnostic, Metadata, ParsedPlan, Project, SourceText, Target

PLAN = Metadata(
    title="吕梁市“十四五”新材料规划",
    doc_type="special_plan",
    region="山西省吕梁市",
    region_code="141100",
    region_level="prefecture",
    period_start=2021,
    period_end=2025,
)


def block(kind, text="", *, heading=None, number=None, **more):
    """A block of any kind. Positions are filled in by `parsed`."""
    more.setdefault("line", None)
    more.setdefault("end_line", None)
    return Block(kind=kind, text=text, heading=heading, number=number, **more)


def part(number, heading, **more):
    return block("part", heading=heading, number=number, marker=f"第{number}编", **more)


def chapter(number, heading, **more):
    return block("chapter", heading=heading, number=number, level=1, marker=f"第{number}章", **more)


def section(number, heading, text="", *, level=2, **more):
    return block("section", text, heading=heading, number=number, level=level, marker=f"({number})", run_in=bool(text), **more)


def para(text, **more):
    return block("paragraph", text, **more)


def item(text, **more):
    return block("item", text, marker="——", **more)


def noise(text, reason="site_header", **more):
    return block("noise", text, noise_reason=reason, **more)


def doubt(code="structure.missing_heading", message="这里似乎缺一个标题。", *, severity="warning", line=None):
    return Diagnostic(code=code, severity=severity, message=message, line=line)


def figure(clause, printed, indicator, value, unit="", *, tense="target", nth=0, **more):
    """A figure whose clause stands in some block. Positions are filled in by `parsed`; `nth` tells equal clauses apart."""
    return {"clause": clause, "printed": printed, "indicator": indicator, "value": value, "unit": unit, "tense": tense, "nth": nth} | more


def mention(clause, printed, *, tense="target", nth=0, **more):
    """A project named in a clause of some block; its name is what is printed, unless given. Positions as of a figure."""
    return {"clause": clause, "printed": printed, "name": printed, "kind": "construction", "tense": tense, "nth": nth} | more


def parsed(*blocks, metadata=PLAN, diagnostics=(), raw=None, figures=(), projects=(), **changes):
    """A parse of the given blocks, each on a line of its own, with exact positions. `changes` go to the metadata.

    The source text is what the blocks print, unless `raw` gives another: the same bytes parsed differently.
    """
    placed, printed = _place(blocks)
    content = raw if raw is not None else printed.encode()
    source = SourceText(text=content.decode(), encoding="utf-8", sha256=hashlib.sha256(content).hexdigest(), size=len(content))
    return ParsedPlan(
        source=source,
        metadata=replace(metadata, **changes),
        structure=placed,
        diagnostics=tuple(diagnostics),
        targets=tuple(Target(**FIGURE | one | {"value": Decimal(one["value"])}) for one in _found(figures, placed)),
        projects=tuple(Project(**one) for one in _found(projects, placed)),
    )


def content_of(plan):
    """The bytes a built parse claims to come from."""
    return plan.source.text.encode()


def _place(blocks):
    placed, printed, position = [], "", 0
    for line, one in enumerate(blocks, 1):
        lead = one.marker + (one.heading or "") if one.kind in ("part", "chapter", "section") else ""
        start = position + len(lead)
        spans = ((0, start, len(one.text)),) if one.text else ()
        end = start + len(one.text)
        place = {"line": line, "end_line": line} if one.line is None else {}
        placed.append(replace(one, start=position, end=end, spans=spans, **place))
        printed += lead + one.text + "\n"
        position = end + 1
    return tuple(placed), printed


FIGURE = {"comparator": "=", "measure": "level", "unit_family": None}


def _found(records, blocks):
    """What `figure` and `mention` say of records, each with its places."""
    for one in records:
        clause, printed = one["clause"], one["printed"]
        one = dict(one)
        places = [(index, at) for index, block in enumerate(blocks) for at in range(len(block.text)) if block.text.startswith(clause, at)]
        index, at = places[one.pop("nth")]
        text_start = at + clause.index(printed)
        start = blocks[index].spans[0][1] + text_start
        yield one | {
            "line": blocks[index].line,
            "block": index,
            "start": start,
            "end": start + len(printed),
            "text_start": text_start,
            "text_end": text_start + len(printed),
            "clause_start": at,
            "clause_end": at + len(clause),
        }


def load_plan(plan, **options):
    """Load a built parse as the importer would."""
    from importers.loading import load

    options.setdefault("file_name", "plan.txt")
    return load(plan, content_of(plan), **options)
