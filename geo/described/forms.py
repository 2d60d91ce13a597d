"""The forms of described places, and the patterns of their phrases.

Patterns are source text for ``re``, case ignored, each for a whole phrase; the first that
fits counts. Names stand in the groups x and y, or a to e where a form has alternatives;
the other groups are those of ``locative_words``.
"""

from enum import StrEnum
from typing import Final

from .words import ADJECTIVE, DIRECTION, LENGTH

__all__ = ["PATTERNS", "ROAD_WORDS", "Form"]


class Form(StrEnum):
    """What a phrase says of its anchors."""

    OFFSET = "offset"  # 15 km south-west of X
    TWO_OFFSETS = "two offsets"  # 5 km east and 3 km north of X
    DISTANCE = "distance"  # 15 km from X
    BETWEEN = "between"
    BESIDE = "beside"  # north of X
    NEAR = "near"  # near, around, outskirts of X
    COUNTRYSIDE = "countryside"
    PART = "part"  # northern X, the south of X, central X
    BORDER = "border"  # of X and Y, or of X with whoever tells
    ALONG = "along"
    ROAD = "road"  # from X to Y


_X: Final = r"(?P<x>\S.*)"
_X_SHORT: Final = r"(?P<x>\S.*?)"
_AND_Y: Final = r"[ ]and[ ](?P<y>\S.*)"
_AT: Final = r"(?:(?:close[ ]to|next[ ]to|near|along|on|at|in|by|around)[ ])?(?:the[ ])?"
_THE: Final = r"(?:(?:in|on|at)[ ])?(?:the[ ])?"
_POSSESSIVE: Final = r"(?:['’]s?)?"
_ZONE: Final = r"(?:[ ](?:area|region|zone|strip)s?)?"
_BORDER: Final = rf"(?:borders?|frontier){_ZONE}"
ROAD_WORDS: Final = (
    r"(?:(?:international|main|coastal|desert|strategic)[ ])?"
    r"(?:road|highway|motorway|route|autostrade)"
)
_OUTSKIRTS: Final = (
    r"(?:outskirts|suburbs?|edges?|fringes?|environs|surroundings|vicinity|approaches"
    r"|periphery)"
)
_COUNTRYSIDE: Final = r"(?:countryside|hinterland|rural[ ](?:areas?|parts?))"
_PART: Final = r"(?:[ ](?:parts?|half|areas?|regions?|side|quarter))"
_CENTRE: Final = r"(?P<centre>central|cent(?:re|er)|middle|heart|downtown)"
_FEW: Final = (
    r"(?:(?:a[ ]few|several|a[ ]couple[ ]of|some|dozens[ ]of)[ ])?"
    r"(?:kilomet(?:re|er)s|km|miles)[ ]"
)
_TAIL: Final = ADJECTIVE.replace("direction", "tail")
_ARABIC_POINT: Final = r"(?P<direction>(?:شمال|جنوب|شرق|غرب)(?:[ ](?:شرق|غرب))?)"
_ARABIC_SIDE: Final = (
    r"(?:[ ](?P<direction>ال(?:شمال|جنوب|شرق|غرب)ي(?:[ ]ال(?:شرق|غرب)ي)?))?"
)

