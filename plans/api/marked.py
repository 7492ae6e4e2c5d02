"""Where figures and mentions of projects stand: the words in the paragraph's text, and in the source."""

from django.db.models import Case, F, Value, When
from django.db.models.functions import Greatest, Least, Substr
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from plans import choices
from plans.api.serializers import Key, RecordSerializer
from plans.api.written import null_if_empty

QUOTE_LENGTH = 32


@extend_schema_field({"type": ["string", "null"]})
class Before(serializers.Field):
    """The words of the paragraph before those that are marked."""

    def __init__(self, **kwargs):
        super().__init__(source="*", read_only=True, **kwargs)

    def to_representation(self, record):
        start = record.text_start
        return None if start is None else record.paragraph.text[max(0, start - QUOTE_LENGTH) : start] or None

    def written(self, path):
        start = F(f"{path}text_start")
        before = Substr(f"{path}paragraph__text", Greatest(start - (QUOTE_LENGTH - 1), Value(1)), Least(start, Value(QUOTE_LENGTH)))
        return null_if_empty(Case(When(**{f"{path}text_start__isnull": False}, then=before)))


@extend_schema_field({"type": ["string", "null"]})
class After(Before):
    """The words of the paragraph after those that are marked."""

    def to_representation(self, record):
        end = record.text_end
        return None if end is None else record.paragraph.text[end : end + QUOTE_LENGTH] or None

    def written(self, path):
        return null_if_empty(Substr(f"{path}paragraph__text", F(f"{path}text_end") + 1, Value(QUOTE_LENGTH)))


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
    prefix = Before(help_text="Up to 32 characters of the paragraph's repaired text before them; null where they begin the paragraph.")
    suffix = After(help_text="Up to 32 characters of the paragraph's repaired text after them; null where they end the paragraph.")


class HighlightSerializer(serializers.Serializer):
    """Where the words and their clause stand in the `text` of their paragraph, to be marked there. Null where a person has rewritten the words."""

    paragraph = Key("paragraph", "Id of the paragraph.")
    eid = serializers.CharField(source="paragraph.eid", help_text="The paragraph's eid, as in the tree; moves when the structure moves.")
    start = serializers.IntegerField(source="text_start", allow_null=True, min_value=0, help_text="First character of the words, from 0.")
    end = serializers.IntegerField(source="text_end", allow_null=True, min_value=0, help_text="One past their last character.")
    clause_start = serializers.IntegerField(allow_null=True, min_value=0, help_text="First character of the clause.")
    clause_end = serializers.IntegerField(allow_null=True, min_value=0, help_text="One past the last character of the clause.")


class MarkedSerializer(RecordSerializer):
    """What figures and mentions have in common."""

    document = Key("document", "Id of its document.")
    chapter = Key("paragraph.chapter", "Id of the chapter it stands in; null outside all chapters.", allow_null=True)
    section = Key("paragraph.section", "Id of the section it stands in directly; null if none.", allow_null=True)
    paragraph = Key("paragraph", "Id of the paragraph it stands in.")
    highlight = HighlightSerializer(source="*", read_only=True, help_text="Where to mark it in the paragraph's text.")
    review_state = serializers.ChoiceField(choices.ReviewState.choices, read_only=True, help_text="How far people have checked it.")
    source = QuotedPlaceSerializer(source="*", read_only=True, help_text="Where it stands in the source.")
