from plans.models.correction import Correction, Diagnostic
from plans.models.document import Document, Reference, Source
from plans.models.import_run import ImportRun
from plans.models.indicator import Indicator
from plans.models.region import Region
from plans.models.structure import Chapter, Paragraph, Section
from plans.models.target import FIGURES, Figure, Outcome, Target

__all__ = [
    "FIGURES",
    "Chapter",
    "Correction",
    "Diagnostic",
    "Document",
    "Figure",
    "ImportRun",
    "Indicator",
    "Outcome",
    "Paragraph",
    "Reference",
    "Region",
    "Section",
    "Source",
    "Target",
]
