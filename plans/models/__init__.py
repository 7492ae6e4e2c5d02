from plans.models.correction import Correction, Diagnostic
from plans.models.document import Document, Reference, Source
from plans.models.import_run import ImportRun
from plans.models.region import Region
from plans.models.structure import Chapter, Paragraph, Section

__all__ = ["Chapter", "Correction", "Diagnostic", "Document", "ImportRun", "Paragraph", "Reference", "Region", "Section", "Source"]
