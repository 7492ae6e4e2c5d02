"""The one place where a parse meets the database: `apply(corrections, parse(source))`, saved as a difference.

`load` runs in one transaction. It finds the document (documents, identity), grows the tree (tree) and the figures and
mentions of projects that stand in it (figures, mentions), joins all with the stored rows (matching, differences, marked), puts
people's corrections over them (standing, standing_marked), writes what differs, and links the mentions to projects.
"""

import mimetypes
from pathlib import PurePath

from django.db import transaction
from django.utils import timezone

from importers.loading.differences import document_difference, match_nodes, reference_difference, structure_differences
from importers.loading.documents import find_document, is_settled, stored_source
from importers.loading.doubts import join_diagnostics, open_counts
from importers.loading.figures import grow_figures
from importers.loading.marked import Page, marked_differences, match_marked, place_in_order, stored_marked
from importers.loading.mentions import count_projects, grow_mentions, project_changes
from importers.loading.metadata import document_values, finish, reference_titles, region_levels
from importers.loading.outcome import Change, Outcome, count_changes
from importers.loading.rows import STRUCTURE, check, delete, lock_loading, stored_structure
from importers.loading.standing import StandingCorrections
from importers.loading.standing_marked import StandingMarked
from importers.loading.tree import grow, storable
from importers.parsing.records import VERSION, Diagnostic, ParsedPlan
from plans.bulk import insert, update
from plans.changes import because
from plans.choices import ChangeCause, CorrectionState
from plans.citations import resolve_references
from plans.linking import indicator_index
from plans.models import MARKED, Document, Paragraph, Reference, Source
from plans.models import Diagnostic as StoredDiagnostic
from plans.places import place_index
from plans.projects.linking import Linked, link

__all__ = ["Change", "Outcome", "load", "outcome_if_settled"]


def load(parsed: ParsedPlan, content: bytes, *, file_name: str, url: str = "", force: bool = False, dry_run: bool = False) -> Outcome:
    """Store a parse: its source, its document, and every record that differs from what stands. All of it or nothing.

    The same bytes again change nothing, unless `force` is set or the parser is newer. A dry run computes the
    difference and writes nothing. Corrections by editors stay on top, whatever the parse says.
    """
    file_name = clean_name(file_name)
    with transaction.atomic():
        if not dry_run:
            lock_loading()
        place = find_document(parsed, file_name, lock=not dry_run)
        if place.source and place.document and not force and is_settled(place.source, place.document):
            return _unchanged(place.source, place.document, file_name, dry_run)
        draft = _Draft(parsed, place, file_name, url)
        if not dry_run:
            with because(ChangeCause.PARSER if place.is_current else ChangeCause.IMPORT):
                draft.write(content)
    return draft.outcome(dry_run)


def outcome_if_settled(sha256: str, file_name: str, *, dry_run: bool = False) -> Outcome | None:
    """`unchanged` for bytes that need no parsing, None for all others. Asks before the work is done; `load` asks again."""
    source = stored_source(sha256)
    if source and source.document and is_settled(source, source.document):
        return _unchanged(source, source.document, clean_name(file_name), dry_run)
    return None


def clean_name(file_name):
    """The last part of a file's name, as the database takes it.

    >>> clean_name("downloads/000.txt")
    '000.txt'
    """
    return storable(PurePath(file_name).name)[-255:]


def _unchanged(source, document, file_name, dry_run):
    diagnostics = open_counts(document.diagnostics.all())
    replaced = source.pk != document.source_id
    return Outcome(
        status="unchanged",
        document_id=document.pk,
        title=str(document),
        file_name=file_name,
        sha256=source.sha256,
        dry_run=dry_run,
        note="replaced since by a later source; --force goes back to this one" if replaced else "",
        diagnostics=diagnostics,
    )


