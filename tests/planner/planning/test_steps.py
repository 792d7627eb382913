"""Steps of long work: each sentence has its twin, filled in alike, and nothing else is told."""

import ast
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

from planner.planning.steps import SENTENCES, step

PLANNER = Path(__file__).parents[3] / "planner"
SOURCES = sorted([*(PLANNER / "planning").glob("*.py"), *(PLANNER / "job_handlers").glob("*.py")])


def names_in(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def calls() -> Iterator[tuple[str, str, ast.Call]]:
    """File, name of the function and call, of every call in the packages that tell steps."""
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                yield path.name, ast.unparse(node.func), node


def told() -> list[tuple[str, str, set[str]]]:
    """File, key and names of every step; `steps.run` of plan_week tells its key."""
    return [
        (file, ast.literal_eval(call.args[0]), {str(word.arg) for word in call.keywords})
        for file, function, call in calls()
        if function in ("step", "steps.run") and isinstance(call.args[0], ast.Constant)
    ]


def test_every_step_that_is_told_has_its_sentence_and_fills_it_in() -> None:
    for file, key, names in told():
        assert key in SENTENCES, f"{file} tells {key}"
        assert names == names_in(SENTENCES[key][0]), f"{file} tells {key}"


def test_every_sentence_is_told_somewhere() -> None:
    assert {key for _, key, _ in told()} == set(SENTENCES)


@pytest.mark.parametrize("key", sorted(SENTENCES))
def test_every_sentence_has_a_twin_that_says_the_same(key: str) -> None:
    """The English one is no copy: where it were, an English reader would meet Indonesian words."""
    indonesian, english = SENTENCES[key]
    assert indonesian.strip()
    assert english.strip()
    assert indonesian != english
    assert names_in(indonesian) == names_in(english)


def test_nobody_tells_a_bare_sentence() -> None:
    """A text has no twin; who tells must make a step of it."""
    for file, function, call in calls():
        if function.rpartition(".")[2] == "tell":
            assert not any(isinstance(a, ast.JoinedStr | ast.Constant) for a in call.args), (
                f"{file}: {ast.unparse(call)}"
            )


def test_numbers_are_written_as_each_language_writes_them() -> None:
    """A name is taken as it is, even one that holds a brace."""
    found = step("round", number=2, visits=1240)
    assert found.text_id == "Putaran 2: setara 1.240 kunjungan tidak terlayani"
    assert found.text_en == "Round 2: as bad as 1,240 visits not served"
    assert step("scenario", name="{x}").text_en == "Working out {x}"
