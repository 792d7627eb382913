from dataclasses import replace
from datetime import UTC, datetime

import pytest

from planner.domain.plan import Plan, StageValue
from planner.report.edition import Publication, make_edition
from planner.report.explanation_rows import explanation_rows, technical_rows
from planner.report.language import Language
from planner.solver.ruleset import LOKETPLAN_1
from tests.builders import a_plan

ID, EN = Language("id"), Language("en")
PUBLISHED = Publication(at=datetime(2026, 3, 27, 8, 12, tzinfo=UTC), by="Kepala MPP")


def told(plan: Plan, language: Language = EN, publication: Publication | None = None) -> dict[str, str]:
    return dict(explanation_rows(plan, language, make_edition(plan, language, publication)))


def by_all_rules() -> Plan:
    """A plan whose passport names every rule of the product, and one of the mall's own."""
    names = (*(rule.name for rule in LOKETPLAN_1.rules), "no_work_on_market_day")
    parameters = {"proof_days": "2000", "rounds": "3"}
    return replace(a_plan(), passport=replace(a_plan().passport, rule_set=names, parameters=parameters))


@pytest.mark.parametrize(
    ("stage", "text"),
    [
        pytest.param(
            StageValue(stage="unmet", value=645, unit="fifths", bound=600, gap=0.0),
            "129.0 visits; the roster is proved best by the capacity tables, which count 120.0",
            id="proved by the tables, though simulation counts more",
        ),
        pytest.param(
            StageValue(stage="unmet", value=645, unit="fifths", bound=600, gap=0.0312),
            "129.0 visits; by the capacity tables at most 3.1% from the best possible",
            id="not proved",
        ),
        pytest.param(StageValue(stage="overtime", value=30, unit="minutes"), "30 minutes", id="no bound"),
    ],
)
def test_a_stage_tells_its_value_and_what_was_proved(stage: StageValue, text: str) -> None:
    """Five fifths are a visit; "proved" speaks of the tables, the value of the tickets that will be issued."""
    assert text in told(replace(a_plan(), stages=(stage,))).values()


def test_tables_and_simulation_are_compared() -> None:
    """Builder: 46 against 44 tickets on five days, ten in all."""
    rows = told(a_plan())
    assert rows["Tables and simulation"] == "Capacity tables and simulation differ by 10 tickets over the week."


@pytest.mark.parametrize(
    ("language", "kept", "aims"), [(ID, "istirahat bergiliran", "lembur"), (EN, "in turns", "overtime")]
)
def test_rules_are_told_in_words(language: Language, kept: str, aims: str) -> None:
    """Each rule of the product has words in both languages; the mall's own is told by its name."""
    rows = told(by_all_rules(), language)
    labels = [language.say("explain.rules"), language.say("explain.aims")]
    assert kept in rows[labels[0]]
    assert aims in rows[labels[1]]
    assert "no work on market day" in rows[labels[0]]
    assert not [
        r for r in LOKETPLAN_1.rules if not (language.knows(f"rule.{r.name}") or language.knows(f"aim.{r.name}"))
    ]
    assert "_" not in " ".join(rows[label] for label in labels)


def test_only_a_draft_is_called_a_draft() -> None:
    """The paper on the wall is the published one."""
    assert told(a_plan(), ID)["Cara membaca"].endswith("Jadwal ini rancangan sampai diterbitkan.")
    published = told(a_plan(), ID, PUBLISHED)
    assert "rancangan" not in published["Cara membaca"]
    assert published["Asal rencana"].startswith("Terbit 27 Mar 2026 15.12 oleh Kepala MPP")


def test_technical_values_stand_in_a_block_of_their_own() -> None:
    """Hashes and settings for who checks the plan; none of them among what everybody reads."""
    plan = by_all_rules()
    block = dict(technical_rows(plan, ID))
    assert block["Sidik isi"] == (plan.passport.content_hash or "tanpa sidik isi")
    assert "hari yang disimulasikan 2000; putaran perbaikan 3" in block["Pengaturan"]
    assert not {"Sidik isi", "Pengaturan", "Versi program"} & told(plan, ID).keys()
