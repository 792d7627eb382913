"""`loketplan migrate | backup | restore | user | worker`: the store and its people."""

import getpass
import json
import logging
import os
import secrets
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, replace
from pathlib import Path

import click

from planner import bootstrap
from planner.domain.errors import InvalidValue, PlannerError
from planner.domain.ids import AgencyId
from planner.planning.ports import Store
from planner.planning.stored import Actor, ApiKey, Role, User

_BY = Actor(name="loketplan", role=Role.ADMIN)  # whoever has the machine

data_option = click.option(
    "--data",
    type=click.Path(file_okay=False, path_type=Path),
    help=f"Folder of the database; else ${bootstrap.DATA_VARIABLE}, else the user's data folder.",
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")


@contextmanager
def one_line() -> Iterator[None]:
    """A fault that has a name ends the command with its one line and exit code 1, without a traceback."""
    try:
        yield
    except PlannerError as fault:
        raise click.ClickException(str(fault)) from fault


@contextmanager
def _store(data: Path | None) -> Iterator[Store]:
    with one_line():
        store = bootstrap.open_store(data)
        try:
            yield store
        finally:
            store.close()


@click.command("migrate", epilog="Example: loketplan migrate --data FOLDER")
@data_option
@json_option
def migrate(data: Path | None, *, as_json: bool) -> None:
    """Bring the database to the tables of this version. Opening the store does the same."""
    with one_line():
        before, after = bootstrap.migrate_store(data)
    told = f"the database was at {before or 'nothing'}, it is at {after}"
    click.echo(json.dumps({"before": before, "after": after}) if as_json else told)


@click.command("backup", epilog="Example: loketplan backup /media/usb/loketplan-2026-03-13.zip")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@data_option
@json_option
def backup(file: Path, data: Path | None, *, as_json: bool) -> None:
    """Copy the whole database to FILE while loketplan runs. FILE must not exist."""
    from planner.store.backup import make_backup

    with one_line():
        manifest = make_backup(bootstrap.database_file(data), file, bootstrap.SystemClock().now())
    told = f"{file}: {manifest.size} bytes of database, SHA-256 {manifest.sha256}"
    click.echo(json.dumps(asdict(manifest)) if as_json else told)


@click.command("restore", epilog="Example: loketplan restore /media/usb/loketplan-2026-03-13.zip")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@data_option
@json_option
def restore(file: Path, data: Path | None, *, as_json: bool) -> None:
    """Put the backup FILE in the place of the database. Stop `serve` and `worker` first.

    A damaged or foreign file is refused and nothing is touched. The old database stays beside the new one.
    """
    from planner.store.backup import restore_backup

    with one_line():
        database = bootstrap.database_file(data)
        aside = restore_backup(file, database, bootstrap.SystemClock().now())
    kept = f"; the old one is {aside}" if aside else ""
    paths = {"database": str(database), "old": str(aside) if aside else None}
    click.echo(json.dumps(paths) if as_json else f"{database} restored{kept}")


@click.group("user", epilog="Example: loketplan user add rina --name 'Rina Wati' --role admin")
def user() -> None:
    """Make users and mend their access. The first administrator is made here; there is no default account."""


password_option = click.option(
    "--password-stdin", is_flag=True, help="Read the password from the first line of standard input."
)


@user.command("add", epilog="Example: loketplan user add budi --role agency_head --agency bpjs")
@click.argument("login")
@click.option("--name", "full_name", help="Full name; the login without it.")
@click.option("--role", type=click.Choice([role.value for role in Role]), required=True)
@click.option("--agency", help="The agency of an agency_head.")
@password_option
@data_option
def add_user(
    login: str, full_name: str | None, role: str, agency: str | None, *, password_stdin: bool, data: Path | None
) -> None:
    """Make a user. Without a password given, a one-time password is printed, to be changed at the first sign-in."""
    with _store(data) as store:
        password, once = _new_password(password_stdin)
        made = User(
            name=login,
            full_name=full_name or login,
            role=Role(role),
            agency=AgencyId(agency) if agency else None,
            must_change_password=once,
        )
        with store.write(_BY, "by command") as work:
            work.users.add(made, password)
    click.echo(f"user {login} made" + (f"; one-time password: {password}" if once else ""))


@user.command("reset", epilog="Example: loketplan user reset budi")
@click.argument("login")
@password_option
@data_option
def reset_password(login: str, *, password_stdin: bool, data: Path | None) -> None:
    """Set a new password and end all sessions of the user."""
    with _store(data) as store:
        password, once = _new_password(password_stdin)
        with store.write(_BY, "by command") as work:
            work.users.set_password(login, password, must_change=once)
    click.echo(f"password of {login} set" + (f"; one-time password: {password}" if once else ""))


@user.command("disable", epilog="Example: loketplan user disable budi")
@click.argument("login")
@data_option
def disable_user(login: str, *, data: Path | None) -> None:
    """Keep a user from signing in and end all sessions."""
    _set_disabled(login, data, disabled=True)
    click.echo(f"user {login} disabled")


@user.command("enable", epilog="Example: loketplan user enable budi")
@click.argument("login")
@data_option
def enable_user(login: str, *, data: Path | None) -> None:
    """Let a disabled user sign in again."""
    _set_disabled(login, data, disabled=False)
    click.echo(f"user {login} enabled")


@user.command("list", epilog="Example: loketplan user list --json")
@data_option
@json_option
def list_users(data: Path | None, *, as_json: bool) -> None:
    """Who may sign in."""
    with _store(data) as store, store.read() as view:
        users = [asdict(one) for one in view.users.all()]
    if as_json:
        click.echo(json.dumps(users))
    for one in users if not as_json else ():
        state = " (disabled)" if one["disabled"] else ""
        click.echo(f"{one['name']}: {one['full_name']}, {one['role']} {one['agency'] or ''}".rstrip() + state)


@user.command("key", epilog="Example: loketplan user key antrean-samsat --role agency_head --agency samsat")
@click.argument("name")
@click.option("--role", type=click.Choice([r.value for r in Role if r is not Role.ADMIN]), required=True)
@click.option("--agency", help="The agency of an agency_head.")
@data_option
def make_key(name: str, role: str, agency: str | None, *, data: Path | None) -> None:
    """Make a key with which a queue system reads and posts under /api (docs/api.md). It is printed once."""
    with _store(data) as store, store.write(_BY, "by command") as work:
        made = work.users.add_key(ApiKey(name=name, role=Role(role), agency=AgencyId(agency) if agency else None))
    click.echo(f"key {name} made: {made}")


@user.command("keys", epilog="Example: loketplan user keys")
@data_option
def list_keys(data: Path | None) -> None:
    """The keys of machines, without their secrets."""
    with _store(data) as store, store.read() as view:
        keys = view.users.keys()
    for key in keys:
        state = f" (revoked {key.revoked_at:%Y-%m-%d})" if key.revoked_at else ""
        click.echo(f"{key.name}: {key.role} {key.agency or ''}".rstrip() + state)


@user.command("revoke", epilog="Example: loketplan user revoke antrean-samsat")
@click.argument("name")
@data_option
def revoke_key(name: str, *, data: Path | None) -> None:
    """End a key at once."""
    with _store(data) as store, store.write(_BY, "by command") as work:
        work.users.revoke_key(name)
    click.echo(f"key {name} revoked")


def _set_disabled(login: str, data: Path | None, *, disabled: bool) -> None:
    with _store(data) as store, store.write(_BY, "by command") as work:
        work.users.update(replace(work.users.get(login), disabled=disabled))


def _new_password(from_stdin: bool) -> tuple[str, bool]:
    """A password, and whether it is for once only: from standard input, asked for at a terminal, or made up."""
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n"), False
    if sys.stdin.isatty():
        first = getpass.getpass("Password (empty: make one up): ")
        if first and first != getpass.getpass("The same again: "):
            raise InvalidValue("the two passwords differ", code="password_differs", field="password")
        if first:
            return first, False
    return secrets.token_urlsafe(12), True


@click.command("worker", epilog="Example: loketplan worker --data FOLDER")
@data_option
@click.option("--stop-with-stdin", is_flag=True, help="Leave when standard input ends: for a parent process.")
def worker(data: Path | None, *, stop_with_stdin: bool) -> None:
    """Do the jobs that pages ask for, until stopped. Ends within 10 seconds of SIGTERM or Ctrl-C."""
    from planner.job_handlers.so_far import PlanSoFar
    from planner.worker import Worker, run_worker

    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
    logging.getLogger("alembic").setLevel(logging.WARNING)
    with one_line():
        folder = bootstrap.data_folder(data)
    os.environ[bootstrap.DATA_VARIABLE] = str(folder)  # the handlers' processes open the same store
    with _store(folder) as store:
        run_worker(Worker(store.jobs, bootstrap.HANDLERS, rescue=PlanSoFar(store)), stop_with_stdin=stop_with_stdin)
