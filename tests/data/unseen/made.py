"""The documents of this folder that are no text: two workbooks, a zipped package, a PDF report."""

import json
import zipfile
from pathlib import Path

import openpyxl
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate, Paragraph, Table

_AIRPORTS = (
    ("Regional airports: energy statistics", None, None, None, None, None),
    ("Source: Airport Energy Council, edition 2025", None, None, None, None, None),
    (),
    ("Airport", "Electricity (GWh)", None, "Fuel for heating (GWh)", None, "Passengers (thousand)"),
    (None, 2023, 2024, 2023, 2024, 2024),
    ("Kestrel International", 64.2, 66.8, 21.4, 19.9, 5120),
    ("Morrow Field", 18.9, 19.3, 7.7, "n/a", 1340),
    ("Port Sable", 9.4, "9.9 (e)", 3.1, 2.8, 610),
    ("All airports", 92.5, 96.0, 32.2, 22.7, 7070),
    ("(e) estimated", None, None, None, None, None),
)
_SOLAR = (
    ("Airport", "Solar capacity [MW]", "Solar output 2024 [MWh]"),
    ("Kestrel International", 12.5, 13800),
    ("Morrow Field", 4, 4150),
)
_FOODS = (
    ("Karst Foods plc – ESG data book FY2025", None, None, None, None),
    (),
    ("Indicator", "Unit", "FY2023", "FY2024", "FY2025"),
    ("Energy", None, None, None, None),
    ("Electricity consumption", "GWh", 412, 398, 405),
    ("of which renewable", "%", 38, 47, 55),
    ("Natural gas", "GWh", 690, 655, 610),
    ("Greenhouse gases", None, None, None, None),
    ("Scope 1 emissions", "kt CO2e", 143, 137, 128),
    ("Scope 2 emissions (market-based)", "kt CO2e", 96, 80, 61),
    ("Water", None, None, None, None),
    ("Water withdrawal", "thousand m3", 5210, 5105, 4980),
)
_SITES = (
    ("Electricity by site (MWh)",),
    ("Year", "Lund bakery", "Porto dairy", "Gdansk mill"),
    (2023, 18250, 27400, 9120),
    (2024, 17980, 28110, 8890),
    (2025, 18400, 27900, 9300),
)
_QUARRIES = """quarry,year,electricity,diesel,emissions
Black Tor Quarry,2022,1840,6100,2010
Black Tor Quarry,2023,1905,5900,1960
Black Tor Quarry,2024,2360,4100,1480
Sandholm Pit,2022,610,2200,690
Sandholm Pit,2024,655,2050,640
"""
_PACKAGE = {
    "name": "quarry-energy",
    "title": "Energy use of quarries in Lower Varn, 2022-2024",
    "created": "2025-01-30T00:00:00Z",
    "licenses": [{"name": "CC-BY-4.0"}],
    "sources": [{"title": "Lower Varn Mining Office"}],
    "resources": [
        {
            "name": "quarries",
            "path": "data/quarries.csv",
            "title": "Quarries",
            "schema": {
                "fields": [
                    {"name": "quarry"},
                    {"name": "year"},
                    {"name": "electricity", "title": "Electricity consumption", "unit": "MWh"},
                    {"name": "diesel", "title": "Diesel energy", "unit": "MWh"},
                    {"name": "emissions", "title": "CO2 emissions", "unit": "t"},
                ]
            },
        }
    ],
}
_FILLER = (
    "Cold stores keep food at low temperatures for weeks or months. Their compressors run day and "
    "night, and their doors open many times an hour. Operators have begun to insulate loading "
    "docks and to let temperatures float, so that compressors can rest when prices are high. "
)
_REPORT = (
    ("Title", "Cold chain energy report 2025"),
    ("Heading2", "Executive summary"),
    ("BodyText", "Cold stores in the member states consumed 22.4 TWh of electricity in 2024, 3.2% "
     "more than in 2023. Refrigerated lorries burned a further 4.1 million tonnes of diesel."),
    ("BodyText", _FILLER * 3),
    ("Heading2", "Leading operators"),
    ("BodyText", "Glacier Logistics is the largest operator. It used 1,310 GWh in 2024, up from "
     "1,180 GWh a year earlier, and its peak demand reached 260 MW in August 2024."),
    ("BodyText", "Polar Depots consumed 740 GWh in 2024. Its warehouse in Ghent alone has a "
     "connection of 22 MW. Polar Depots emitted 96 kilotonnes of CO2 equivalent in 2024."),
    ("BodyText", _FILLER * 4),
    ("Heading2", "Efficiency"),
    ("BodyText", "The specific consumption of cold stores fell from 62 kWh per cubic metre in 2010 "
     "to 41 kWh per cubic metre in 2024. Experts predict that the electricity consumption of cold "
     "stores in the member states will climb to 27 TWh in 2030."),
    ("BodyText", _FILLER * 5),
    ("Heading3", "Table 2. Electricity consumption of members by country (GWh)"),
)  # fmt: skip
_COUNTRIES = [
    ["Country", "2022", "2023", "2024"],
    ["Belgium", "1,420", "1,455", "1,502"],
    ["Portugal", "810", "835", "861"],
    ["Poland", "2,960", "3,040", "3,190"],
]


def make(folder: Path) -> None:
    """Write the four documents into a folder."""
    _book(folder / "12-airports.xlsx", {"Overview": _AIRPORTS, "Solar": _SOLAR}, merged=True)
    _book(folder / "22-esg.xlsx", {"Environment": _FOODS, "Sites": _SITES})
    with zipfile.ZipFile(folder / "11-quarries.zip", "w") as package:
        package.writestr("datapackage.json", json.dumps(_PACKAGE))
        package.writestr("data/quarries.csv", _QUARRIES)
    _report(folder / "13-cold-chain.pdf")


def _book(path: Path, sheets: dict[str, tuple[tuple, ...]], *, merged: bool = False) -> None:
    book = openpyxl.Workbook()
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.remove(book.worksheets[0])
    for cells in ("A1:F1", "A4:A5", "B4:C4", "D4:E4") if merged else ():
        book.worksheets[0].merge_cells(cells)
    book.save(path)


def _report(path: Path) -> None:
    """Write the report in two columns over two pages, with a foot on each."""
    styles = getSampleStyleSheet()

    def foot(canvas, page) -> None:
        canvas.setFont("Helvetica", 8)
        canvas.drawString(40, 30, f"Cold Chain Institute | Annual report 2025 | page {page.page}")

    report = BaseDocTemplate(
        str(path), pagesize=A4, title="Cold chain energy report 2025", author="Cold Chain Institute"
    )
    frames = [Frame(40, 50, 250, 740), Frame(305, 50, 250, 740)]
    report.addPageTemplates([PageTemplate(frames=frames, onPage=foot)])
    story = [Paragraph(text, styles[style]) for style, text in _REPORT]
    story.append(Table(_COUNTRIES, style=[("GRID", (0, 0), (-1, -1), 0.5, colors.grey)]))
    story += [Paragraph(_FILLER * 6, styles["BodyText"])]
    report.build(story)
