"""The options that say where work is done, of every command that gives it to an engine."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, Final

import click

from . import engines

__all__ = ["EngineChoice", "engine_options"]

_ENGINE: Final = "Do the work in this process, in several, or on Dask (extra: dask)"
_JOBS: Final = "How many workers; by default as many as cores."
_SCHEDULER: Final = (
    "Dask's, such as tcp://host:8786, whose workers see the same files; else a cluster is "
    "started here."
)


@dataclass(frozen=True, slots=True)
class EngineChoice:
    """What was typed; null: nothing."""

    engine: str | None
    jobs: int | None
    scheduler: str | None

    def open(self, default: str) -> engines.Engine:
        """The engine that is meant.

        Parameters
        ----------
        default
            Name of the engine if none was typed.

        Raises
        ------
        click.UsageError
            If an option is another engine's.
        """
        name = self.engine or default
        if self.scheduler is not None and name != "dask":
            raise click.UsageError("--scheduler is for --engine dask")
        if self.jobs is not None and name == "serial":
            raise click.UsageError("--jobs is for --engine processes or dask")
        return engines.open_engine(name, jobs=self.jobs, scheduler=self.scheduler)


def engine_options(where: str) -> Callable[[Callable[..., None]], Any]:
    """Gives a command the options; what was typed is its parameter ``work``.

    Parameters
    ----------
    where
        Where the work is done if no engine is named, in words.
    """
    options = (
        click.option("--scheduler", metavar="ADDRESS", help=_SCHEDULER),
        click.option("--jobs", type=click.IntRange(1), metavar="N", help=_JOBS),
        click.option(
            "--engine", type=click.Choice(engines.ENGINES), help=f"{_ENGINE}; {where}."
        ),
    )

    def decorate(command: Callable[..., None]) -> Any:  # noqa: ANN401  as click's
        @wraps(command)
        def called(
            engine: str | None,
            jobs: int | None,
            scheduler: str | None,
            **others: Any,  # noqa: ANN401  what the command takes
        ) -> None:
            command(work=EngineChoice(engine, jobs, scheduler), **others)

        for option in options:
            option(called)
        return called

    return decorate
