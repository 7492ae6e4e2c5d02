"""What import_plan prints: lines of text or JSON, from results. Plain Python; nothing is printed here."""

import json
from collections import Counter
from itertools import takewhile

MODELS = ("document", "chapter", "section", "paragraph", "target", "outcome", "projectmention", "project", "reference")
ACTIONS = ("created", "changed", "moved", "deleted", "unchanged")
SIGNS = {"created": "+", "changed": "~", "moved": ">", "deleted": "-"}
SHOWN = 60
LEAD = 10


def result_line(result):
    """One file in one line.

    >>> class R: label, status, error, seconds, outcome = "a.txt", "failed", "is empty. Fetch it again.", 0.0, None
    >>> result_line(R)
    'a.txt: is empty. Fetch it again.'
    """
    if result.error:
        return f"{result.label}: {result.error}"
    outcome = result.outcome
    line = f"{result.label}: {'would be ' if outcome.dry_run and outcome.status != 'unchanged' else ''}{outcome.status}, {outcome.title}"
    if outcome.note:
        line += f" ({outcome.note})"
    if outcome.conflicts:
        line += f"; {plural(outcome.conflicts, 'correction')} in conflict with the new parse: decide in the admin's queue"
    if outcome.orphans:
        line += f"; {plural(outcome.orphans, 'correction')} whose place is gone: see the admin's queue"
    return line


def change_lines(outcome):
    """A dry run's changes, record by record; what only moved is counted, not listed."""
    for change in outcome.changes:
        if change.moved:
            continue
        yield "  " + " ".join(filter(None, [SIGNS[change.action], change.model, change.eid, change.label]))
        for name, (before, after) in change.content_fields.items() if change.action == "changed" else ():
            yield f"      {name}: {' -> '.join(shown_pair(before, after))}"
    for model, counts in outcome.counts.items():
        told = [f"{counts[action]} {action}" for action in ACTIONS if counts[action]]
        if told:
            yield f"  {model}: {', '.join(told)}"


def unclaimed_line(plan):
    """The numbers of a text that became no record, counted by reason, the most frequent first; None where there are none.

    >>> class N: reason = "date"
    >>> class M: reason = "name"
    >>> class Plan: unclaimed_numbers = (M, N, N)
    >>> unclaimed_line(Plan)
    '  3 numbers measure nothing: date 2, name 1'
    """
    reasons = Counter(number.reason for number in plan.unclaimed_numbers) if plan else {}
    if not reasons:
        return None
    told = ", ".join(f"{reason} {count}" for reason, count in sorted(reasons.items(), key=lambda pair: (-pair[1], pair[0])))
    return f"  {plural(sum(reasons.values()), 'number')} measure{'s' if sum(reasons.values()) == 1 else ''} nothing: {told}"


def shown(value):
    """A value cut to a readable length.

    >>> shown(None), shown("甲"), shown(3)
    ('(empty)', '“甲”', '3')
    """
    if value is None or value == "":
        return "(empty)"
    text = str(value) if len(str(value)) <= SHOWN else str(value)[:SHOWN] + "…"
    return f"“{text}”" if isinstance(value, str) else text


def shown_pair(before, after):
    """Two values, long texts cut so that the first difference shows.

    >>> shown_pair("一" * 90 + "甲", "一" * 90 + "乙")
    ('“…一一一一一一一一一一甲”', '“…一一一一一一一一一一乙”')
    """
    if isinstance(before, str) and isinstance(after, str) and max(len(before), len(after)) > SHOWN:
        same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(before, after, strict=False)))
        cut = max(0, same - LEAD)
        before, after = (("…" if cut else "") + text[cut:] for text in (before, after))
    return shown(before), shown(after)


def summary_lines(report, diagnostics):
    """The end of a text report. `diagnostics` counts per (severity, code) over all files."""
    statuses = Counter(result.status for result in report.results)
    told = [f"{statuses[status]} {status}" for status in ("created", "updated", "unchanged", "parsed", "failed") if statuses[status]]
    for result in report.results:
        if result.outcome and not result.outcome.dry_run and result.outcome.note_worthy:
            yield result_line(result)
    yield f"{plural(len(report.results), 'file')}: {', '.join(told) or 'none done'}; {report.seconds:.1f} s"
    for model in MODELS:
        counts = record_counts(report).get(model)
        if counts and any(counts[action] for action in ACTIONS if action != "unchanged"):
            yield f"  {model}: {', '.join(f'{counts[action]} {action}' for action in ACTIONS if counts[action])}"
    for severity in ("error", "warning", "info"):
        codes = {code: count for (level, code), count in diagnostics.items() if level == severity}
        if codes:
            yield f"{plural(sum(codes.values()), severity)} to look at: {', '.join(f'{code} {count}' for code, count in sorted(codes.items()))}"


def record_counts(report):
    """Counts per model and action over all files."""
    totals = {}
    for result in report.results:
        for model, counts in (result.outcome.counts if result.outcome else {}).items():
            totals[model] = dict(Counter(totals.get(model, {})) + Counter(counts))
    return {model: {action: counts.get(action, 0) for action in ACTIONS} for model, counts in totals.items()}


def report_json(report, diagnostics):
    """The JSON report of a run, one object."""
    return as_json(
        {
            "exit_code": report.exit_code,
            "seconds": round(report.seconds, 3),
            "files": [result.as_dict() for result in report.results],
            "counts": record_counts(report),
            "diagnostics": [{"severity": s, "code": code, "count": count} for (s, code), count in sorted(diagnostics.items())],
        }
    )


def dry_run_json(result):
    """One file of a dry run as one JSON object on one line: the parse and, if a database was asked, the changes."""
    if result.error:
        return as_json({"file": result.label, "error": result.error})
    record = {"file": result.label, **result.plan.as_dict()}
    if result.outcome is None:
        return as_json(record | {"note": result.note})
    outcome = result.outcome
    changes = [change.as_dict() for change in outcome.changes]
    return as_json(record | {"status": outcome.status, "counts": outcome.counts, "changes": changes, "note": outcome.note})


def as_json(value):
    """JSON on one line, Chinese readable, decimals as printed."""
    return json.dumps(value, ensure_ascii=False, default=str)


def plural(count, noun):
    """A count and its noun.

    >>> plural(1, "file"), plural(2, "file")
    ('1 file', '2 files')
    """
    return f"{count} {noun if count == 1 or noun == 'info' else noun + 's'}"
