"""Makes docs/images/discord-answer.png: a real answer in Discord's look, through Chromium.

Run: .venv/bin/python docs/picture.py [QUESTION] (needs Debian's chromium and a built generation).
"""

import base64
import html
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from bot.charts import draw_chart
from bot.discord.embeds import answer_pages
from bot.discord.words import load_words
from bot.settings import read_settings
from bot.wiring import open_engine

TARGET = Path(__file__).parent / "images" / "discord-answer.png"
WIDTH, HEIGHT = 760, 1020
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
  gap:8px;
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
    text = re.sub(r"\*\*(.+?)\*\*", r"<b>\1</b>", text)
    lines = [
        f'<div class="small">{line[3:]}</div>' if line.startswith("-# ") else f"<div>{line}</div>"
        for line in text.split("\n")
    ]
    return "".join(lines)


def page(question: str) -> str:
    """Return the page that shows one answer."""
    shown = open_engine(read_settings()).ask(question).shown
    words = load_words(shown.language)
    embed = answer_pages(shown, words)[0]
    chart = ""
    if shown.chart is not None:
        data = base64.b64encode(draw_chart(shown.chart, theme="dark")).decode()
        chart = f'<img src="data:image/png;base64,{data}">'
    buttons = "".join(
        f'<span class="button">{words.say(key)}</span>'
        for key in ("sources_button", "notes_button", "follow_up_button")
    )
    return (
        f'<!doctype html><meta charset="utf-8"><style>{STYLE}</style>'
        '<div class="who"><div class="face">kW</div><span class="name">kilowit</span>'
        f'<span class="tag">APP</span></div><div class="asked">/ask {html.escape(question)}</div>'
        f'<div class="embed"><div class="title">{as_html(embed.title or "")}</div>'
        f"{as_html(embed.description or '')}{chart}"
        f'<div class="foot">{html.escape(embed.footer.text or "")}</div></div>'
        f'<div class="row">{buttons}</div>'
    )


def main() -> None:
    """Draw the picture."""
    question = sys.argv[1] if len(sys.argv) > 1 else "how much power does AI use vs Bitcoin?"
    TARGET.parent.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "answer.html"
        source.write_text(page(question), encoding="utf-8")
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
                f"--window-size={WIDTH},{HEIGHT}",
                f"--screenshot={TARGET}",
                source.as_uri(),
            ],
            check=True,
            capture_output=True,
        )


if __name__ == "__main__":
    main()
