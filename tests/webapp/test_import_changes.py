"""What a file changes in the stored mall: records are compared by their id, others as a whole."""

from dataclasses import replace

from planner.domain.periods import Zone
from tests.builders import a_mall
from webapp.imports.changes import mall_changes


def found(old, new) -> dict[str, tuple[int, int, int]]:
    return {change.kind: (change.added, change.changed, change.gone) for change in mall_changes(old, new)}


def test_the_same_mall_changes_nothing() -> None:
    """Nor does another order of its records."""
    mall = a_mall()
    assert found(mall, mall) == {}
    assert found(mall, replace(mall, skills=mall.skills[::-1])) == {}


def test_a_record_of_the_same_id_is_changed_not_gone_and_new() -> None:
    """One service with other minutes: one change."""
    mall = a_mall()
    first, *others = mall.services
    assert found(mall, replace(mall, services=(replace(first, setup_minutes=9.5), *others))) == {"services": (0, 1, 0)}


def test_what_comes_and_what_goes_is_told_apart() -> None:
    """One officer under another id, one skill less, another zone."""
    mall = a_mall()
    first, *others = mall.officers
    new = replace(mall, officers=(replace(first, id="baru"), *others), skills=mall.skills[1:], zone=Zone.WIT)
    assert found(mall, new) == {"officers": (1, 0, 1), "skills": (0, 0, 1), "settings": (0, 1, 0)}
