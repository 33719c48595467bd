"""The person at the terminal: what is said to them, and what they answer.

Whatever isn't a plain yes is a no. Nothing that is typed here goes into the transcript but one of
the answers that were offered.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

YES = frozenset({"y", "yes", "はい"})


class Asker(Protocol):
    """Whoever answers. `name` is the question's own; a script of a test goes by it."""

    def say(self, text: str) -> None:
        """Tell them something."""

    def agrees(self, name: str, text: str) -> bool:
        """Whether they agree to what is going to be done."""

    def types(self, name: str, text: str) -> str:
        """A text of theirs, without what is around it."""

    def picks(self, name: str, text: str, choices: Sequence[str]) -> str:
        """One of the choices; "" for none."""

    def waits(self, name: str, text: str) -> None:
        """Until they have done something elsewhere."""


class Terminal:
    """A person. `asking`: an answer is being waited for, so that Ctrl-C may cut in at once."""

    def __init__(self) -> None:
        self.asking = False

    def say(self, text: str) -> None:
        """Print it."""
        print(text, flush=True)

    def agrees(self, name: str, text: str) -> bool:
        """Ask for yes or no. Raises EOFError, and KeyboardInterrupt on Ctrl-C."""
        del name
        return self._answer(f"{text} [yes/no] ").lower() in YES

    def types(self, name: str, text: str) -> str:
        """Ask for a line. Raises as `agrees`."""
        del name
        return self._answer(f"{text} ")

    def picks(self, name: str, text: str, choices: Sequence[str]) -> str:
        """Ask for a number. Raises as `agrees`."""
        del name
        self.say(text)
        for number, choice in enumerate(choices, start=1):
            self.say(f"  {number}  {choice}")
        said = self._answer("Its number, or Enter for no answer: ")
        at = int(said) if said.isascii() and said.isdigit() else 0
        return choices[at - 1] if 1 <= at <= len(choices) else ""

    def waits(self, name: str, text: str) -> None:
        """Ask for Enter. Raises as `agrees`."""
        del name
        self._answer(f"{text} Press Enter when that is done. ")

    def _answer(self, prompt: str) -> str:
        self.asking = True
        try:
            return input(prompt).strip()
        finally:
            self.asking = False
