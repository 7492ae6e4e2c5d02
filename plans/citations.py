"""Cited titles and the documents they name."""

import unicodedata
from collections import defaultdict

from django.utils import timezone

from plans.models import Document, Reference

QUOTES = str.maketrans(dict.fromkeys('“”„‟〝〞「」『』"＂', '"') | dict.fromkeys("‘’‚‛'＇", "'"))
KEY_LENGTH = 300
# Titles that every region gives to its own document: alone they name none.
GENERIC = {"政府工作报告", "工作报告", "规划纲要", "纲要", "建议"}


def fold_title(title):
    """A title as it is compared: full and half width, quote styles, case and spaces make no difference.

    >>> fold_title("吕梁市「十四五」 规划（２０２１—2025年）")
    '吕梁市"十四五"规划(2021—2025年)'
    >>> fold_title(None)
    ''
    """
    folded = unicodedata.normalize("NFKC", title or "").translate(QUOTES).casefold()
    return "".join(folded.split())[:KEY_LENGTH]


def resolve_references(keys):
    """Point every reference whose folded title is among `keys` at the one document of that title; at none if several bear it.

    Returns the references that changed. Costs the same few queries however many keys there are.
    """
    keys = {key for key in keys if key}
    bearers = defaultdict(list)
    for key, pk in Document.objects.filter(title_key__in=keys - GENERIC).values_list("title_key", "pk"):
        bearers[key].append(pk)
    changed = []
    for reference in Reference.objects.filter(title_key__in=keys).order_by("pk"):
        found = bearers[reference.title_key]
        target = found[0] if len(found) == 1 else None
        if reference.target_id != target:
            reference.target_id = target
            reference.updated_at = timezone.now()
            changed.append(reference)
    if changed:
        Reference.objects.bulk_update(changed, ["target", "updated_at"], batch_size=200)
        Document.objects.filter(pk__in={reference.document_id for reference in changed}).update(updated_at=timezone.now())
    return changed