class _Draft:
    """One document as it will stand: computed first, as a whole, then written."""

    def __init__(self, parsed, place, file_name, url):
        self.parsed, self.place, self.file_name, self.url = parsed, place, file_name, url
        self.is_new = place.document is None
        self.source = place.source or Source(document_id=place.pk, sha256=parsed.source.sha256)
        self.document = place.document or Document(pk=place.pk)
        self.old_title_key = self.document.title_key
        self.linked = Linked()
        self.standing = StandingCorrections(place.pk)
        self._join_structure()
        self._join_document()
        self._join_marked()
        self._join_diagnostics()

    def _join_structure(self):
        stored = [] if self.is_new else stored_structure(self.place.pk)
        self.nodes = grow(self.parsed.structure)
        self.machine_texts = {node.block: node.values["text"] for node in self.nodes if node.model == "paragraph"}
        match_nodes(self.nodes, stored, self.standing.machine, self.place.is_current)
        self.standing.apply_to_nodes(self.nodes)
        paragraphs = [*(node for node in self.nodes if node.model == "paragraph"), *(row for row in stored if isinstance(row, Paragraph))]
        self.homes = {one.eid: one.pk for one in paragraphs}  # an eid means what it meant before, if it meant something
        self.structure = structure_differences(self.nodes, stored, self.place.pk)

    def _join_document(self):
        values, self.doubts = document_values(self.parsed.metadata)
        corrected = {c.after for c in self.standing.all if c.field == "region"}
        levels = region_levels({values["region"], *corrected})
        values["region"] = values["region"] if values["region"] in levels else None
        machine_level = values["region_level"]
        self.standing.apply_to_document(values)
        self.doubts += finish(values, machine_level, levels)
        values |= {"key": self.place.key, "source": self.source.pk}
        self.metadata = document_difference(self.document, values, self.is_new)
        titles, more = reference_titles(self.parsed.metadata)
        self.doubts += more
        self.reference_count = len(titles)
        self.references = reference_difference(titles, self.place.pk)

    def _join_marked(self):
        paragraphs = {node.block: node for node in self.nodes if node.model == "paragraph"}
        page = Page(
            document=self.document,
            paragraphs=list(paragraphs.values()),
            machine_texts=self.machine_texts,
            index=indicator_index(),
            places=place_index(self.document.region_id),
            source_text=self.parsed.source.text,
        )
        stored = [] if self.is_new else stored_marked(self.place.pk)
        self.stems = {row.name_stem for row in stored if isinstance(row, MARKED["projectmention"])}
        nodes = grow_figures(self.parsed, paragraphs) + grow_mentions(self.parsed, paragraphs)
        standing = StandingMarked(self.standing)
        match_marked(nodes, stored, standing, self.homes, self.place.is_current)
        self.marked_nodes = standing.apply(nodes, stored, page)
        place_in_order(self.marked_nodes, page)
        self.marked = marked_differences(self.marked_nodes, stored, self.place.pk)

    def _join_diagnostics(self):
        if self.place.twin:
            message = f"与另一篇文档《{self.place.twin}》的识别键相同,可能是同一文档,请核对。"
            self.doubts.append(Diagnostic(code="load.same_document", severity="warning", message=message))
        found = [(diagnostic, None) for diagnostic in (*self.parsed.diagnostics, *self.doubts)]
        found += self.standing.notes
        stored = [] if self.is_new else StoredDiagnostic.objects.filter(document_id=self.place.pk).order_by("created_at", "pk")
        self.diagnostics = join_diagnostics(stored, found, self.place.pk)

    @property
    def differences(self):
        return {"document": self.metadata, **self.structure, **self.marked, "reference": self.references}

    @property
    def is_changed(self):
        written = any(d.created or d.changed or d.deleted for d in self.differences.values())
        return bool(written or self.standing.changed or any(self.diagnostics[:3]) or self.place.source is None)

    def write(self, content):
        """Write what differs. Deferred constraints allow ids, eids and positions to change hands on the way."""
        if self.place.source is None:
            self._write_source(content)
        self._write_document()
        for difference in (*self.structure.values(), *self.marked.values(), self.references):
            update(difference.changed, {name for change in difference.changes for name in change.fields})
            insert(difference.created)
        for model in MARKED:
            delete(MARKED[model], self.marked[model].deleted)
        for model in reversed(STRUCTURE):
            delete(STRUCTURE[model], self.structure[model].deleted)
        delete(Reference, self.references.deleted)
        update(self.standing.changed)
        created, changed, deleted, _ = self.diagnostics
        delete(StoredDiagnostic, deleted)
        update(changed)
        insert(created)
        self._resolve_references()
        self._link_mentions()
        check()

    def _write_source(self, content):
        read = self.parsed.source
        source = self.source
        source.content, source.size, source.encoding = content, len(content), read.encoding[:20]
        source.media_type = mimetypes.guess_type(self.file_name)[0] or "text/plain"
        source.file_name, source.url = self.file_name, self.url
        source.save(force_insert=True)

    def _write_document(self):
        """The document's row. Its updated_at moves with any change below it, but not with a mere change of parser version."""
        document, now = self.document, timezone.now()
        stamps = {"parser_version": VERSION, "parsed_at": now}
        document.parser_version, document.parsed_at = VERSION, now
        if self.is_new:
            document.save(force_insert=True)
        elif self.metadata.changed:
            document.save()
        elif self.is_changed:
            Document.objects.filter(pk=document.pk).update(**stamps, updated_at=now)
        else:
            Document.objects.filter(pk=document.pk).exclude(parser_version=VERSION).update(**stamps)

    def _resolve_references(self):
        keys = {row.title_key for row in self.references.created}
        if self.is_new or self.old_title_key != self.document.title_key:
            keys |= {self.old_title_key, self.document.title_key}
        if keys:
            resolve_references(keys)

    def _link_mentions(self):
        """Link the mentions that have come, gone or changed; all of them if the document speaks of another region now."""
        difference = self.marked["projectmention"]
        rows = [*difference.created, *difference.changed, *difference.deleted]
        stems = {row.name_stem for row in rows} | {c.fields["name_stem"][0] for c in difference.changes if "name_stem" in c.fields}
        if any("region" in change.fields for change in self.metadata.changes):
            stems |= self.stems
        if stems:
            self.linked = link(stems, projects={row.project_id for row in difference.deleted}, reopen=True)

    def outcome(self, dry_run):
        totals = {"document": 1, "reference": self.reference_count}
        totals |= {model: sum(node.model == model for node in self.nodes) for model in STRUCTURE}
        totals |= {model: sum(node.model == model and not node.deleted for node in self.marked_nodes) for model in MARKED}
        linking = project_changes(self.linked)
        totals["project"] = count_projects(self.place.pk, self.linked)
        changes = (*(change for difference in self.differences.values() for change in difference.changes), *linking)
        return Outcome(
            status="created" if self.is_new else "updated" if self.is_changed else "unchanged",
            document_id=self.place.pk,
            title=str(self.document),
            file_name=self.file_name,
            sha256=self.source.sha256,
            dry_run=dry_run,
            changes=changes,
            counts=count_changes(changes, totals),
            diagnostics=open_counts(self.diagnostics[3]),
            conflicts=sum(c.state == CorrectionState.CONFLICT for c in self.standing.all),
            orphans=sum(c.state == CorrectionState.ORPHANED for c in self.standing.all),
        )
