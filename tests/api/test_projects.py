"""Projects and their mentions: what a record says, in which order, and what became of a project that no text names any more."""


import pytest

from plans.models import Project, ProjectMention


def test_a_project_tells_what_its_mentions_make_of_it(get, projects):
    record = get(f"projects/{projects['2'].id}/").json()
    assert (record["scale_value"], record["scale_unit"], record["region"], record["region_name"]) == (
        700000, "千瓦", "141102", "山西省吕梁市离石区",
    )  # fmt: skip
    assert (record["stage"], record["tense"], record["deadline_date"]) == ("completed", "target", None)
    empty = get(f"projects/{projects['3'].id}/").json()
    assert (empty["scale_unit"], empty["region"], empty["region_name"], empty["stage"]) == (None, None, None, None)


def test_a_mention_can_be_marked_in_its_paragraph_and_found_by_its_quote(get, projects, make):
    record = get(f"project-mentions/{projects['a'].id}/").json()
    text = get(f"paragraphs/{record['paragraph']}/").json()["text"]
    mark, source = record["highlight"], record["source"]
    assert text[mark["start"] : mark["end"]] == record["printed"] == source["exact"] == "太绥高铁"
    assert text[mark["clause_start"] : mark["clause_end"]] == record["clause"]
    assert (source["prefix"], source["suffix"]) == ("今年,谋划建设", ",争取早日建成。")
    assert mark["eid"] == projects["inside"].eid
    assert (record["chapter"], record["section"]) == (str(projects["chapter"].id), str(projects["section"].id))
    figure = get(f"targets/{make.new_target().id}/").json()
    assert (set(figure["source"]), set(figure["highlight"])) == (set(source), set(mark))
    assert set(source) == {"document", "line", "start", "end", "exact", "prefix", "suffix"}


def test_a_mention_says_which_document_says_it(get, projects):
    record = get(f"project-mentions/{projects['b'].id}/").json()
    assert (record["document_title"], record["document_type"], record["mentioned_on"]) == ("二〇二六年报告", "work_report", "2026-01-20")
    assert (record["name"], record["project_name"], record["project"]) == ("太绥铁路", "太绥高铁", str(projects["1"].id))


def test_the_mentions_of_a_project_in_time_order(ids, get, projects, make):
    """From the oldest document to the newest, each in reading order; a document without a date last."""
    before = make.new_mention(projects["1"], dated="2020-02-01")
    again = make.new_mention(projects["1"], projects["inside"], clause="谋划建设太绥高铁")
    undated = make.new_mention(projects["1"])
    expected = [str(mention.id) for mention in (before, projects["a"], again, projects["b"], undated)]
    address = f"projects/{projects['1'].id}/mentions/"
    assert ids(address) == expected
    assert ids(address, ordering="-mentioned_on")[:4] == expected[:4][::-1]
    page = get(address, page_size=2, count="true").json()
    assert (page["count"], [row["id"] for row in page["results"]]) == (5, expected[:2])
    assert [row["id"] for row in get(page["next"]).json()["results"]] == expected[2:4]
    assert page["results"][0] == get(f"project-mentions/{before.id}/").json()


@pytest.mark.parametrize("path", ["", "mentions/"])
def test_a_project_that_no_document_mentions_any_more_is_gone(get, projects, make, path):
    """Its row stays until its name is loaded again; lists leave it out."""
    make.published()
    ProjectMention.objects.filter(project=projects["3"]).delete()
    make.published()
    response = get(f"projects/{projects['3'].id}/{path}")
    assert (response.status_code, response["Content-Type"]) == (410, "application/problem+json")
    assert response.json()["type"] == "urn:planapi:problem:gone"
    assert len(get("projects/").json()["results"]) == 2


