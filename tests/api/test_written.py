"""Records are declared by serializers and written by PostgreSQL: both ways of every resource give the same answer."""

import json
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from rest_framework import serializers
from rest_framework.utils.encoders import JSONEncoder

from plans import models
from plans.api.base import Resource
from plans.api.urls import router
from plans.api.written import Told

RESOURCES = {prefix: viewset for prefix, viewset, _ in router.registry if issubclass(viewset, Resource)}
# A time with whole seconds is written without a fraction.
WHOLE_SECOND = datetime(2021, 11, 20, 1, 2, 3, tzinfo=UTC)


@pytest.fixture
def everything(make, regions, figures, projects):
    """Two records of every resource at least, with every null and every odd value that is in question."""
    make.new_indicator("old", name_en="Old", aliases=["甲", "乙"], editor_aliases=["丙", "甲"], theme="", description="", superseded_by_id="gdp")
    make.whole_document()
    document = make.whole_document(title="", region_name="", period_start=2021, published_on="2021-11-20", doc_type="outline")
    for model in (models.Chapter, models.Section, models.Paragraph):
        model.objects.exclude(document=document).update(marker="", heading=None)
        model.objects.filter(document=document).update(marker="(一)", heading='引号"与\\反斜线\n\t\u0001😀')
    make.new_target(value=Decimal(10) ** 25, normal_value=Decimal("-1.10"), base_value=Decimal("0.10"), unit="", strength="", normal_unit="")
    make.new_target(value=Decimal("9007199254740991"), normal_value=Decimal("9007199254740993"), text_start=None, text_end=None)
    make.new_target(make.new_paragraph(document, "543.8亿元"), clause="543.8亿元")
    make.new_outcome(value=Decimal("2E+9"), region=regions["141102"], indicator_id="gdp")
    whole = {"doc_type": "outline", "indicator_name": "甲", "title": None}
    for before, after, field in [(whole, None, ""), (None, {}, ""), ("甲", 5, "doc_type"), (["doc_type"], True, "title"), (1.5, "", "unit")]:
        operation = "edit" if field else "add"
        models.Correction.objects.create(
            document=document, model="target", object_id=document.id, operation=operation, field=field, before=before, after=after, state="withdrawn"
        )
    models.Diagnostic.objects.update(correction=models.Correction.objects.first(), resolved_at=WHOLE_SECOND)
    models.Document.objects.update(parsed_at=WHOLE_SECOND)
    return document


@pytest.mark.parametrize("path", RESOURCES)
def test_both_ways_agree(get, everything, path):
    """DRF's serializer of the record, and what PostgreSQL writes: the same names in the same order, the same values and types."""
    viewset = RESOURCES[path]
    key = viewset.lookup_field
    records = {str(record.pk): record for record in viewset.serializer_class.Meta.model._base_manager.all()}
    answers = get(f"{path}/", page_size=200).json()["results"]
    assert len(answers) >= 2
    for answer in answers:
        pk = answer["code" if key == "code" else "id"]
        declared = json.loads(json.dumps(viewset.serializer_class(records[pk]).data, cls=JSONEncoder))
        assert answer == declared
        assert in_order(answer) == in_order(declared)
    single = next(answer for answer in answers if not answer.get("superseded_by"))
    assert get(f"{path}/{single.get('id') or single['code']}/").json() == single


def in_order(told):
    """Names and types all the way down: 1 and 1.0 differ here, and so do records whose fields change places.

    The values of a correction have no order of their own.
    """
    if isinstance(told, dict):
        return [(name, None if name in ("before", "after", "machine") else in_order(value)) for name, value in told.items()]
    return type(told).__name__


def test_every_list_of_records_is_written_so():
    assert len(RESOURCES) == 14
    assert [path for path, viewset in RESOURCES.items() if "list" in viewset.__dict__] == []
    # Documents come in other forms than JSON besides.
    assert [path for path, viewset in RESOURCES.items() if "retrieve" in viewset.__dict__] == ["documents"]


def test_no_spaces_between(get, make):
    make.new_document(title="一 二")
    assert b'"title":"\xe4\xb8\x80 \xe4\xba\x8c","type":null,' in get("documents/").content


@pytest.mark.parametrize("value", [None, "1", "0", "-4.50", "543.8", "0.1", "9007199254740993", "1e25", "-1e25", "123456789.123456789123456789"])
def test_numbers_are_the_same_number(get, make, value):
    from plans.api.figure_serializers import number

    target = make.new_target(base_value=value and Decimal(value))
    told = get(f"targets/{target.id}/").json()["base_value"]
    assert told == number(value and Decimal(value))
    assert (value is None) == (told is None)


def test_the_sql_is_made_once(django_assert_num_queries, make):
    """Of two pages the second makes no expressions: only what has been kept is read."""
    from plans.api import written
    from plans.api.shape import whole

    make.new_document()
    serializer = RESOURCES["documents"].serializer_class
    kept = whole(serializer)
    written._sql.cache_clear()
    for _ in range(3):
        assert models.Document.objects.annotate(told=Told(serializer, kept)).values_list("told", flat=True).get().startswith('{"id":"')
    assert (written._sql.cache_info().misses, written._sql.cache_info().hits) == (1, 2)


def test_what_postgresql_can_not_write_is_refused():
    """A field of a kind that has no rule is an error when it is first told, not a wrong answer."""

    class Odd(serializers.ModelSerializer):
        title = serializers.SerializerMethodField()

        class Meta:
            model = models.Document
            fields = ("id", "title")

    with pytest.raises(TypeError, match="SerializerMethodField"):
        str(models.Document.objects.annotate(told=Told(Odd, frozenset({"id", "title"}))).query)


def test_told_wherever_the_row_stands(make, regions):
    """In a query with joins, subqueries and other names of the same table."""
    document = make.new_document(region=regions["141100"], title="甲")
    chapter = make.new_chapter(document)
    serializer = RESOURCES["chapters"].serializer_class
    inside = models.Chapter.objects.filter(pk__in=models.Chapter.objects.filter(document__region__parent="140000", document__title="甲"))
    told = inside.annotate(told=Told(serializer, frozenset({"id", "heading"}))).values_list("told", flat=True)
    assert json.loads(told[0]) == {"id": str(chapter.id), "heading": "规划背景"}
