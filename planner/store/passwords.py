"""Passwords: what is accepted, and their argon2id hashes."""

import secrets

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError

from planner.domain.checks import require

SHORTEST, LONGEST = 12, 128
SECRET_MARK = "lkt_"  # a key found in a log or a repository is known for what it is
_FEWEST_DIFFERENT = 5
_HASHER = PasswordHasher(memory_cost=19_456, time_cost=2, parallelism=1)
_NOBODY = _HASHER.hash("the password of a user who does not exist")

# Common passwords of at least 12 characters, English and Indonesian, and the words that usually fill one up to 12.
_COMMON_LINES = (
    "123456789012 1234567890123 12345678901234 123456789abc 1234567890ab 1q2w3e4r5t6y 1q2w3e4r5t6y7u",
    "1qaz2wsx3edc qwertyuiop123 qwertyuiop12 qwertyuiopas qwerty123456 qwerty1234567 asdfghjkl123 zxcvbnm12345",
    "abcdefghijkl abc123456789 password1234 password12345 password123456 passwordpassword iloveyou1234",
    "iloveyou12345 letmein12345 welcome12345 administrator admin1234567 admin12345678 adminadmin12",
    "adminadminadmin changeme1234 football1234 princess1234 sunshine1234 superman1234 trustno112345",
    "monkey123456 dragon123456 master123456 michael12345 computer1234 internet1234 indonesia123 indonesia1234",
    "indonesia45 indonesiaraya merdeka12345 merdeka17845 bismillah123 bismillah1234 bismillahirrahmanirrahim",
    "alhamdulillah alhamdulillah1 assalamualaikum sayangku1234 akusayangkamu akucintakamu cintaku12345",
    "rahasia12345 katasandi123 katasandiku1 pelayananpublik malpelayananpublik pelayanan123 disdukcapil1",
    "disdukcapil123 dukcapil1234 pemerintah12 pemerintah123 kabupaten123 surabaya1234 jakarta12345",
    "bandung12345 petugas12345 loketplan123 loketplan1234",
)
_COMMON = frozenset(word for line in _COMMON_LINES for word in line.split())
_STRAIGHTS = (
    "01234567890123456789",
    "09876543210987654321",
    "abcdefghijklmnopqrstuvwxyz",
    "qwertyuiopasdfghjklzxcvbnm",
)


def check_password(password: str, name: str) -> None:
    """Raise InvalidValue for a password too short, too long, common, monotonous, or holding the user's name."""
    length = len(password)
    _require(length >= SHORTEST, f"{length} characters, expected at least {SHORTEST}", "password_short")
    _require(length <= LONGEST, f"{length} characters, expected at most {LONGEST}", "password_long")
    lower = password.lower()
    straight = any(lower in s for s in _STRAIGHTS)
    _require(lower not in _COMMON and not straight, "it is a common one", "password_common")
    _require(len(set(lower)) >= _FEWEST_DIFFERENT, "fewer than 5 different characters", "password_monotonous")
    _require(len(name) < 4 or name.lower() not in lower, "it holds the user's name", "password_holds_name")


def _require(holds: bool, reason: str, code: str) -> None:
    require(holds, f"password refused: {reason}", code=code, field="password")


def hash_password(password: str) -> str:
    """The argon2id hash, with its parameters and salt."""
    return _HASHER.hash(password)


def is_password(password: str, kept: str | None) -> bool:
    """True when the password gave the hash. Without a hash the same time passes and the answer is False."""
    try:
        return _HASHER.verify(kept or _NOBODY, password[: LONGEST * 4]) and kept is not None
    except VerifyMismatchError:
        return False


def new_secret() -> str:
    """A key for a machine: 256 random bits, so that a plain hash keeps it."""
    return f"{SECRET_MARK}{secrets.token_urlsafe(32)}"
