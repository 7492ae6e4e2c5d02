"""Who sees what in the admin, and what nobody can do there."""

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from plans.models import Chapter, Correction, Diagnostic, Document, Paragraph, Source
from tests.builders import chapter, doubt, load_plan, para, parsed, section

pytestmark = pytest.mark.django_db

LISTS = ("document", "diagnostic", "correction", "chapter", "section", "paragraph", "reference", "source", "importrun", "region")
EDITABLE = ("document", "chapter", "section", "paragraph", "diagnostic")


@pytest.fixture
def document():
    load_plan(parsed(chapter(1, "发展基础"), section(1, "环境"), para("一段正文。"), diagnostics=[doubt(line=3)], references=("甲规划",)))
    return Document.objects.get()


def test_strangers_are_sent_to_the_login(client, document):
    page = client.get(reverse("admin:plans_document_workbench", args=[document.pk]))
    assert page.status_code == 302
    assert page["Location"].startswith(reverse("admin:login"))


def test_the_login_leads_to_the_start_page(client, editor):
    client.logout()
    page = client.get(reverse("admin:login")).content.decode()
    assert f'name="next" value="{reverse("admin:index")}"' in page


@pytest.mark.parametrize("model", LISTS)
def test_editors_see_every_list_and_page_but_neither_add_nor_delete(client, editor, document, model):
    assert client.get(reverse(f"admin:plans_{model}_changelist")).status_code == 200
    assert client.get(reverse(f"admin:plans_{model}_add")).status_code == 403
    record = Document._meta.apps.get_model("plans", model).objects.first()
    if record is not None:
        assert client.get(reverse(f"admin:plans_{model}_change", args=[record.pk])).status_code == 200
        assert client.post(reverse(f"admin:plans_{model}_delete", args=[record.pk]), {"post": "yes"}).status_code == 403


def test_administrators_do_not_add_or_delete_either(admin_client, document):
    for model in LISTS:
        assert admin_client.get(reverse(f"admin:plans_{model}_add")).status_code == 403
    page = admin_client.get(reverse("admin:plans_chapter_changelist")).content.decode()
    assert "delete_selected" not in page


@pytest.mark.parametrize("model", ["target", "outcome", "indicator"])
def test_records_are_deleted_by_a_correction_and_never_bare(client, editor, admin_client, document, model):
    for anybody in (client, admin_client):
        assert anybody.get(reverse(f"admin:plans_{model}_changelist")).status_code == 200
        assert anybody.get(reverse(f"admin:plans_{model}_delete", args=["nobody"])).status_code in (302, 403, 404)
        assert "delete_selected" not in anybody.get(reverse(f"admin:plans_{model}_changelist")).content.decode()


def test_a_migration_gives_editors_the_rights_to_what_is_new(editor, document):
    group = editor.groups.get()
    before = set(group.permissions.values_list("codename", flat=True))
    group.permissions.remove(*group.permissions.filter(codename__endswith="_target"))
    call_command("migrate", verbosity=0)
    after = set(group.permissions.values_list("codename", flat=True))
    assert after == before
    assert {"add_target", "delete_outcome", "change_indicator"} <= after
    assert "delete_indicator" not in after


def test_editors_see_nothing_of_accounts(client, editor, document):
    page = client.get(reverse("admin:index")).content.decode()
    assert reverse("admin:plans_diagnostic_changelist") in page
    assert reverse("admin:auth_user_changelist") not in page
    for model in ("user", "group"):
        assert client.get(reverse(f"admin:auth_{model}_changelist")).status_code == 403


def test_administrators_see_accounts(admin_client):
    page = admin_client.get(reverse("admin:index")).content.decode()
    assert reverse("admin:auth_user_changelist") in page
    assert admin_client.get(reverse("admin:auth_user_add")).status_code == 200
    assert admin_client.get(reverse("admin:auth_group_changelist")).status_code == 200


def test_staff_without_rights_see_and_do_nothing(client, document):
    client.force_login(User.objects.create_user("gast", is_staff=True))
    places = [
        reverse("admin:plans_document_changelist"),
        reverse("admin:plans_document_workbench", args=[document.pk]),
        reverse("admin:plans_source_download", args=[document.source_id]),
    ]
    assert [client.get(place).status_code for place in places] == [403, 403, 403]
    settle = reverse("admin:plans_diagnostic_settle", args=[Diagnostic.objects.get().pk])
    assert client.post(settle, {"state": "fixed"}).status_code == 403
    assert "新材料规划" not in client.get(reverse("admin:index")).content.decode()


def test_viewers_cannot_decide(client, editor, document):
    editor.groups.get().permissions.remove(*editor.groups.get().permissions.filter(codename__startswith="change_"))
    for model in EDITABLE:
        record = Document._meta.apps.get_model("plans", model).objects.first()
        assert client.get(reverse(f"admin:plans_{model}_change", args=[record.pk])).status_code == 200
        assert client.post(reverse(f"admin:plans_{model}_change", args=[record.pk]), {"heading": "改"}).status_code == 403
    settle = reverse("admin:plans_diagnostic_settle", args=[Diagnostic.objects.get().pk])
    assert client.post(settle, {"state": "fixed"}).status_code == 403
    page = client.get(reverse("admin:plans_document_workbench", args=[document.pk])).content.decode()
    assert "标为已修正" not in page
    assert ">编辑<" not in page
    assert Chapter.objects.get().heading == "发展基础"


def test_decisions_need_the_token_and_a_post(editor, document):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(editor)
    diagnostic = Diagnostic.objects.get()
    row = Paragraph.objects.get(kind="paragraph")
    correction = Correction.objects.create(
        document=document, model="paragraph", object_id=row.pk, field="text", before="甲", after="乙", machine="甲"
    )
    decisions = [
        reverse("admin:plans_diagnostic_settle", args=[diagnostic.pk]),
        reverse("admin:plans_correction_withdraw", args=[correction.pk]),
        reverse("admin:plans_correction_confirm", args=[correction.pk]),
    ]
    for url in decisions:
        assert strict.get(url).status_code == 405
        assert strict.post(url, {"state": "fixed"}).status_code == 403
    correction.refresh_from_db()
    diagnostic.refresh_from_db()
    assert (correction.state, diagnostic.state) == ("active", "open")


def test_a_source_is_handed_out_as_received_and_never_shown(client, editor, document):
    source = Source.objects.get()
    answer = client.get(reverse("admin:plans_source_download", args=[source.pk]))
    assert answer.content == bytes(source.content)
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Disposition"] == 'attachment; filename="plan.txt"'


def test_what_is_not_there_is_a_404(client, editor, document):
    nobody = "00000000-0000-7000-8000-000000000000"
    assert client.get(reverse("admin:plans_document_workbench", args=[nobody])).status_code == 404
    assert client.get(reverse("admin:plans_source_download", args=[nobody])).status_code == 404
    assert client.post(reverse("admin:plans_diagnostic_settle", args=[nobody]), {"state": "fixed"}).status_code == 404
    assert client.post(reverse("admin:plans_correction_withdraw", args=[nobody])).status_code == 404
