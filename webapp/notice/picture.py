"""The notice of one day as a picture, since that is how it travels."""

import io

from PIL import Image, ImageDraw, ImageFont

from planner.report.desk_days import DeskDay
from planner.report.language import Language
from planner.report.phrases import desk_name

WIDTH, MARGIN, LINE, HEAD = 1080, 40, 46, 150
INK, BRAND, MUTED, PAPER = "#12263a", "#0b5c6b", "#4a5b6c", "#ffffff"


def notice_picture(rows: tuple[DeskDay, ...], title: str, language: Language) -> bytes:
    """A PNG with a line for each desk that is open on the day of the rows."""
    told = [(desk_name(row.agency, row.desk), language.number(row.tickets)) for row in rows if row.is_open]
    image = Image.new("RGB", (WIDTH, HEAD + LINE * len(told) + MARGIN), PAPER)
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, WIDTH, HEAD - 20), fill=BRAND)
    for line, text in enumerate(title.split("\n")):
        draw.text((MARGIN, 18 + 54 * line), text, fill=PAPER, font=ImageFont.load_default(40 - 8 * line))
    name_font, number_font = ImageFont.load_default(28), ImageFont.load_default(34)
    for place, (name, tickets) in enumerate(told):
        top = HEAD + LINE * place
        draw.text((MARGIN, top), _fitted(name), fill=INK, font=name_font)
        draw.text((WIDTH - MARGIN, top - 4), tickets, fill=INK, font=number_font, anchor="ra")
        draw.line((MARGIN, top + LINE - 8, WIDTH - MARGIN, top + LINE - 8), fill="#d5dde4")
    content = io.BytesIO()
    image.convert("P", palette=Image.Palette.ADAPTIVE, colors=16).save(content, "PNG", optimize=True)
    return content.getvalue()


def _fitted(name: str, longest: int = 56) -> str:
    return name if len(name) <= longest else name[: longest - 1] + "…"
