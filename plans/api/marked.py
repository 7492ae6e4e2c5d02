"""Where figures and mentions of projects stand: the words in the paragraph's text, and in the source. And their views."""

from rest_framework import serializers

from plans import choices
from plans.api.base import RowResource
from plans.api.serializers import Key, RecordSerializer, TextOrNull

MARKED_COLUMNS = (
    "id", "document_id", "paragraph_id", "printed", "clause", "review_state", "line", "start", "end", "text_start", "text_end", "clause_start",
    "clause_end", "position", "created_at", "updated_at", "paragraph__eid", "paragraph__chapter_id", "paragraph__section_id", "paragraph__updated_at",
    "prefix", "suffix",
)  # fmt: skip


class QuotedPlaceSerializer(serializers.Serializer):
    """Where the words stand: as positions in the source (W3C TextPositionSelector), and as a quote (TextQuoteSelector).

    The words are the number of a target or outcome with comparator and unit, or the name of a project.
    """

    document = Key("document", "Id of the document whose source this is.")
    line = serializers.IntegerField(allow_null=True, min_value=1, help_text="Line of the source, from 1; null where a person has added it.")
    start = serializers.IntegerField(
        allow_null=True,
        min_value=0,
        help_text="First character of the words, counted in Unicode code points over the whole file as received.",
    )
    end = serializers.IntegerField(allow_null=True, min_value=0, help_text="One past their last character.")
    exact = serializers.CharField(source="printed", help_text="The words as printed, in the repaired text.")
    prefix = TextOrNull(help_text="Up to 32 characters of the paragraph's repaired text before them; null where they begin the paragraph.")
    suffix = TextOrNull(help_text="Up to 32 characters of the paragraph's repaired text after them; null where they end the paragraph.")


class HighlightSerializer(serializers.Serializer):
    """Where the words and their clause stand in the `text` of their paragraph, to be marked there. Null where a person has rewritten the words."""

    paragraph = Key("paragraph", "Id of the paragraph.")
    eid = serializers.CharField(source="paragraph.eid", help_text="The paragraph's eid, as in the tree; moves when the structure moves.")
    start = serializers.IntegerField(source="text_start", allow_null=True, min_value=0, help_text="First character of the words, from 0.")
    end = serializers.IntegerField(source="text_end", allow_null=True, min_value=0, help_text="One past their last character.")
    clause_start = serializers.IntegerField(allow_null=True, min_value=0, help_text="First character of the clause.")
    clause_end = serializers.IntegerField(allow_null=True, min_value=0, help_text="One past the last character of the clause.")


class MarkedSerializer(RecordSerializer):
    """What figures and mentions have in common. Needs the annotations of MarkedQuerySet.with_quote."""

    document = Key("document", "Id of its document.")
    chapter = Key("paragraph.chapter", "Id of the chapter it stands in; null outside all chapters.", allow_null=True)
    section = Key("paragraph.section", "Id of the section it stands in directly; null if none.", allow_null=True)
    paragraph = Key("paragraph", "Id of the paragraph it stands in.")
    highlight = HighlightSerializer(source="*", read_only=True, help_text="Where to mark it in the paragraph's text.")
    review_state = serializers.ChoiceField(choices.ReviewState.choices, read_only=True, help_text="How far people have checked it.")
    source = QuotedPlaceSerializer(source="*", read_only=True, help_text="Where it stands in the source.")


def blocks(row):
    """The structure that a marked record stands in."""
    return {
        "document": row.document_id,
        "chapter": row.paragraph__chapter_id,
        "section": row.paragraph__section_id,
        "paragraph": row.paragraph_id,
    }


def highlight(row):
    """As HighlightSerializer tells it."""
    return {
        "paragraph": row.paragraph_id,
        "eid": row.paragraph__eid,
        "start": row.text_start,
        "end": row.text_end,
        "clause_start": row.clause_start,
        "clause_end": row.clause_end,
    }


def quoted_place(row):
    """As QuotedPlaceSerializer tells it."""
    return {
        "document": row.document_id,
        "line": row.line,
        "start": row.start,
        "end": row.end,
        "exact": row.printed,
        "prefix": row.prefix or None,
        "suffix": row.suffix or None,
    }


class MarkedResource(RowResource):
    """Records with words in a paragraph, told with the words around them."""

    def with_columns(self, rows):
        return super().with_columns((rows.by_key() if self.action == "list" else rows).with_quote())
