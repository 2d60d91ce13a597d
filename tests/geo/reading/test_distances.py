"""What a text states of distances; in the texts of the cases, {names} are toponyms."""

import re

import pytest

from conflictmap.data.schema import Kind
from conflictmap.geo import Match, Place
from conflictmap.geo.reading.distances import find_claims
from conflictmap.geo.reading.model import ClaimRead, Toponym
from conflictmap.geo.reading.text import Document, Span

_NAME = re.compile(r"\{([^{}|]+)(?:\|(\w+))?\}")

Case = tuple[str, ...]


def read(marked: str) -> tuple[str, tuple[Toponym, ...]]:
    """A text and the toponyms that braces mark in it; a kind may follow a name."""
    text, at, toponyms = "", 0, []
    for match in _NAME.finditer(marked):
        text += marked[at : match.start()]
        span = Span(len(text), len(text) + len(match[1]))
        places = (_place(match[1], Kind(match[2])),) if match[2] else ()
        toponyms.append(Toponym(span, match[1], match[1], places))
        text, at = text + match[1], match.end()
    return text + marked[at:], tuple(toponyms)


def _place(name: str, kind: Kind) -> Place:
    return Place(
        name=name,
        lon=37.0,
        lat=35.0,
        kind=kind,
        country="SY",
        admin1=None,
        geonameid=None,
        population=None,
        uncertainty_m=1000.0,
        score=1.0,
        matched=Match.EXACT,
        source="test",
    )


def claims(marked: str) -> tuple[ClaimRead, ...]:
    text, toponyms = read(marked)
    return find_claims(Document(text), toponyms)


def said(claim: ClaimRead) -> str:
    """A claim in short: ``"Hama: 140 km S of Aleppo"``, "?" for what is not said."""
    far = "" if claim.km is None else f"{claim.km:.4g} km "
    far = f"{claim.miles:.4g} mi " if claim.miles is not None else far
    far += "" if claim.minutes is None else f"{claim.minutes:g} min "
    way = f"{claim.direction} of" if claim.direction else "from"
    return f"{claim.end.name or '?'}: {far}{way} {claim.start.name or '?'}"


