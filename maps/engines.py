"""Where work is done: in this process, in as many processes as cores, or on Dask.

An engine is a context manager whose ``run`` gives one `Outcome` a task, in the tasks'
order, whichever worker was quicker; so the results are the same with every engine. Only
some tasks are under way at a time: neither tasks nor results pile up. A task that kills
its worker is given to another one once, and then costs only itself.
"""

import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from itertools import islice
from multiprocessing import (
    active_children,
    get_all_start_methods,
    get_context,
    parent_process,
)
from types import TracebackType
from typing import TYPE_CHECKING, Any, Final, Generic, Protocol, Self, TypeVar

from ..data.errors import ConflictMapError, MissingExtraError

if TYPE_CHECKING:
    from distributed import Client

__all__ = ["ENGINES", "Engine", "Outcome", "interrupts_held", "open_engine"]

Task = TypeVar("Task")
Result = TypeVar("Result")

ENGINES: Final = ("serial", "processes", "dask")
_HAS_SERVER: Final = "forkserver" in get_all_start_methods()
_AHEAD: Final = 2  # tasks under way for each worker
_DIED: Final = "its worker died twice while working on it"


@dataclass(frozen=True, slots=True)
class Outcome(Generic[Result]):
    """What became of one task: a result, or the reason why there is none."""

    number: int  # of the task, from 0
    result: Result | None
    error: str | None = None


class Engine(AbstractContextManager["Engine", None], Protocol):
    """What does work; open it with ``with``."""

    workers: int
    shares_disk: bool
    """Whether what a worker writes is there for this process."""

    def run(
        self, work: Callable[[Task], Result], tasks: Iterable[Task]
    ) -> Iterator[Outcome[Result]]:
        """An outcome a task, in the tasks' order, as they come.

        Parameters
        ----------
        work
            A function of a module, so that other processes find it. What it raises is
            raised here, and ends the run.
        tasks
            Read only as far ahead as the workers need; what they are must pickle.
        """


def open_engine(
    name: str = "processes", *, jobs: int | None = None, scheduler: str | None = None
) -> Engine:
    """An engine by its name in `ENGINES`.

    Parameters
    ----------
    name
        "serial", "processes" or "dask".
    jobs
        Workers; by default as many as cores that this process may use. One worker of
        "processes" is this process.
    scheduler
        Address of a Dask scheduler; by default a cluster on this machine is started.
        Its workers must have this package, and see the same files.

    Raises
    ------
    MissingExtraError
        If Dask is asked for and not installed.
    ValueError
        If there is no such engine.
    """
    if name not in ENGINES:
        raise ValueError(f"{name!r} is no engine: expected one of {', '.join(ENGINES)}")
    jobs = jobs or _cores()
    if name == "dask":
        return _Dask(jobs, scheduler)
    return _Processes(jobs) if name == "processes" and jobs > 1 else _Serial()


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


_UnderWay = tuple[int, Task, Any]
"""A task with its number, and its future: of this package's pools, or Dask's."""


def _in_order(
    submit: Callable[[Task], Any],
    tasks: Iterable[Task],
    workers: int,
    death: type[Exception],
    settle: "Callable[[list[_UnderWay[Task]]], Iterator[Outcome[Result]]]",
) -> Iterator[Outcome[Result]]:
    """Outcomes in the tasks' order, a few tasks for each worker under way.

    A task's future raises `death` if its worker died. With it die those that waited
    there, and which of them it was cannot be told: `settle` is given all under way.
    """
    coming = enumerate(tasks)
    under_way: deque[_UnderWay[Task]] = deque()
    while True:
        for number, task in islice(coming, workers * _AHEAD - len(under_way)):
            under_way.append((number, task, submit(task)))
        if not under_way:
            return
        number, task, future = under_way.popleft()
        try:
            yield Outcome(number, future.result())
        except death:
            lost = [(number, task, future), *under_way]
            under_way.clear()
            yield from settle(lost)


class _Serial:
    """All work here, one task after the other."""

    workers = 1
    shares_disk = True

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        pass

    def run(
        self, work: Callable[[Task], Result], tasks: Iterable[Task]
    ) -> Iterator[Outcome[Result]]:
        for number, task in enumerate(tasks):
            yield Outcome(number, work(task))


class _Processes:
    """Processes on this machine; each imports what it needs once."""

    shares_disk = True

    def __init__(self, jobs: int) -> None:
        self.workers = jobs
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._close(at_once=error is not None)

    def run(
        self, work: Callable[[Task], Result], tasks: Iterable[Task]
    ) -> Iterator[Outcome[Result]]:
        def settle(lost: "list[_UnderWay[Task]]") -> Iterator[Outcome[Result]]:
            done = {n: f for n, _, f in lost if f.done() and not f.exception()}
            self._close(at_once=True)
            for number, task, _ in lost:
                if number in done:
                    yield Outcome(number, done[number].result())
                else:
                    yield self._again(work, number, task)

        _start_server()
        submit = partial(self._submit, work)
        return _in_order(submit, tasks, self.workers, BrokenProcessPool, settle)

    def _submit(self, work: Callable[[Task], Result], task: Task) -> "Future[Result]":
        with interrupts_held():  # workers start when there are tasks for them
            if self._pool is None:
                self._pool = _pool(self.workers)
            try:
                return self._pool.submit(work, task)
            except BrokenProcessPool as err:  # since the last task came back
                future: Future[Result] = Future()
                future.set_exception(err)
                return future

    def _again(
        self, work: Callable[[Task], Result], number: int, task: Task
    ) -> Outcome[Result]:
        try:
            return Outcome(number, self._submit(work, task).result())
        except BrokenProcessPool:
            self._close(at_once=True)
            return Outcome(number, None, _DIED)

    def _close(self, *, at_once: bool) -> None:
        if self._pool is None:
            return
        pool, self._pool = self._pool, None
        if at_once:
            pool.shutdown(wait=False, cancel_futures=True)
            for process in active_children():
                process.terminate()
        pool.shutdown(wait=True)


