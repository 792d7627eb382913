"""Signing in: sessions that end when they should, failures that are counted, passwords that are not common."""

import threading
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from planner.domain.errors import InvalidValue
from planner.planning.ports import StoreUnavailable
from planner.planning.stored import Actor, AuditFilter, Role, User
from planner.store import accounts as accounts_module
from planner.store import passwords
from planner.store.passwords import check_password, hash_password, is_password
from planner.store.sql_store import SqlStore
from planner.store.tables import sessions, users

GOOD = "kuda-terbang-42"
HERE = "10.0.0.7"


@pytest.fixture
def budi(store: SqlStore, rina: Actor) -> User:
    user = User(name="budi", full_name="Budi S.", role=Role.VIEWER)
    with store.write(rina) as work:
        work.users.add(user, GOOD)
    return user


def token_of(store: SqlStore) -> str:
    token = store.accounts.sign_in("budi", GOOD, HERE).token
    assert token is not None
    return token


def test_the_right_password_opens_a_session(store: SqlStore, budi: User) -> None:
    """A new token at each sign-in; the store keeps its hash only, and argon2id of the password."""
    first, second = token_of(store), token_of(store)
    assert first != second
    assert len(first) >= 32
    assert store.accounts.find_user(first) == budi
    with store.database.read() as connection:
        kept = str(connection.execute(select(sessions)).all() + connection.execute(select(users)).all())
    assert first not in kept
    assert GOOD not in kept
    assert "$argon2id$v=19$m=19456,t=2,p=1$" in kept


def test_capitals_and_blanks_in_the_user_name_do_not_matter(store: SqlStore, budi: User) -> None:
    """A phone writes a capital and a blank by itself; names are kept in small letters."""
    assert store.accounts.sign_in("Budi ", GOOD, HERE).user == budi
    with pytest.raises(InvalidValue, match="small letters"):
        User(name="Budi", full_name="Budi", role=Role.VIEWER)


def test_a_wrong_password_and_an_unknown_user_get_the_same_answer(store: SqlStore, budi: User) -> None:
    """No token, no hint."""
    assert budi.name == "budi"
    assert store.accounts.sign_in("budi", "kuda-terbang-43", HERE) == store.accounts.sign_in("nobody", GOOD, HERE)


