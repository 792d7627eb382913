"""What was said about an upload: the fields of the two forms, and the answers they give.

Titles of sheets never become names of fields: a field is named after the hash of its key, so that a form opened before
another answer still means what it showed.
"""

import hashlib
from collections import Counter
from dataclasses import dataclass

from flask import request

from planner.intake.matching import SKIP
from planner.intake.questions import Question, answered
from webapp.forms import Form
from webapp.imports.reading import ASSUMED_UNIT, Reading, SheetRead
from webapp.language import language, t

LONGEST_ANSWER = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question with its field, in the reader's language. answer, told: its value and its words, "" while open."""

    field: str
    text: str
    place: str
    value: str
    help: str
    choices: tuple[tuple[str, str], ...]
    answer: str
    told: str
    blocking: bool


def asked(reading: Reading) -> tuple[Asked, ...]:
    """All questions, those without an answer first."""
    items = [_asked(question, reading) for question in reading.questions]
    return tuple(sorted(items, key=lambda item: bool(item.answer)))


def field_of(key: str) -> str:
    """The name of the field in which a key is answered."""
    return f"a{hashlib.sha256(key.encode()).hexdigest()[:12]}"


def _asked(question: Question, reading: Reading) -> Asked:
    pick = language().pick
    choices = tuple((c.value, pick((c.label_id, c.label_en))) for c in question.choices)
    answer = answered(question, reading.answers) or ""
    text = pick((question.text_id, question.text_en))
    row = f", {t('import.row_number', row=question.place.row)}" if question.place.row else ""
    return Asked(
        field=field_of(question.key),
        text=text[:1].upper() + text[1:],
        place=f"{question.place.sheet}{row}",
        value=question.place.value,
        help=pick((question.help_id, question.help_en)),
        choices=choices,
        answer=answer,
        told=dict(choices).get(answer, answer),
        blocking=question.blocking,
    )


def answered_in(form: Form, reading: Reading) -> dict[str, str]:
    """The answers so far with those of the form; an answer that is none of the choices is a fault of its field."""
    answers = dict(reading.answers)
    for question in reading.questions:
        field = field_of(question.key)
        value = request.form.get(field, "").strip()[:LONGEST_ANSWER]
        if value and question.accepts(value):
            answers[question.key] = value
        elif value:
            form.fail(field, "import.bad_answer", value=value)
        elif question.blocking and question in reading.open:
            form.fail(field, "import.must_answer")
    return answers


def matched(form: Form, reading: Reading) -> dict[str, str]:
    """The answers so far with the sheets, columns and units of the form; what is as usual needs no answer."""
    answers, usual = dict(reading.answers), _usual(reading)
    for key, values in reading.offered.items():
        value = request.form.get(field_of(key))
        if value in values and value != usual.get(key):
            answers[key] = value
        elif value is not None:
            answers.pop(key, None)
    for sheet in reading.sheets:
        _refuse_doubles(form, sheet)
    return answers


def _usual(reading: Reading) -> dict[str, str]:
    """What each key is taken for without an answer. A heading nobody knows is taken for nothing, not even left out."""
    usual = {column.key: column.guessed for sheet in reading.sheets for column in sheet.columns}
    return usual | {sheet.unit.key: ASSUMED_UNIT for sheet in reading.sheets if sheet.unit and sheet.sheet}


def _refuse_doubles(form: Form, sheet: SheetRead) -> None:
    """One column of ours cannot stand under two headings."""
    if sheet.sheet is None:
        return
    chosen = {column.key: request.form.get(field_of(column.key), "") for column in sheet.columns}
    often = Counter(value for value in chosen.values() if value not in ("", SKIP))
    for key, value in chosen.items():
        if often[value] > 1:
            column = sheet.sheet.column(value) if value in {c.name for c in sheet.sheet.columns} else None
            label = language().pick((column.label, column.name)) if column else value
            form.fail(field_of(key), "import.column_twice", name=label, sheet=sheet.title)
