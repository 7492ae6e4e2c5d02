"""Which mentions are of one project, and which projects may be one. Plain Python: nothing is parsed, no database is asked.

Certain is only the same specific name within one document, or in documents whose regions contain one another. What
people have joined or set apart holds against everything else. The result does not depend on the order of loading.
"""

from collections import Counter, defaultdict
from collections.abc import Hashable
from dataclasses import dataclass
from itertools import chain

from plans.choices import ProjectKind, ProposalReason
from plans.places import below, nested
from plans.projects.names import is_specific


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A mention as far as linking looks at it.

    `region` is its document's, `place` its own; `project` is the one it is of so far. `pin` is the project that a person has
    put it into; `alone` if it was set apart from those that bear its name.
    """

    pk: Hashable
    document: Hashable
    name: str
    key: str
    stem: str
    kind: str
    order: tuple
    region: str | None = None
    place: str | None = None
    printed_place: str | None = None
    count: int | None = None
    project: Hashable = None
    pin: Hashable = None
    alone: bool = False

    @property
    def specific(self):
        return is_specific(self.name, self.kind, place=self.printed_place, count=self.count)


Cluster = tuple[Item, ...]
PROGRAMMES = ("工程", "行动", "计划")


def clusters(items: list[Item]) -> list[Cluster]:
    """Mentions that certainly are of one project, each cluster in time order, the oldest first.

    >>> def mention(pk, document, region, name="太绥高铁", **more):
    ...     return Item(pk=pk, document=document, region=region, name=name, key=name, stem=name, kind="construction", order=(pk,), **more)
    >>> def told(*items): return [[item.pk for item in cluster] for cluster in clusters(list(items))]
    >>> told(mention(1, "市", "141100"), mention(2, "市", "141100"), mention(3, "邻市", "140100"))
    [[1, 2], [3]]
    >>> told(mention(1, "市", "141100"), mention(2, "省", "140000"), mention(3, "邻市", "140100"))
    [[1, 2, 3]]
    >>> told(mention(1, "市", "141100", "污水处理厂"), mention(2, "市", "141100", "污水处理厂"))
    [[1], [2]]
    """
    named, found = defaultdict(list), []
    for item in sorted(items, key=lambda item: item.order):
        if item.alone or not item.specific:
            found.append((item,))
        else:
            named[item.key].append(item)
    for group in named.values():
        for same_place in _by_place(group):
            found += _connected(same_place, _signs)
    return sorted(found, key=lambda cluster: cluster[0].order)


def _by_place(group):
    """One name at places of which none contains the other is several projects; who names no place is of none of them."""
    places = {item.place for item in group if item.place}
    if all(nested(one, other) for one in places for other in places):
        return [group]
    parts = defaultdict(list)
    for item in group:
        parts[item.place].append(item)
    return list(parts.values())


def _signs(item, regions):
    """Two that share one of these belong together: the document, and every region at hand that contains its own."""
    yield "document", item.document
    if item.region:
        yield from (("region", region) for region in regions if below(item.region, region))


def _connected(members, signs):
    """Members that hang together by shared signs, directly or through others, each group in the order given.

    Only the regions at hand count as signs: two cities are not one because of a province that nobody speaks for.
    """
    regions = {item.region for item in chain.from_iterable(m if isinstance(m, tuple) else (m,) for m in members) if item.region}
    parent = list(range(len(members)))

    def root(index):
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    first = {}
    for index, member in enumerate(members):
        for sign in signs(member, regions):
            one, other = sorted((root(index), root(first.setdefault(sign, index))))
            parent[other] = one
    groups = defaultdict(list)
    for index, member in enumerate(members):
        groups[root(index)].append(member)
    return [tuple(group) for group in groups.values()]


def assign(found: list[Cluster], pinned: set[Hashable] = frozenset()) -> dict[Hashable, Hashable]:
    """The project of each mention by its pk: the one it was pinned to, else the one that most of its cluster had; or
    ("new", the cluster's place in the list) where there is none to continue.

    A project that two clusters had goes on with the one that has more of it, then with the older one. One that a person has
    pinned something to is no other cluster's; `pinned` are such projects, besides those of the mentions at hand.
    """
    assigned, claims = {}, []
    pinned = pinned | {item.pin for cluster in found for item in cluster if item.pin}
    for place, cluster in enumerate(found):
        pins = Counter(item.pin for item in cluster if item.pin)
        if pins:
            leading = pins.most_common(1)[0][0]
            assigned |= {item.pk: item.pin or leading for item in cluster}
            continue
        assigned |= {item.pk: ("new", place) for item in cluster}
        had = Counter(item.project for item in cluster if item.project and item.project not in pinned)
        claims += [(-count, place, str(project), project) for project, count in had.items()]
    taken, served = set(), set()
    for _, place, _, project in sorted(claims, key=lambda claim: claim[:3]):
        if project not in taken and place not in served:
            taken.add(project)
            served.add(place)
            assigned |= {item.pk: project for item in found[place]}
    return assigned


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """Two clusters that may be one project, the older first. `key` knows the pair again without ids."""

    key: str
    one: Cluster
    other: Cluster
    reason: str


def doubts(found: list[Cluster]) -> list[Doubt]:
    """What may be one project and is not certain: names alike but for phase and size near each other; a thing to build of one
    name in regions of one province that do not contain each other. Each is held against the oldest only, so that their
    number stays small.
    """
    stems = defaultdict(list)
    for cluster in found:
        if not cluster[0].alone and cluster[0].specific:
            stems[cluster[0].stem].append(cluster)
    return [
        *chain.from_iterable(_like_names(group) for group in stems.values()),
        *chain.from_iterable(_same_names(g) for g in stems.values()),
    ]


def _like_names(group):
    for near in _connected(group, lambda cluster, regions: chain.from_iterable(_signs(item, regions) for item in cluster)):
        first, *rest = near
        for other in rest:
            if other[0].key != first[0].key:
                yield Doubt(key=_pair(first, other), one=first, other=other, reason=ProposalReason.LIKE_NAME)


def _same_names(group):
    oldest = {}
    for cluster in group:
        item = cluster[0]
        if item.kind == ProjectKind.PROGRAMME or item.name.endswith(PROGRAMMES) or not item.region:
            continue  # each region carries out a programme of its own
        first = oldest.setdefault((item.key, item.region[:2]), cluster)
        if first is not cluster:
            yield Doubt(key=_pair(first, cluster), one=first, other=cluster, reason=ProposalReason.SAME_NAME)


def _pair(one, other):
    return "|".join(sorted(f"{_top(cluster)}:{cluster[0].key}" for cluster in (one, other)))


def _top(cluster):
    """Where a project is: its place, else the widest region that speaks of it, else the document."""
    places = sorted(item.place for item in cluster if item.place)
    regions = sorted(item.region for item in cluster if item.region)
    return next(iter([*places, *regions, str(cluster[0].document)]))
