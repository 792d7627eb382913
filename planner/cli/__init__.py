"""The command line: one group, one module per family of commands."""

import click

from planner import __version__


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="loketplan")
def main() -> None:
    """Plan the weekly roster and the daily quotas of a public service mall."""
