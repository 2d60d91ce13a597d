"""Arabic: what pages without scripts and the feed say, for a newsroom.

A name keeps its own direction in a sentence, in an isolate of Unicode's (FSI … PDI); a
sentence that stands alone begins with the mark of its direction (RLM). Pages with other
means for both use them.

References
----------
Unicode Standard Annex 9 (bidirectional text); CLDR's plural rules for Arabic.
"""

import re
from collections.abc import Mapping
from typing import Final

from markupsafe import Markup

from ..data.edtf import DateWords
from ..data.schema import Kind, Precision, Status
from .words import (
    EventWords,
    FailedWords,
    FeedWords,
    Forms,
    PlaceWords,
    ScriptAttributes,
    Words,
)

__all__ = ["ARABIC"]

_SMALL: Final = ("zero", "one", "two")
_FEW: Final = range(3, 11)
_MANY: Final = range(11, 100)


def _category(count: int) -> str:
    if count < len(_SMALL):
        return _SMALL[count]
    last = count % 100
    return "few" if last in _FEW else "many" if last in _MANY else "other"


def _country_names() -> Mapping[str, str]:
    from ..geo.arabic import country_names  # noqa: PLC0415  needs what finds likenesses

    return country_names()


_DATES: Final = DateWords(
    months=(
        *("يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو"),
        *("يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر"),
    ),
    about="نحو {date}",
    possibly="ربما {date}",
    possibly_about="ربما نحو {date}",
    since="منذ {date}",
    until="حتى {date}",
    unknown="التاريخ غير مذكور",
)

_TYPES: Final = {
    "Battles": "معارك",
    "Government regains territory": "استعادة الحكومة أراضي",
    "Non-state actor overtakes territory": "سيطرة جهة غير حكومية على أراضٍ",
    "Armed clash": "اشتباك مسلح",
    "Explosions/Remote violence": "تفجيرات وعنف عن بُعد",
    "Chemical weapon": "سلاح كيميائي",
    "Air/drone strike": "غارة جوية أو ضربة بطائرة مسيّرة",
    "Suicide bomb": "تفجير انتحاري",
    "Shelling/artillery/missile attack": "قصف مدفعي أو صاروخي",
    "Remote explosive/landmine/IED": "لغم أو عبوة ناسفة",
    "Grenade": "قنبلة يدوية",
    "Violence against civilians": "عنف ضد المدنيين",
    "Sexual violence": "عنف جنسي",
    "Attack": "هجوم",
    "Abduction/forced disappearance": "خطف أو إخفاء قسري",
    "Protests": "احتجاجات",
    "Excessive force against protesters": "قوة مفرطة ضد محتجين",
    "Protest with intervention": "احتجاج جرى التدخل فيه",
    "Peaceful protest": "احتجاج سلمي",
    "Riots": "أعمال شغب",
    "Violent demonstration": "مظاهرة عنيفة",
    "Mob violence": "عنف غوغائي",
    "Strategic developments": "تطورات استراتيجية",
    "Agreement": "اتفاق",
    "Arrests": "اعتقالات",
    "Change to group/activity": "تغيّر في جماعة أو نشاطها",
    "Disrupted weapons use": "إحباط استخدام سلاح",
    "Headquarters or base established": "إقامة مقر أو قاعدة",
    "Looting/property destruction": "نهب أو تدمير ممتلكات",
    "Non-violent transfer of territory": "انتقال أراضٍ دون عنف",
    "Other": "غير ذلك",
    "Diplomacy": "دبلوماسية",
    "Closure": "إغلاق",
    "Troop movement": "تحرك قوات",
    "Displacement": "نزوح",
    "State-based violence": "عنف تكون دولة طرفًا فيه",
    "Non-state violence": "عنف بين جهات غير حكومية",
    "One-sided violence": "عنف من طرف واحد ضد المدنيين",
}

_EVENT: Final = EventWords(
    types=_TYPES,
    statuses={
        Status.REPORTED: "منقول",
        Status.CLAIMED: "بحسب رواية طرف واحد",
        Status.DENIED: "منفي",
        Status.DISPUTED: "متنازع عليه: تختلف فيه المصادر",
        Status.CONFIRMED: "أكدته مصادر مستقلة",
        Status.PLANNED: "مخطط له: لم يكن قد وقع عند نشر الخبر",
        Status.BACKGROUND: "خلفية: حدث سابق يذكّر به التقرير",
    },
    short_statuses={
        Status.REPORTED: "منقول",
        Status.CLAIMED: "مزعوم",
        Status.DENIED: "منفي",
        Status.DISPUTED: "متنازع عليه",
        Status.CONFIRMED: "مؤكد",
        Status.PLANNED: "مخطط له",
        Status.BACKGROUND: "خلفية",
    },
    kinds={
        Kind.CITY: "مدينة",
        Kind.TOWN: "بلدة",
        Kind.VILLAGE: "قرية",
        Kind.DISTRICT: "حي",
        Kind.ADMIN1: "محافظة",
        Kind.ADMIN2: "منطقة",
        Kind.COUNTRY: "بلد",
        Kind.AIRPORT: "مطار",
        Kind.REGION: "إقليم",
        Kind.WATER: "مسطح مائي",
        Kind.FACILITY: "موقع",
        Kind.OTHER: "مكان",
    },
    precisions={
        Precision.EXACT: "موقع محدد، ضمن {radius} من هذه النقطة",
        Precision.SETTLEMENT: "بلدة: يقع المكان الفعلي ضمن {radius} من هذه النقطة",
        Precision.ADMIN2: (
            "في مكان ما من هذه المنطقة، على بعد يصل إلى {radius} من هذه النقطة"
        ),
        Precision.ADMIN1: (
            "في مكان ما من هذه المحافظة، على بعد يصل إلى {radius} من هذه النقطة"
        ),
        Precision.REGION: (
            "في مكان ما من هذه المساحة، على بعد يصل إلى {radius} من هذه النقطة"
        ),
        Precision.COUNTRY: (
            "في مكان ما من هذا البلد، على بعد يصل إلى {radius} من هذه النقطة"
        ),
    },
    described="موصوف فقط: في مكان ما على بعد يصل إلى {radius} من هذه النقطة",
    untyped="حدث",
    claim="{who}، نقلًا عن {publisher}",
    unnamed="{publisher}، دون ذكر مصدر آخر",
    nobody="لم يُذكر مصدر",
    not_stated="غير مذكور",
    none_killed="لا قتلى بحسب التقرير",
    killed_range="{n} (من {low} إلى {high})",
    metres="{n} م",
    kilometres="{n} كم",
    # after an Arabic word a number would lose its degree sign to the other side
    coordinates="\u2066{lat}°\u2069 {north}، \u2066{lon}°\u2069 {east}",
    north="شمالًا",
    south="جنوبًا",
    east="شرقًا",
    west="غربًا",
)

