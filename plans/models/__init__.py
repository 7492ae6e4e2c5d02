from plans.models.change import FOLLOWED, Change
from plans.models.correction import Correction, Diagnostic
from plans.models.document import Document, Reference, Source
from plans.models.import_run import ImportRun
from plans.models.indicator import Indicator
from plans.models.marked import Marked
from plans.models.project import Project, ProjectMention, ProjectProposal
from plans.models.region import Region
from plans.models.structure import Chapter, Paragraph, Section
from plans.models.target import FIGURES, Figure, Outcome, Target
from plans.models.token import Token

# Records that are read out of a clause, by the names the book of corrections uses.
MARKED = {**FIGURES, "projectmention": ProjectMention}

__all__ = [
    "FIGURES",
    "FOLLOWED",
    "MARKED",
    "Change",
    "Chapter",
    "Correction",
    "Diagnostic",
    "Document",
    "Figure",
    "ImportRun",
    "Indicator",
    "Marked",
    "Outcome",
    "Paragraph",
    "Project",
    "ProjectMention",
    "ProjectProposal",
    "Reference",
    "Region",
    "Section",
    "Source",
    "Target",
    "Token",
]
