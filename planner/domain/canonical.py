"""Canonical JSON and its hash: the same content always gives the same text."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any


def canonical_json(content: Any) -> str:
    """JSON text with sorted keys and no blanks; equal content gives equal text."""
    return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def canonical_object(texts: Mapping[str, str]) -> str:
    """The canonical JSON of an object whose values are canonical already."""
    return "{" + ",".join(f"{canonical_json(key)}:{texts[key]}" for key in sorted(texts)) + "}"


def sha256_of(content: Any) -> str:
    """SHA-256 of the canonical JSON, 64 hexadecimal digits."""
    return sha256_of_text(canonical_json(content))


def sha256_of_text(text: str) -> str:
    """SHA-256 of canonical JSON, 64 hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()


def content_hash_of(plan: Mapping[str, Any]) -> str:
    """Hash of a plan read from JSON, its own `passport.content_hash` left out."""
    passport = {key: value for key, value in plan["passport"].items() if key != "content_hash"}
    return sha256_of({**plan, "passport": passport})