_PLACE: Final = PlaceWords(
    description="{events} في {place} بحسب {reports}",
    heading="{events} من {reports}، الأحدث أولًا",
    whose_word="كل بند هو ما يقول تقرير إنه وقع هنا، ويُذكر معه من يقول ذلك.",
    published="، نُشر في {date}",
    credit=("الأماكن: \u2066GeoNames (CC BY 4.0)\u2069 مع تعديلات، ما لم يُذكر مصدر آخر."),
    kind="النوع",
    country="البلد",
    division="التقسيم الإداري",
    coordinates="الإحداثيات",
    stands_for="ما تمثله النقطة",
    point_from="مصدر النقطة",
    as_reported="المكان كما ورد",
    the_point="النقطة",
    who="من",
    to_whom="ضد من",
    who_says_so="من يقول ذلك",
    own_source="مصدره الأصلي",
    status="الحالة",
    killed="القتلى",
    wounded="الجرحى",
    taken="الأماكن المستولى عليها",
    report="التقرير",
)

_FEED: Final = FeedWords(
    attributes={"xml:lang": "ar"},
    untitled="التقارير",
    changed="تحديث: {title}",
    no_publisher="الناشر غير مذكور",
    published="نُشر في {date}.",
    not_published="يوم النشر غير مذكور: تاريخ هذا البند هو تاريخ أحداثه.",
    counts="{events}، على الخريطة: {placed}.",
    told_of="الأحداث المذكورة:",
    since="منذ الإصدار السابق: {changes}.",
    changes={"added": "أُضيف {n}", "changed": "تغيّر {n}", "withdrawn": "سُحب {n}"},
    headings={
        "added": "أحداث مضافة:",
        "changed": "أحداث معدّلة:",
        "withdrawn": "أحداث مسحوبة:",
    },
    event="{date}، {place}: {type}. {summary}",
    no_place="المكان غير مذكور",
    teller=" ({who}؛ {status})",
    changed_fields="{event}؛ تغيّر فيه: {fields}",
    fields={
        "sub_event_type": "النوع",
        "date": "التاريخ",
        "place": "المكان",
        "place_name": "معجم الأماكن",
        "coordinates": "الإحداثيات",
        "precision": "مدى الدقة",
        "initiators": "الطرف الفاعل",
        "targets": "الطرف المستهدف",
        "status": "الحالة",
        "claimed_by": "من يقول ذلك",
        "fatalities": "القتلى",
        "fatalities_low": "القتلى، على الأقل",
        "fatalities_high": "القتلى، على الأكثر",
        "wounded": "الجرحى",
        "taken": "الأماكن المستولى عليها",
        "summary": "الملخص",
        "quote": "الاقتباس",
        "publisher": "المصدر",
    },
    more=Forms(
        "و{n} حدث آخر",
        one="وحدث واحد آخر",
        two="وحدثان آخران",
        few="و{n} أحداث أخرى",
        many="و{n} حدثًا آخر",
    ),
)

ARABIC: Final = Words(
    root={"lang": "ar", "dir": "rtl"},
    category=_category,
    dates=_DATES,
    country_names=_country_names,
    events=Forms(
        "{n} حدث",
        zero="لا أحداث",
        one="حدث واحد",
        two="حدثان",
        few="{n} أحداث",
        many="{n} حدثًا",
    ),
    reports=Forms(
        "{n} تقرير",
        zero="لا تقارير",
        one="تقرير واحد",
        two="تقريرين",
        few="{n} تقارير",
        many="{n} تقريرًا",
    ),
    all_reports="كل التقارير",
    to_all_reports="كل التقارير وخريطتها",
    to_feed="التقارير الجديدة والمعدّلة",
    machine_read="قرأته الآلة من المقال ولم يراجعه أحد.",
    comma="، ",
    event=_EVENT,
    place=_PLACE,
    feed=_FEED,
    failed=FailedWords(
        heading="تعذّر إعداد خريطة: {name}",
        what_to_do=(
            "تعذّر عرض هذا التقرير على خريطة. يُرجى تصحيح ما يرد هنا ثم بناء الموقع من جديد."
        ),
        problems={"lang": "en"},
    ),
    scripts=ScriptAttributes(
        latin=Markup(' dir="ltr" lang=""'),  # in a language not known
        mixed=Markup(' dir="auto" lang=""'),
        right_to_left=Markup(' lang=""'),
    ),
    mark="\u200f",
    turning=re.compile(""),  # numbers do, too
)
