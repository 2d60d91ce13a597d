"""Answers that are kept, and forgotten when there are too many."""

import pytest

from conflictmap.geo.kept import Kept


def test_a_question_is_put_once():
    asked = []
    kept = Kept(10)
    answers = [kept.answer("a", lambda: asked.append("a") or len(asked)) for _ in range(3)]
    assert (answers, asked) == ([1, 1, 1], ["a"])


def test_nothing_is_an_answer_too():
    asked = []
    kept = Kept(10)
    assert [kept.answer("a", lambda: asked.append("a")) for _ in range(2)] == [None, None]
    assert asked == ["a"]


def test_no_more_answers_are_kept_than_are_allowed():
    asked = []
    kept = Kept(2)
    for name in "ababcb":
        kept.answer(name, lambda name=name: asked.append(name))
    assert "".join(asked) == "abcb"


@pytest.mark.parametrize("error", [KeyError, ValueError])
def test_what_could_not_be_answered_is_asked_again(error):
    def fail():
        raise error

    kept = Kept(2)
    with pytest.raises(error):
        kept.answer("a", fail)
    assert kept.answer("a", lambda: 1) == 1
