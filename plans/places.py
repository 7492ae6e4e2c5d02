"""Which administrative division a printed place lies in, told near the region of its document."""

from collections import defaultdict

from django.db.models import Q

from plans.models import Region

LONGEST = 20
# Behind a region these say that the place is more than one.
ANOTHER = tuple("、和与及,，")


def place_index(home):
    """The index of the regions that a document of region `home` may mean: all of its province, elsewhere prefectures and provinces. One query."""
    near = Q(code__startswith=home[:2]) if home else Q()
    rows = Region.objects.filter(near | ~Q(level="county") if home else ~Q(level="county")).order_by("code")
    return PlaceIndex(home, rows.values_list("code", "name", "full_name", "short_name", "valid_to"))


class PlaceIndex:
    """Names of regions to codes. `rows` are (code, name, full name, short name, last year)."""

    def __init__(self, home, rows):
        self.home = home
        self.names = defaultdict(set)
        for code, name, full_name, short_name, valid_to in rows:
            for written, short in ((name, False), (full_name, False), (short_name, short_name != name)):
                if not short or self._is_near(code):
                    self.names[written].add((valid_to is not None, code))

    def code_of(self, place):
        """The code of the region that a place is or lies in; None where it names none, or several.

        >>> rows = [("141100", "吕梁市", "山西省吕梁市", "吕梁", None), ("141102", "离石区", "山西省吕梁市离石区", "离石", None),
        ...         ("141122", "交城县", "山西省吕梁市交城县", "交城", None)]
        >>> index = PlaceIndex("141100", rows)
        >>> [index.code_of(place) for place in ("离石信义镇", "吕梁市交城县", "离石、交城", "新区", None)]
        ['141102', '141122', None, None, None]
        """
        found, end = None, 0
        while step := self._longest(place or "", end, found):
            found, end = step
        return None if found and place[end:].startswith(ANOTHER) else found

    def _longest(self, place, start, above):
        """The longest name at `start` that means one region below the one before: its code, and where the name ends."""
        for end in range(min(len(place), start + LONGEST), start + 1, -1):
            options = [one for one in self.names.get(place[start:end], ()) if above is None or (one[1] != above and below(one[1], above))]
            if code := self._one(options):
                return code, end
        return None

    def _one(self, options):
        """Of several regions the one near home, else the one in force, if there is only one."""
        near = [option for option in options if self._is_near(option[1])]
        for chosen in (near, options):
            living = [code for ended, code in chosen if not ended]
            if len(living) == 1 or (not living and len(chosen) == 1):
                return living[0] if living else chosen[0][1]
            if chosen:
                return None
        return None

    def _is_near(self, code):
        """In the same prefecture, or of a province's document in the same province."""
        return self.home is not None and below(code, self.home if self.home.endswith("0000") else self.home[:4] + "00")


def below(code, above):
    """Is a region another one, or in it? A GB/T 2260 code carries its ancestors.

    >>> below("141102", "141100"), below("141100", "140000"), below("141100", "141100"), below("140100", "141100")
    (True, True, True, False)
    """
    return code.startswith(above.removesuffix("00").removesuffix("00"))


def nested(one, other):
    """Does one of two regions contain the other?"""
    return below(one, other) or below(other, one)
