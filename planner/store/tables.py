"""The tables. Nothing outside planner/store sees them; a change here needs a step in migrations/versions."""

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    DateTime,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    Time,
    UniqueConstraint,
)

from planner.domain.history import VisitUnit
from planner.planning.stored import AnswerKind, JobState, PlanState, Role
from planner.store.columns import EnumText, KeyText, UtcMoment

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# The mall: one row a record, valid from one version of the mall to the next that changed it. `body` is its JSON.
mall_versions = Table(
    "mall_versions",
    metadata,
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("at", UtcMoment, nullable=False),
    Column("by", String, nullable=False),
    Column("reason", Text, nullable=False),
)
mall_rows = Table(
    "mall_rows",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("section", String, nullable=False),
    Column("position", Float, nullable=False),
    Column("from_version", Integer, ForeignKey("mall_versions.version"), nullable=False),
    Column("to_version", Integer, ForeignKey("mall_versions.version")),
    Column("body", Text, nullable=False),
    Index(None, "to_version", "section"),
)

# What was counted: rows are only ever added. Of rows for one key, the newest import that is not undone holds.
imports = Table(
    "imports",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("file_name", String, nullable=False),
    Column("file_hash", String, nullable=False, index=True),
    Column("at", UtcMoment, nullable=False),
    Column("by", String, nullable=False),
    Column("reason", Text, nullable=False),
    Column("counts", JSON, nullable=False),
    Column("mall_before", Integer),  # 0 when there was no mall
    Column("mall_version", Integer, ForeignKey("mall_versions.version")),
    Column("undone_at", UtcMoment),
    Column("undone_by", String),
    sqlite_autoincrement=True,
)
day_counts = Table(
    "day_counts",
    metadata,
    Column("day", Date, primary_key=True),
    Column("desk", String, primary_key=True),
    Column("service", KeyText, primary_key=True),
    Column("import_id", Integer, ForeignKey("imports.id"), primary_key=True),
    Column("visits", Integer, nullable=False),
    Column("unit", EnumText(VisitUnit), nullable=False),
    Column("quota", Integer),
    Column("full", Boolean, nullable=False),
    Column("quota_full_at", Time),
    Column("closed", Boolean, nullable=False),
    Column("refused", Integer),
)
month_counts = Table(
    "month_counts",
    metadata,
    Column("month", Date, primary_key=True),
    Column("agency", KeyText, primary_key=True),
    Column("desk", KeyText, primary_key=True),
    Column("import_id", Integer, ForeignKey("imports.id"), primary_key=True),
    Column("visits", Integer, nullable=False),
)
tickets = Table(
    "tickets",
    metadata,
    Column("day", Date, primary_key=True),
    Column("desk", String, primary_key=True),
    Column("service", KeyText, primary_key=True),
    Column("number", String, primary_key=True),
    Column("import_id", Integer, ForeignKey("imports.id"), primary_key=True),
    Column("taken_at", DateTime),
    Column("called_at", DateTime),
    Column("finished_at", DateTime),
    Column("officer", String),
    Column("needs", Integer, nullable=False),
    Column("status", String, nullable=False),
    Column("channel", String, nullable=False),
)

forecast_issues = Table(
    "forecast_issues",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", UtcMoment, nullable=False),
    Column("by", String, nullable=False),
    Column("origin", Date, nullable=False),
)
forecast_rows = Table(
    "forecast_rows",
    metadata,
    Column("day", Date, primary_key=True),
    Column("desk", String, primary_key=True),
    Column("service", KeyText, primary_key=True),
    Column("issue_id", Integer, ForeignKey("forecast_issues.id"), primary_key=True),
    Column("mean", Float, nullable=False),
    Column("quantiles", JSON, nullable=False),
    Column("estimated", Boolean, nullable=False),
    Column("method", String, nullable=False),
    Index(None, "issue_id"),
)
adjustments = Table(
    "adjustments",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("desk", String, nullable=False),
    Column("service", KeyText, nullable=False),
    Column("first_day", Date, nullable=False),
    Column("last_day", Date, nullable=False, index=True),
    Column("visits", Float, nullable=False),
    Column("reason", Text, nullable=False),
    Column("by", String, nullable=False),
    Column("at", UtcMoment, nullable=False),
    Column("withdrawn_at", UtcMoment),
)

plans = Table(
    "plans",
    metadata,
    Column("id", String, primary_key=True),
    Column("week", String, nullable=False),
    Column("version", Integer, nullable=False),
    Column("state", EnumText(PlanState), nullable=False),
    Column("stale", Boolean, nullable=False),
    Column("input_hash", String, nullable=False),
    Column("content_hash", String, nullable=False),
    Column("author", String, nullable=False),
    Column("created_at", UtcMoment, nullable=False),
    Column("seed", Integer, nullable=False),
    Column("saved_at", UtcMoment, nullable=False, index=True),
    Column("saved_by", String, nullable=False),
    Column("reason", Text, nullable=False),
    Column("based_on", String, ForeignKey("plans.id")),
    Column("job", Integer, ForeignKey("jobs.id"), unique=True),
    Column("published_at", UtcMoment),
    Column("published_by", String),
    UniqueConstraint("week", "version"),
)
plan_documents = Table(
    "plan_documents",
    metadata,
    Column("plan_id", String, ForeignKey("plans.id"), primary_key=True),
    Column("body", LargeBinary, nullable=False),
)

