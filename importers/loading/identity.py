"""Which document a parse is: the key that a new scrape of the same document finds again."""

from plans.choices import DocumentType
from plans.citations import fold_title


def document_key(metadata, *, file_name, sha256):
    """The key of a document, from what it says of itself and how it came. Pure: no look-up, no clock.

    Context. The same plan is scraped again and again: another site, other page furniture, a repaired text. It has
    to land in the same row. Another plan must never land there: overwriting a document is worse than storing one twice.

    Decision. The first of these that applies:

    1. `index`: the 索引号, which a government gives to exactly one publication;
    2. `title`: folded title, region code, type, period and draft or not, for a whole document with a title and a
       region; for a work report the year too, because each year's report has the same title and, within a
       five-year plan, the same period. A report without any date does not qualify;
    3. `file`: the file's name, for fragments and untitled documents (the loader also asks whether the texts have
       anything in common before it lets one replace the other);
    4. `sha256`: the bytes themselves, when there is no name (standard input).

    Consequences. A document that is first a fragment and later scraped whole is stored twice, and an editor merges
    them. Bytes that were loaded before stay with their document whatever their key becomes: see `loading.find_document`.

    >>> from importers.parsing.records import Metadata
    >>> plan = Metadata(title="吕梁市“十四五”新材料规划", region_code="141100", doc_type="special_plan", period_start=2021, period_end=2025)
    >>> print(document_key(plan, file_name="a.txt", sha256="ab12"))
    title:吕梁市"十四五"新材料规划|141100|special_plan|2021-2025
    >>> document_key(Metadata(is_fragment=True), file_name="a.txt", sha256="ab12")
    'file:a.txt'
    """
    if index := "".join((metadata.index_number or "").split()):
        return f"index:{index}"[:400]
    title = fold_title(metadata.title)
    if title and metadata.region_code and not metadata.is_fragment and (year := _report_year(metadata)) is not None:
        period = f"{metadata.period_start or ''}-{metadata.period_end or ''}"
        parts = [title, metadata.region_code, metadata.doc_type or "", period, year, "draft" if metadata.is_draft else ""]
        return "title:" + "|".join(parts).rstrip("|")
    if file_name:
        return f"file:{file_name}"
    return f"sha256:{sha256}"


def _report_year(metadata):
    """The year that tells one annual report from the next: empty for other types, None where a report has no date."""
    if metadata.doc_type != DocumentType.WORK_REPORT:
        return ""
    date = metadata.written_on or metadata.published_on
    return date[:4] if date else None
