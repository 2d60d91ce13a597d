"""Answers to questions that the reports of a site ask again and again."""

from collections.abc import Callable, Hashable
from contextlib import suppress
from typing import Generic, TypeVar

__all__ = ["Kept"]

Key = TypeVar("Key", bound=Hashable)
Answer = TypeVar("Answer")


class Kept(Generic[Key, Answer]):
    """Answers by question: all are forgotten when there are too many.

    Unlike a cache of a method it holds no object to which the questions are put.

    Parameters
    ----------
    most
        Answers that are kept.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._answers: dict[Key, Answer] = {}

    def answer(self, key: Key, find: Callable[[], Answer]) -> Answer:
        """The answer that is kept, or what `find` gives."""
        if key in self._answers:
            with suppress(KeyError):  # another thread has just forgotten all
                return self._answers[key]
        found = find()
        if len(self._answers) >= self._most:
            self._answers.clear()
        self._answers[key] = found
        return found
