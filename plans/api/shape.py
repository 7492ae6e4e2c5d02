"""How much of a record is told: `fields` and `omit` take fields away, `expand` adds the records it belongs to."""

from dataclasses import dataclass
from functools import cache

from rest_framework import serializers

from plans.api.errors import InvalidParameters, fault, nearest
from plans.api.expansion import Expanded

MAX_NAMES = 100


@dataclass(frozen=True)
class Names:
    """What the parameters can name: every field of a record, dotted within; which of these hold no others; the relations."""

    fields: tuple[str, ...]
    leaves: frozenset[str]
    relations: tuple[str, ...]

    def below(self, name):
        """The leaves that a name stands for: itself, or all that it holds."""
        return {leaf for leaf in self.leaves if leaf == name or leaf.startswith(f"{name}.")}


@cache
def names_of(serializer_class):
    fields, leaves, relations = [], set(), ()
    for dotted, field in _walk(serializer_class(), ""):
        fields.append(dotted)
        if isinstance(field, Expanded):
            relations = tuple(field.relations)
        elif not isinstance(field, serializers.BaseSerializer):
            leaves.add(dotted)
    return Names(tuple(fields), frozenset(leaves), relations)


def _walk(serializer, above):
    for name, field in serializer.fields.items():
        if isinstance(field, Expanded) and above:
            continue
        yield f"{above}{name}", field
        if isinstance(field, serializers.BaseSerializer):
            yield from _walk(field, f"{above}{name}.")


def shape_parameters(serializer_class):
    return ("fields", "omit", "expand") if names_of(serializer_class).relations else ("fields", "omit")


@cache
def whole(serializer_class):
    """Every leaf but those of other records."""
    return frozenset(leaf for leaf in names_of(serializer_class).leaves if not leaf.startswith("expanded."))


def asked_shape(serializer_class, given):
    """The leaves that a request wants told, and the relations it wants expanded. Raises InvalidParameters.

    What `expand` names is told whole, whatever `fields` names; what `fields` names below `expanded` is told without it.
    """
    names, faults = names_of(serializer_class), []
    fields, omitted = (_read(name, given, names.fields, faults) for name in ("fields", "omit"))
    relations = _read("expand", given, names.relations, faults)
    if fields and omitted:
        faults.append(fault("omit", "contradiction", "fields and omit can't be given together: fields tells all that is wanted."))
    if faults:
        raise InvalidParameters(faults)
    kept = {leaf for name in fields for leaf in names.below(name)} if fields else {*whole(serializer_class)}
    kept |= {leaf for name in relations for leaf in names.below(f"expanded.{name}")}
    kept -= {leaf for name in omitted for leaf in names.below(name)}
    return frozenset(kept), frozenset(leaf.split(".")[1] for leaf in kept if leaf.startswith("expanded."))


def _read(parameter, given, known, faults):
    """The names in a comma list, each known."""
    text = given.get(parameter)
    if text is None:
        return []
    asked = text.split(",")
    if len(asked) > MAX_NAMES:
        faults.append(fault(parameter, "too_many", f"{parameter} takes at most {MAX_NAMES} names."))
        return []
    for name in dict.fromkeys(asked):
        if not name:
            faults.append(fault(parameter, "blank", f"{parameter} has a gap in its list. Give a name, or leave it out."))
        elif name not in known:
            faults.append(_unknown(parameter, name, known))
    return asked


def _unknown(parameter, name, known):
    meant = nearest(name.replace("__", "."), known)
    hint = f"Did you mean “{meant}”?" if meant else f"Possible: {', '.join(each for each in known if '.' not in each)}."
    return fault(parameter, "invalid_choice", f"{parameter} can't be “{name[:60]}”. {hint}", meant)
