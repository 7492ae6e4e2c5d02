"""PATCH of a record: through the book of corrections, of the version that the editor has seen."""

import pytest

from plans.models import Chapter, Correction, Document, Outcome, Paragraph, Target
from tests.builders import chapter, figure, load_plan, para, parsed

pytestmark = pytest.mark.django_db


def patched(response):
    assert response.status_code == 200, response.content.decode()
    return response.json()


def faults(response, status=400):
    """What is wrong with a body, by pointer: code and suggestion."""
    assert response.status_code == status, response.content.decode()
    assert response["Content-Type"] == "application/problem+json"
    assert response.json()["type"] == "urn:planapi:problem:invalid-field"
    return {fault["pointer"]: (fault["code"], fault["suggestion"]) for fault in response.json()["errors"]}


def test_a_field_changes_and_the_book_tells_it(get, patch, make, editor):
    made = make.new_chapter(make.new_document(), heading="发展基楚")
    before = get(f"chapters/{made.id}/")
    answer = patch(f"chapters/{made.id}/", {"heading": "发展基础", "reason": "错字"}, before["ETag"])
    after = get(f"chapters/{made.id}/")
    assert patched(answer) == after.json()
    assert after.json() == before.json() | {"heading": "发展基础", "updated_at": after.json()["updated_at"]}
    assert answer["ETag"] == after["ETag"] != before["ETag"]
    assert (answer["Last-Modified"], answer["Cache-Control"]) == (after["Last-Modified"], "no-store")
    (told,) = get("corrections/", object_id=made.id).json()["results"]
    assert (told["model"], told["field"], told["before"], told["after"], told["reason"]) == ("chapter", "heading", "发展基楚", "发展基础", "错字")
    assert Correction.objects.get().editor == editor


CASES = {
    "documents": (lambda make: make.new_document(), {"type": "outline", "region": "141100", "published_on": "2021-11-20", "is_draft": True}),
    "chapters": (lambda make: make.new_chapter(make.new_document()), {"heading": None, "number": 3}),
    "sections": (lambda make: make.new_section(make.new_chapter(make.new_document())), {"heading": "环境", "number": None}),
    "paragraphs": (lambda make: make.new_paragraph(make.new_document()), {"kind": "noise", "noise_reason": "site_header", "text": "首页"}),
    "targets": (lambda make: make.new_target(), {"name": "煤炭产量", "value": 543.81, "unit": None, "year": None, "region": "141100"}),
    "outcomes": (lambda make: make.new_outcome(), {"comparator": "range", "value": 2, "value_high": 3.5, "nature": "binding"}),
    "project-mentions": (lambda make: make.new_mention(), {"stage": None, "deadline_date": "2026-08-31", "tense": "outcome", "count": 4}),
}


@pytest.mark.parametrize("path", CASES)
def test_every_kind_of_record(get, patch, make, regions, path):
    """What is sent is what is told afterwards, by the same names; everything else but times and what follows stays."""
    new, body = CASES[path]
    address = f"{path}/{new(make).id}/"
    answer = patch(address, body)
    assert {name: patched(answer)[name] for name in body} == body
    assert answer.json() == get(address).json()
    assert {each["field"] for each in get("corrections/").json()["results"]} >= set(body)
    again = patch(address, body)
    assert (patched(again), again["ETag"]) == (answer.json(), answer["ETag"])  # nothing changes, so nothing is written


def test_what_follows_from_a_field_follows(patch, make, regions):
    """As in the admin: the value in the base unit, the indicator of the name."""
    make.new_indicator("coal_output", name="煤炭产量", unit_family="money")
    figure = make.new_target()
    told = patched(patch(f"targets/{figure.id}/", {"value": 2, "name": "煤炭产量"}))
    assert (told["normal_value"], told["indicator"], told["indicator_name"]) == (200000000, "coal_output", "煤炭产量")


def test_a_name_is_kept_in_one_line_and_a_text_as_it_is(patch, make):
    document = make.new_document()
    assert patched(patch(f"documents/{document.id}/", {"title": " 吕梁市\n规划 "}))["title"] == "吕梁市规划"
    paragraph = make.new_paragraph(document)
    assert patched(patch(f"paragraphs/{paragraph.id}/", {"text": " 一。\r\n二。"}))["text"] == " 一。\n二。"


def test_a_later_import_keeps_it(get, patch):
    plan = parsed(chapter(1, "发展基楚"), para("到2025年,煤炭产量达到5亿吨。"), figures=[figure("煤炭产量达到5亿吨", "5亿吨", "煤炭产量", 5, "亿吨")])
    load_plan(plan)
    made, target = Chapter.objects.get(), Target.objects.get()
    patched(patch(f"chapters/{made.id}/", {"heading": "发展基础"}))
    patched(patch(f"targets/{target.id}/", {"value": 5.5}))
    load_plan(plan, force=True)
    assert get(f"chapters/{made.id}/").json()["heading"] == "发展基础"
    assert get(f"targets/{target.id}/").json()["value"] == 5.5


