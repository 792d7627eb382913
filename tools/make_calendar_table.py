"""Write planner/data/calendar_id.csv from the `holidays` library and the Ramadan table below.

Run it when a decree changes a year: `python tools/make_calendar_table.py`, then review the difference.
"""

import csv
from datetime import date, timedelta
from pathlib import Path

import holidays

FIRST_YEAR, LAST_YEAR = 2019, 2030
TABLE = Path(__file__).parent.parent / "planner" / "data" / "calendar_id.csv"
DECREES = {
    2024: "SKB 855/2023 jo. 236/2024",
    2025: "SKB 1017/2024 dan perubahannya",
    2026: "SKB 1497/2025",
    2027: "SKB September 2026 menurut pustaka holidays (perkiraan)",
}
# First and last day of fasting as announced by Kemenag; later years are estimates (see docs/decisions/0003).
RAMADAN = {
    2019: (date(2019, 5, 6), date(2019, 6, 4)),
    2020: (date(2020, 4, 24), date(2020, 5, 23)),
    2021: (date(2021, 4, 13), date(2021, 5, 12)),
    2022: (date(2022, 4, 3), date(2022, 5, 1)),
    2023: (date(2023, 3, 23), date(2023, 4, 21)),
    2024: (date(2024, 3, 12), date(2024, 4, 9)),
    2025: (date(2025, 3, 1), date(2025, 3, 30)),
    2026: (date(2026, 2, 19), date(2026, 3, 20)),
    2027: (date(2027, 2, 8), date(2027, 3, 9)),
    2028: (date(2028, 1, 28), date(2028, 2, 26)),
    2029: (date(2029, 1, 16), date(2029, 2, 13)),
    2030: (date(2030, 1, 5), date(2030, 2, 3)),
}
LAST_ANNOUNCED_RAMADAN = 2026


def decree_rows(year: int) -> list[tuple[str, str, str, str]]:
    rows = []
    for kind, category in (("holiday", "public"), ("cuti_bersama", "government")):
        days = holidays.country_holidays("ID", years=year, categories=(category,), language="id")
        source = DECREES.get(year, "pustaka holidays" if year < 2024 else "pustaka holidays (perkiraan)")
        rows += [(day.isoformat(), kind, name, source) for day, name in days.items()]
    return rows


def ramadan_rows(year: int) -> list[tuple[str, str, str, str]]:
    first, last = RAMADAN[year]
    source = "Kemenag" if year <= LAST_ANNOUNCED_RAMADAN else "perkiraan"
    count = (last - first).days + 1
    return [((first + timedelta(days=n)).isoformat(), "ramadan", "Ramadan", source) for n in range(count)]


def main() -> None:
    rows = [row for year in range(FIRST_YEAR, LAST_YEAR + 1) for row in decree_rows(year) + ramadan_rows(year)]
    with TABLE.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("date", "kind", "name", "source"))
        writer.writerows(sorted(rows))


if __name__ == "__main__":
    main()
