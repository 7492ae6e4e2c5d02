"""Makers of plans that mention projects."""

from dataclasses import replace

from importers.parsing.records import Project
from tests.builders import load_plan, parsed


def mention(clause, name, *, printed=None, kind="construction", tense="target", **more):
    """A mention of a project whose clause stands in some block. Positions are filled in by `plan_with`."""
    return {"clause": clause, "name": name, "printed": printed or name, "kind": kind, "tense": tense} | more


def plan_with(*blocks, mentions=(), **more):
    """A parse of the blocks, in which projects are mentioned."""
    plan = parsed(*blocks, **more)
    return replace(plan, projects=tuple(_found(one, plan.structure) for one in mentions))


def load_mentions(*blocks, mentions=(), **more):
    return load_plan(plan_with(*blocks, mentions=mentions, **more))


def _found(one, blocks):
    """A Project with its places, from what `mention` says: in the first block that has the clause."""
    clause, printed = one["clause"], one["printed"]
    index = next(index for index, block in enumerate(blocks) if clause in block.text)
    at = blocks[index].text.index(clause)
    text_start = at + clause.index(printed)
    start = blocks[index].spans[0][1] + text_start
    return Project(
        **one,
        line=blocks[index].line,
        block=index,
        start=start,
        end=start + len(printed),
        text_start=text_start,
        text_end=text_start + len(printed),
        clause_start=at,
        clause_end=at + len(clause),
    )
