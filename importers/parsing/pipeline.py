"""The stages of a parse, in order."""

from importers.parsing.records import ParsedPlan


def parse_plan(content: bytes, *, name: str = "") -> ParsedPlan:
    """Parse the bytes of one document. Raises UnreadableSource and nothing else."""
    raise NotImplementedError