BESIDE: tuple[Case, ...] = (
    (
        "They marched on {Hama} – a place 90km south of {Aleppo} and 47km north of {Homs}.",
        "Hama: 90 km S of Aleppo",
        "Hama: 47 km N of Homs",
    ),
    (
        "A bomb went off in {Zaidal} 40 km (25 miles) south of {Homs}.",
        "Zaidal: 40 km S of Homs",
    ),
    (
        "Fighting went on in {Tabqa}, around 40 kilometres west of {Raqqa}.",
        "Tabqa: 40 km W of Raqqa",
    ),
    (
        "The village of {Sfira} (25 km south-east of {Aleppo}) was hit.",
        "Sfira: 25 km SE of Aleppo",
    ),
    (
        "In {Yako}, a town about 60 miles northwest {Koudougou}, he said so.",
        "Yako: 60 mi NW of Koudougou",
    ),
    (
        "The village of {Rodyn}, 20 miles southeast of {Donetsk}, burned.",
        "Rodyn: 20 mi SE of Donetsk",
    ),
    (
        "Near {Zaita}, about 85 miles north of {Merca}, a farm was hit.",
        "Zaita: 85 mi N of Merca",
    ),
    (
        (
            "She works in the town of {Zaita} in {Homs Province|admin1}, which is 40 "
            "kilometers (25 miles) east of {Tartus}."
        ),
        "Zaita: 40 km E of Tartus",
    ),
    (
        (
            "In the {Zaita} area in {Homs|admin1} district, 90 km northwest of {Tadmur}, "
            "herders left."
        ),
        "Zaita: 90 km NW of Tadmur",
    ),
    (
        "In {Kabwe}, a city of 300,000 residents 140 km north of the capital, {Lusaka}.",
        "Kabwe: 140 km N of Lusaka",
    ),
    (
        "Shells fell on {Marea}, located roughly 30 km north of {Aleppo}.",
        "Marea: 30 km N of Aleppo",
    ),
    (
        "They left {Juba|city}, situated some 1,200 km south of {Khartoum}.",
        "Juba: 1200 km S of Khartoum",
    ),
    (
        "The strike on {Gode} on Saturday, 700 km from {Harar}, killed two.",
        "Gode: 700 km from Harar",
    ),
    (
        "It struck {Saraqeb}, a rebel-held town 16 km east of {Idlib}.",
        "Saraqeb: 16 km E of Idlib",
    ),
    (
        "Jets hit {Saraqeb}, {Idlib|admin1}, 16 km east of {Ariha}.",
        "Saraqeb: 16 km E of Ariha",
    ),
    (
        "Guns fired from {Kfar Nabl}, just 30 kilometres from {Hama}.",
        "Kfar Nabl: 30 km from Hama",
    ),
    (
        "{Nubl}, which lies about 20 km northwest of {Aleppo}, was fed.",
        "Nubl: 20 km NW of Aleppo",
    ),
    (
        "{Nubl}, some twenty kilometres north-west of the city of {Aleppo}, was fed.",
        "Nubl: 20 km NW of Aleppo",
    ),
    ("Armed men held {Sarmin}, 5 km N of {Idlib}.", "Sarmin: 5 km N of Idlib"),
    ("Armed men held {Sarmin}, 5 km N.E. of {Idlib}.", "Sarmin: 5 km NE of Idlib"),
    (
        "They took {Taftanaz}, 17 km north-northeast of {Idlib}.",
        "Taftanaz: 17 km NNE of Idlib",
    ),
    ("They took {Taftanaz}, 17 km (or so) north of {Idlib}.", "Taftanaz: 17 km N of Idlib"),
    (
        "They took {Taftanaz}, 10 miles, or 16 km, north of {Idlib}.",
        "Taftanaz: 10 mi N of Idlib",
    ),
    (
        "They took {Taftanaz}, 10 miles/16 km north of {Idlib}.",
        "Taftanaz: 10 mi N of Idlib",
    ),
    ("They took {Taftanaz}, 15 to 17 km north of {Idlib}.", "Taftanaz: 16 km N of Idlib"),
    ("They took {Binnish}, half a mile north of {Idlib}.", "Binnish: 0.5 mi N of Idlib"),
    ("They took {Binnish}, 1/2 mile north of {Idlib}.", "Binnish: 0.5 mi N of Idlib"),
    ("They took {Binnish}, less than 10 km from {Idlib}.", "Binnish: 10 km from Idlib"),
    ("They took {Binnish}, 7.5 km away from {Idlib}.", "Binnish: 7.5 km from Idlib"),
    ("They took {Binnish}, 7 km outside {Idlib}.", "Binnish: 7 km from Idlib"),
    ("They took {Binnish}, 7 km by road from {Idlib}.", "Binnish: 7 km from Idlib"),
    ("They took {Binnish}, 7 km to the east of {Idlib}.", "Binnish: 7 km E of Idlib"),
    ("They took {Binnish}, 7 km due east of {Idlib}.", "Binnish: 7 km E of Idlib"),
    (
        "They took {Binnish}, 3 nautical miles east of {Idlib}.",
        "Binnish: 5.556 km E of Idlib",
    ),
    (
        "In {Sinjar}, 120 km west of the northern Iraqi city of {Mosul}, men dug.",
        "Sinjar: 120 km W of Mosul",
    ),
    (
        "In {Sinjar}, 120 km west of the volatile {Mosul}'s centre, men dug.",
        "Sinjar: 120 km W of Mosul",
    ),
)
SUBJECTS: tuple[Case, ...] = (
    (
        "{Tayba} is around 35 kilometres north of the city of {Raqqa}.",
        "Tayba: 35 km N of Raqqa",
    ),
    ("{Swanton} lies only 20 miles west of {Toledo}.", "Swanton: 20 mi W of Toledo"),
    (
        "The town of {Khasham}, retaken on Monday, is located 20 km east of {Mayadin}.",
        "Khasham: 20 km E of Mayadin",
    ),
    ("{Sirte} sits about 450 km east of {Tripoli}.", "Sirte: 450 km E of Tripoli"),
    (
        "30 km south of {Idlib}, the town of {Kafr Nabl} was bombed.",
        "Kafr Nabl: 30 km S of Idlib",
    ),
    (
        "About 30 km south of {Idlib} lies {Kafr Nabl}, held by rebels.",
        "Kafr Nabl: 30 km S of Idlib",
    ),
    (
        "A bomb went off 30 km south of {Idlib} in the town of {Kafr Nabl}.",
        "Kafr Nabl: 30 km S of Idlib",
    ),
    (
        "Jets hit {Boulil}. The area is some 30 km (18 miles) southeast of {Mayadin}.",
        "Boulil: 30 km SE of Mayadin",
    ),
    (
        "Men hid in the city of {Ramadi}. They left the city, 70 miles west of {Baghdad}.",
        "Ramadi: 70 mi W of Baghdad",
    ),
    ("Rebels took {Tadef}. It is 32 km east of {Aleppo}.", "Tadef: 32 km E of Aleppo"),
    (
        "Rebels took {Tadef}. The village lies 32 km from {Aleppo}.",
        "Tadef: 32 km from Aleppo",
    ),
    (
        "Rebels took {Bentiu}. Now they hold the town 200 km southwest of {Malakal}.",
        "Bentiu: 200 km SW of Malakal",
    ),
    ("Clashes broke out 15 km west of {Sirte}.", "?: 15 km W of Sirte"),
    ("They hid in a village 15 km south-west of {Idlib}.", "?: 15 km SW of Idlib"),
    (
        "A blast in Diwaniyah, 180 kilometers (110 miles) south-east of {Baghdad}.",
        "Diwaniyah: 180 km SE of Baghdad",
    ),
    ("The village of Tell Aar, 12 km from {Azaz}, fell.", "Tell Aar: 12 km from Azaz"),
    ("{Azaz} is 12 km south of Tell Aar.", "Azaz: 12 km S of Tell Aar"),
)
CONTEXT: tuple[Case, ...] = (
    (
        (
            "Shelling began in {Novy}. In {Marinsk}, a city of 90,000 about 45 kilometers "
            "(28 miles) to the west, trenches were dug."
        ),
        "Marinsk: 45 km W of Novy",
    ),
    (
        "Men fled {Miran}. Others were seen in {Mir Ali}, some 25 km east.",
        "Mir Ali: 25 km E of Miran",
    ),
    (
        "Troops left {Kramat}. {Sloviansk}, 15 km away, was calm.",
        "Sloviansk: 15 km from Kramat",
    ),
    (
        "{Baghdad|city} slept. A mine blew up in {Habbaniya}, 90 km west of the capital.",
        "Habbaniya: 90 km W of Baghdad",
    ),
    (
        "Men held {Afrin}. They shelled {Azaz}, 20 km east of the town.",
        "Azaz: 20 km E of Afrin",
    ),
)
PAIRS: tuple[Case, ...] = (
    ("The {Hama}–{Homs} distance is 47 km.", "Homs: 47 km from Hama"),
    ("The distance between {Hama} and {Homs} is about 47 km.", "Homs: 47 km from Hama"),
    ("The distance from {Hama} to the city of {Homs} is 47 km.", "Homs: 47 km from Hama"),
    ("{Hama} and {Homs} are only 47 km apart.", "Homs: 47 km from Hama"),
    ("Some 47 km separate {Hama} from {Homs}.", "Homs: 47 km from Hama"),
    ("It is 47 km from {Hama} to {Homs}.", "Homs: 47 km from Hama"),
    ("The 47-km road between {Hama} and {Homs} is shut.", "Homs: 47 km from Hama"),
)
DIRECTIONS: tuple[Case, ...] = (
    ("{Ariha} lies south of {Idlib}.", "Ariha: S of Idlib"),
    ("Jets bombed {Ariha}, just south of {Idlib}.", "Ariha: S of Idlib"),
    ("{Ariha} is located to the south-west of {Idlib}.", "Ariha: SW of Idlib"),
)
TIMES: tuple[Case, ...] = (
    ("{Zahle} is a two-hour drive from {Tyre}.", "Zahle: 120 min from Tyre"),
    ("{Zahle}, half an hour's drive east of {Tyre}, is cold.", "Zahle: 30 min E of Tyre"),
    (
        "In {Zahle}, about 90 minutes by road from {Tyre}, it snowed.",
        "Zahle: 90 min from Tyre",
    ),
    ("{Zahle} is two and a half hours' drive from {Tyre}.", "Zahle: 150 min from Tyre"),
    ("{Zahle} is an hour and a half by car from {Tyre}.", "Zahle: 90 min from Tyre"),
)
ARABIC: tuple[Case, ...] = (
    ("تقع {سراقب} على بعد 15 كم جنوب غرب {إدلب}.", "سراقب: 15 km SW of إدلب"),
    ("قصفت {سراقب} على بعد 15 كيلومترا من {إدلب}.", "سراقب: 15 km from إدلب"),
    ("تقع {سراقب} على بعد نحو ١٥ كم شرق {إدلب}.", "سراقب: 15 km E of إدلب"),
    ("تبعد {سراقب} 15 كم عن {إدلب}.", "سراقب: 15 km from إدلب"),
)
DEMONYMS: tuple[Case, ...] = (
    (
        "It hit {Akur}, some 70km east of the {Sri Lankan} capital {Colombo}.",
        "Akur: 70 km E of Colombo",
    ),
    (
        "{Ramadi} is 130 km west of the Iraqi capital.",
        "Ramadi: 130 km W of the Iraqi capital",
    ),
    (
        "{Tyre} is 83 km south of the Lebanese port city of {Beirut}.",
        "Tyre: 83 km S of Beirut",
    ),
)
NOTHING = (
    "They found it about one-third of a mile north of Highway 282.",
    "The first stage covered 109 miles from {Paredes} to {Baltanas}.",
    "A car blew up 200 metres from the Patriotic offices.",
    "The speed limit on the road to {Idlib} is 30 miles per hour.",
    "They walked 30 km from {Idlib}.",
    "They dug a 30-km trench round {Idlib}.",
    "A missile with a range of 300 km was shown in {Tehran}.",
    "He drove 300 miles in one day from north of {Tyler} to {Beaumont}.",
    "Soldiers crossed as far as 30 miles beyond the border of {Ukraine|country}.",
    "They stood 10 km from the border with {Turkey|country}.",
    "They stood 10 km from the {Turkey|country} border.",
    "The camp stood 10 km from the front line near {Idlib}.",
    "They met two hours from then in {Idlib}.",
    "The attack came three hours after jets left {Idlib}.",
    "They came within 10 km of {Idlib}.",
    "The house stood north of the Smith's estate.",
    "Winds blew from the north of {Idlib}.",
    "They paid $30 miles south of nothing.",
    "It was 9 miles southwest of Miller's farm.",
    "Rebels control 30 km of road in {Idlib|admin1}.",
)


