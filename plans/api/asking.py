"""Parameters of single records: each read with one call that refuses what it can't read. Those of lists are filters (parameters.py)."""

import re

from plans.api.errors import InvalidParameters, fault, nearest


def flag(request, name, default="false"):
    """true or false, and no other word."""
    return choice(request, name, ("true", "false"), default) == "true"


def choice(request, name, options, default=None):
    """One of a few words."""
    text = request.query_params.get(name, default)
    if text is not None and text not in options:
        *most, last = options
        message = f"{name} is {', '.join(most)} or {last}, not “{text[:40]}”."
        raise InvalidParameters([fault(name, "invalid_choice", message, nearest(text, options))])
    return text


def whole(request, name, low, high):
    """A whole number within limits, or None if it is not asked for."""
    text = request.query_params.get(name)
    if text is None:
        return None
    if re.fullmatch(r"\d{1,9}", text, re.ASCII) and low <= int(text) <= high:
        return int(text)
    digits = re.search(r"\d{1,9}", text, re.ASCII)
    meant = str(min(max(int(digits[0]), low), high)) if digits else None
    raise InvalidParameters([fault(name, "invalid", f"{name} is a whole number from {low} to {high}, not “{text[:40]}”.", meant)])
