"""The page's modules become one classic script."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

import conflictmap.maps
from conflictmap.data.errors import PayloadError
from conflictmap.maps.assets import page_assets
from conflictmap.maps.bundle import bundle
from conflictmap.maps.options import PALETTE

PAGE = Path(conflictmap.maps.__path__[0]) / "page"


def write(folder: Path, **modules: str) -> Path:
    for name, text in modules.items():
        (folder / f"{name}.js").write_text(text, encoding="utf-8")
    return folder / "main.js"


def run(script: str) -> str:
    node = shutil.which("node")
    if node is None:
        pytest.skip("node is not installed")
    done = subprocess.run(
        [node, "-e", script], capture_output=True, text=True, check=True, timeout=60
    )
    return done.stdout


def test_names_of_modules_do_not_collide_and_exports_arrive(tmp_path: Path) -> None:
    entry = write(
        tmp_path,
        main='import {shown} from "./a.js";\nimport { twice, Box } from "./b.js";\n'
        'const hidden = "main";\n'
        "console.log(shown(), hidden, twice(4), new Box().n);\n",
        a='const hidden = "a";\nexport function shown() {\n  return hidden;\n}\n',
        b="const hidden = 2;\nexport const twice = (n) => n * hidden;\n"
        "export class Box {\n  n = 7;\n}\n",
    )
    assert run(bundle(entry)) == "a main 8 7\n"


def test_a_module_that_two_need_is_run_once_and_first(tmp_path: Path) -> None:
    entry = write(
        tmp_path,
        main='import {a} from "./a.js";\nimport {b} from "./b.js";\nconsole.log(a, b);\n',
        a='import {one} from "./one.js";\nexport const a = one;\n',
        b='import {one} from "./one.js";\nexport const b = one;\n',
        one='console.log("once");\nexport const one = 1;\n',
    )
    assert run(bundle(entry)) == "once\n1 1\n"


def test_lines_keep_their_places_and_comments_stay(tmp_path: Path) -> None:
    entry = write(
        tmp_path,
        main='// first\nimport {a} from "./a.js";\n\n'
        '/** @import {X} from "./a.js" */\na;\n',
        a="export const a = 1;\n",
    )
    text = bundle(entry)
    main = text[text.index("// main.js") :].splitlines()
    assert main[2:7] == [
        "// first",
        "",
        "",
        '/** @import {X} from "./a.js" */',
        "a;",
    ]


def test_the_same_files_give_the_same_text_in_another_folder(tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(PAGE, copy)
    assert bundle(PAGE / "main.js") == bundle(copy / "main.js")


def test_the_page_is_one_script_that_parses_without_its_comments(tmp_path: Path) -> None:
    text = bundle(PAGE / "main.js")
    assert "\nimport " not in text
    assert "\nexport " not in text
    short = dict(page_assets())["conflictmap_js"]
    short = short.removeprefix("<script>\n").removesuffix("</script>")
    assert len(short.encode()) < 312_000 < len(text.encode())
    (tmp_path / "page.js").write_text(short, encoding="utf-8")
    node = shutil.which("node")
    if node is None:
        pytest.skip("node is not installed")
    subprocess.run([node, "--check", tmp_path / "page.js"], check=True, timeout=60)


@pytest.mark.parametrize(
    "line",
    [
        'import a from "./a.js";',
        'import * as a from "./a.js";',
        'import {a as b} from "./a.js";',
        'import "./a.js";',
        'import {a} from "./sub/a.js";',
        'import {a} from "leaflet";',
        'import {a} from "./a.js"',
        "import {",
        "export default 1;",
        "export {a};",
        'export * from "./a.js";',
        "export let b = 1;",
        'const late = import("./a.js");',
        "const here = import.meta.url;",
        'const text = "</script>";',
    ],
)
def test_an_unknown_form_is_refused_with_file_and_line(tmp_path: Path, line: str) -> None:
    entry = write(tmp_path, main=f"const a = 0;\n{line}\n", a="export const a = 1;\n")
    with pytest.raises(PayloadError, match=r"main\.js:2: "):
        bundle(entry)


def test_a_cycle_is_refused_and_drawn(tmp_path: Path) -> None:
    entry = write(
        tmp_path,
        main='import {a} from "./a.js";\n',
        a='import {b} from "./b.js";\nexport const a = 1;\n',
        b='\nimport {a} from "./a.js";\nexport const b = 1;\n',
    )
    with pytest.raises(PayloadError, match=r"b\.js:2: .*main\.js → a\.js → b\.js → a"):
        bundle(entry)


def test_a_name_that_two_modules_export_is_refused(tmp_path: Path) -> None:
    entry = write(
        tmp_path,
        main='import {a} from "./a.js";\nimport {b} from "./b.js";\n',
        a="export const a = 1;\n",
        b="export const a = 1;\nexport const b = 2;\n",
    )
    with pytest.raises(PayloadError, match=r"b\.js: a\.js exports 'a' too"):
        bundle(entry)


def test_a_module_that_imports_itself_is_refused(tmp_path: Path) -> None:
    entry = write(tmp_path, main='import {a} from "./main.js";\nexport const a = 1;\n')
    with pytest.raises(PayloadError, match="a cycle"):
        bundle(entry)


def test_a_name_that_is_not_exported_is_refused(tmp_path: Path) -> None:
    entry = write(tmp_path, main='import {b} from "./a.js";\n', a="const b = 1;\n")
    with pytest.raises(PayloadError, match=r"main\.js:1: a\.js does not export 'b'"):
        bundle(entry)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    entry = write(tmp_path, main='import {b} from "./gone.js";\n')
    with pytest.raises(PayloadError, match=r"main\.js:1: 'gone\.js' is not beside it"):
        bundle(entry)
    with pytest.raises(PayloadError, match="cannot be read"):
        bundle(tmp_path / "nowhere.js")


def test_types_of_a_comment_are_no_imports(tmp_path: Path) -> None:
    entry = write(
        tmp_path,
        main='/** @type {import("./a.js").A} */ let a;\n// import("x")\n',
    )
    assert 'import("./a.js")' in bundle(entry)


def _luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one: str, other: str) -> float:
    """Return the contrast ratio of WCAG 2.2."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _themes() -> tuple[dict[str, str], dict[str, str]]:
    """Return the colours of the light and the dark theme, as page.css sets them."""
    css = (PAGE / "page.css").read_text(encoding="utf-8")
    light, dark = css.split("prefers-color-scheme: dark", 1)
    setting = re.compile(r"--cm-(\w+): (#[0-9a-f]{6});")
    return dict(setting.findall(light)), dict(setting.findall(dark))


@pytest.mark.parametrize("group", PALETTE, ids=lambda group: group.name)
def test_every_colour_stands_out_from_land_sea_and_its_own_symbol(group) -> None:
    light, dark = _themes()
    for name in ("land", "sea", "glyph", "halo"):
        assert _contrast(group.light, light[name]) >= 3
        assert _contrast(group.dark, dark[name]) >= 3


def test_text_is_readable_in_both_themes() -> None:
    for theme in _themes():
        for text in ("text", "muted", "accent"):
            assert _contrast(theme[text], theme["paper"]) >= 4.5
        for label in ("label", "minor"):
            assert _contrast(theme[label], theme["land"]) >= 4.5
        for name in ("notice", "chosen"):
            assert _contrast(theme["text"], theme[name]) >= 4.5
            assert _contrast(theme["muted"], theme[name]) >= 4.5


def test_every_group_has_a_symbol_and_colours_of_its_own() -> None:
    assert len({group.symbol for group in PALETTE}) == len(PALETTE)
    assert len({group.light for group in PALETTE}) == len(PALETTE)
    assert len({group.dark for group in PALETTE}) == len(PALETTE)
