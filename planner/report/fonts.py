"""A font for PDF pages that knows the signs we use: DejaVu where the system has it, else the built-in Helvetica."""

import os
from pathlib import Path

from fpdf import FPDF

FAMILY, BUILT_IN = "DejaVu", "Helvetica"
FILES = ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf")
FOLDERS = (
    "/usr/share/fonts/truetype/dejavu",
    "/usr/share/fonts/dejavu",
    "/usr/share/fonts/dejavu-sans-fonts",
    "/usr/local/share/fonts",
    "/Library/Fonts",
)
WINDOWS_FOLDER = "C:/Windows/Fonts"


def find_fonts() -> tuple[Path, Path] | None:
    """Regular and bold DejaVu Sans of this machine, None where it has none. LOKETPLAN_FONTS names a folder first."""
    folders = [os.environ.get("LOKETPLAN_FONTS", ""), *FOLDERS, WINDOWS_FOLDER]
    for folder in (Path(name) for name in folders if name):
        regular, bold = (folder / name for name in FILES)
        if regular.is_file() and bold.is_file():
            return regular, bold
    return None


def add_fonts(page: FPDF) -> str:
    """Make the fonts known to a page and return the family to set; Helvetica lacks signs such as ≈ and ▲."""
    found = find_fonts()
    if found is None:
        return BUILT_IN
    regular, bold = found
    page.add_font(FAMILY, fname=str(regular))
    page.add_font(FAMILY, style="B", fname=str(bold))
    return FAMILY
