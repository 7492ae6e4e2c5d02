"""The stages of a parse, in order. Each is a function from one record to the next; none reads what comes after it."""

from importers.parsing import conservation, metadata, structure, tabular
from importers.parsing.lines import split_lines
from importers.parsing.pieces import cut
from importers.parsing.projects.extract import extract as extract_projects
from importers.parsing.reading.decoding import read
from importers.parsing.records import ParsedPlan
from importers.parsing.repair.stage import repair_lines
from importers.parsing.targets import checks
from importers.parsing.targets.extract import extract as extract_targets
from importers.parsing.zones import zones


def parse_plan(content: bytes, *, name: str = "") -> ParsedPlan:
    """Parse the bytes of one document.

    `name` is the file's name, kept with the source. Raises UnreadableSource, with a plain message, and nothing else.

    >>> plan = parse_plan("某县2026年政府工作报告\\n各位代表:\\n一、2025年工作回顾\\n一年来,成绩显著。".encode())
    >>> [(b.kind, b.heading or b.text) for b in plan.structure][2:]
    [('chapter', '2025年工作回顾'), ('paragraph', '一年来,成绩显著。')]
    """
    source, doubts = read(content, name=name)
    # Repair first: every later rule is written for healthy Simplified text.
    lines, repairs, damage = repair_lines(split_lines(source.text))
    # Tables before pieces: their lines are rows, whatever else they look like.
    grids = tabular.tables(lines)
    # Zones before structure: a heading's marker in a menu, a table of contents or a notice is no heading.
    zoned = zones(cut(lines, tabular.layout(grids)))
    blocks, findings = structure.build(zoned)
    # Conservation is checked on every parse, not only in tests.
    lost = conservation.breaches(lines, blocks)
    # Metadata after structure: titles and references come from the blocks, labels from the noise.
    facts, missing = metadata.extract(lines, blocks)
    # Targets last: tense and year hang on the document's type and period as well as on chapter and section.
    targets, unclaimed = extract_targets(blocks, facts, lines, grids)
    # Projects read the same clauses for another question; neither needs the other.
    projects = extract_projects(blocks, facts, lines)
    # Checks of the figures against each other need all of them.
    contradictions = checks.find(targets, blocks)
    diagnostics = (*doubts, *damage, *findings, *lost, *missing, *contradictions)
    return ParsedPlan(
        source=source,
        metadata=facts,
        structure=blocks,
        targets=targets,
        unclaimed_numbers=unclaimed,
        projects=projects,
        diagnostics=tuple(sorted(diagnostics, key=lambda d: (d.line or 0, d.code, d.start or 0))),
        repairs=repairs,
    )
