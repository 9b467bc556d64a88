"""The day that a byline tells."""

import pytest

from knowledge.reading import read_bytes
from knowledge.reading.bylines import byline_date


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("# Smelters\n\n*Opinion, 3 February 2025*\n\nA leaflet ...", "2025-02-03"),
        ("Rinks\n\nBy Petra Okonjo. Published 21 November 2024.\n\nIce ...", "2024-11-21"),
        ("増設について\n\n2025年6月12日\n\n株式会社ミナト", "2025-06-12"),
        ("Smelters\n\nThe plant opens on 3 March 2025.", None),
        ("Smelters\n\nSeen on 3 March 2025\n\nSeen on 4 March 2025", None),
        ("Smelters\n\nIn March 2025", None),
    ],
    ids=["markdown", "plain", "japanese", "an event", "two days", "a month"],
)
def test_a_byline_near_the_top_dates_the_text(text, day):
    assert byline_date(text) == day


def test_a_stated_date_stands_before_the_byline():
    text = b"---\ndate: 2024-01-02\n---\n# Smelters\n\n*Opinion, 3 February 2025*\n\nA leaflet."
    assert read_bytes(text, name="a.md", source_id="a").published == "2024-01-02"


def test_a_page_title_names_its_site_after_the_heading():
    page = (
        "<html><head><title>増設について｜株式会社ミナト</title></head><body><h1>増設について</h1>"
    )
    page += "<p>株式会社ミナトは増設を発表しました。本文がここに続きます。</p></body></html>"
    assert read_bytes(page.encode(), name="a.html", source_id="a").publisher == "株式会社ミナト"
