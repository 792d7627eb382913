"""Make the pictures of the README from a plan file: `python docs/make_pictures.py out/demo/plan.json`.

Needs Chromium, LibreOffice Calc and poppler (Debian: chromium libreoffice-calc poppler-utils fonts-dejavu-core).
"""

import argparse
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from planner.planning.plan_file import read_plan
from planner.report.files import NOTICE_NAMES, ROSTER_NAME, write_reports
from planner.report.language import Language

PICTURES = Path(__file__).parent / "pictures"
PHONE = "390,1260"
PRINT_DPI = "120"
PROGRAMS = ("chromium", "soffice", "pdftoppm")


def main() -> None:
    """Read the plan, write its reports aside, and take a picture of the roster and of the notice."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("plan", type=Path, help="a plan file")
    parser.add_argument("--out", type=Path, default=PICTURES, help="folder of the pictures")
    arguments = parser.parse_args()
    if missing := [program for program in PROGRAMS if shutil.which(program) is None]:
        sys.exit(f"missing: {', '.join(missing)} (see the head of this script)")
    arguments.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        aside = Path(name)
        write_reports(read_plan(arguments.plan), aside, Language("id"))
        picture_of_roster(aside, arguments.out / "roster.png")
        picture_of_notice(aside, arguments.out / "quota-notice.png")


def picture_of_roster(reports: Path, picture: Path) -> None:
    """The first printed page of the roster by counter."""
    profile = f"-env:UserInstallation={(reports / 'office').as_uri()}"
    run("soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", reports, reports / ROSTER_NAME)
    printed = (reports / ROSTER_NAME).with_suffix(".pdf")
    run("pdftoppm", "-r", PRINT_DPI, "-f", "1", "-l", "1", "-singlefile", "-png", printed, picture.with_suffix(""))


def picture_of_notice(reports: Path, picture: Path) -> None:
    """The notice as a phone shows it."""
    run(
        "chromium",
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-background-networking",
        "--hide-scrollbars",
        "--force-device-scale-factor=2",
        f"--window-size={PHONE}",
        f"--user-data-dir={reports / 'browser'}",
        f"--screenshot={picture.resolve()}",
        (reports / NOTICE_NAMES["id"]).as_uri(),
    )


def run(*command: str | Path) -> None:
    """Run a program quietly; ends this one with its output when it fails."""
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{command[0]} failed:\n{done.stdout}{done.stderr}")


if __name__ == "__main__":
    main()
