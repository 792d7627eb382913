"""How to read the roster: legend, promise, assumptions, how good the plan is, by which rules. Label and text."""

from collections.abc import Iterable
from dataclasses import fields

from planner.domain.plan import Plan, StageValue
from planner.planning.shortfalls import FIFTHS
from planner.report.edition import Edition
from planner.report.language import Language
from planner.report.phrases import known_or_raw

LEGEND = ("enough", "tight", "short", "unavailable", "closed", "pinned", "proposal", "break", "staffing", "estimate")


def explanation_rows(plan: Plan, language: Language, edition: Edition) -> tuple[tuple[str, str], ...]:
    """Pairs of label and text; an empty pair parts two groups."""
    groups = (
        _reading(plan, language, edition),
        _promise(plan, language),
        _quality(plan, language),
        _rules(plan, language),
        _findings(plan, language),
        [(language.say("explain.passport"), f"{edition.status} · {edition.made} · {edition.data_age}")],
    )
    return tuple(row for group in groups for row in (*group, ("", "")))


def technical_rows(plan: Plan, language: Language) -> tuple[tuple[str, str], ...]:
    """What a checker needs to find this very plan again; a hash fills its text alone, by which it is found."""
    passport = plan.passport
    settings = {"seed": passport.seed, **dict(sorted(passport.parameters.items()))}
    told = (f"{known_or_raw(language, 'parameter', name)} {value}" for name, value in settings.items())
    return (
        (language.say("explain.technical"), ""),
        (language.say("explain.content_hash"), passport.content_hash or language.say("passport.unsigned")),
        (language.say("explain.input_hash"), passport.input_hash),
        (language.say("explain.versions"), ", ".join(f"{k} {v}" for k, v in sorted(passport.versions.items()))),
        (language.say("explain.parameters"), "; ".join(told)),
    )


def _reading(plan: Plan, language: Language, edition: Edition) -> Iterable[tuple[str, str]]:
    how = language.say("explain.how", zone=plan.input.mall.zone)
    yield language.say("explain.title"), f"{how} {language.say('explain.draft')}" if edition.is_draft else how
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


def _rules(plan: Plan, language: Language) -> Iterable[tuple[str, str]]:
    """The rules that hold in every roster, and what is made as little as can be; one of the mall's own by its name."""
    aims = [name for name in plan.passport.rule_set if language.knows(f"aim.{name}")]
    kept = [known_or_raw(language, "rule", name) for name in plan.passport.rule_set if name not in aims]
    if kept:
        yield language.say("explain.rules"), "; ".join(kept)
    if aims:
        yield language.say("explain.aims"), "; ".join(known_or_raw(language, "aim", name) for name in aims)


def _findings(plan: Plan, language: Language) -> Iterable[tuple[str, str]]:
    for place, finding in enumerate(plan.findings):
        label = language.say("summary.findings_title") if place == 0 else ""
        yield label, finding.text_id if language.code == "id" else finding.text_en
