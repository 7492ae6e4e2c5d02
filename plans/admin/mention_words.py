"""Mentions of projects in an editor's words."""

from plans.choices import ProjectKind, ProjectStage, Tense

NO_STAGE = "阶段未载"


def stage_words(stage, tense):
    """How far a project has come, or is to come.

    >>> stage_words("completed", "target"), stage_words("underway", "outcome"), stage_words(None, "target")
    ('目标:建成', '在建', '阶段未载')
    """
    if not stage:
        return NO_STAGE
    label = ProjectStage(stage).label
    return f"{Tense.TARGET.label}:{label}" if tense == Tense.TARGET else label


def count_words(count):
    """How often a project is named.

    >>> count_words(1), count_words(3)
    ('仅此一处', '3 处提及')
    """
    return f"{count} 处提及" if count > 1 else "仅此一处"


def mention_title(mention):
    """One line that says what a marked name was read as."""
    parts = [mention.name, ProjectKind(mention.kind).label, stage_words(mention.stage, mention.tense), mention.place, mention.scale]
    return f"项目:{' · '.join(part for part in parts if part)}"


def mention_label(values):
    """A deleted mention in one line, from the values a Correction holds of it.

    >>> mention_label({"name": "太绥高铁", "kind": "construction", "stage": "started", "tense": "target"})
    '太绥高铁(建设项目,目标:开工)'
    """
    kind = dict(ProjectKind.choices).get(values.get("kind"))
    told = [kind, stage_words(values.get("stage"), values.get("tense")) if values.get("stage") else None]
    return f"{values.get('name', '')}({','.join(part for part in told if part)})"
