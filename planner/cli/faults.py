"""Faults of the engine in the words of the one who called a command: what is wrong and the way out."""

import sys
from typing import NoReturn

import click

from planner.domain.errors import InvalidFile, PlannerError

WAYS_OUT = {
    "week_in_the_past": (
        "Minggu itu sudah ada hitungannya. Pilih minggu sesudah hitungan terakhir dengan --week.",
        "That week was counted already. Choose one after the last count with --week.",
    ),
    "week_closed": (
        "Tidak ada instansi yang buka pada minggu itu. Periksa kalender atau pilih minggu lain.",
        "No agency is open in that week. Check the calendar or choose another week.",
    ),
    "no_history": (
        "Belum ada hitungan kunjungan. Isi lembar visits, visits_monthly, rekap, atau tickets.",
        "No visits were counted. Fill the visits, visits_monthly, rekap or tickets sheet.",
    ),
    "no_base": (
        "Skenario menyebut minggu lain. Beri rencananya dengan --plan, atau datanya dengan --mall.",
        "A scenario names another week. Give its plan with --plan, or the mall's data with --mall.",
    ),
    "forecast_unknown_day": (
        "Berkas ramalan menyebut meja atau hari di luar rencana. Perbaiki kolom service atau date.",
        "The forecast file names a desk or day outside the plan. Mend its service or date column.",
    ),
    "forecast_columns": (
        "Berkas ramalan kurang kolom. Perlu service, date, mean.",
        "The forecast file lacks columns. It needs service, date, mean.",
    ),
}


def end_with_findings(fault: InvalidFile, language: str = "id") -> NoReturn:
    """Print what is wrong with a file, a line for each finding, and end with 1."""
    for finding in fault.findings:
        click.echo(finding.sentence(language), err=True)
    sys.exit(1)


def as_click(fault: PlannerError, language: str) -> click.ClickException:
    """The fault as click prints it: the way out where one is known, with the engine's own words behind it."""
    known = WAYS_OUT.get(fault.code)
    if known is None:
        return click.ClickException(str(fault))
    return click.ClickException(f"{known[language == 'en']} ({fault})")
