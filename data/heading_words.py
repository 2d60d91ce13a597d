"""What columns are called in tables of events, by our name for what they hold.

English, French, Spanish and Arabic, folded as `fold_heading` does; of several columns
with such a name, the one that stands first here is meant.
"""

import re
import unicodedata
from typing import Final

__all__ = ["HEADINGS", "fold_heading"]

HEADINGS: Final[dict[str, tuple[str, ...]]] = {
    "lon": (
        *("lon", "longitude", "lng", "long", "x", "geo lon", "geo long", "longitud"),
        *("longitude wgs84", "x coord", "x coordinate", "point x", "actiongeo long"),
        *("طول", "خط طول"),
    ),
    "lat": (
        *("lat", "latitude", "y", "geo lat", "latitud", "latitude wgs84", "y coord"),
        *("y coordinate", "point y", "actiongeo lat", "عرض", "خط عرض"),
    ),
    "date": (
        *("date", "event date", "date start", "start date", "date begin", "begin date"),
        *("incident date", "date of event", "date of incident", "date occurred", "day"),
        *("when", "datetime", "timestamp", "date debut", "date de l evenement", "jour"),
        *("fecha", "fecha inicio", "fecha del evento", "dia", "sqldate", "year", "annee"),
        *("ano", "تاريخ", "تاريخ حدث", "تاريخ حادث", "تاريخ حادثه", "يوم", "سنه"),
    ),
    "date_end": (
        *("date end", "end date", "date to", "date fin", "date de fin", "fecha fin"),
        *("تاريخ نهايه", "تاريخ انتهاء"),
    ),
    "place": (
        *("place", "location", "location name", "place name", "where coordinates", "where"),
        *("town", "city", "village", "settlement", "locality", "community", "site"),
        *("lieu", "localite", "ville", "commune", "endroit", "lugar", "localidad"),
        *("ciudad", "pueblo", "municipio", "ubicacion", "مكان", "موقع", "مدينه"),
        *("بلده", "قريه", "منطقه"),
    ),
    "admin1": (
        *("admin1", "adm 1", "adm1", "admin 1", "admin1 name", "adm1 en", "governorate"),
        *("province", "oblast", "state", "region", "division", "gouvernorat", "provincia"),
        *("departamento", "departement", "estado", "محافظه", "ولايه", "اقليم"),
    ),
    "country": (
        *("country", "country name", "country code", "iso2", "iso3", "iso", "nation"),
        *("pays", "pais", "دوله", "بلد"),
    ),
    "event_type": (
        *("event type", "type", "type of event", "category", "incident type"),
        *("attack type", "type d evenement", "categorie", "tipo", "tipo de evento"),
        *("categoria", "نوع", "نوع حدث", "نوع حادث", "فيه"),
    ),
    "sub_event_type": (
        *("sub event type", "subtype", "sub type", "subcategory", "sous type", "subtipo"),
        *("نوع فرعي",),
    ),
    "initiators": (
        *("initiators", "initiator", "actor", "actor1", "actor 1", "side a", "attacker"),
        *("perpetrator", "perpetrators", "perpetrator name", "party", "group", "gname"),
        *("acteur", "auteur", "perpetrador", "autor", "grupo", "فاعل", "جهه", "طرف"),
        *("منفذ", "مهاجم"),
    ),
    "targets": (
        *("targets", "target", "actor2", "actor 2", "side b", "victim", "victims"),
        *("target name", "cible", "victime", "objetivo", "blanco", "victima", "هدف"),
        *("ضحيه", "ضحايا"),
    ),
    "fatalities": (
        *("fatalities", "deaths", "killed", "dead", "best", "best estimate", "nkill"),
        *("number killed", "total deaths", "total killed", "fatalities total", "morts"),
        *("tues", "deces", "muertos", "muertes", "fallecidos", "قتلي", "عدد قتلي"),
        *("وفيات", "شهداء", "عدد وفيات"),
    ),
    "fatalities_low": ("fatalities low", "low", "low estimate", "deaths low"),
    "fatalities_high": ("fatalities high", "high", "high estimate", "deaths high"),
    "wounded": (
        *("wounded", "injured", "injuries", "nwound", "blesses", "heridos", "جرحي"),
        *("عدد جرحي", "مصابين", "اصابات"),
    ),
    "publisher": (
        *("publisher", "source", "sources", "source name", "source office", "outlet"),
        *("editeur", "fuente", "مصدر", "مصادر", "ناشر"),
    ),
    "source_text": (
        *("source text", "source url", "sourceurl", "url", "link", "source article"),
        *("source headline", "lien", "enlace", "رابط"),
    ),
    "claimed_by": ("claimed by", "revendique par", "reivindicado por"),
    "status": ("status", "event status", "statut", "حاله"),
    "summary": (
        *("summary", "notes", "description", "details", "event description", "narrative"),
        *("text", "what happened", "comment", "comments", "resume", "remarques"),
        *("resumen", "descripcion", "notas", "وصف", "ملخص", "ملاحظات", "تفاصيل"),
    ),
    "quote": ("quote", "quotation", "citation", "cita", "اقتباس"),
    "id": (
        *("id", "event id", "eventid", "event id cnty", "incident id", "globaleventid"),
        *(
            "record id",
            "case id",
            "ref",
            "reference",
            "uid",
            "uuid",
            "code",
            "identifiant",
            "identificador",
            "معرف",
            "رقم",
        ),
    ),
    "precision": (
        *("precision", "geo precision", "where prec", "geoprecision", "location precision"),
        *("precision geographique", "دقه"),
    ),
    "kind": ("kind", "place kind", "place type", "kind of place"),
    "uncertainty_m": ("uncertainty m", "radius m", "accuracy m", "uncertainty metres"),
    "uncertainty_km": ("uncertainty km", "radius km", "accuracy km"),
}
"""By our name, the likeliest heading first."""

_MARKS: Final = re.compile(r"[\u0300-\u036f\u064b-\u065f\u0670\u0640]")
_ARABIC: Final = str.maketrans("ىة", "يه")
_CAMEL: Final = re.compile(r"(?<=[a-z])(?=[A-Z][a-z])")
_WORD: Final = re.compile(r"[^\W_]+")


def fold_heading(heading: str) -> str:
    """A heading in lower case without accents, marks and articles, its words apart."""
    apart = _CAMEL.sub(" ", heading)
    plain = _MARKS.sub("", unicodedata.normalize("NFKD", apart.casefold()))
    words = _WORD.findall(plain.translate(_ARABIC))
    return " ".join(word.removeprefix("ال") or word for word in words)
