"""Addresses below /api/."""

from django.urls import include, path, re_path
from rest_framework.routers import SimpleRouter

from plans.api import changes, dataset, decisions, documents, figures, indicators, me, projects, root, search, views

router = SimpleRouter()
router.register("regions", views.RegionViewSet, "regions")
router.register("documents", documents.DocumentViewSet, "documents")
router.register("references", views.ReferenceViewSet, "references")
router.register("chapters", views.ChapterViewSet, "chapters")
router.register("sections", views.SectionViewSet, "sections")
router.register("paragraphs", views.ParagraphViewSet, "paragraphs")
router.register("targets", figures.TargetViewSet, "targets")
router.register("outcomes", figures.OutcomeViewSet, "outcomes")
router.register("indicators", indicators.IndicatorViewSet, "indicators")
router.register("projects", projects.ProjectViewSet, "projects")
router.register("project-mentions", projects.ProjectMentionViewSet, "project-mentions")
router.register("sources", views.SourceViewSet, "sources")
router.register("diagnostics", decisions.DiagnosticViewSet, "diagnostics")
router.register("corrections", decisions.CorrectionViewSet, "corrections")

app_name = "api"
urlpatterns = [
    path("v1/", root.RootView.as_view(), name="root"),
    path("v1/", include(router.urls)),
    path("v1/projects/<str:pk>/mentions/", projects.MentionsOfProjectViewSet.as_view({"get": "list"}), name="projects-mentions"),
    path("v1/changes/", changes.ChangesViewSet.as_view({"get": "feed"}), name="changes-list"),
    path("v1/search/", search.SearchViewSet.as_view({"get": "search"}), name="search-list"),
    path("v1/me/", me.MeView.as_view(), name="me-list"),
    path("v1/dataset/", dataset.DatasetView.as_view(), name="dataset"),
    path("v1/openapi.yaml", root.OpenAPIView.as_view(), name="openapi-yaml"),
    path("v1/openapi.json", root.OpenAPIView.as_view(form="json"), name="openapi-json"),
    path("v1/docs/", root.DocsView.as_view(), name="docs"),
    re_path(r"", root.nothing_here),
]
