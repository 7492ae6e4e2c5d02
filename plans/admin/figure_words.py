"""Targets and outcomes in an editor's words: what is measured, and how much."""

from decimal import Decimal

from plans.choices import Comparator, Measure

SIGNS = {Comparator.AT_LEAST: "≥ ", Comparator.AT_MOST: "≤ ", Comparator.MORE: "> ", Comparator.LESS: "< ", Comparator.ABOUT: "约 "}
NO_YEAR = "年份不详"


def plain_number(value):
    """A number as it is read, without trailing zeros or an exponent.

    >>> plain_number(Decimal("4.50")), plain_number(Decimal("1E+3")), plain_number(None)
    ('4.5', '1000', '')
    """
    if value is None:
        return ""
    whole = f"{value:f}"
    return whole.rstrip("0").rstrip(".") if "." in whole else whole


def quantity(comparator, value, value_high, unit):
    """How much: comparison, number or range, unit.

    >>> quantity(">=", Decimal("60"), None, "%"), quantity("range", Decimal("4.5"), Decimal("5"), "%")
    ('≥ 60%', '4.5–5%')
    """
    number = plain_number(value) if value_high is None else f"{plain_number(value)}–{plain_number(value_high)}"
    return f"{SIGNS.get(comparator, '')}{number}{unit}"


def figure_quantity(figure):
    return quantity(figure.comparator, figure.value, figure.value_high, figure.unit)


def year_words(year):
    return f"{year} 年" if year else NO_YEAR


def figure_title(figure):
    """One line that says what a marked number was read as."""
    parts = [figure.indicator_name, figure_quantity(figure), Measure(figure.measure).label, year_words(figure.year)]
    return f"{figure.tense.label}:{' · '.join(parts)}"


def record_label(values):
    """A deleted target or outcome in one line, from the values a Correction holds of it.

    >>> record_label({"indicator_name": "城镇化率", "comparator": ">=", "value": "60", "unit": "%", "year": 2025})
    '城镇化率 ≥ 60%,2025 年'
    """
    low, high = (Decimal(values[name]) if values.get(name) else None for name in ("value", "value_high"))
    told = f"{values.get('indicator_name', '')} {quantity(values.get('comparator', '='), low, high, values.get('unit', ''))}".strip()
    return f"{told},{year_words(values['year'])}" if values.get("year") else told