quota_overrides = Table(
    "quota_overrides",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("day", Date, nullable=False, index=True),
    Column("desk", String, nullable=False),
    Column("window", String, nullable=False),
    Column("service", KeyText, nullable=False),
    Column("channel", String, nullable=False),
    Column("tickets", Integer, nullable=False),
    Column("computed_tickets", Integer, nullable=False),
    Column("broken_promise", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("ends_at", UtcMoment),
    Column("by", String, nullable=False),
    Column("at", UtcMoment, nullable=False),
    Column("ended_at", UtcMoment),
)
issued_tickets = Table(
    "issued_tickets",
    metadata,
    Column("day", Date, primary_key=True),
    Column("desk", String, primary_key=True),
    Column("window", String, primary_key=True),
    Column("service", KeyText, primary_key=True),
    Column("tickets", Integer, nullable=False),
    Column("at", UtcMoment, nullable=False),
)
agency_answers = Table(
    "agency_answers",
    metadata,
    Column("agency", String, primary_key=True),
    Column("plan", String, ForeignKey("plans.id"), primary_key=True),
    Column("week", String, nullable=False, index=True),
    Column("kind", EnumText(AnswerKind), nullable=False),
    Column("reason", Text, nullable=False),
    Column("by", String, nullable=False),
    Column("at", UtcMoment, nullable=False),
)
private_data = Table(
    "private_data",
    metadata,
    Column("kind", String, primary_key=True),
    Column("subject", String, primary_key=True),
    Column("value", Text, nullable=False),
)
results = Table(
    "results",
    metadata,
    Column("key", String, primary_key=True),
    Column("kind", String, nullable=False),
    Column("at", UtcMoment, nullable=False),
    Column("by", String, nullable=False),
    Column("body", LargeBinary, nullable=False),
)

users = Table(
    "users",
    metadata,
    Column("name", String, primary_key=True),
    Column("full_name", String, nullable=False),
    Column("role", EnumText(Role), nullable=False),
    Column("agency", String),
    Column("disabled", Boolean, nullable=False),
    Column("must_change_password", Boolean, nullable=False),
    Column("password_hash", String, nullable=False),
)
sessions = Table(
    "sessions",
    metadata,
    Column("token_hash", String, primary_key=True),
    Column("user", String, ForeignKey("users.name"), nullable=False, index=True),
    Column("opened_at", UtcMoment, nullable=False),
    Column("seen_at", UtcMoment, nullable=False),
)
api_keys = Table(
    "api_keys",
    metadata,
    Column("name", String, primary_key=True),
    Column("key_hash", String, nullable=False, unique=True),
    Column("role", EnumText(Role), nullable=False),
    Column("agency", String),
    Column("made_at", UtcMoment, nullable=False),
    Column("made_by", String, nullable=False),
    Column("revoked_at", UtcMoment),
)
sign_in_failures = Table(
    "sign_in_failures",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("account_hash", String, nullable=False, index=True),
    Column("address", String, nullable=False, index=True),
    Column("at", UtcMoment, nullable=False, index=True),
)

audit = Table(
    "audit",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", UtcMoment, nullable=False, index=True),
    Column("by", String, nullable=False),
    Column("role", String, nullable=False),
    Column("agency", String, index=True),
    Column("action", String, nullable=False),
    Column("key", String, nullable=False),
    Column("reason", Text, nullable=False),
    Column("before", JSON),
    Column("after", JSON),
    sqlite_autoincrement=True,
)

# live_key: the payload hash while the job is not final, NULL after; unique, so one job per payload while it lives.
jobs = Table(
    "jobs",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", String, nullable=False),
    Column("payload", JSON, nullable=False),
    Column("payload_hash", String, nullable=False),
    Column("live_key", String, unique=True),
    Column("limit_seconds", Integer, nullable=False),
    Column("state", EnumText(JobState), nullable=False, index=True),
    Column("asked_by", String, nullable=False),
    Column("asked_role", EnumText(Role), nullable=False),
    Column("asked_agency", String),
    Column("asked_at", UtcMoment, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("owner", String),
    Column("beat", Integer, nullable=False),
    Column("seen_at", UtcMoment),
    Column("progress", JSON),
    Column("started_at", UtcMoment),
    Column("ended_at", UtcMoment),
    Column("result", String),
    Column("reason_code", String, nullable=False),
    Column("reason_text", Text, nullable=False),
    sqlite_autoincrement=True,
)
