"""Telling of changes: not too often, with foreign texts inert and plain to see."""

import asyncio
import itertools

import pytest

from bot.discord.curation import incoming_name
from bot.discord.knowledge_pages import KnowledgeText, plainly
from bot.discord.progress import Progress
from bot.discord.words import load_words
from knowledge.words import load_vocabulary

FIGURE = {
    "subject_id": "data-centres", "measure_id": "electricity_consumption", "region": "world",
    "period": "2024", "value": 415.0, "lower": None, "upper": None, "unit": "TWh",
    "source_id": "a", "standing": "accepted",
}  # fmt: skip
CHANGES = {
    "new": [FIGURE] * 7, "gone": [], "changed_standing": [], "passages": {},
    "changed_value": [{"before": {**FIGURE, "value": 400.0}, "after": FIGURE}],
    "answers": [{"question": "How much?", "before": "**1**\nx", "after": None, "changed": True}],
    "told": [], "generation": "g",
}  # fmt: skip


async def test_progress_is_shown_at_most_once_in_its_time_and_only_when_it_changed():
    shown = []

    async def show(line):
        shown.append((asyncio.get_running_loop().time(), line))

    progress = Progress(show, every_s=0.2)
    async with progress.telling():
        for number in range(60):
            progress.hear(str(number // 3))
            await asyncio.sleep(0.01)
    gaps = [b[0] - a[0] for a, b in itertools.pairwise(shown)]
    assert len(shown) >= 2
    assert min(gaps) >= 0.2 - 0.001
    assert len({line for _, line in shown}) == len(shown)


@pytest.mark.parametrize(
    ("foreign", "shown"),
    [
        ("IEA", "IEA"),
        ("**bold** [x](http://y)", r"\*\*bold\*\* \[x\](http://y)"),
        ("@everyone <@1>", "@\u200beveryone <@\u200b1\\>"),
        ("report\u202efdp.exe", "report⟨U+202E⟩fdp.exe"),
        ("a\nb\tc", "a b c"),
        ("x" * 300, "x" * 199 + "…"),
    ],
    ids=["plain", "markup", "mentions", "direction", "lines", "long"],
)
def test_foreign_text_is_inert_and_what_cannot_be_seen_is_shown(foreign, shown):
    assert plainly(foreign) == shown


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("report.pdf", "report.pdf"),
        ("../../etc/passwd", "passwd"),
        ("..\\..\\boot.ini", "boot.ini"),
        (".hidden", "hidden"),
        ("報告書 2024.xlsx", "報告書 2024.xlsx"),
        ("a\x00b<c>.csv", "a_b_c_.csv"),
        ("...", "file"),
    ],
)
def test_an_attachment_cannot_choose_its_place(given, kept):
    assert incoming_name(given) == kept


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        (
            "en",
            "Figures: 7 new, 0 gone, 1 with another value, 0 with another standing\n"
            "~ data centres · electricity consumption · 2024: **415 TWh** (was 400 TWh)\n",
        ),
        (
            "ja",
            "数値: 新規7件、削除0件、値の変更1件、扱いの変更0件\n"
            "~ データセンター · 電力消費量 · 2024: **415 TWh** (変更前 400 TWh)\n",
        ),
    ],
)
def test_what_changed_is_told_figure_by_figure(language, expected):
    (page,) = KnowledgeText(load_words(language), load_vocabulary()).outcome_pages(CHANGES)
    assert page.startswith(expected)
    assert page.count("\n+ ") == 5
    assert ("… and 2 more" if language == "en" else "… ほか2件") in page
