"""Online tiles: which addresses a page takes, and what its policy lets in."""

import pytest

from conflictmap.data.errors import PayloadError
from conflictmap.maps import MapOptions
from conflictmap.maps.policy import content_policy
from conflictmap.maps.tiles import tile_origin

URL = "https://tile.example.org/{z}/{x}/{y}.png"


@pytest.mark.parametrize(
    ("url", "origin"),
    [
        (URL, "https://tile.example.org"),
        (
            "https://Tiles.Example.org:8443/a/{z}/{y}/{x}?key=a;b",
            "https://tiles.example.org:8443",
        ),
    ],
)
def test_the_origin_is_scheme_host_and_port(url, origin):
    assert tile_origin(url) == origin


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("http://tile.example.org/{z}/{x}/{y}.png", "https address"),
        ("//tile.example.org/{z}/{x}/{y}.png", "https address"),
        ("https://user:secret@example.org/{z}/{x}/{y}.png", "without user name"),
        ("https://{s}.tile.example.org/{z}/{x}/{y}.png", "one server"),
        ("https://a.org; script-src */{z}/{x}/{y}", "https address"),
        ("https://a.org/{z}/{x}/{y}.png https://b.org", "spaces"),
        ("https://tile.example.org/{z}/{x}.png", "{y} is not in it"),
        ("https://tile.example.org/{z}/{x}/{y}{r}.png", "{r} is not known"),
        ("", "https address"),
    ],
)
def test_an_address_that_is_no_tile_server_is_refused(url, why):
    with pytest.raises(PayloadError, match=why.replace("{", r"\{").replace("}", r"\}")):
        MapOptions(tiles=url, tiles_attribution="Example")


@pytest.mark.parametrize("attribution", ["", "  "])
def test_tiles_of_nobody_are_refused(attribution):
    with pytest.raises(PayloadError, match="whose work"):
        MapOptions(tiles=URL, tiles_attribution=attribution)


def test_an_attribution_without_tiles_is_refused():
    with pytest.raises(PayloadError, match="without tiles"):
        MapOptions(tiles_attribution="Example")


def test_without_tiles_the_policy_lets_no_picture_in():
    assert "img-src data:;" in content_policy("")


def test_the_policy_lets_in_pictures_of_the_tile_server_and_nothing_else():
    plain = content_policy("").split("; ")
    tiled = content_policy("", {"url": URL, "attribution": "Example"}).split("; ")
    assert set(tiled) - set(plain) == {"img-src data: https://tile.example.org"}
    assert set(plain) - set(tiled) == {"img-src data:"}
