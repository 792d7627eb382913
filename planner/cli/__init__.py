"""The command line: one group, one module per family of commands, loaded when its command is called."""

from importlib import import_module
from typing import Any

import click

from planner import __version__

# command -> module and attribute; a command's libraries are loaded only when it is called
COMMANDS = {
    "backtest": "planner.cli.forecast:backtest_command",
    "backup": "planner.cli.store:backup",
    "calibrate": "planner.cli.calibrate:calibrate_minutes",
    "check": "planner.cli.check:check",
    "demo": "planner.cli.plan:demo",
    "desk-day": "planner.cli.quota:simulate_desk",
    "doctor": "planner.cli.doctor:doctor",
    "forecast": "planner.cli.forecast:forecast",
    "holiday-check": "planner.cli.holiday:holiday_check_command",
    "import": "planner.cli.mall:import_mall",
    "migrate": "planner.cli.store:migrate",
    "plan": "planner.cli.plan:plan",
    "quota": "planner.cli.quota:quota",
    "report": "planner.cli.report:report",
    "restore": "planner.cli.store:restore",
    "review": "planner.cli.review:review",
    "serve": "planner.cli.serve:serve",
    "simulate": "planner.cli.simulate:simulate",
    "staffing-case": "planner.cli.staffing:staffing_case_command",
    "template": "planner.cli.mall:template",
    "user": "planner.cli.store:user",
    "whatif": "planner.cli.whatif:whatif",
    "worker": "planner.cli.store:worker",
}


class LazyGroup(click.Group):
    """A group that imports a command when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Names of all commands, in order."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The command of that name, None when there is none."""
        place = COMMANDS.get(cmd_name)
        if place is None:
            return None
        module, _, attribute = place.partition(":")
        command: click.Command = getattr(import_module(module), attribute)
        return command

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; a file or folder that cannot be read or written is one clear line and exit code 1."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            raise  # whoever read our output has gone; click ends quietly
        except OSError as fault:
            raise click.ClickException(_not_reached(fault)) from fault


def _not_reached(fault: OSError) -> str:
    return (
        f"{fault.filename or '?'}: tidak dapat dibaca atau ditulis ({fault.strerror or fault}). "
        "Periksa nama map, izin, dan sisa ruang disk. / Cannot be read or written: check name, permissions, disk space."
    )


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="loketplan")
def main() -> None:
    """Plan the weekly roster and the daily quotas of a public service mall."""
