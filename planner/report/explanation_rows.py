"""How to read the roster: legend, promise, assumptions, how good the plan is, its passport. Label and text."""

from collections.abc import Iterable
from dataclasses import fields

from planner.domain.plan import Plan, StageValue
from planner.planning.shortfalls import FIFTHS
from planner.report.edition import make_edition
from planner.report.language import Language
from planner.report.phrases import known_or_raw

LEGEND = ("enough", "tight", "short", "unavailable", "closed", "pinned", "proposal", "break", "staffing", "estimate")


def explanation_rows(plan: Plan, language: Language) -> tuple[tuple[str, str], ...]:
    """Pairs of label and text; an empty pair parts two groups."""
    groups = (
        _reading(plan, language),
        _promise(plan, language),
        _quality(plan, language),
        _findings(plan, language),
        _passport(plan, language),
    )
    return tuple(row for group in groups for row in (*group, ("", "")))


def _reading(plan: Plan, language: Language) -> Iterable[tuple[str, str]]:
    yield language.say("explain.title"), language.say("explain.how", zone=plan.input.mall.zone)
    for name in LEGEND:
        yield language.say(f"legend.{name}"), language.say(f"legend.{name}_text")


def _promise(plan: Plan, language: Language) -> Iterable[tuple[str, str]]:
    promise, assumptions = plan.input.mall.promise, plan.input.mall.assumptions
    yield (
        language.say("explain.promise"),
        language.say(
            "explain.promise_text",
            share=language.share(promise.wait_share),
            minutes=promise.wait_minutes,
            finish=language.share(promise.finish_probability),
            grace=promise.grace_minutes,
        ),
    )
    told = (
        f"{known_or_raw(language, 'assumption', f.name)} {language.share(getattr(assumptions, f.name))}"
        for f in fields(assumptions)
    )
    yield language.say("explain.assumptions"), "; ".join(told)


def _quality(plan: Plan, language: Language) -> Iterable[tuple[str, str]]:
    for stage in plan.stages:
        yield language.say("explain.stage", name=known_or_raw(language, "stage", stage.stage)), _stage(stage, language)
    apart = sum(abs(c.table_tickets - c.simulated_tickets) for c in plan.table_minus_simulation)
    if plan.table_minus_simulation:
        yield language.say("explain.table"), language.say("explain.table_text", tickets=language.number(apart))


def _stage(stage: StageValue, language: Language) -> str:
    """The value that will be issued, and how good the search was by its own capacity tables."""
    value, unit = _amount(stage.value, stage.unit, language)
    if stage.bound is None or stage.gap is None:
        return language.say("stage.found", value=value, unit=unit)
    if stage.gap == 0:
        return language.say("stage.proved", value=value, unit=unit, bound=_amount(stage.bound, stage.unit, language)[0])
    return language.say("stage.gap", value=value, unit=unit, gap=f"{language.number(100 * stage.gap, 1)}%")


def _amount(value: int, unit: str, language: Language) -> tuple[str, str]:
    """A value with its unit in words; fifths of a visit are told in visits, as readers count."""
    if unit == "fifths":
        return language.number(value / FIFTHS, 1), language.say("unit.visits")
    return language.number(value), known_or_raw(language, "unit", unit)


def _findings(plan: Plan, language: Language) -> Iterable[tuple[str, str]]:
    for place, finding in enumerate(plan.findings):
        label = language.say("summary.findings_title") if place == 0 else ""
        yield label, finding.text_id if language.code == "id" else finding.text_en


def _passport(plan: Plan, language: Language) -> Iterable[tuple[str, str]]:
    edition, passport = make_edition(plan, language), plan.passport
    yield language.say("explain.passport"), f"{edition.made} · {edition.data_age}"
    yield language.say("explain.content_hash"), passport.content_hash or language.say("passport.unsigned")
    yield language.say("explain.input_hash"), passport.input_hash
    yield language.say("explain.versions"), ", ".join(f"{k} {v}" for k, v in sorted(passport.versions.items()))
    yield language.say("explain.rules"), ", ".join(passport.rule_set)
    settings = [f"seed {passport.seed}", *(f"{k} = {v}" for k, v in sorted(passport.parameters.items()))]
    yield language.say("explain.parameters"), ", ".join(settings)
