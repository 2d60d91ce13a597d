"""The command ``read``: from articles to drafts of reports, or to JSON."""

import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from ..data.endings import REPORT_ENDINGS
from .console import print_json, require_folder_of, show, writing
from .engine_options import EngineChoice, engine_options
from .typed_values import country_option, to_day, to_web_address

if TYPE_CHECKING:
    from datetime import date

    from ..data.articles import Article
    from ..geo.reading.model import EventRead, Reading

__all__ = ["read"]

_ENDINGS_WORDS: Final = "expected .txt, .md, .html, or - for standard input"


@click.command()
@click.argument("articles", nargs=-1, metavar="[ARTICLE]")
@click.option(
    "--jsonl",
    multiple=True,
    metavar="DOCS.jsonl",
    help='Read each line, such as {"id": 1, "text": "…"}: files, also packed with gzip, '
    "quoted patterns such as 'articles/*.jsonl.gz', or - for stdin.",
)
@click.option(
    "--published",
    callback=to_day,
    metavar="DATE",
    help="Day of publication, such as 2024-12-01.",
)
@country_option("What it is about")
@click.option(
    *("-o", "--output"),
    type=click.Path(path_type=Path),
    metavar="REPORT.yaml|EVENTS.parquet",
    help="File to write the draft into; what was changed in it by hand stays. With "
    "--jsonl: folder of GeoParquet files, an event a row (extra: parquet); the same "
    "command goes on where it was stopped.",
)
@click.option(
    "--force",
    is_flag=True,
    help="Read a reviewed REPORT.yaml again, or begin EVENTS.parquet anew.",
)
@click.option("--json", "as_json", is_flag=True, help="What was read as JSON on stdout.")
@click.option(
    "--recogniser",
    metavar="spacy:NAME",
    help="Find the names with a spaCy pipeline: an installed one, or a folder.",
)
@click.option("--title", metavar="TEXT", help="Title of the article.")
@click.option("--publisher", metavar="TEXT", help="Who published it.")
@click.option(
    "--url", callback=to_web_address, metavar="ADDRESS", help="Where it was published."
)
@engine_options("for --jsonl, by default in several if there is -o or --jobs")
def read(  # noqa: PLR0913  one parameter an option
    articles: tuple[str, ...],
    *,
    jsonl: tuple[str, ...],
    published: "date | None",
    countries: tuple[str, ...],
    output: Path | None,
    force: bool,
    as_json: bool,
    recogniser: str | None,
    work: EngineChoice,
    **said: str | None,
) -> None:
    """Draft a report of the events and distances in an article.

    ARTICLE is a text (.txt, .md) or a saved page (.html); - reads standard input. The
    draft is YAML, to be corrected, and goes to stdout without -o. Offsets count Unicode
    code points. Exit code 1 if an article or a line could not be read.
    """
    known: dict[str, Any] = {"published": published, "country": countries, **said}
    if jsonl:
        from .read_lines_cli import read_lines  # noqa: PLC0415

        _refuse(said, "is for one ARTICLE, not for --jsonl")
        read_lines((*jsonl, *articles), known, output, recogniser, work, force=force)
        return
    if len(articles) != 1:
        raise click.UsageError("expected either one ARTICLE or --jsonl DOCS.jsonl")
    _refuse(asdict(work), "is for --jsonl, not for one ARTICLE")
    if output is not None:
        if output.is_dir():
            raise click.UsageError(
                f"{output}: a folder; expected a file such as report.yaml"
            )
        require_folder_of(output)
    _read_one(articles[0], known, output, recogniser, is_forced=force, as_json=as_json)


def _read_one(  # noqa: PLR0913  what was typed
    path: str,
    known: dict[str, Any],
    output: Path | None,
    recogniser: str | None,
    *,
    is_forced: bool,
    as_json: bool,
) -> None:
    from ..data.articles import read_article  # noqa: PLC0415
    from .read_lines_cli import require_reader  # noqa: PLC0415

    _require_article(path)
    existing = None if output is None else _existing(output, is_forced=is_forced)
    told = (existing or {}, known)  # what is typed goes before
    said = {key: value for each in told for key, value in each.items() if value}
    article = replace(read_article(path), **said)
    reading = require_reader(recogniser)(article)
    if as_json:
        from ..geo.reading.as_json import reading_json  # noqa: PLC0415

        print_json(reading_json(reading, article.id))
    if output is not None:
        with writing(output):
            _write_draft(article, reading, output, is_there=existing is not None)
    elif not as_json:
        from ..geo.reading.entries import draft_report  # noqa: PLC0415

        sys.stdout.buffer.write(draft_report(article, reading).encode())
    show(_summary(article, reading))
    if output is not None:
        show([f"Wrote {output}"])


