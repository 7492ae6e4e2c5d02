"""Who is asking, and what they may change."""

from django.middleware.csrf import get_token
from drf_spectacular.utils import OpenApiExample, extend_schema, extend_schema_serializer
from rest_framework import serializers
from rest_framework.response import Response

from plans.api import body_examples
from plans.api.authentication import may
from plans.api.base import ReadOnlyView
from plans.api.decisions import CorrectionViewSet, DiagnosticViewSet
from plans.api.documents import DocumentViewSet
from plans.api.figures import OutcomeViewSet, TargetViewSet
from plans.api.projects import ProjectMentionViewSet
from plans.api.views import ChapterViewSet, ParagraphViewSet, SectionViewSet
from plans.models import Token

WRITABLE = {
    "documents": DocumentViewSet,
    "chapters": ChapterViewSet,
    "sections": SectionViewSet,
    "paragraphs": ParagraphViewSet,
    "targets": TargetViewSet,
    "outcomes": OutcomeViewSet,
    "project-mentions": ProjectMentionViewSet,
    "diagnostics": DiagnosticViewSet,
    "corrections": CorrectionViewSet,
}


class TokenSerializer(serializers.Serializer):
    """The token that the request carries."""

    name = serializers.CharField(help_text="Name its maker gave it.")
    expires_at = serializers.DateTimeField(help_text="Until when it can be used.")


@extend_schema_serializer(examples=[OpenApiExample("Example", value=body_examples.ME, response_only=True)])
class MeSerializer(serializers.Serializer):
    """Who is asking."""

    username = serializers.CharField(allow_null=True, help_text="Name of the account; null for whoever only reads.")
    token = TokenSerializer(allow_null=True, help_text="The token; null with a session, or for whoever only reads.")
    may_change = serializers.DictField(
        child=serializers.ListField(child=serializers.CharField()),
        help_text="Fields that a PATCH of this account may carry, by list. The corrections it may decide on are those of these records.",
    )


class MeView(ReadOnlyView):
    personal = True
    cache_control = "private, no-store"

    @extend_schema(
        responses=MeSerializer,
        tags=["me"],
        operation_id="getMe",
        summary="Who am I, and what may I change?",
    )
    def get(self, request):
        """The account behind the token or the session, and the fields it may change. With a session the cookie for CSRF is set.

        Without either the account is null and nothing may be changed: everybody may read.
        """
        token = request.auth if isinstance(request.auth, Token) else None
        if request.user and not token:
            get_token(request)
        body = {"username": request.user and request.user.get_username(), "token": token, "may_change": may_change(request.user)}
        return Response(MeSerializer(body).data)


def may_change(user):
    """The fields that an account may change, by list."""
    found = {}
    for path, view in WRITABLE.items():
        models = [] if view is CorrectionViewSet else [view.queryset.model._meta.model_name]
        if may(user, models):
            found[path] = list(view.body_class().fields)
    return found