def _start_server() -> None:
    """Start the process that imports all and then forks workers in no time."""
    if not _HAS_SERVER:
        return
    from multiprocessing import forkserver, resource_tracker  # noqa: PLC0415

    resource_tracker.ensure_running()  # in the block it would let Ctrl-C through again
    with interrupts_held():
        forkserver.set_forkserver_preload(["conflictmap.maps.preload"])
        forkserver.ensure_running()


def _pool(jobs: int) -> ProcessPoolExecutor:
    context = get_context("forkserver" if _HAS_SERVER else "spawn")
    return ProcessPoolExecutor(jobs, context, _start_worker)


@contextmanager
def interrupts_held() -> Iterator[None]:
    """Ctrl-C waits until the block ends, and processes started in it never hear it.

    Python lets the server of workers ignore it only when that has imported all, and a
    worker that comes to be when its parent has ended finds nothing to work with. While
    modules are imported it may be lost, or end the process later than it was told of.
    """
    if not hasattr(signal, "pthread_sigmask"):  # on Windows
        yield
        return
    mask = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)


def _leave_interrupts() -> None:
    """Leave Ctrl-C to the parent, which is in the same terminal."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _start_worker() -> None:
    """Leave Ctrl-C to the parent, and end when the parent does, even by kill -9."""
    _leave_interrupts()
    parent = parent_process()
    if parent is not None:

        def follow() -> None:
            parent.join()
            os._exit(1)

        threading.Thread(target=follow, daemon=True).start()


class _Dask:
    """A cluster: one that is there, or one of processes on this machine."""

    shares_disk = False

    def __init__(self, jobs: int, scheduler: str | None) -> None:
        self.workers = jobs
        self._scheduler = scheduler
        self._client: Client | None = None
        self._cluster: Any = None

    def __enter__(self) -> Self:
        try:
            import distributed  # noqa: F401, PLC0415
        except ImportError as err:
            raise MissingExtraError(
                "the engine dask needs Dask: install it with "
                "`pip install 'conflictmap[dask]'`"
            ) from err
        return self

    def __exit__(self, *exc: object) -> None:
        with suppress(Exception):  # what is left of a cluster that is gone
            if self._client is not None:
                self._client.close()
        if self._cluster is not None:
            self._cluster.close()

    def run(
        self, work: Callable[[Task], Result], tasks: Iterable[Task]
    ) -> Iterator[Outcome[Result]]:
        from distributed import KilledWorker, wait  # noqa: PLC0415

        client = self._client = self._client or self._connect()
        self.workers = max(1, sum(client.nthreads().values()))

        def settle(lost: "list[_UnderWay[Task]]") -> Iterator[Outcome[Result]]:
            wait([future for _, _, future in lost])
            for one in lost:
                yield self._settled(client, work, *one)

        submit = partial(client.submit, work, pure=False)
        return _in_order(submit, tasks, self.workers, KilledWorker, settle)

    def _settled(
        self,
        client: "Client",
        work: Callable[[Task], Result],
        number: int,
        task: Task,
        future: Any,  # noqa: ANN401  distributed's
    ) -> Outcome[Result]:
        """The outcome of a task; of one whose worker died, tried again by itself."""
        from distributed import KilledWorker  # noqa: PLC0415

        for tried in (future, None):
            try:
                again = tried or client.submit(work, task, pure=False)
                return Outcome(number, again.result())
            except KilledWorker:
                continue
        return Outcome(number, None, _DIED)

    def _connect(self) -> "Client":
        """A client of the scheduler; without one, of a cluster that is started here."""
        import dask  # noqa: PLC0415
        from distributed import Client, LocalCluster  # noqa: PLC0415

        if self._scheduler is None:
            # whose worker dies is told of it, and tries again here
            with dask.config.set({"distributed.scheduler.allowed-failures": 0}):
                self._cluster = LocalCluster(
                    n_workers=self.workers,
                    threads_per_worker=1,
                    dashboard_address=None,
                    host="127.0.0.1",
                )
        try:
            client = Client(self._cluster or self._scheduler, timeout="20s")
            if self._cluster is not None:
                client.run(_leave_interrupts)
        except (OSError, ValueError) as err:
            raise ConflictMapError(
                f"no Dask scheduler answers at {self._scheduler!r}: {err}; expected an "
                "address such as tcp://host:8786"
            ) from err
        return client
