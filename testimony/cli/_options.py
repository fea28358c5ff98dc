"""Options that several commands share, given to a command in one line."""

from __future__ import annotations

from typing import Protocol

import click

__all__ = ["Option", "with_options"]


class Option(Protocol):
    """What ``click.option`` makes: it gives a command one more option."""

    def __call__(self, function: click.decorators.FC, /) -> click.decorators.FC:
        """The command, with the option."""


def with_options(*options: Option) -> Option:
    """Give a command several options, in the order in which its help shows them."""

    def give(function: click.decorators.FC) -> click.decorators.FC:
        for option in reversed(options):
            function = option(function)
        return function

    return give