def _existing(path: Path, *, is_forced: bool) -> "dict[str, Any] | None":
    """What an earlier draft says of its article, or ``None`` if there is no draft."""
    from ..data.reports import read_report  # noqa: PLC0415

    if not path.exists():
        return None
    report = read_report(path)
    if report.reading == "reviewed" and not is_forced:
        raise click.ClickException(
            f"{path}: reviewed, and so left as it is; --force reads the article again, "
            "keeps what was done by hand, and marks the report as not reviewed"
        )
    source = report.source
    return {
        "title": report.title,
        "published": report.published,
        "country": report.country,
        "publisher": source.publisher,
        "url": source.url,
    }


def _write_draft(
    article: "Article", reading: "Reading", path: Path, *, is_there: bool
) -> None:
    from ..data.draft_merge import merge_draft  # noqa: PLC0415
    from ..data.drafts import write_draft  # noqa: PLC0415
    from ..data.whole_files import write_whole  # noqa: PLC0415
    from ..geo.reading.entries import place_notes, report_content  # noqa: PLC0415

    content, notes = report_content(article, reading), place_notes(reading)
    if is_there:
        draft = merge_draft(path.read_text("utf-8"), str(path), content, notes)
    else:
        draft = write_draft(content, notes)
    write_whole(path, draft)


def _summary(article: "Article", reading: "Reading") -> Iterator[str]:
    """What was read, in lines for people."""
    from ..geo.reading.claim_checks import check_claim  # noqa: PLC0415
    from .event_words import counted  # noqa: PLC0415

    counts = (
        counted(len({toponym.query for toponym in reading.toponyms}), "place"),
        counted(len(reading.events), "event"),
        counted(len(reading.claims), "stated distance"),
    )
    about = f"; about {', '.join(reading.countries)}" if reading.countries else ""
    yield f"{article.path or article.id}: {', '.join(counts)}{about}"
    yield from (f"  {_event_words(event)}" for event in reading.events)
    for claim in reading.claims:
        finding = check_claim(claim)
        if finding is not None:
            yield f"  {finding.message}"
    missing = dict.fromkeys(t.query for t in reading.toponyms if t.place is None)
    if missing:
        yield f"  in no gazetteer: {', '.join(missing)}"
    if article.published is None:
        yield "  no day of publication: give --published, so that Sunday is a date"


def _event_words(event: "EventRead") -> str:
    """An event in few words: ``"Armed clash · Hama · 2024-12-01 · claimed by rebels"``."""
    where = event.described or (event.toponym and event.toponym.name)
    said = event.status
    if event.claimed_by is not None:
        said = f"{said} by {event.claimed_by.name}"
    words = (event.sub_type, where or "place not said", event.date or "no date", said)
    return " · ".join(" ".join(word.split()) for word in words)


def _require_article(path: str) -> None:
    """Nothing, or the error on a path that is no article."""
    if path == "-":
        return
    file = Path(path)
    if not file.exists():
        raise click.UsageError(f"{path}: no such file; {_ENDINGS_WORDS}")
    if file.is_dir():
        raise click.UsageError(f"{path}: a folder; {_ENDINGS_WORDS}")
    hints: Iterable[tuple[frozenset[str], str]] = (
        (REPORT_ENDINGS, "a report already; use conflictmap build or check"),
        (frozenset({".jsonl", ".ndjson"}), f"many articles; use --jsonl {path}"),
    )
    for endings, hint in hints:
        if file.suffix.lower() in endings:
            raise click.UsageError(f"{path}: {hint}")


def _refuse(given: Mapping[str, object], reason: str) -> None:
    for name, value in given.items():
        if value:
            raise click.UsageError(f"--{name} {reason}")
