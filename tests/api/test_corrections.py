"""What people changed: a field, or a record as a whole."""

from plans.models import Correction


def test_corrections(ids, get, make):
    document = make.new_document()
    made = Correction.objects.create(document=document, model="document", object_id=document.id, field="doc_type", after="outline")
    gone = Correction.objects.create(document=document, model="chapter", object_id=made.id, field="heading", after="x", state="withdrawn")
    assert ids("corrections/") == [str(gone.id), str(made.id)]
    assert ids("corrections/", field="type") == ids("corrections/", object_id=document.id) == ids("corrections/", model="document")
    assert ids("corrections/", state__in="active,conflict", document=document.id) == [str(made.id)]
    assert get(f"corrections/{made.id}/").json()["field"] == "type"


def test_corrections_of_whole_records(ids, get, make):
    """An added record has its fields in `after`, by the API's names; a deleted one has none there."""
    target = make.new_target()
    said = {"tense": "target", "indicator_name": "森林覆盖率", "value": "26.5"}
    values = {"document": target.document, "model": "target", "object_id": target.id, "field": ""}
    added = Correction.objects.create(operation="add", after=said, state="withdrawn", **values)
    deleted = Correction.objects.create(operation="delete", before=said, **values)
    assert ids("corrections/", operation="add") == [str(added.id)]
    record = get(f"corrections/{added.id}/").json()
    assert (record["operation"], record["field"], record["before"]) == ("add", None, None)
    assert record["after"] == {"tense": "target", "name": "森林覆盖率", "value": "26.5"}
    assert get(f"corrections/{deleted.id}/").json()["after"] is None
    assert ids("corrections/", model="target", operation="delete") == [str(deleted.id)]
