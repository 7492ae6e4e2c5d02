"""The start page and the sidebar: what waits, and the ways to it. Named in settings.UNFOLD."""

from django.contrib import admin
from django.db.models import Count
from django.templatetags.static import static
from django.urls import reverse

from plans.admin.base import workbench_url
from plans.admin.codes import code_meaning, code_name
from plans.admin.project_page import open_proposals
from plans.choices import CorrectionState, DiagnosticState, ReviewState, Severity
from plans.models import Correction, Diagnostic, Document, ImportRun

admin.site.index_template = "admin/plans/index.html"
admin.site.index_title = "今日待办"
admin.site.login_template = "admin/plans/login.html"

# Address, title, symbol, permission; grouped as in the sidebar.
PAGES = (
    (
        "校订",
        (
            ("plans_document", "文档", "description", "plans.view_document"),
            ("plans_diagnostic", "疑问队列", "help", "plans.view_diagnostic"),
            ("plans_correction", "更正记录", "edit_note", "plans.view_correction"),
        ),
    ),
    (
        "数字与指标",
        (
            ("plans_target", "目标", "flag", "plans.view_target"),
            ("plans_outcome", "成效", "task_alt", "plans.view_outcome"),
            ("plans_indicator", "指标", "straighten", "plans.view_indicator"),
            ("plans_indicator_unlinked", "未归类指标名", "label_off", "plans.view_indicator"),
        ),
    ),
    (
        "项目",
        (
            ("plans_project", "项目", "apartment", "plans.view_project"),
            ("plans_projectmention", "项目提及", "push_pin", "plans.view_projectmention"),
            ("plans_project_proposals", "待定关联", "join", "plans.view_project"),
        ),
    ),
    (
        "结构",
        (
            ("plans_chapter", "章", "toc", "plans.view_chapter"),
            ("plans_section", "节", "segment", "plans.view_section"),
            ("plans_paragraph", "段落", "notes", "plans.view_paragraph"),
            ("plans_reference", "引用", "format_quote", "plans.view_reference"),
        ),
    ),
    (
        "来源与查阅",
        (
            ("plans_source", "原始文件", "draft", "plans.view_source"),
            ("plans_importrun", "导入记录", "history", "plans.view_importrun"),
            ("plans_region", "行政区", "map", "plans.view_region"),
        ),
    ),
    (
        "账号",
        (
            ("plans_token", "API 令牌", "key", "plans.add_token"),
            ("auth_user", "用户", "person", "auth.view_user"),
            ("auth_group", "组", "group", "auth.view_group"),
        ),
    ),
)

PLAIN_PAGES = {"plans_indicator_unlinked", "plans_project_proposals"}  # no list of a model


def navigation(request):
    """The sidebar: only what the account may see, the most exact place marked as the one where it is."""
    groups = [{"title": None, "items": [{"title": "今日待办", "icon": "home", "link": reverse("admin:index")}]}]
    for title, pages in PAGES:
        items = [
            {"title": name, "icon": icon, "link": reverse(f"admin:{page}" if page in PLAIN_PAGES else f"admin:{page}_changelist")}
            for page, name, icon, permission in pages
            if request.user.has_perm(permission)
        ]
        if items:
            groups.append({"title": title, "items": items})
    here = [item["link"] for group in groups for item in group["items"] if request.path.startswith(item["link"])]
    for item in (item for group in groups for item in group["items"]):
        item["active"] = item["link"] == max(here, key=len, default=None)
    return groups


def stylesheet(request):
    return static("plans/admin.css")


def start_page(request, context):
    """What waits, counted; only for those who may see documents."""
    if not request.user.has_perm("plans.view_document"):
        return context
    return context | {
        "severities": open_by_severity(),
        "reviews": documents_by_review(),
        "conflicts": Correction.objects.filter(state=CorrectionState.CONFLICT).count(),
        "conflicts_url": f"{reverse('admin:plans_correction_changelist')}?state__exact={CorrectionState.CONFLICT}",
        "doubted": open_proposals().count() if request.user.has_perm("plans.view_project") else None,
        "codes": commonest_codes(),
        "busiest": busiest_documents(),
        "last_run": ImportRun.objects.order_by("-started_at").first(),
    }


def open_by_severity():
    """One card per severity, the worst first, with its number of open diagnostics."""
    found = dict(_open().values_list("severity").annotate(n=Count("pk")))
    queue = reverse("admin:plans_diagnostic_changelist")
    return [
        {"name": s.label, "value": s.value, "count": found.get(s.value, 0), "url": f"{queue}?severity__exact={s.value}"}
        for s in (Severity.ERROR, Severity.WARNING, Severity.INFO)
    ]


def documents_by_review():
    found = dict(Document.objects.order_by().values_list("review_state").annotate(n=Count("pk")))
    documents = reverse("admin:plans_document_changelist")
    return [
        {"name": s.label, "value": s.value, "count": found.get(s.value, 0), "url": f"{documents}?review_state__exact={s.value}"}
        for s in ReviewState
    ]


def commonest_codes(at_most=8):
    queue = reverse("admin:plans_diagnostic_changelist")
    found = _open().values_list("code").annotate(n=Count("pk")).order_by("-n", "code")[:at_most]
    return [{"name": code_name(code), "meaning": code_meaning(code), "count": n, "url": f"{queue}?code={code}"} for code, n in found]


def busiest_documents(at_most=8):
    """The documents with most open diagnostics."""
    found = Document.objects.with_work().filter(open_diagnostics__gt=0).order_by("-open_diagnostics", "pk")[:at_most]
    return [{"title": str(document), "count": document.open_diagnostics, "url": workbench_url(document.pk)} for document in found]


def _open():
    return Diagnostic.objects.filter(state=DiagnosticState.OPEN).order_by()
