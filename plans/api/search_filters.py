"""What a search can be asked: the query, kinds of record, and every filter that documents have."""

from copy import deepcopy

import django_filters as filters
from django import forms

from plans.api.filters import DocumentFilters, OfDocument
from plans.api.parameters import UUID, Choice, ChoiceIn, Parameter, UUIDIn
from plans.search.query import UnreadableQuery, read_query
from plans.search.sources import KINDS

KIND_LABELS = {
    "document": "a title",
    "chapter": "the heading of a chapter or part",
    "section": "the heading of a section",
    "paragraph": "a text",
    "target": "what is measured by a target, or its clause",
    "outcome": "what is measured by an outcome, or its clause",
    "project_mention": "the name of a project, or the clause that mentions it",
}
KIND_CHOICES = [(kind, KIND_LABELS[kind]) for kind in KINDS]


class QueryField(forms.CharField):
    def clean(self, value):
        try:
            return read_query(super().clean(value))
        except UnreadableQuery as error:
            raise forms.ValidationError(str(error), error.code) from None


class QueryText(Parameter, filters.CharFilter):
    """Words, phrases and exclusions."""

    field_class = QueryField
    schema = {"type": "string", "minLength": 1, "maxLength": 200, "examples": ['养老 "居家社区" -医院']}
    always = True

    def __init__(self, *args, **kwargs):
        required = {"required": "Give the words to look for, as in q=养老服务."}
        super().__init__(*args, strip=False, max_length=200, required=True, error_messages=required, **kwargs)

    def suggest(self, text):
        try:
            read_query(text)
        except UnreadableQuery as error:
            return error.suggestion
        return text[:200]

    def filter(self, queryset, value):
        """Which documents are searched does not depend on the query."""
        return queryset


class SearchFilters(DocumentFilters):
    """The documents to be searched; the query and the kinds of record are read from `form.cleaned_data`."""

    q = QueryText(
        help_text="What to look for. Several words must all be there, in any order; words in quotation marks stand as they are, spaces "
        'included (`""` within is one mark); `-` before a word or phrase excludes. Case, width (ABC) and script (Simplified, Traditional) '
        "make no difference. A single character alone needs a filter besides."
    )
    kind = Choice(method="all_documents", choices=KIND_CHOICES, help_text="Only this kind of record.")
    kind__in = ChoiceIn(method="all_documents", choices=KIND_CHOICES, help_text="Any of these kinds of record, separated by commas.")
    document = UUID(field_name="id", help_text="Id of the document to be searched.")
    document__in = UUIDIn(field_name="id", help_text="Any of these documents: ids, separated by commas.")

    def all_documents(self, queryset, name, value):
        return queryset

    def of_documents_covering(self, queryset, name, value):
        return queryset.covering(value)

    @property
    def query(self):
        return self.form.cleaned_data["q"]

    @property
    def kinds(self):
        """The kinds asked for: those of both parameters, if both are given."""
        asked = self.form.cleaned_data
        one, several = asked.get("kind"), asked.get("kind__in")
        return tuple(kind for kind in KINDS if (not one or kind == one) and (not several or kind in several))

    @property
    def narrowing(self):
        """The parameters given that leave out documents."""
        return {*self.filters} - {"q", "kind", "kind__in"}


def _by_document():
    """The filters that lists of what belongs to a document have, under their names there: `document__within` is `within`."""
    for name, each in OfDocument.base_filters.items():
        if name not in SearchFilters.base_filters:
            aimed = deepcopy(each)
            aimed.field_name = each.field_name.removeprefix("document__")
            yield name, aimed


SearchFilters.base_filters.update(_by_document())