@pytest.mark.parametrize("path", ["", "mentions/"])
@pytest.mark.parametrize("asked", ["019a9d6e-0000-7000-8000-000000000000", "太绥高铁", "1\0"])
def test_no_such_project(get, projects, path, asked):
    response = get(f"projects/{asked}/{path}".replace("\0", "%00"))
    assert response.status_code == 404
    assert response["Content-Type"] == "application/problem+json"
    assert response.json()["detail"].startswith("There is no project “")


def test_the_mentions_of_a_project_take_no_other_project(refused, projects):
    error = refused(f"projects/{projects['1'].id}/mentions/", project=str(projects["2"].id))
    assert (error["parameter"], error["code"]) == ("project", "unknown")


@pytest.mark.parametrize("change", ["mention", "paragraph", "project", "document"])
def test_whatever_a_mention_tells_changes_its_etag(get, projects, change):
    address = f"project-mentions/{projects['a'].id}/"
    etag = get(address)["ETag"]
    assert get(address, headers={"if-none-match": etag}).status_code == 304
    mention = ProjectMention.objects.get(pk=projects["a"].pk)
    {"mention": mention, "paragraph": mention.paragraph, "project": mention.project, "document": mention.document}[change].save()
    assert get(address, headers={"if-none-match": etag}).status_code == 200


def test_a_project_is_told_once_to_who_has_it(get, projects):
    address = f"projects/{projects['1'].id}/"
    etag = get(address)["ETag"]
    assert get(address, headers={"if-none-match": etag}).status_code == 304
    projects["1"].save()
    assert get(address, headers={"if-none-match": etag}).status_code == 200


def test_nothing_is_hidden(get, projects):
    """Every field of the models is public by choice, some by another name: what is left out is left out on purpose."""
    marks = {"line", "start", "end", "text_start", "text_end", "clause_start", "clause_end", "position"}
    left_out = {
        Project: ("projects/", {"name_key", "first_dated", "last_dated"}),
        ProjectMention: ("project-mentions/", {*marks, "name_key", "name_stem", "dated"}),
    }
    for model, (path, names) in left_out.items():
        record = get(path).json()["results"][0]
        assert {field.name for field in model._meta.fields} - set(record) == names


@pytest.mark.parametrize("path", ["projects/", "project-mentions/", "projects/{id}/", "projects/{id}/mentions/"])
def test_only_reading(client, projects, path):
    address = f"/api/v1/{path}".replace("{id}", str(projects["1"].id))
    assert client.post(address, {}).status_code == client.delete(address).status_code == 405
    assert client.head(address).status_code == 200
    assert client.options(address).status_code == 200


def test_what_the_importer_stores_can_be_marked_in_text_and_source(get, make, regions):
    """From bytes to the answer: the name stands where `highlight` and `source` say, in the text and in the file as received."""
    from importers.loading import load
    from importers.parsing.pipeline import parse_plan

    content = (
        "吕梁市2026年政府工作报告\n\n一、2026年工作安排\n\n推动友诚2000吨BIT项目建成投产、嘉能5万吨超高模量碳纤维原料等项目开工。"
        "8月底前完成孝义西辛庄镇地质与生态恢复治理项目。\n"
    ).encode()
    load(parse_plan(content), content, file_name="report.txt")
    records = get("project-mentions/").json()["results"]
    assert [record["stage"] for record in records] == ["completed", "started", "completed"]
    assert (records[1]["scale_value"], records[1]["scale_unit"], records[2]["deadline_date"]) == (50000, "吨", "2026-08-31")
    for record in records:
        mark, source = record["highlight"], record["source"]
        text = get(f"paragraphs/{record['paragraph']}/").json()["text"]
        received = get(f"documents/{record['document']}/source/").content.decode()
        assert text[mark["start"] : mark["end"]] == received[source["start"] : source["end"]] == source["exact"] == record["printed"]
        assert text[mark["clause_start"] : mark["clause_end"]] == record["clause"]
        assert get(f"projects/{record['project']}/").json()["name"] == record["project_name"]
        assert [each["id"] for each in get(f"projects/{record['project']}/mentions/").json()["results"]] == [record["id"]]
