"""Times pages in headless Chromium from this machine's own server, and weighs them.

    .venv/bin/python -m benchmarks.page_speed [ROUNDS]

Needs Debian's chromium and a built generation. For each page: from the request to the document that
can be used (DOMContentLoaded) and to its largest part drawn, in ms, the median of the rounds, each
with an empty cache; and the bytes that came over the wire and that they unpack to.
"""

import argparse
import statistics
from collections.abc import Sequence
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from benchmarks.api_load import start_server

PATHS = (
    "/?lang=en",
    "/?lang=ja",
    "/ask?q=AI vs Bitcoin",
    "/ask?q=日本の電力需要は2010年からどう推移した?",
    "/check?text=Data centres use 10% of the world's electricity.",
    "/figure/bitcoin-2024-cbeci",
    "/countries",
    "/subject/data-centres",
    "/sources",
)
MEASURE = """
() => new Promise((resolve) => {
  let drawn = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) drawn = Math.max(drawn, entry.startTime);
  }).observe({ type: "largest-contentful-paint", buffered: true });
  setTimeout(() => {
    const all = [...performance.getEntriesByType("navigation"),
                 ...performance.getEntriesByType("resource")];
    const sum = (name) => all.reduce((total, entry) => total + entry[name], 0);
    resolve({
      usable: all[0].domContentLoadedEventEnd,
      drawn,
      sent: sum("transferSize"),
      unpacked: sum("decodedBodySize"),
    });
  }, 300);
})
"""


def visit(browser: Browser, url: str) -> dict[str, float]:
    """Open a page with an empty cache and measure it."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(url, wait_until="networkidle")
    found: dict[str, float] = page.evaluate(MEASURE)
    context.close()
    return found


def row(path: str, rounds: Sequence[dict[str, Any]]) -> str:
    """Say one page as a line of a table."""
    usable, drawn = (statistics.median(r[name] for r in rounds) for name in ("usable", "drawn"))
    sent, unpacked = (max(r[name] for r in rounds) / 1000 for name in ("sent", "unpacked"))
    return f"| `{path}` | {usable:.0f} | {drawn:.0f} | {sent:.0f} | {unpacked:.0f} |"


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("rounds", type=int, nargs="?", default=5)
    rounds = parser.parse_args().rounds
    server, address = start_server(processes=1)
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path="/usr/bin/chromium", args=["--no-sandbox"]
            )
            visit(browser, address)
            print("| page | usable, ms | largest part drawn, ms | sent, kB | unpacked, kB |")
            print("|---|---|---|---|---|")
            for path in PATHS:
                print(row(path, [visit(browser, address + path) for _ in range(rounds)]))
            browser.close()
    finally:
        server.terminate()
        server.wait()


if __name__ == "__main__":
    main()
