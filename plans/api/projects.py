"""Projects, and the places in documents that mention them."""

from uuid import UUID

from django.http import Http404
from drf_spectacular.utils import extend_schema, extend_schema_view

from plans import models
from plans.api import body_examples, project_filters, project_serializers
from plans.api.base import Resource
from plans.api.bodies import correction_body
from plans.api.gone import refuse_if_gone
from plans.api.writing import Correctable


def known(key):
    """Is there a project of this id? One query."""
    try:
        return models.Project.objects.mentioned().filter(pk=UUID(key)).exists()
    except ValueError:
        return False


class ProjectViewSet(Resource):
    queryset = models.Project.objects.mentioned()
    serializer_class = project_serializers.ProjectSerializer
    filterset_class = project_filters.ProjectFilters
    orderings = {
        "name": ("name_key",),
        "region": ("region",),
        "kind": ("kind",),
        "stage": ("stage",),
        "deadline_date": ("deadline_date",),
        "scale_value": ("scale_value",),
        "first_mentioned_on": ("first_dated",),
        "last_mentioned_on": ("last_dated",),
        "mention_count": ("mention_count",),
        "document_count": ("document_count",),
        "id": ("id",),
        "updated_at": ("updated_at",),
    }
    ordering = "name"
    ordering_note = (
        "`name` does not look at quotation marks and width; `id` never changes, so it is the order for copying everything. `scale_value` means something within one `scale_unit`. "
        "`kind` and `stage` are in the order of the alphabet."
    )
    noun = "project"


class ProjectMentionViewSet(Correctable, Resource):
    queryset = models.ProjectMention.objects.all()
    serializer_class = project_serializers.ProjectMentionSerializer
    body_class = correction_body("projectmention", serializer_class, body_examples.MENTION)
    filterset_class = project_filters.ProjectMentionFilters
    changes = ("updated_at", "paragraph__updated_at", "project__updated_at", "document__updated_at")
    orderings = {
        "position": ("document", "position"),
        "mentioned_on": ("dated", "document", "position"),
        "name": ("name_key",),
        "region": ("region",),
        "stage": ("stage",),
        "deadline_date": ("deadline_date",),
        "scale_value": ("scale_value",),
        "id": ("id",),
        "updated_at": ("updated_at",),
    }
    ordering = "position"
    ordering_note = (
        "`position` is reading order, document by document; `mentioned_on` goes from the oldest document to the newest, each in reading order; "
        "`id` never changes, so it is the order for copying everything."
    )
    noun = "project mention"


@extend_schema_view(
    list=extend_schema(
        summary="A project's mentions in time order",
        description="What was said of the project, from the oldest document to the newest: a plan that proposes it, a report that says it opened.",
    )
)
class MentionsOfProjectViewSet(ProjectMentionViewSet):
    """One project's mentions: the same records and filters as `project-mentions/`."""

    filterset_class = project_filters.MentionFilters
    ordering = "mentioned_on"
    key_note = "Permanent id of the project."

    def get_queryset(self):
        return super().get_queryset().filter(project=self._project())

    def _project(self):
        asked = self.kwargs["pk"]
        if not known(asked):
            if "\0" not in asked:
                refuse_if_gone(self.request, "projects", asked, "project")
            raise Http404(f"There is no project “{asked[:80]}”.")
        return asked
