"""One classic script made of the page's ES modules.

Answers how ``import`` and ``export`` between a few files of one folder become function
scopes that a sealed page can hold in a single ``<script>``: what a module exports is
known to the whole script, so that imports need no words in it. It is no JavaScript
parser: it knows one form of import and four of export, each on a line of its own, and
refuses every other.
"""

import re
from dataclasses import dataclass
from pathlib import Path

from ..data.errors import PayloadError

_IMPORT = re.compile(r'import \{ ?([\w$]+(?:, [\w$]+)*) ?\} from "\./([\w.-]+\.js)";')
_EXPORT = re.compile(r"export ((?:async )?function|class|const) ([\w$]+)")
_EMPTY_EXPORT = "export {};"
_COMMENT = re.compile(r"/\*.*?\*/|//.*$|^\s*\*.*$")
_DYNAMIC = re.compile(r"\bimport\s*[.(]")
_BREAKS_OUT = re.compile(r"</script|<!--", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Module:
    """One file, with its lines rewritten for a function scope."""

    lines: list[str]
    imports: dict[int, tuple[list[str], Path]]  # line number → names, file
    exports: list[str]


def bundle(entry: Path) -> str:
    """Return one classic script that does what the ES module `entry` does.

    Parameters
    ----------
    entry
        The module to start from. Modules it imports lie in its own folder.

    Raises
    ------
    PayloadError
        A file cannot be read, a cycle, a name that is not exported or twice, or a form
        of import or export that is not known here. The message names the file.

    Notes
    -----
    Every module becomes a function that is called once and returns what it exports.
    Modules stand in the order in which they are needed: the same files give the same
    text.
    """
    modules: dict[Path, _Module] = {}
    _collect(entry, modules, ())
    _require_unique(modules)
    parts = ['(function () {\n"use strict";\n']
    parts.extend(_wrapped(path.name, module) for path, module in modules.items())
    parts.append("})();\n")
    return "".join(parts)


def _require_unique(modules: dict[Path, _Module]) -> None:
    """Exported names are those of the whole script: each may be exported once."""
    owners: dict[str, Path] = {}
    for path, module in modules.items():
        for name in module.exports:
            other = owners.setdefault(name, path)
            if other != path:
                raise PayloadError(
                    f"{path}: {other.name} exports {name!r} too; rename one of them"
                )


def _collect(path: Path, modules: dict[Path, _Module], above: tuple[Path, ...]) -> None:
    """Add a module after everything that it imports."""
    module = _read(path)
    for number, (names, target) in module.imports.items():
        if target == path or target in above:
            chain = " → ".join(step.name for step in (*above, path, target))
            raise _error(path, number, f"a cycle of imports, {chain}; break it")
        if target not in modules:
            if not target.is_file():
                raise _error(path, number, f"{target.name!r} is not beside it")
            _collect(target, modules, (*above, path))
        for name in names:
            if name not in modules[target].exports:
                raise _error(path, number, f"{target.name} does not export {name!r}")
    modules[path] = module


def _read(path: Path) -> _Module:
    """Return a module whose import and export lines are taken apart."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as err:
        raise PayloadError(f"{path}: cannot be read as UTF-8 text: {err}") from err
    module = _Module(text.splitlines(), {}, [])
    for number, line in enumerate(module.lines, start=1):
        if "port" in line or "<" in line:  # in others nothing is known or refused
            module.lines[number - 1] = _rewrite(path, number, line, module)
    return module


def _rewrite(path: Path, number: int, line: str, module: _Module) -> str:
    """Return a line without `export`; an import becomes empty, and is noted."""
    if _BREAKS_OUT.search(line):
        raise _error(path, number, "'</script' and '<!--' would end the page's script")
    if line.startswith("import"):
        found = _IMPORT.fullmatch(line)
        if not found:
            raise _error(path, number, f'{line!r}: expected import {{a}} from "./x.js";')
        target = path.parent / found[2]
        module.imports[number] = (found[1].split(", "), target)
        return ""
    if line.startswith("export"):
        if line == _EMPTY_EXPORT:
            return ""
        found = _EXPORT.match(line)
        if not found:
            raise _error(
                path, number, f"{line!r}: expected export function, class or const"
            )
        module.exports.append(found[2])
        return line.removeprefix("export ")
    if _DYNAMIC.search(_COMMENT.sub("", line)):
        raise _error(path, number, "import() and import.meta have no place in a page")
    return line


def _wrapped(name: str, module: _Module) -> str:
    """Return a module as a function called once; its lines keep their places."""
    lines = "".join(f"{line}\n" for line in module.lines)
    names = f"{{{', '.join(module.exports)}}}"
    return f"// {name}\nconst {names} = (function () {{\n{lines}return {names};\n}})();\n"


def _error(path: Path, number: int, what: str) -> PayloadError:
    return PayloadError(f"{path}:{number}: {what}")
