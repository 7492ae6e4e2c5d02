"""Diagnostics of a parse joined with those stored, so that what an editor decided about one survives."""

from collections import Counter, defaultdict

from plans.choices import DiagnosticState
from plans.models import Diagnostic

COMPARED = ("severity", "line", "start", "end", "correction_id")


def join_diagnostics(stored, found, document_id):
    """Lists of diagnostics to create, to change and to delete, and all that stand afterwards.

    `found` holds pairs of a parse's diagnostic and its correction or None. Matched by code, line and message, those
    about one correction first; then, where the text around has grown or shrunk, by code and message if only one is left
    on each side. What has vanished goes, unless a person has decided about it.
    """
    left = list(stored)
    pairs, rest = _pair(left, found, lambda d, correction: (d.code, d.line, d.message, correction), once=False)
    more, rest = _pair(left, rest, lambda d, correction: (d.code, d.line, d.message), once=False)
    pairs += more
    more, rest = _pair(left, rest, lambda d, correction: (d.code, d.message), once=True)
    created = [_row(diagnostic, correction, document_id) for diagnostic, correction in rest]
    changed = [row for row, diagnostic, correction in pairs + more if _update(row, diagnostic, correction)]
    deleted = [row for row in left if row.state == DiagnosticState.OPEN]
    return created, changed, deleted, created + [row for row, _, _ in pairs + more]


def _pair(left, found, key, once):
    """Pair stored rows with found diagnostics by `key`, in order; rows that were paired leave `left`."""
    places = defaultdict(list)
    for row in left:
        places[key(row, row.correction_id)].append(row)
    keys = [key(diagnostic, correction and correction.pk) for diagnostic, correction in found]
    wanted = Counter(keys)
    pairs, rest = [], []
    for (diagnostic, correction), sign in zip(found, keys, strict=True):
        rows = places[sign]
        if rows and not (once and (len(rows) > 1 or wanted[sign] > 1)):
            pairs.append((rows.pop(0), diagnostic, correction))
        else:
            rest.append((diagnostic, correction))
    paired = {id(row) for row, _, _ in pairs}
    left[:] = [row for row in left if id(row) not in paired]
    return pairs, rest


def _row(diagnostic, correction, document_id):
    return Diagnostic(
        document_id=document_id,
        code=diagnostic.code,
        severity=diagnostic.severity,
        message=diagnostic.message,
        line=diagnostic.line,
        start=diagnostic.start,
        end=diagnostic.end,
        correction=correction,
    )


def _update(row, diagnostic, correction):
    values = {name: getattr(diagnostic, name) for name in ("severity", "line", "start", "end")}
    values["correction_id"] = correction.pk if correction else None
    changed = [name for name in COMPARED if getattr(row, name) != values[name]]
    for name in changed:
        setattr(row, name, values[name])
    return bool(changed)


def open_counts(rows):
    """How many open diagnostics there are per (severity, code)."""
    return dict(Counter((row.severity, row.code) for row in rows if row.state == DiagnosticState.OPEN))
