"""The documents of this folder that are no text: a workbook with footnotes, a PDF report."""

from pathlib import Path

import openpyxl
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

HEATING = (
    ("Heat pump stations: electricity consumption (GWh)",),
    (),
    ("Station", 2021, 2022, 2023, "2024 (p)"),
    ("Grunholm Station", 12.4, 13.1, 15.0, 16.2),
    ("Havering Station [1]", 8.0, 8.2, 8.1, 9.4),
    ("Ljosa Station", "-", 2.6, 4.4, 5.9),
    ("Total", 20.4, 23.9, 27.5, 31.5),
    ("[1] Without the standby boilers.",),
    ("(p) provisional",),
)
_PROSE = (
    ("Winter sports and electricity", 18),
    ("Alpine Resorts Observatory, 2025", 11),
    ("1 Summary", 14),
    ("The ski resorts of the Marn valley used 96 GWh of electricity in the 2024 season.", 11),
    ("Snow cannons of Hochbrand Resort consumed 21 GWh in 2024. In 2023 they consumed 18 GWh.", 11),
    ("Hochbrand Resort has an installed lift capacity of 14 MW.", 11),
    ("2 Results by resort", 14),
    ("Table 1: Electricity use by resort (GWh)", 11),
)
_TABLE = (
    ("Resort", "2022", "2023", "2024"),
    ("Hochbrand Resort", "37.0", "39.5", "42.3"),
    ("Silberjoch Resort", "28.1", "27.2", "29.8"),
    ("Fernau Resort", "19.9", "22.4", "23.9"),
)


def workbook(path: Path) -> None:
    """Write the workbook."""
    book = openpyxl.Workbook()
    for row in HEATING:
        book.active.append(row)
    book.save(path)


def report(path: Path) -> None:
    """Write the report, one page."""
    canvas = Canvas(str(path), pagesize=A4)
    canvas.setTitle("Winter sports and electricity")
    y = 780
    for text, size in _PROSE:
        canvas.setFont("Helvetica-Bold" if size > 11 else "Helvetica", size)
        canvas.drawString(60, y, text)
        y -= 2 * size + 4
    canvas.setFont("Helvetica", 10)
    for row in _TABLE:
        for x, cell in zip((60, 220, 300, 380), row, strict=True):
            canvas.drawString(x, y, cell)
        y -= 16
    canvas.save()
