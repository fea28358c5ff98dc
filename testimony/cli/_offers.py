"""What ``models fetch`` says before it downloads, and its question."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from testimony.models.fetch.fetcher import Fetcher
    from testimony.models.fetch.sources import Offer

__all__ = ["ask_before", "show_offer"]


def show_offer(fetcher: Fetcher, offer: Offer) -> Offer:
    """Say what a download brings, from where, under which licence, and what it is compared with."""
    click.echo(f"{offer.wanted.text}", err=True)
    click.echo(f"  from     {offer.source}", err=True)
    warning = "  (NON-COMMERCIAL USE ONLY)" if offer.is_non_commercial else ""
    click.echo(f"  licence  {offer.licence}{warning}", err=True)
    if offer.place is not None:
        click.echo(f"  through  {offer.place.text}", err=True)
    click.echo(f"  checked  {_check_of(offer)}", err=True)
    if (info := fetcher.installed(offer)) is not None:
        click.echo(f"  here     installed already, as {info.name}", err=True)
        return offer
    kept = fetcher.kept(offer)
    here = f" ({min(kept, offer.size) / 1e6:,.1f} MB of it are here)" if kept else ""
    click.echo(f"  size     {offer.size / 1e6:,.1f} MB{here}", err=True)
    return offer


def _check_of(offer: Offer) -> str:
    """Against what the files are compared before anything is installed."""
    if offer.is_known:
        return "every file against the SHA-256 that this version knows it by"
    if offer.wanted.known is not None:
        return f"against the hub's own hashes; NOT the files that this version knows as {offer.wanted.text}"
    return "against its publisher's own hashes" if not offer.archive else "the archive's own checksums"


def ask_before(offers: Sequence[Offer], *, yes: bool) -> None:
    """Ask before the first byte.

    Raises:
        UsageError: Nobody is there to be asked, and nothing said yes.
    """
    if yes:
        return
    if not sys.stdin.isatty():
        raise click.UsageError("This downloads models; nobody is here to be asked, so add --yes.")
    total = sum(offer.size for offer in offers)
    click.confirm(f"Download {total / 1e6:,.1f} MB?", default=True, abort=True, err=True)
