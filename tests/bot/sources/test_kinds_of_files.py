"""Files of every kind answer, each from its own words or cell, in both languages."""

import csv
import io
import json
import zipfile

import openpyxl
import pytest
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

EN = (
    "Iceland's electricity demand was 19.5 TWh in 2023.",
    "Norway's electricity demand was 133 TWh in 2023.",
    "Portugal's electricity demand was 50.7 TWh in 2023.",
)
JA = (
    "2023年のアイスランドの電力需要は19.5 TWhだった。",
    "2023年のノルウェーの電力需要は133 TWhだった。",
    "2023年のポルトガルの電力需要は50.7 TWhだった。",
)
ROWS_EN = (
    ("Country", "Electricity demand 2023 (TWh)"),
    ("Iceland", 19.5), ("Norway", 133), ("Portugal", 50.7),
)  # fmt: skip
ROWS_JA = (
    ("国", "電力需要 2023年(TWh)"),
    ("アイスランド", 19.5), ("ノルウェー", 133), ("ポルトガル", 50.7),
)  # fmt: skip
QUESTIONS = {
    "en": [
        ("What was Iceland's electricity demand in 2023?", 19.5),
        ("How much electricity did Norway use in 2023?", 133),
        ("electricity demand of Portugal 2023", 50.7),
    ],
    "ja": [
        ("2023年のアイスランドの電力需要は?", 19.5),
        ("ノルウェーの2023年の電力需要はどれくらい?", 133),
        ("ポルトガルの電力需要 2023年", 50.7),
    ],
}


def markdown(path, sentences, rows):
    path.write_text("# Demand\n\n" + "\n\n".join(sentences) + "\n", encoding="utf-8")


def html(path, sentences, rows):
    paragraphs = "".join(f"<p>{sentence}</p>" for sentence in sentences)
    path.write_text(
        f"<html><head><meta charset='utf-8'><title>D</title></head><body><article><h1>D</h1>"
        f"{paragraphs}</article></body></html>",
        encoding="utf-8",
    )


def pdf(path, sentences, rows):
    pdfmetrics.registerFont(UnicodeCIDFont("HeiseiKakuGo-W5"))
    canvas = Canvas(str(path))
    canvas.setFont("HeiseiKakuGo-W5" if not sentences[0].isascii() else "Helvetica", 11)
    for at, sentence in enumerate(sentences):
        canvas.drawString(60, 760 - 40 * at, sentence)
    canvas.save()


def xlsx(path, sentences, rows):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)


def table(path, sentences, rows):
    path.write_text(csv_text(rows), encoding="utf-8")


def csv_text(rows):
    file = io.StringIO()
    csv.writer(file).writerows(rows)
    return file.getvalue()


def package(path, sentences, rows):
    described = {
        "name": "demand",
        "title": "Demand",
        "resources": [{"name": "demand", "path": "demand.csv"}],
    }
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("datapackage.json", json.dumps(described))
        archive.writestr("demand.csv", csv_text(rows))


KINDS = [
    (markdown, "md"), (html, "html"), (pdf, "pdf"), (xlsx, "xlsx"), (table, "csv"),
    (package, "zip"),
]  # fmt: skip


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize(("write", "suffix"), KINDS, ids=[suffix for _, suffix in KINDS])
def test_three_questions_are_answered_from_a_file(operator, tmp_path, write, suffix, language):
    sentences, rows = (EN, ROWS_EN) if language == "en" else (JA, ROWS_JA)
    file = tmp_path / f"demand.{suffix}"
    write(file, sentences, rows)
    operator.add(file, publisher="Statistics")
    engine = operator.engine()
    for at, (question, value) in enumerate(QUESTIONS[language]):
        payload = engine.ask(question).payload
        assert payload["headline"]["value"] == value
        cited = payload["citations"][0]
        assert cited["source_id"] == "demand"
        if suffix in ("md", "html", "pdf"):
            assert cited["quote"] == sentences[at]
        else:
            assert f"({rows[at + 1][0]}, {rows[0][1]}, {value})" in payload["text"]


def test_a_passage_of_a_table_cites_the_figures_of_its_rows(operator, tmp_path):
    file = tmp_path / "demand.csv"
    table(file, EN, ROWS_EN)
    operator.add(file)
    knowledge = operator.engine().knowledge
    (passage,) = knowledge.passages(source_id="demand")
    assert [knowledge.figure(f).value for f in passage.figure_ids] == [19.5, 133, 50.7]
