"""Mentions of projects in a document, in reading order."""

from plans.models import ProjectMention


def mentions_of(document, **conditions):
    """The mentions of a document in reading order, each with its project: one query."""
    found = ProjectMention.objects.filter(document=document, **conditions).select_related("project", "region")
    return list(found.order_by("position", "pk"))


def mentions_by_paragraph(document):
    """The mentions of each paragraph, by its id: one query."""
    found = {}
    for mention in mentions_of(document):
        found.setdefault(mention.paragraph_id, []).append(mention)
    return found