def test_an_unknown_user_costs_a_hash_as_well(store: SqlStore, budi: User, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same time: one verification each, against the hash of nobody where there is no user."""
    verified: list[str | None] = []
    monkeypatch.setattr(
        accounts_module, "is_password", lambda password, kept: verified.append(kept) or is_password(password, kept)
    )
    for name in (budi.name, "nobody"):
        store.accounts.sign_in(name, "kuda-terbang-43", HERE)
    assert [kept is None for kept in verified] == [False, True]
    assert passwords._NOBODY.startswith("$argon2id$v=19$m=19456,t=2,p=1$")


def test_an_idle_session_ends_after_30_minutes(store: SqlStore, budi: User, clock) -> None:
    """Used every 29 minutes it goes on, unused for 30 it ends."""
    token = token_of(store)
    for _ in range(3):
        clock.step(minutes=29)
        assert store.accounts.find_user(token) == budi
    clock.step(minutes=30)
    assert store.accounts.find_user(token) is None


def test_a_session_ends_after_12_hours_however_busy(store: SqlStore, budi: User, clock) -> None:
    """48 quarters of an hour; the last look comes too late."""
    token = token_of(store)
    for _ in range(47):
        clock.step(minutes=15)
        assert store.accounts.find_user(token) == budi
    clock.step(minutes=15)
    assert store.accounts.find_user(token) is None


@pytest.mark.parametrize("jump", [timedelta(hours=-2), timedelta(days=36)])
def test_a_clock_that_jumps_extends_no_session(store: SqlStore, budi: User, clock, jump: timedelta) -> None:
    """Two hours back would give two more hours of idleness: the session ends instead."""
    token = token_of(store)
    assert store.accounts.find_user(token) == budi
    clock.moment += jump
    assert store.accounts.find_user(token) is None


def test_sign_out_ends_one_session_at_once(store: SqlStore, budi: User) -> None:
    """The other one goes on; both signings are in the audit log."""
    first, second = token_of(store), token_of(store)
    store.accounts.sign_out(first)
    assert store.accounts.find_user(first) is None
    assert store.accounts.find_user(second) == budi
    with store.read() as view:
        actions = [e.action for e in view.audit.entries(AuditFilter(action="session"))]
    assert actions == ["session.closed", "session.opened", "session.opened"]


@pytest.mark.parametrize(
    "what",
    [
        lambda users: users.set_password("budi", "sapi-berenang-17"),
        lambda users: users.update(replace(users.get("budi"), disabled=True)),
        lambda users: users.update(replace(users.get("budi"), role=Role.MANAGER)),
    ],
    ids=["password set", "disabled", "another role"],
)
@pytest.mark.usefixtures("budi")
def test_what_changes_a_users_rights_ends_his_sessions(store: SqlStore, rina: Actor, what) -> None:
    """At the next request."""
    token = token_of(store)
    with store.write(rina) as work:
        what(work.users)
    assert store.accounts.find_user(token) is None


def test_a_disabled_user_cannot_sign_in(store: SqlStore, budi: User, rina: Actor) -> None:
    """The same answer as a wrong password."""
    with store.write(rina) as work:
        work.users.update(User(name="budi", full_name=budi.full_name, role=Role.VIEWER, disabled=True))
    assert store.accounts.sign_in("budi", GOOD, HERE).token is None


def test_the_sixth_failure_of_an_account_waits(store: SqlStore, budi: User, clock) -> None:
    """5 failures in 15 minutes, from whatever address: the right password waits until the first is 15 minutes old."""
    for number in range(5):
        assert store.accounts.sign_in(" BUDI ", "wrong", f"10.0.0.{number}").wait_seconds == 0
        clock.step(minutes=1)
    held = store.accounts.sign_in("budi", GOOD, HERE)
    assert (held.token, held.wait_seconds) == (None, 10 * 60 + 1)
    clock.step(seconds=held.wait_seconds)
    assert store.accounts.sign_in("budi", GOOD, HERE).user == budi


def test_the_21st_failure_of_an_address_waits(store: SqlStore, budi: User) -> None:
    """20 an hour, whatever the accounts; another address is not touched."""
    for number in range(20):
        store.accounts.sign_in(f"guess{number}", "wrong", HERE)
    assert store.accounts.sign_in("budi", GOOD, HERE).wait_seconds > 3500
    assert store.accounts.sign_in("budi", GOOD, "10.9.9.9").user == budi


def test_parallel_guesses_cannot_pass_the_limit_together(store: SqlStore, budi: User) -> None:
    """12 at once: the attempt is counted before the password is looked at, so 5 are looked at and 7 wait."""
    answers = []
    guess = lambda: answers.append(store.accounts.sign_in(budi.name, "wrong", HERE))  # noqa: E731
    threads = [threading.Thread(target=guess) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answer.wait_seconds > 0 for answer in answers) == [False] * 5 + [True] * 7


def test_success_clears_the_failures_of_the_account(store: SqlStore, budi: User) -> None:
    """Four typing errors, the right one, four more: nobody has to wait."""
    for _ in range(2):
        for _ in range(4):
            store.accounts.sign_in("budi", "wrong", HERE)
        assert store.accounts.sign_in("budi", GOOD, HERE).user == budi


def test_changing_the_password_keeps_only_the_new_session(store: SqlStore, budi: User, rina: Actor) -> None:
    """The old sessions end, a new one is opened, and the one-time mark is gone."""
    with store.write(rina) as work:
        work.users.set_password("budi", GOOD, must_change=True)
    token = token_of(store)
    changed = store.accounts.change_password("budi", GOOD, "sapi-berenang-17", HERE)
    assert changed.user == budi
    assert store.accounts.find_user(token) is None
    assert store.accounts.find_user(changed.token or "") == budi
    assert store.accounts.change_password("budi", GOOD, "ayam-berkokok-5", HERE).token is None


def test_a_busy_store_does_not_end_sessions(store: SqlStore, budi: User, clock, monkeypatch) -> None:
    """The last use cannot be noted now; the page is shown all the same."""
    token = token_of(store)
    clock.step(minutes=5)

    def busy() -> None:
        raise StoreUnavailable("store_busy", code="store_busy")

    monkeypatch.setattr(store.accounts, "_hurried_write", busy)
    assert store.accounts.find_user(token) == budi


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("kuda-ter-42", "password_short"),
        ("kuda" * 33, "password_long"),
        ("Bismillah123", "password_common"),
        ("qwertyuiopasd", "password_common"),
        ("345678901234", "password_common"),
        ("aaaabbbbcccc", "password_monotonous"),
        ("Rina-terbang-42", "password_holds_name"),
    ],
)
def test_passwords_that_are_refused(password: str, code: str) -> None:
    """Too short, too long, common, straight along the keys, of few characters, or with the user's name."""
    with pytest.raises(InvalidValue) as fault:
        check_password(password, "rina")
    assert fault.value.code == code
    assert password not in str(fault.value)


@pytest.mark.parametrize(
    "password", ["kuda-terbg-4", "k" * 120 + "abcdefgh", "kata sandi dengan spasi", "日本語のパスワード長い文です"]
)
def test_passwords_that_are_accepted(password: str) -> None:
    """12 to 128 characters of any kind; no digits or signs are forced."""
    check_password(password, "rina")
    assert is_password(password, hash_password(password))
