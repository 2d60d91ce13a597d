"""Engines give the same outcomes in the same order, and lose nothing to a death."""

import pytest

from conflictmap.data import MissingExtraError
from conflictmap.maps.engines import open_engine

# workers find only what they can import: tasks are expressions, and the work is eval
NAMES = ["serial", "processes", "dask"]
DIE = "__import__('os')._exit(3)"
WARM = "sum(range(3))"


def die_once(marker):
    """Ends the worker, but only where the marker is not there yet."""
    return (
        f"__import__('os').path.exists({str(marker)!r}) and 'back' or "
        f"(open({str(marker)!r}, 'w').close(), __import__('os')._exit(3))"
    )


@pytest.fixture(params=NAMES)
def name(request):
    return request.param


@pytest.mark.filterwarnings("ignore")
def test_outcomes_come_in_the_order_of_the_tasks(name):
    slow_first = ["__import__('time').sleep(0.3) or 0", *map(str, range(1, 12))]
    with open_engine(name, jobs=2) as engine:
        outcomes = list(engine.run(eval, slow_first))
    assert [(one.number, one.result, one.error) for one in outcomes] == [
        (number, number, None) for number in range(12)
    ]


@pytest.mark.filterwarnings("ignore")
def test_tasks_are_read_no_farther_ahead_than_workers_need(name):
    read = []

    def tasks():
        for number in range(40):
            read.append(number)
            yield str(number)

    with open_engine(name, jobs=2) as engine:
        outcomes = engine.run(eval, tasks())
        next(outcomes)
        assert len(read) <= 4
        assert len(list(outcomes)) == 39


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("name", ["processes", "dask"])
def test_a_task_that_kills_its_worker_costs_only_itself(name):
    tasks = [WARM, WARM, DIE, WARM, WARM]
    with open_engine(name, jobs=2) as engine:
        outcomes = list(engine.run(eval, tasks))
    assert [one.result for one in outcomes] == [3, 3, None, 3, 3]
    assert [one.error is not None for one in outcomes] == [False, False, True, False, False]
    assert "died twice" in outcomes[2].error


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("name", ["processes", "dask"])
def test_a_task_whose_worker_dies_once_is_done_by_another(name, tmp_path):
    tasks = [WARM, die_once(tmp_path / "marker"), WARM]
    with open_engine(name, jobs=2) as engine:
        outcomes = list(engine.run(eval, tasks))
    assert [one.result for one in outcomes] == [3, "back", 3]


@pytest.mark.filterwarnings("ignore")
def test_what_the_work_raises_ends_the_run(name):
    with (
        open_engine(name, jobs=2) as engine,
        pytest.raises(ZeroDivisionError),
    ):
        list(engine.run(eval, [WARM, "1 / 0"]))


def test_an_engine_is_used_again_after_a_death():
    with open_engine("processes", jobs=2) as engine:
        assert [one.result for one in engine.run(eval, [DIE])] == [None]
        assert [one.result for one in engine.run(eval, [WARM])] == [3]


def test_one_job_needs_no_other_process():
    with open_engine("processes", jobs=1) as engine:
        (outcome,) = engine.run(eval, ["__import__('os').getpid()"])
    assert outcome.result == __import__("os").getpid()


def test_an_engine_that_does_not_exist_is_named():
    with pytest.raises(ValueError, match="'cluster' is no engine: expected one of serial"):
        open_engine("cluster")


def test_without_dask_the_extra_is_named(monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "distributed", None)
    with pytest.raises(MissingExtraError, match=r"conflictmap\[dask\]"):
        open_engine("dask").__enter__()
