"""Makes docs/images/discord-*.png: real answers in Discord's look, through Chromium.

Run: .venv/bin/python docs/picture.py [NAME]... (needs Debian's chromium and a built generation).
Each answer is drawn at a desktop's width and at a phone's.
"""

import asyncio
import base64
import html
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import discord
import numpy as np
from PIL import Image

from bot.charts import draw_chart
from bot.contents import operator_vocabulary
from bot.curating import Curator
from bot.discord.buttons import answer_view
from bot.discord.decisions import decision_view
from bot.discord.embeds import answer_embed, keep_answer
from bot.discord.knowledge_pages import KnowledgeText
from bot.discord.words import load_words
from bot.reply import Engine, Shown
from bot.requests import EquivalentRequest, RankRequest, TrendRequest
from bot.settings import Settings, read_settings
from bot.sources import Candidate, Edit
from bot.wiring import build, make_encoder, open_engine
from knowledge.records import Language

FOLDER = Path(__file__).parent / "images"
WIDTHS = {"": 760, "-phone": 400}
HEIGHT, MARGIN = 1600, 18  # of the page before what is empty beneath is cut off
# What was typed, and what the bot does then.
SCENES: dict[str, tuple[str, Callable[[Engine], Shown]]] = {
    "answer": (
        "/ask how much power does AI use vs Bitcoin?",
        lambda engine: engine.ask("how much power does AI use vs Bitcoin?").shown,
    ),
    "trend": (
        "/trend Japan, electricity demand, from 2000",
        lambda engine: engine.request(TrendRequest("country:JP", "electricity_demand", 2000)).shown,
    ),
    "rank-ja": (
        "/順位 電力の炭素強度、EU、小さい順",
        lambda engine: (
            engine.request(
                RankRequest("carbon_intensity", region="EU", lowest=True), language="ja"
            ).shown
        ),
    ),
    "equivalent": (
        "/equivalent 200 MW",
        lambda engine: engine.request(EquivalentRequest("200 MW")).shown,
    ),
    "check": (
        "Apps → Check the figures",
        lambda engine: (
            engine.check(
                "Data centres used 415 TWh in 2024. Japan uses 2,000 TWh of electricity a year."
            ).shown
        ),
    ),
    "unanswered-ja": (
        "/質問 月のチーズ産業の電力消費量は?",
        lambda engine: engine.ask("月のチーズ産業の電力消費量は?").shown,
    ),
}
PROPOSALS: dict[str, Language] = {"proposal": "en", "proposal-ja": "ja"}
SMALL_CONTENT = Path(__file__).parents[1] / "tests" / "data" / "content"
STYLE = """
body {
  margin:0;
  background:#313338;
  color:#dbdee1;
  font:15px/1.4 'Noto Sans','Noto Sans CJK JP',sans-serif;
  padding:18px;
}
.who {
  display:flex;
  gap:12px;
  align-items:center;
  margin-bottom:6px;
}
.face {
  width:38px;
  height:38px;
  border-radius:50%;
  background:#2b7a78;
  display:flex;
  align-items:center;
  justify-content:center;
  font-weight:700;
  color:#fff;
}
.name {
  font-weight:600;
  color:#fff;
}
.tag {
  background:#5865f2;
  color:#fff;
  border-radius:4px;
  font-size:11px;
  padding:1px 5px;
}
.asked {
  color:#949ba4;
  font-size:13px;
  margin:0 0 8px 50px;
}
.embed {
  margin-left:50px;
  background:#2b2d31;
  border-radius:5px;
  border-left:4px solid #2b7a78;
  padding:12px 16px;
  max-width:620px;
}
pre {
  background:#1e1f22;
  border-radius:4px;
  padding:8px;
  margin:6px 0;
  font:13px/1.35 'Noto Sans Mono CJK JP',monospace;
  overflow-x:auto;
}
code {
  background:#1e1f22;
  border-radius:3px;
  padding:1px 4px;
  font:13px 'Noto Sans Mono CJK JP',monospace;
}
.title {
  font-weight:600;
  color:#fff;
  margin-bottom:6px;
}
.small {
  color:#b5bac1;
  font-size:12.5px;
}
.embed img {
  width:100%;
  border-radius:4px;
  margin-top:10px;
}
.foot {
  color:#949ba4;
  font-size:12px;
  margin-top:8px;
}
.row {
  margin:10px 0 0 50px;
  display:flex;
  flex-wrap:wrap;
  gap:8px;
}
@media (max-width:500px) {
  body { padding:10px; }
  .embed, .row, .asked { margin-left:0; }
  .row { margin-top:8px; }
}
.button {
  background:#4e5058;
  color:#fff;
  border-radius:4px;
  padding:6px 14px;
  font-size:14px;
}
"""


def as_html(markdown: str) -> str:
    """Turn the little Markdown of an embed into HTML."""
    text = html.escape(re.sub(r"\\([\\*_~`|>\[\]#])", r"\1", markdown))
    parts = text.split("```")  # every second one is a block in fixed-width type
    return "".join(
        f"<pre>{part.strip()}</pre>" if at % 2 else _lines_as_html(part)
        for at, part in enumerate(parts)
    )


