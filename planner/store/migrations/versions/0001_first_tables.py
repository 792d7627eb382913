"""The first tables.

Revision ID: 0001
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision: str | None = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make all tables."""
    op.create_table(
        "adjustments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("desk", sa.String(), nullable=False),
        sa.Column("service", sa.String(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("visits", sa.Float(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_adjustments")),
    )
    op.create_index(op.f("ix_adjustments_last_day"), "adjustments", ["last_day"], unique=False)
    op.create_table(
        "audit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("agency", sa.String(), nullable=True),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("before", sa.JSON(), nullable=True),
        sa.Column("after", sa.JSON(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_audit_agency"), "audit", ["agency"], unique=False)
    op.create_index(op.f("ix_audit_at"), "audit", ["at"], unique=False)
    op.create_table(
        "forecast_issues",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("origin", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_forecast_issues")),
    )
    op.create_table(
        "issued_tickets",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("desk", sa.String(), nullable=False),
        sa.Column("window", sa.String(), nullable=False),
        sa.Column("service", sa.String(), nullable=False),
        sa.Column("tickets", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("day", "desk", "window", "service", name=op.f("pk_issued_tickets")),
    )
    op.create_table(
        "jobs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.Column("payload_hash", sa.String(), nullable=False),
        sa.Column("live_key", sa.String(), nullable=True),
        sa.Column("limit_seconds", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("asked_by", sa.String(), nullable=False),
        sa.Column("asked_role", sa.Text(), nullable=False),
        sa.Column("asked_agency", sa.String(), nullable=True),
        sa.Column("asked_at", sa.DateTime(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("owner", sa.String(), nullable=True),
        sa.Column("beat", sa.Integer(), nullable=False),
        sa.Column("seen_at", sa.DateTime(), nullable=True),
        sa.Column("progress", sa.JSON(), nullable=True),
        sa.Column("started_at", sa.DateTime(), nullable=True),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.Column("result", sa.String(), nullable=True),
        sa.Column("reason_code", sa.String(), nullable=False),
        sa.Column("reason_text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_jobs")),
        sa.UniqueConstraint("live_key", name=op.f("uq_jobs_live_key")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_jobs_state"), "jobs", ["state"], unique=False)
    op.create_table(
        "mall_versions",
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("version", name=op.f("pk_mall_versions")),
    )
    op.create_table(
        "private_data",
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "subject", name=op.f("pk_private_data")),
    )
    op.create_table(
        "quota_overrides",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("desk", sa.String(), nullable=False),
        sa.Column("window", sa.String(), nullable=False),
        sa.Column("service", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("tickets", sa.Integer(), nullable=False),
        sa.Column("computed_tickets", sa.Integer(), nullable=False),
        sa.Column("broken_promise", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("ends_at", sa.DateTime(), nullable=True),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quota_overrides")),
    )
    op.create_index(op.f("ix_quota_overrides_day"), "quota_overrides", ["day"], unique=False)
    op.create_table(
        "results",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_results")),
    )
    op.create_table(
        "sign_in_failures",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_hash", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in_failures")),
    )
    op.create_index(op.f("ix_sign_in_failures_account_hash"), "sign_in_failures", ["account_hash"], unique=False)
    op.create_index(op.f("ix_sign_in_failures_address"), "sign_in_failures", ["address"], unique=False)
    op.create_index(op.f("ix_sign_in_failures_at"), "sign_in_failures", ["at"], unique=False)
    op.create_table(
        "users",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("full_name", sa.String(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("agency", sa.String(), nullable=True),
        sa.Column("disabled", sa.Boolean(), nullable=False),
        sa.Column("must_change_password", sa.Boolean(), nullable=False),
        sa.Column("password_hash", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_users")),
    )
    op.create_table(
        "forecast_rows",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("desk", sa.String(), nullable=False),
        sa.Column("service", sa.String(), nullable=False),
        sa.Column("issue_id", sa.Integer(), nullable=False),
        sa.Column("mean", sa.Float(), nullable=False),
        sa.Column("quantiles", sa.JSON(), nullable=False),
        sa.Column("estimated", sa.Boolean(), nullable=False),
        sa.Column("method", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["issue_id"], ["forecast_issues.id"], name=op.f("fk_forecast_rows_issue_id")),
        sa.PrimaryKeyConstraint("day", "desk", "service", "issue_id", name=op.f("pk_forecast_rows")),
    )
    op.create_index(op.f("ix_forecast_rows_issue_id"), "forecast_rows", ["issue_id"], unique=False)
    op.create_table(
        "imports",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("file_name", sa.String(), nullable=False),
        sa.Column("file_hash", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.Column("mall_before", sa.Integer(), nullable=True),
        sa.Column("mall_version", sa.Integer(), nullable=True),
        sa.Column("undone_at", sa.DateTime(), nullable=True),
        sa.Column("undone_by", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["mall_version"], ["mall_versions.version"], name=op.f("fk_imports_mall_version")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_imports")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_imports_file_hash"), "imports", ["file_hash"], unique=False)
    op.create_table(
        "mall_rows",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("section", sa.String(), nullable=False),
        sa.Column("position", sa.Float(), nullable=False),
        sa.Column("from_version", sa.Integer(), nullable=False),
        sa.Column("to_version", sa.Integer(), nullable=True),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["from_version"], ["mall_versions.version"], name=op.f("fk_mall_rows_from_version")),
        sa.ForeignKeyConstraint(["to_version"], ["mall_versions.version"], name=op.f("fk_mall_rows_to_version")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mall_rows")),
    )
    op.create_index(op.f("ix_mall_rows_to_version_section"), "mall_rows", ["to_version", "section"], unique=False)
    op.create_table(
        "plans",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("week", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("stale", sa.Boolean(), nullable=False),
        sa.Column("input_hash", sa.String(), nullable=False),
        sa.Column("content_hash", sa.String(), nullable=False),
        sa.Column("author", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("seed", sa.Integer(), nullable=False),
        sa.Column("saved_at", sa.DateTime(), nullable=False),
        sa.Column("saved_by", sa.String(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("based_on", sa.String(), nullable=True),
        sa.Column("job", sa.Integer(), nullable=True),
        sa.Column("published_at", sa.DateTime(), nullable=True),
        sa.Column("published_by", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["based_on"], ["plans.id"], name=op.f("fk_plans_based_on")),
        sa.ForeignKeyConstraint(["job"], ["jobs.id"], name=op.f("fk_plans_job")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plans")),
        sa.UniqueConstraint("job", name=op.f("uq_plans_job")),
        sa.UniqueConstraint("week", "version", name=op.f("uq_plans_week_version")),
    )
    op.create_index(op.f("ix_plans_saved_at"), "plans", ["saved_at"], unique=False)
    op.create_table(
        "sessions",
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("user", sa.String(), nullable=False),
        sa.Column("opened_at", sa.DateTime(), nullable=False),
        sa.Column("seen_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["user"], ["users.name"], name=op.f("fk_sessions_user")),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_sessions")),
    )
    op.create_index(op.f("ix_sessions_user"), "sessions", ["user"], unique=False)
    op.create_table(
        "agency_answers",
        sa.Column("agency", sa.String(), nullable=False),
        sa.Column("plan", sa.String(), nullable=False),
        sa.Column("week", sa.String(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["plan"], ["plans.id"], name=op.f("fk_agency_answers_plan")),
        sa.PrimaryKeyConstraint("agency", "plan", name=op.f("pk_agency_answers")),
    )
    op.create_index(op.f("ix_agency_answers_week"), "agency_answers", ["week"], unique=False)
    op.create_table(
        "day_counts",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("desk", sa.String(), nullable=False),
        sa.Column("service", sa.String(), nullable=False),
        sa.Column("import_id", sa.Integer(), nullable=False),
        sa.Column("visits", sa.Integer(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("quota", sa.Integer(), nullable=True),
        sa.Column("full", sa.Boolean(), nullable=False),
        sa.Column("quota_full_at", sa.Time(), nullable=True),
        sa.Column("closed", sa.Boolean(), nullable=False),
        sa.Column("refused", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["import_id"], ["imports.id"], name=op.f("fk_day_counts_import_id")),
        sa.PrimaryKeyConstraint("day", "desk", "service", "import_id", name=op.f("pk_day_counts")),
    )
    op.create_table(
        "month_counts",
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("agency", sa.String(), nullable=False),
        sa.Column("desk", sa.String(), nullable=False),
        sa.Column("import_id", sa.Integer(), nullable=False),
        sa.Column("visits", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["import_id"], ["imports.id"], name=op.f("fk_month_counts_import_id")),
        sa.PrimaryKeyConstraint("month", "agency", "desk", "import_id", name=op.f("pk_month_counts")),
    )
    op.create_table(
        "plan_documents",
        sa.Column("plan_id", sa.String(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.id"], name=op.f("fk_plan_documents_plan_id")),
        sa.PrimaryKeyConstraint("plan_id", name=op.f("pk_plan_documents")),
    )
    op.create_table(
        "tickets",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("desk", sa.String(), nullable=False),
        sa.Column("service", sa.String(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("import_id", sa.Integer(), nullable=False),
        sa.Column("taken_at", sa.DateTime(), nullable=True),
        sa.Column("called_at", sa.DateTime(), nullable=True),
        sa.Column("finished_at", sa.DateTime(), nullable=True),
        sa.Column("officer", sa.String(), nullable=True),
        sa.Column("needs", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["import_id"], ["imports.id"], name=op.f("fk_tickets_import_id")),
        sa.PrimaryKeyConstraint("day", "desk", "service", "number", "import_id", name=op.f("pk_tickets")),
    )


def downgrade() -> None:
    """Take all tables away."""
    op.drop_table("tickets")
    op.drop_table("plan_documents")
    op.drop_table("month_counts")
    op.drop_table("day_counts")
    op.drop_index(op.f("ix_agency_answers_week"), table_name="agency_answers")
    op.drop_table("agency_answers")
    op.drop_index(op.f("ix_sessions_user"), table_name="sessions")
    op.drop_table("sessions")
    op.drop_index(op.f("ix_plans_saved_at"), table_name="plans")
    op.drop_table("plans")
    op.drop_index(op.f("ix_mall_rows_to_version_section"), table_name="mall_rows")
    op.drop_table("mall_rows")
    op.drop_index(op.f("ix_imports_file_hash"), table_name="imports")
    op.drop_table("imports")
    op.drop_index(op.f("ix_forecast_rows_issue_id"), table_name="forecast_rows")
    op.drop_table("forecast_rows")
    op.drop_table("users")
    op.drop_index(op.f("ix_sign_in_failures_at"), table_name="sign_in_failures")
    op.drop_index(op.f("ix_sign_in_failures_address"), table_name="sign_in_failures")
    op.drop_index(op.f("ix_sign_in_failures_account_hash"), table_name="sign_in_failures")
    op.drop_table("sign_in_failures")
    op.drop_table("results")
    op.drop_index(op.f("ix_quota_overrides_day"), table_name="quota_overrides")
    op.drop_table("quota_overrides")
    op.drop_table("private_data")
    op.drop_table("mall_versions")
    op.drop_index(op.f("ix_jobs_state"), table_name="jobs")
    op.drop_table("jobs")
    op.drop_table("issued_tickets")
    op.drop_table("forecast_issues")
    op.drop_index(op.f("ix_audit_at"), table_name="audit")
    op.drop_index(op.f("ix_audit_agency"), table_name="audit")
    op.drop_table("audit")
    op.drop_index(op.f("ix_adjustments_last_day"), table_name="adjustments")
    op.drop_table("adjustments")