def test_a_figure_of_the_other_tense_moves_to_the_other_list(get, patch, make):
    target = make.new_target()
    answer = patch(f"targets/{target.id}/", {"tense": "outcome", "year": 2024, "reason": "已经达到"})
    assert answer["Content-Location"] == f"/api/v1/outcomes/{target.id}/"
    moved = get(f"outcomes/{target.id}/")
    assert patched(answer) == moved.json()
    assert (moved.json()["tense"], moved.json()["year"], answer["ETag"]) == ("outcome", 2024, moved["ETag"])
    assert (Target.objects.count(), Outcome.objects.get().pk) == (0, target.pk)
    assert {(c.field, c.reason) for c in Correction.objects.all()} == {("tense", "已经达到"), ("year", "已经达到")}


@pytest.mark.parametrize(
    ("path", "body", "expected"),
    [
        ("documents", {"doc_type": "outline"}, {"#/doc_type": ("unknown", "type")}),
        ("documents", {"titel": "x"}, {"#/titel": ("unknown", "title")}),
        ("documents", {"review_state": "reviewed"}, {"#/review_state": ("read_only", None)}),
        ("documents", {"type": "规划纲要"}, {"#/type": ("invalid_choice", "outline")}),
        ("documents", {"type": ["outline"]}, {"#/type": ("invalid_choice", None)}),
        ("documents", {"title": ""}, {"#/title": ("blank", None)}),
        ("documents", {"title": 5}, {"#/title": ("invalid", None)}),
        ("documents", {"title": "x" * 301}, {"#/title": ("max_length", None)}),
        ("documents", {"title": "a\0b"}, {"#/title": ("null_characters_not_allowed", None)}),
        ("documents", {"is_draft": "yes"}, {"#/is_draft": ("invalid", None)}),
        ("documents", {"is_draft": None}, {"#/is_draft": ("null", None)}),
        ("documents", {"region": "吕梁"}, {"#/region": ("unknown_region", "141100")}),
        ("documents", {"published_on": "2021年5月1日"}, {"#/published_on": ("invalid", "2021-05-01")}),
        ("documents", {"published_on": "2021-02-30"}, {"#/published_on": ("invalid", "2021-02-30")}),
        ("documents", {"period_start": 2026, "period_end": 2021}, {"#/period_end": ("invalid", None)}),
        ("documents", {"period_start": 70000}, {"#/period_start": ("max_value", None)}),
        ("documents", {"period_start": "2021"}, {"#/period_start": ("invalid", None)}),
        ("documents", {"period_start": True, "b": 1}, {"#/period_start": ("invalid", None), "#/b": ("unknown", None)}),
        ("documents", {"reason": "x" * 301}, {"#/reason": ("max_length", None)}),
        ("documents", [], {"#": ("not_an_object", None)}),
        ("paragraphs", {"text": None}, {"#/text": ("null", None)}),
        ("paragraphs", {"kind": "noise"}, {"#/noise_reason": ("invalid", None)}),
        ("targets", {"indicator_name": "x"}, {"#/indicator_name": ("read_only", None)}),
        ("targets", {"comparator": "≥"}, {"#/comparator": ("invalid_choice", ">=")}),
        ("targets", {"comparator": "range"}, {"#/value_high": ("invalid", None)}),
        ("targets", {"value": "5亿"}, {"#/value": ("invalid", "500000000")}),
        ("targets", {"value": 10**31}, {"#/value": ("max_digits", None)}),
        ("targets", {"indicator": "地区生产总值"}, {"#/indicator": ("unknown_indicator", "gdp")}),
        ("project-mentions", {"scale_value": 5}, {"#/scale_unit": ("invalid", None)}),
    ],
)
def test_a_wrong_body_is_told_field_by_field(patch, make, regions, path, body, expected):
    make.new_indicator("gdp", name="地区生产总值")
    new, _ = CASES[path]
    address = f"{path}/{new(make).id}/"
    assert faults(patch(address, body)) == expected
    assert not Correction.objects.exists()


def test_what_the_editor_reads_of_it_is_english(patch, make):
    body = patch(f"documents/{make.new_document().id}/", {"period_start": 2026, "period_end": 2021}).json()
    assert body["detail"] == body["errors"][0]["message"] == "period_end: A period does not end before it begins."


