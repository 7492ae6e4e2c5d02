"""Which stored document a parse belongs to, and whether there is anything to do."""

from dataclasses import dataclass

import uuid6

from importers.loading.identity import document_key
from importers.loading.matching import fold_text
from importers.parsing.records import VERSION
from plans.models import Document, Paragraph, Source

# Least share of a fragment's lines found in the stored document of the same file name for both to be one document.
SAME_FILE = 0.2


@dataclass(slots=True, kw_only=True)
class Place:
    """Where a parse goes. `document` is None for a new one; `source` is None for bytes not seen before."""

    key: str
    pk: object
    document: Document | None = None
    source: Source | None = None
    twin: str = ""

    @property
    def is_current(self):
        return bool(self.source and self.document and self.document.source_id == self.source.pk)


def is_settled(source, document):
    """These bytes are loaded already: parsed by this version or a newer one, or replaced since by a later scrape.

    A replaced source is not loaded again, so that a folder with both scrapes gives the same result each time.
    """
    return document.source_id != source.pk or version_key(document.parser_version) >= version_key(VERSION)


def version_key(version):
    """Versions in order.

    >>> version_key("0.10.0") > version_key("0.9.1")
    True
    """
    return tuple(int(part) if part.isdigit() else 0 for part in version.split("."))


def stored_source(sha256):
    """The source of these bytes with its document, without the bytes; None if they are new."""
    return Source.objects.without_content().select_related("document").filter(sha256=sha256).first()


def find_document(parsed, file_name, *, lock):
    """The place of a parse: the document that has its bytes, else the one with its key, else a new one."""
    metadata, sha256 = parsed.metadata, parsed.source.sha256
    key = document_key(metadata, file_name=file_name, sha256=sha256)
    source = stored_source(sha256)
    holder = Document.objects.filter(key=key).first()
    if source and source.document_id:
        return _known(source, key, holder, lock)
    if holder and key.startswith("file:") and not _shares_text(holder, parsed):
        key, holder = f"sha256:{sha256}", None
    if holder is None:
        return Place(key=key, pk=uuid6.uuid7(), source=source)
    return Place(key=key, pk=holder.pk, document=_locked(holder.pk, lock), source=source)


def _known(source, key, holder, lock):
    """Bytes seen before stay with their document; a better key replaces its key unless another document has it."""
    document = _locked(source.document_id, lock)
    if document.key.startswith("sha256:") and key.startswith("file:"):
        key = document.key
    if holder and holder.pk != document.pk:
        return Place(key=document.key, pk=document.pk, document=document, source=source, twin=str(holder))
    return Place(key=key, pk=document.pk, document=document, source=source)


def _locked(pk, lock):
    """The document, and until the transaction ends no editor changes it under us."""
    documents = Document.objects.select_for_update() if lock else Document.objects
    return documents.get(pk=pk)


def _shares_text(document, parsed):
    """Do two files of one name hold the same fragment? Enough of the lines must be the same."""
    stored = {fold_text(text) for text in Paragraph.objects.filter(document=document).body().values_list("text", flat=True)}
    found = {fold_text(block.text) for block in parsed.structure if block.kind != "noise"}
    stored, found = stored - {""}, found - {""}
    smaller = min(len(stored), len(found))
    return not smaller or len(stored & found) / smaller >= SAME_FILE
