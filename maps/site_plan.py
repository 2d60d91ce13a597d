"""What of a site is to be built: what is not there, or was made of something else."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from .recipe import Recipe
from .records import ReportRecord
from .site_folder import SiteFolder
from .site_inputs import Input

if TYPE_CHECKING:
    from .page_tasks import PageTask

__all__ = ["is_current", "page_tasks"]


def is_current(site: SiteFolder, manifest: Mapping[str, Any], inputs: list[Input]) -> bool:
    """Whether the last build was finished, and of exactly this."""
    is_fixed = all(one.is_fixed for one in inputs) and not site.is_unfinished
    if not (manifest and is_fixed and site.has(manifest["files"])):
        return False
    keys = {report["name"]: report["key"] for report in manifest["reports"]}
    return keys == {one.name: one.key for one in inputs} and all(
        site.has(report["files"]) for report in manifest["reports"]
    )


def page_tasks(
    site: SiteFolder,
    manifest: Mapping[str, Any],
    inputs: Iterable[Input],
    recipe: Recipe,
    *,
    force: bool,
) -> "list[PageTask]":
    """A task for each report whose page is not what it would become; `force`: for all.

    A build that was killed has left records of what it finished: that is kept.
    """
    built = {report["name"]: report for report in manifest.get("reports", ())}
    generation = int(manifest.get("generation", 0)) + 1
    tasks = []
    for one in inputs:
        entry = built.get(one.name)
        is_told = site.has_record(one.name) and not (force or site.is_doubtful)
        if entry and is_told and _is_done(site, one, entry["key"], entry["files"]):
            continue
        last = site.record(one.name)
        if force or not (last and _is_done(site, one, last.key, last.files)):
            tasks.append(_task(one, last, recipe, generation))
    return tasks


def _is_done(site: SiteFolder, one: Input, key: str, files: Mapping[str, str]) -> bool:
    return one.is_fixed and key == one.key and site.has(files)


def _task(
    one: Input, last: ReportRecord | None, recipe: Recipe, generation: int
) -> "PageTask":
    from .page_tasks import PageTask  # noqa: PLC0415

    is_released = recipe.release is not None
    if last is not None and is_released and not last.is_released:
        last = None  # what it said then may be what was withheld, or deleted, since
    if last is not None and last.key == one.key:
        generation = last.generation
    record = ReportRecord(
        one.name, one.shown, one.key, is_released=is_released, generation=generation
    )
    return PageTask(
        record,
        one.path,
        recipe,
        last=None if last is None or last.error or last.is_dataset else last.events,
        last_generation=1 if last is None else last.generation,
        before=None if last is None else last.before,
    )