@pytest.mark.parametrize(
    "body",
    [b"{", b"null,", b'{"title": NaN}', b'{"title": "x", "title": "y"}', b'\xff{"title": 1}', b"[" * 100_000, b'{"title": "\\ud800"}', b'{"\\ud800": 1}'],
)  # fmt: skip
def test_a_body_that_is_no_json(patch, make, body):
    response = patch(f"documents/{make.new_document().id}/", body)
    assert (response.status_code, response.json()["type"]) == (400, "urn:planapi:problem:invalid-request")


def test_numbers_stay_exact_and_endless_ones_cost_nothing(patch, make):
    address = f"targets/{make.new_target().id}/"
    patched(patch(address, b'{"value": 0.1234567891}'))
    assert str(Target.objects.get().value) == "0.1234567891"
    assert faults(patch(address, b'{"value": 1e999999999}')) == {"#/value": ("max_digits", None)}
    assert faults(patch(address, b'{"year": 1e999999999}')) == {"#/year": ("invalid", None)}
    assert patched(patch(address, b'{"year": 2025.0, "base_value": 0e99999}'))["base_value"] == 0


def test_types_of_bodies(patch, make):
    address = f"documents/{make.new_document().id}/"
    assert patched(patch(address, {"theme": "综合"}, content_type="application/merge-patch+json"))["theme"] == "综合"
    for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/json-patch+json"):
        response = patch(address, b"theme=x", content_type=kind)
        assert (response.status_code, response["Accept-Patch"]) == (415, "application/json, application/merge-patch+json")
    for kind, status in (("text/plain", 415), ("application/json; charset=utf-8", 400)):
        assert patch(address, b"", **{"content-type": kind}).status_code == status


def test_too_large_a_body(patch, make, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    paragraph = make.new_paragraph(make.new_document())
    response = patch(f"paragraphs/{paragraph.id}/", {"text": "x" * 1000})
    assert (response.status_code, response.json()["type"]) == (413, "urn:planapi:problem:content-too-large")
    assert Paragraph.objects.get().text == paragraph.text


def test_the_version_must_be_said(client, patch, make):
    address = f"documents/{make.new_document().id}/"
    response = patch(address, {"theme": "综合"}, **{"if-match": None})
    assert (response.status_code, response.json()["type"]) == (428, "urn:planapi:problem:precondition-required")
    assert Document.objects.get().theme is None
    assert patched(patch(address, {"theme": "综合"}, "*"))["theme"] == "综合"


def test_of_two_editors_who_saw_the_same_version_one_is_refused(get, patch, make):
    address = f"documents/{make.new_document().id}/"
    seen = get(address)["ETag"]
    assert patched(patch(address, {"theme": "综合"}, seen))["theme"] == "综合"
    refused = patch(address, {"theme": "农业"}, seen)
    assert (refused.status_code, refused.json()["type"]) == (412, "urn:planapi:problem:precondition-failed")
    assert refused["ETag"] == get(address)["ETag"] != seen
    assert Document.objects.get().theme == "综合"
    assert patched(patch(address, {"theme": "农业"}, f'"x", {refused["ETag"]}'))["theme"] == "农业"


def test_the_etag_of_a_compressed_answer_will_do(get, patch, make):
    address = f"targets/{make.new_target().id}/"
    seen = get(address, headers={"accept-encoding": "gzip"})["ETag"]
    assert seen.endswith('-gzip"')
    assert patched(patch(address, {"year": 2030}, seen))["year"] == 2030


def test_what_a_record_tells_of_others_is_part_of_its_version(get, patch, make):
    """A target quotes its paragraph: who corrects the paragraph changes the version of the target."""
    target = make.new_target()
    seen = get(f"targets/{target.id}/")["ETag"]
    patched(patch(f"paragraphs/{target.paragraph_id}/", {"text": "前言。" + target.paragraph.text}))
    assert patch(f"targets/{target.id}/", {"year": 2030}, seen).status_code == 412


def test_records_that_are_not_there(patch, make):
    nobody = "019a9d6e-4c1b-7c52-9a6f-0d3b6a1f2c01"
    for path in (f"targets/{nobody}/", "targets/x/", f"diagnostics/{nobody}/", f"corrections/{nobody}/"):
        body = {"state": "withdrawn"} if "corrections" in path else {"state": "accepted"} if "diagnostics" in path else {"year": 2025}
        assert patch(path, body, "*").status_code == 404


def test_the_answer_has_the_shape_that_is_asked_for(get, patch, make):
    address = f"targets/{make.new_target().id}/?fields=id,year"
    answer = patch(address, {"year": 2030})
    assert patched(answer) == get(address).json()
    assert answer.json().keys() == {"id", "year"}
    assert answer["ETag"] == get(address)["ETag"]


def test_parameters_are_known_here_too(patch, make):
    for name in ("dry", "expand"):
        response = patch(f"targets/{make.new_target().id}/?{name}=document", {"year": 2030}, "*")
        assert (response.status_code, response.json()["errors"][0]["parameter"]) == (400, name)