PATTERNS: Final[tuple[tuple[Form, str], ...]] = (
    (
        Form.BORDER,
        (
            rf"(?:{LENGTH}[ ](?:{DIRECTION}[ ])?(?:away[ ])?(?:from|of|off)[ ])?{_AT}"
            rf"(?:{_BORDER}[ ](?:between|of)[ ](?P<a>\S.*?)[ ](?:and|with)[ ](?P<b>\S.*)"
            rf"|(?:(?P<c>\S.*?){_POSSESSIVE}[ ])?{_BORDER}[ ]with[ ](?P<d>\S.*)"
            rf"|(?P<e>\S.*?){_POSSESSIVE}[ ]{_BORDER})"
        ),
    ),
    (
        Form.OFFSET,
        (
            rf"(?:على[ ]بعد[ ])?{LENGTH}(?:[ ]away)?[ ](?:to[ ])?(?:the[ ])?"
            rf"(?:{DIRECTION}|إلى[ ]ال{_ARABIC_POINT.replace('direction', 'arabic')}"
            rf"|{_ARABIC_POINT.replace('direction', 'arabic2')})"
            rf"(?:[ ](?:of|from|outside|من))?[ ]{_X}"
        ),
    ),
    (
        Form.DISTANCE,
        (
            rf"(?:على[ ]بعد[ ])?(?:an?[ ])?{LENGTH}(?:[ ]away)?"
            rf"(?P<road>[ ](?:by[ ]road|by[ ]car|drive|journey))?"
            rf"[ ](?:from|of|outside|off|من|عن)[ ]{_X}"
        ),
    ),
    (Form.BESIDE, rf"{_FEW}(?:to[ ]the[ ])?{DIRECTION}[ ](?:of|from)[ ]{_X}"),
    (Form.NEAR, rf"{_FEW}(?:away[ ])?(?:from|outside|off)[ ]{_X}"),
    (
        Form.BETWEEN,
        (
            r"(?:(?:roughly|about)[ ])?(?:(?:in[ ])?(?:the[ ])?"
            r"(?:half[ -]?way|mid-?way|area"
            rf"|somewhere)[ ])?between[ ]{_X_SHORT}{_AND_Y}"
        ),
    ),
    (Form.BETWEEN, r"بين[ ](?P<x>\S.*?)[ ]و[ ]?(?P<y>\S.*)"),
    (
        Form.ROAD,
        (
            rf"{_AT}{ROAD_WORDS}[ ](?:between[ ]{_X_SHORT}[ ]and|from[ ](?P<a>\S.*?)[ ]to"
            rf"|(?:linking|connecting|joining)[ ](?P<b>\S.*?)[ ](?:and|to|with))[ ]"
            r"(?P<y>\S.*)"
        ),
    ),
    (Form.ROAD, rf"{_AT}(?P<pair>\S.*?)[ ]{ROAD_WORDS}"),
    (
        Form.COUNTRYSIDE,
        (
            rf"{_THE}(?:{ADJECTIVE}[ ])?(?:{_COUNTRYSIDE}[ ](?:of|around)|rural)[ ]"
            rf"(?:{_TAIL}[ ])?{_X}"
        ),
    ),
    (
        Form.COUNTRYSIDE,
        (
            rf"{_THE}(?:{ADJECTIVE}[ ])?{_X_SHORT}{_POSSESSIVE}[ ](?:{_TAIL}[ ])?"
            rf"{_COUNTRYSIDE}"
        ),
    ),
    (Form.COUNTRYSIDE, rf"(?:في[ ])?ريف[ ]{_X_SHORT}{_ARABIC_SIDE}"),
    (
        Form.NEAR,
        rf"{_THE}(?:immediate[ ])?(?:{ADJECTIVE}[ ])?{_OUTSKIRTS}[ ](?:of|to)[ ]{_X}",
    ),
    (Form.NEAR, rf"{_THE}{_X_SHORT}{_POSSESSIVE}[ ](?:{ADJECTIVE}[ ])?{_OUTSKIRTS}"),
    (
        Form.NEAR,
        (
            r"(?:just[ ])?(?:near(?:by)?|(?:very[ ])?close[ ]to|next[ ]to|around"
            rf"|outside(?:[ ]of)?|adjacent[ ]to|not[ ]far[ ]from|in[ ]the[ ]area[ ]of)[ ]"
            rf"{_X}"
        ),
    ),
    (Form.NEAR, rf"(?:بالقرب[ ]من|قرب|(?:في[ ])?محيط|(?:في[ ])?ضواحي)[ ]{_X}"),
    (
        Form.ALONG,
        (
            r"(?:along(?:side)?|(?:on[ ])?(?:the[ ])?(?:banks?|shores?|coast)[ ]of)[ ]"
            rf"{_X}"
        ),
    ),
    (Form.PART, rf"(?:in[ ])?the[ ](?:{ADJECTIVE}|{_CENTRE}){_PART}?[ ]of[ ]{_X}"),
    (Form.PART, rf"(?:in[ ])?(?:{ADJECTIVE}|{_CENTRE}){_PART}[ ]of[ ]{_X}"),
    (
        Form.BESIDE,
        rf"(?:just[ ]|directly[ ])?(?:to[ ]the[ ])?{DIRECTION}[ ](?:of|from)[ ]{_X}",
    ),
    (Form.PART, rf"{_X_SHORT}['’]s?[ ](?:{ADJECTIVE}|{_CENTRE}){_PART}?"),
    (
        Form.PART,
        rf"{_THE}(?:far[ ])?(?:{ADJECTIVE}|{_CENTRE}){_PART}?[ ](?!of[ ]){_X}",
    ),
    (Form.BESIDE, rf"(?:في[ ])?{_ARABIC_POINT}[ ]{_X}"),
)