def _lines_as_html(text: str) -> str:
    text = re.sub(r"\*\*(.+?)\*\*", r"<b>\1</b>", text)
    text = re.sub(r"`(.+?)`", r"<code>\1</code>", text)
    return "".join(
        f'<div class="small">{line[3:]}</div>' if line.startswith("-# ") else f"<div>{line}</div>"
        for line in text.strip("\n").split("\n")
    )


def page(typed: str, shown: Shown) -> str:
    """Return the page that shows one answer."""
    answer = keep_answer(shown)
    words = load_words(shown.language)
    embed = answer_embed(answer)
    chart = ""
    if shown.chart is not None:
        data = base64.b64encode(draw_chart(shown.chart, theme="dark")).decode()
        chart = f'<img src="data:image/png;base64,{data}">'
    view = answer_view(answer, "0" * 16, words=words, is_private=shown.kind == "check")
    return message(typed, embed, view, chart)


def message(typed: str, embed: discord.Embed, view: discord.ui.View, chart: str = "") -> str:
    """Return the page that shows one message of the bot."""
    rows = "".join(
        f'<div class="row">{"".join(map(button, row["components"]))}</div>'
        for row in view.to_components()
    )
    return (
        f'<!doctype html><meta charset="utf-8"><style>{STYLE}</style>'
        '<div class="who"><div class="face">kW</div><span class="name">kilowit</span>'
        f'<span class="tag">APP</span></div><div class="asked">{html.escape(typed)}</div>'
        f'<div class="embed"><div class="title">{as_html(embed.title or "")}</div>'
        f"{as_html(embed.description or '')}{chart}"
        f'<div class="foot">{html.escape(embed.footer.text or "")}</div></div>{rows}'
    )


def button(component: dict[str, Any]) -> str:
    """Draw a button."""
    label = html.escape(component.get("label") or component["emoji"]["name"])
    colour = {3: "#248046", 4: "#da373c"}.get(component["style"], "#4e5058")
    return f'<span class="button" style="background:{colour}">{label}</span>'


def proposal_page(language: Language) -> str:
    """Return the page of a proposal, of a made-up report beside the few sources of the tests."""
    words = load_words(language)
    report = "# Power report\n\nData centres used 500 TWh of electricity in 2024.\n\n"
    report += "Tokelau used 1.9 GWh of electricity in 2023.\n"
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(home=Path(folder), content=SMALL_CONTENT)
        encoder = make_encoder(settings)
        build(settings, encoder)
        said = {"name": "report.md", "publisher": "Power Watch"}
        edit = Edit((Candidate("power-report", report.encode(), said),))
        proposal = Curator(settings, encoder, "picture").propose(edit)
        vocabulary = operator_vocabulary(settings)
    pages = KnowledgeText(words, vocabulary).proposal_pages(proposal.payload())
    title = words.say("knowledge_proposal", id=proposal.proposal_id)
    embed = discord.Embed(title=title, description=pages[0])
    view = decision_view("0" * 10, 0, page=0, n_pages=len(pages), words=words)
    typed = {"en": "/knowledge add report.md", "ja": "/知識 追加 report.md"}[language]
    return message(typed, embed, view)


async def pages(names: Sequence[str]) -> dict[str, str]:
    """Return the asked pages by name; discord.py's views want a running loop."""
    engine = open_engine(read_settings())
    found = {
        name: page(typed, answer(engine))
        for name, (typed, answer) in SCENES.items()
        if not names or name in names
    }
    for name, language in PROPOSALS.items():
        if not names or name in names:
            found[name] = proposal_page(language)
    return found


def draw(name: str, content: str) -> None:
    """Draw a page at each width."""
    for suffix, width in WIDTHS.items():
        target = FOLDER / f"discord-{name}{suffix}.png"
        with tempfile.TemporaryDirectory() as folder:
            source = Path(folder) / "answer.html"
            source.write_text(content, encoding="utf-8")
            subprocess.run(
                [
                    "chromium",
                    "--headless",
                    "--no-sandbox",
                    "--disable-gpu",
                    "--no-first-run",
                    "--disable-background-networking",
                    "--hide-scrollbars",
                    f"--user-data-dir={folder}/profile",
                    f"--window-size={width},{HEIGHT}",
                    f"--screenshot={target}",
                    source.as_uri(),
                ],
                check=True,
                capture_output=True,
            )
        crop(target)


def crop(file: Path) -> None:
    """Cut off the empty page beneath what is drawn."""
    with Image.open(file) as picture:
        pixels = np.asarray(picture.convert("RGB")).astype(int)
        empty = pixels[-20, 2]
        drawn = np.nonzero((abs(pixels[:-10] - empty) > 8).any(axis=(1, 2)))[0]
        picture.crop((0, 0, picture.width, int(drawn.max()) + MARGIN)).save(file)


def main() -> None:
    """Draw the pictures."""
    FOLDER.mkdir(exist_ok=True)
    for name, content in asyncio.run(pages(sys.argv[1:])).items():
        draw(name, content)


if __name__ == "__main__":
    main()
