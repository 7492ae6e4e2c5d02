"""Targets and outcomes: what a record says."""

from decimal import Decimal

import pytest

from plans.models import Target


def test_a_figure_can_be_marked_in_its_paragraph_and_found_by_its_quote(get, figures):
    record = get(f"targets/{figures['a'].id}/").json()
    text = get(f"paragraphs/{record['paragraph']}/").json()["text"]
    mark, source = record["highlight"], record["source"]
    assert text[mark["start"] : mark["end"]] == record["printed"] == source["exact"] == "543.8亿元"
    assert text[mark["clause_start"] : mark["clause_end"]] == record["clause"]
    assert (source["prefix"], source["suffix"]) == ("到2025年,地区生产总值达到", "。")
    assert mark["eid"] == figures["inside"].eid
    assert (record["chapter"], record["section"]) == (str(figures["chapter"].id), str(figures["section"].id))
    assert {"document", "line", "start", "end", "exact", "prefix", "suffix"} == set(source)


def test_the_quote_is_short_and_null_at_the_edges(get, make):
    text = "前" * 40 + "543.8亿元" + "后" * 40
    first = get(f"targets/{make.new_target(make.new_paragraph(make.new_document(), text), clause='543.8亿元').id}/").json()["source"]
    assert (first["prefix"], first["suffix"]) == ("前" * 32, "后" * 32)
    alone = make.new_target(make.new_paragraph(make.new_document(), "543.8亿元"), clause="543.8亿元")
    assert [get(f"targets/{alone.id}/").json()["source"][name] for name in ("prefix", "suffix")] == [None, None]


def test_a_figure_whose_words_were_rewritten_has_no_place(get, make):
    lost = make.new_target(text_start=None, text_end=None, clause_start=None, clause_end=None, start=None, end=None, line=None)
    record = get(f"targets/{lost.id}/").json()
    assert record["highlight"] | {"paragraph": 0, "eid": 0} == dict.fromkeys(record["highlight"]) | {"paragraph": 0, "eid": 0}
    assert record["source"]["exact"] == "543.8亿元"
    assert record["source"]["prefix"] is None


def test_values_are_numbers_as_printed_and_converted(get, figures, make):
    record = get(f"targets/{figures['a'].id}/").json()
    assert (record["value"], record["unit"], record["normal_value"], record["normal_unit"]) == (543.8, "亿元", 54380000000, "元")
    record = get(f"targets/{figures['d'].id}/").json()
    assert (record["value"], record["base_value"], record["base_year"]) == (-4.5, 0.55, 2020)
    huge = make.new_target(value=Decimal(10) ** 25, normal_value=Decimal("1.10"), unit="", strength="")
    record = get(f"targets/{huge.id}/").json()
    assert (record["value"], record["normal_value"], record["unit"], record["strength"]) == (1e25, 1.1, None, None)


def test_names_as_printed_and_linked(get, figures):
    linked, unlinked = get(f"targets/{figures['b'].id}/").json(), get(f"targets/{figures['c'].id}/").json()
    assert (linked["name"], linked["indicator"], linked["indicator_name"]) == ("森林覆盖率", "forest_coverage", "指标forest_coverage")
    assert (unlinked["name"], unlinked["indicator"], unlinked["indicator_name"]) == ("口袋公园", None, None)
    assert (linked["region"], linked["region_name"], linked["tense"]) == ("141100", "山西省吕梁市", "target")


@pytest.mark.parametrize("change", ["figure", "paragraph", "indicator"])
def test_whatever_a_figure_tells_changes_its_etag(get, figures, change):
    address = f"targets/{figures['a'].id}/"
    etag = get(address)["ETag"]
    assert get(address, headers={"if-none-match": etag}).status_code == 304
    figure = Target.objects.get(pk=figures["a"].pk)
    {"figure": figure, "paragraph": figure.paragraph, "indicator": figure.indicator}[change].save()
    assert get(address, headers={"if-none-match": etag}).status_code == 200


def test_what_the_importer_stores_can_be_marked_in_text_and_source(get, regions):
    """From a parse to the answer: the number stands where `highlight` and `source` say, in the text and in the file as received."""
    from tests.builders import chapter, figure, load_plan, para, parsed

    clause = "力争地区生产总值达到900亿元左右"
    plan = parsed(
        chapter(1, "发展目标"),
        para(f"到2025年,{clause},森林覆盖率不低于26%。"),
        figures=[
            figure(clause, "900亿元左右", "地区生产总值", "900", "亿元", comparator="~", strength="力争", year=2025),
            figure("森林覆盖率不低于26%", "不低于26%", "森林覆盖率", "26", "%", comparator=">=", year=2025),
        ],
    )
    load_plan(plan)
    records = get("targets/", within="140000").json()["results"]
    assert [record["name"] for record in records] == ["地区生产总值", "森林覆盖率"]
    for record in records:
        mark, source = record["highlight"], record["source"]
        text = get(f"paragraphs/{record['paragraph']}/").json()["text"]
        received = get(f"documents/{record['document']}/source/").content.decode()
        assert text[mark["start"] : mark["end"]] == received[source["start"] : source["end"]] == source["exact"] == record["printed"]
        assert text[mark["clause_start"] : mark["clause_end"]] == record["clause"]
        assert received.splitlines()[source["line"] - 1].endswith(text)
        assert record["region"] == "141100"
