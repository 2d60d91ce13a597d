"""Places, events and checks: from names to coordinates, shapes and findings."""

from typing import TYPE_CHECKING

from ..data.exports import lazy_exports

if TYPE_CHECKING:
    from .checks import Finding
    from .corroboration import Corroboration, corroborate, tellings_part
    from .dataset_events import locate_dataset
    from .dataset_places import geocode_dataset
    from .described.description import Described
    from .described.resolve import resolve_locative
    from .events import LocatedReport, check_report, locate_report
    from .frames import geocode_frame
    from .gazetteer import Gazetteer
    from .geodesy import distance_azimuth
    from .layer_files import Layer
    from .layers import add_layer, list_layers, remove_layer
    from .locatives import Locative, parse_locative
    from .lookup import PlaceLookup
    from .online import OnlineService
    from .places import Match, Place
    from .reading.model import Reading
    from .reading.read import read_text
    from .reading.recogniser import load_recogniser
    from .release import Released, release_report
    from .tellers import Teller
    from .together import candidates_together
    from .wire_copies import text_sketch
    from .withheld import Withheld

__all__ = [
    "Corroboration",
    "Described",
    "Finding",
    "Gazetteer",
    "Layer",
    "LocatedReport",
    "Locative",
    "Match",
    "OnlineService",
    "Place",
    "PlaceLookup",
    "Reading",
    "Released",
    "Teller",
    "Withheld",
    "add_layer",
    "candidates_together",
    "check_report",
    "corroborate",
    "distance_azimuth",
    "geocode_dataset",
    "geocode_frame",
    "list_layers",
    "load_recogniser",
    "locate_dataset",
    "locate_report",
    "parse_locative",
    "read_text",
    "release_report",
    "remove_layer",
    "resolve_locative",
    "tellings_part",
    "text_sketch",
]

__getattr__, __dir__ = lazy_exports(
    __name__,
    {
        "Corroboration": "corroboration",
        "Described": "described.description",
        "Finding": "checks",
        "Gazetteer": "gazetteer",
        "Layer": "layer_files",
        "LocatedReport": "events",
        "Locative": "locatives",
        "Match": "places",
        "OnlineService": "online",
        "Place": "places",
        "PlaceLookup": "lookup",
        "Reading": "reading.model",
        "Released": "release",
        "Teller": "tellers",
        "Withheld": "withheld",
        "add_layer": "layers",
        "candidates_together": "together",
        "check_report": "events",
        "corroborate": "corroboration",
        "distance_azimuth": "geodesy",
        "geocode_dataset": "dataset_places",
        "geocode_frame": "frames",
        "list_layers": "layers",
        "load_recogniser": "reading.recogniser",
        "locate_dataset": "dataset_events",
        "locate_report": "events",
        "parse_locative": "locatives",
        "read_text": "reading.read",
        "release_report": "release",
        "remove_layer": "layers",
        "resolve_locative": "described.resolve",
        "tellings_part": "corroboration",
        "text_sketch": "wire_copies",
    },
)