@pytest.mark.parametrize(
    "case",
    [*BESIDE, *SUBJECTS, *CONTEXT, *PAIRS, *DIRECTIONS, *TIMES, *ARABIC, *DEMONYMS],
)
def test_a_stated_distance_is_read(case: Case) -> None:
    text, *expected = case
    assert [said(claim) for claim in claims(text)] == expected


@pytest.mark.parametrize("text", NOTHING)
def test_what_is_no_distance_between_places_is_left(text: str) -> None:
    assert [said(claim) for claim in claims(text)] == []


def test_the_span_goes_from_about_to_the_name_of_reference() -> None:
    text, toponyms = read("In {Zaidal}, about 40 km (25 miles) south of {Homs} city.")
    (claim,) = find_claims(Document(text), toponyms)
    assert text[slice(*claim.span)] == "about 40 km (25 miles) south of Homs"


def test_blanks_of_all_kinds_within_a_phrase_do_not_hide_it() -> None:
    (claim,) = claims("In {Zaidal},\u00a0about 40\u202fkm  south\tof\u00a0{Homs}.")
    assert said(claim) == "Zaidal: 40 km S of Homs"


def test_offsets_count_code_points_after_astral_characters() -> None:
    text, toponyms = read("\U0001f4a5\U0001f4a5 {Zaidal}, 40 km south of {Homs}.")
    (claim,) = find_claims(Document(text), toponyms)
    assert text[slice(*claim.span)] == "40 km south of Homs"


def test_a_new_name_of_a_place_has_its_own_span_and_no_place() -> None:
    text, toponyms = read("Near Tell Aar, 12 km north of {Azaz}, jets struck.")
    (claim,) = find_claims(Document(text), toponyms)
    assert (text[slice(*claim.end.span)], claim.end.place) == ("Tell Aar", None)


def test_the_number_that_is_stated_first_counts() -> None:
    kilometres, miles = (
        claims(f"In {{Zaidal}}, {stated} south of {{Homs}}.")[0]
        for stated in ("40 km (25 miles)", "25 miles (40 km)")
    )
    assert (kilometres.miles, miles.miles) == (None, 25.0)
    assert miles.km == pytest.approx(25 * 1.609344)


def test_a_text_without_lengths_or_compass_points_costs_no_search() -> None:
    assert claims("Jets bombed {Zaidal} on Sunday, and {Homs} on Monday.") == ()
