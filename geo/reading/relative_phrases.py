"""Date phrases that count from a day: weekdays, last week, three days ago, a day later."""

from .date_words import Head, Phrase, date_table, date_units, date_words

__all__ = ["RELATIVE_READERS"]

_ARTICLES = frozenset({"a", "an", "the", "its", "their", "his", "another", "of"})
_OTHER_DAYS = {"next": 1, "following": 1, "previous": -1, "same": 0, "that": 0}
_RECENT = {"day": 7, "week": 4, "month": 4}
"""How many are meant by "recent days" and the like."""


def _weekday(head: Head) -> Phrase | None:
    before = head.lower(-1)
    if (
        not head.is_name()
        or before in date_words("named_days")
        or head.lower(1) in date_words("after_named_days")
    ):
        return None
    part = ""
    for name in ("last", "next"):
        part = name if before in date_words(name) else part
    has_before = (
        part != "" or before in date_words("this") or before in date_words("arabic_parts")
    )
    last = head.at + 1 + (head.lower(1) in date_words("parts_of_day"))
    return Phrase(head.at - has_before, last, "weekday", (head.value,), part)


def _from_today(head: Head) -> Phrase:
    last = head.at + 1 + (head.lower(1) in date_words("parts_of_day"))
    is_day_before = head.lower(-1) in ("أول", "اول")
    value = head.value - is_day_before
    return Phrase(head.at - is_day_before, last, "from_base", (value,))


def _night(head: Head) -> Phrase:
    is_of_noun = head.lower(-1) in _ARTICLES
    return Phrase(head.at, head.at + 1, "night", (), is_of_noun=is_of_noun)


def _stretch(head: Head) -> Phrase | None:
    """Last night, this week, next month, the past two days, last summer."""
    if not head.lower(0).isascii():
        return _arabic_stretch(head)
    i, following = head.at, head.lower(1)
    unit = date_units().get(following)
    if unit in ("week", "weekend", "month", "year"):
        if head.lower(0) == "past" and unit != "weekend":
            return Phrase(i, i + 2, f"past_{unit}", (1,))
        return Phrase(i, i + 2, f"current_{unit}", (head.value,))
    if following in date_words("parts_of_day"):
        form, values = ("from_base", (0,)) if not head.value else ("night", ())
        return Phrase(i, i + 2, form, values) if following == "night" or values else None
    month = date_table("seasons").get(following)
    if month is not None:
        return Phrase(i, i + 2, "season", (month, 0), "last" if head.value < 0 else "")
    return _counted_stretch(head) if head.value < 0 else None


def _counted_stretch(head: Head) -> Phrase | None:
    """The last two weeks, the past few days."""
    i = head.at
    unit = date_units().get(head.lower(2))
    if unit in (None, "weekend"):
        return None
    number = _RECENT.get(unit or "", 0) if head.lower(1) == "few" else head.number_at(i + 1)
    if unit == "hour":
        unit, number = "day", number // 24 + 1
    return Phrase(i, i + 3, f"past_{unit}", (number,)) if number else None


def _arabic_stretch(head: Head) -> Phrase | None:
    """A week, month or year with "last" after it or "this" before it."""
    noun = head.at - 1 if head.value else head.at + 1
    word = head.lower_at(noun)
    if word.isascii() or word not in date_units():
        return None
    first, last = sorted((head.at, noun))
    return Phrase(first, last + 1, f"current_{date_units()[word]}", (head.value,))


def _weekend(head: Head) -> Phrase | None:
    if head.lower(-1) != "the":
        return None
    return Phrase(head.at, head.at + 1, "current_weekend", (0,))


def _recent(head: Head) -> Phrase | None:
    unit = date_units().get(head.lower(1), "")
    if unit not in _RECENT or head.lower(1) == unit:
        return None
    return Phrase(head.at, head.at + 2, f"past_{unit}", (_RECENT[unit],))


def _ago(head: Head) -> Phrase | None:
    unit = date_units().get(head.lower(-1))
    number = head.number_at(head.at - 2)
    if unit in (None, "hour", "weekend") or not number:
        return None
    return Phrase(head.at - 2, head.at + 1, f"ago_{unit}", (number,))


def _from_another(head: Head) -> Phrase | None:
    """A day later, two weeks earlier, a day after they attacked, the day before."""
    unit = date_units().get(head.lower(-1))
    if unit in (None, "hour", "weekend"):
        return None
    is_day_before = head.lower(-2) == "the" and head.lower(0) == "before" and unit == "day"
    number = 1 if is_day_before else head.number_at(head.at - 2)
    if not number:
        return None
    is_clausal = head.lower(0) in ("after", "before") and not is_day_before
    ago = number * head.value * (1 if is_clausal else -1)
    return Phrase(
        head.at - 2,
        head.at + 1,
        f"ago_{unit}",
        (ago,),
        is_anchored=True,
        is_clausal=is_clausal,
    )


def _another_day(head: Head) -> Phrase | None:
    shift = _OTHER_DAYS.get(head.lower(-1))
    if shift is None:
        return None
    return Phrase(head.at - 1, head.at + 1, "from_base", (shift,), is_anchored=True)


RELATIVE_READERS = {
    "weekday": _weekday,
    "days": _from_today,
    "nights": _night,
    "stretch": _stretch,
    "weekend": _weekend,
    "recent": _recent,
    "ago": _ago,
    "from_another": _from_another,
    "another_day": _another_day,
}
"""What reads a phrase from its head, by the kind of head."""
