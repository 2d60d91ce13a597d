"""The page names every event type in Arabic."""

import re
from pathlib import Path

from conflictmap.data.schema import EVENT_TYPES
from conflictmap.maps.options import PALETTE, STYLED_AS

MODULE = Path(__file__).parents[2] / "maps" / "page" / "typewords.js"
_PAIR = re.compile(r'^\s+"([^"]+)": "([^"]+)",$', re.MULTILINE)
ARABIC = re.compile("[\u0621-\u0652 ]+")


def test_every_type_and_group_has_an_arabic_name():
    names = dict(_PAIR.findall(MODULE.read_text("utf-8")))
    sub_types = {name for names in EVENT_TYPES.values() for name in names}
    groups = {style.name for style in PALETTE}
    assert set(names) >= {*EVENT_TYPES, *sub_types, *groups, *STYLED_AS}
    assert [name for name in names.values() if not ARABIC.fullmatch(name)] == []


def test_no_two_types_have_the_same_arabic_name():
    names = dict(_PAIR.findall(MODULE.read_text("utf-8")))
    assert len(set(names.values())) == len(names)
