"""Names of months in the languages of the tables that are read, and what number each is."""

from functools import cache
from typing import Final

__all__ = ["month_numbers"]

_MONTHS: Final = (
    "january jan janvier janv enero ene يناير جانفي",
    "february feb fevrier fev febrero فبراير شباط فيفري",
    "march mar mars marzo مارس اذار آذار",
    "april apr avril avr abril abr ابريل أبريل نيسان افريل",
    "may mai mayo مايو ايار أيار ماي",
    "june jun juin junio يونيو حزيران جوان",
    "july jul juillet juil julio يوليو تموز جويلية",
    "august aug aout agosto ago اغسطس أغسطس آب اب اوت",
    "september sep sept septembre septiembre set سبتمبر ايلول أيلول",
    "october oct octobre octubre اكتوبر أكتوبر",
    "november nov novembre noviembre نوفمبر",
    "december dec decembre diciembre dic ديسمبر",
)
_LEVANTINE: Final = {
    "كانون الثاني": 1,
    "تشرين الاول": 10,
    "تشرين الأول": 10,
    "تشرين الثاني": 11,
    "كانون الاول": 12,
    "كانون الأول": 12,
}


@cache
def month_numbers() -> dict[str, int]:
    """Numbers from 1 by name: in lower case, Latin letters without accents."""
    numbers = {
        word: number
        for number, words in enumerate(_MONTHS, start=1)
        for word in words.split()
    }
    return numbers | _LEVANTINE
