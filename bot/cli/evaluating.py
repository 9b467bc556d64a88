"""Prints how well questions of labelled files are answered."""

import csv
from collections.abc import Sequence
from dataclasses import asdict
from functools import cache
from io import StringIO
from pathlib import Path

from bot.answer_evaluation import AnswerReport, evaluate_answers, read_labelled
from bot.check_evaluation import CheckReport, evaluate_checks, read_labelled_checks
from bot.cli.output import EXIT_DONE, plain, say, say_json
from bot.engine import KilowitEngine
from bot.explanation_evaluation import evaluate_explanations, read_labelled_explanations
from index.evaluation import RetrievalReport
from knowledge.records import Figure
from knowledge.tabling import cell_words

_SHARES = (
    "headline", "value", "unit", "period", "subjects", "sources", "verdict", "contains",
    "refused_or_corrected_when_it_should", "refused_when_it_should_not", "citations_held",
)  # fmt: skip


def evaluate_retrieval_files(files: Sequence[str], *, as_json: bool) -> int:
    """Index each labelled file or folder, ask its questions, and print how well they were found."""
    from bot import wiring
    from bot.cli.progress import show_progress
    from bot.settings import read_settings

    settings = read_settings()
    with show_progress() as progress:
        reports = [
            wiring.evaluate_retrieval(settings, Path(file), progress=progress) for file in files
        ]
    if as_json:
        say_json([asdict(report) for report in reports])
        return EXIT_DONE
    for report in reports:
        _print_retrieval(report)
    return EXIT_DONE


def _print_retrieval(report: RetrievalReport) -> None:
    say(f"{report.name}: {report.n_texts:,} texts")
    rows = [("all", report.overall)] if report.overall else []
    for pair, scores in [*rows, *report.pairs.items()]:
        recalls = " ".join(f"R@{k} {share:.3f}" for k, share in scores.recall.items())
        say(
            f"  {pair:<10} {scores.n_questions:>5} questions  nDCG@10 {scores.ndcg_at_10:.4f}  "
            f"MRR@10 {scores.mrr_at_10:.4f}  {recalls}"
        )
    if report.documents is not None:
        found = report.documents
        shares = " ".join(f"@{k} {share:.3f}" for k, share in found.document_at.items())
        values = " ".join(f"@{k} {share:.3f}" for k, share in found.value_at.items())
        say(f"  document   {found.n_questions:>5} questions  {shares}")
        say(f"  value      {found.n_with_value:>5} questions  {values}")


def evaluate_answer_files(files: Sequence[str], *, as_json: bool) -> int:
    """Ask the questions of every file; print the shares, then what was missed."""
    from bot.contents import content_folders
    from bot.settings import read_settings
    from bot.wiring import open_engine

    settings = read_settings()
    engine = open_engine(settings)
    engine.ask("warm up")
    cells = CellReader(engine, content_folders(settings))
    reports = {
        file: evaluate_answers(
            engine,
            read_labelled(Path(file)),
            cells=cells.cell,
            violations=lambda: engine.verification.violations,
        )
        for file in files
    }
    if as_json:
        say_json({file: asdict(report) for file, report in reports.items()})
        return EXIT_DONE
    for file, report in reports.items():
        _print(file, report)
    return EXIT_DONE


def _print(file: str, report: AnswerReport) -> None:
    say(f"{file}: {report.n_questions} questions, {report.n_citations} citations")
    for name in _SHARES:
        share = getattr(report, name)
        say(f"  {name.replace('_', ' '):<38} {'-' if share is None else f'{share:.3f}'}")
    say(f"  {'violations':<38} {report.violations}")
    say(f"  {'median, 95th percentile':<38} {report.median_ms:.1f} ms, {report.p95_ms:.1f} ms")
    for kind, (right, of) in report.by_kind.items():
        say(f"  all right, {kind:<27} {right} of {of}")
    for miss in report.misses:
        say(f"  missed {miss.labelled.identifier} {plain(miss.labelled.question)}")
        say(f"         {plain(miss.got)}")


def evaluate_check_files(files: Sequence[str], *, as_json: bool) -> int:
    """Check the texts of every file; print the shares, then what was missed."""
    from bot.settings import read_settings
    from bot.wiring import open_engine

    engine = open_engine(read_settings())
    engine.ask("warm up")
    reports = {file: evaluate_checks(engine, read_labelled_checks(Path(file))) for file in files}
    if as_json:
        say_json({file: asdict(report) for file, report in reports.items()})
        return EXIT_DONE
    for file, report in reports.items():
        _print_checks(file, report)
    say(f"violations: {engine.verification.violations}")
    return EXIT_DONE


def _print_checks(file: str, report: CheckReport) -> None:
    say(f"{file}: {report.n_texts} texts, {report.n_places} places")
    for name in ("verdict", "wrong_confident", "finding"):
        share = getattr(report, name)
        say(f"  {name.replace('_', ' '):<38} {'-' if share is None else f'{share:.3f}'}")
    say(f"  {'median, 95th percentile':<38} {report.median_ms:.1f} ms, {report.p95_ms:.1f} ms")
    for kind, (right, of) in report.by_kind.items():
        say(f"  all right, {kind:<27} {right} of {of}")
    for miss in report.misses:
        say(f"  missed {miss.identifier} {plain(' '.join(miss.text.split())[:150])}")
        say(f"         expected {', '.join(miss.expected)}; got {', '.join(miss.got)}")


def evaluate_explanation_files(files: Sequence[str], *, as_json: bool) -> int:
    """Ask the questions of every file; print how well they are answered by quotes."""
    from bot.settings import read_settings
    from bot.wiring import open_engine

    engine = open_engine(read_settings())
    reports = {
        file: evaluate_explanations(engine, read_labelled_explanations(Path(file)))
        for file in files
    }
    if as_json:
        say_json({file: asdict(report) for file, report in reports.items()})
        return EXIT_DONE
    for file, report in reports.items():
        say(f"{file}: {report.n_questions} questions")
        for name in ("answered", "right_quotes", "refused", "quotes_each"):
            say(f"  {name.replace('_', ' '):<38} {getattr(report, name):.3f}")
        for miss in report.misses:
            say(f"  missed {miss.identifier} {plain(miss.question)}")
            for quote in miss.quotes:
                say(f"         {plain(quote)[:160]}")
    return EXIT_DONE


class CellReader:
    """Reads the cell that a figure's locator names, from the tables or the stored documents."""

    def __init__(self, engine: KilowitEngine, folders: Sequence[Path]) -> None:
        self._knowledge = engine.knowledge
        self._folders = folders
        self._rows = cache(self._read)

    def cell(self, figure: Figure) -> str | None:
        """Return the words of the cell (of the row's numbers for a range), or None."""
        locator = figure.locator
        if locator.table is None or locator.row is None or locator.column is None:
            return None
        if locator.document_id is not None:
            text = self._knowledge.document(locator.document_id).text
            written = cell_words(text, locator.row, locator.column)
            return written[2] if written is not None else None
        rows = self._rows(locator.table)
        if not 1 <= locator.row <= len(rows):
            return None
        row = rows[locator.row - 1]
        columns = (locator.column, "lower", "upper") if locator.column == "value" else ()
        return " ; ".join(row.get(column, "") for column in columns or (locator.column,))

    def _read(self, table: str) -> list[dict[str, str]]:
        for folder in self._folders:
            file = folder / "datasets" / table
            if file.is_file():
                return list(csv.DictReader(StringIO(file.read_text(encoding="utf-8"))))
        return []


def evaluate_figure_files(files: Sequence[str], *, as_json: bool) -> int:
    """Score figures found in labelled sentences, subject, measure, amount and period together."""
    from dataclasses import asdict

    from knowledge.figure_evaluation import evaluate_figures
    from knowledge.words import load_vocabulary

    vocabulary = load_vocabulary()
    reports = {file: evaluate_figures(file, vocabulary=vocabulary) for file in files}
    if as_json:
        say_json({file: asdict(report) for file, report in reports.items()})
        return EXIT_DONE
    for file, report in reports.items():
        say(f"{file}: {report.n_texts} texts, {report.n_gold} labelled, {report.n_found} found")
        scores = {"all parts": report.figures, "amount alone": report.amounts}
        for name, score in (scores | dict(report.by_language)).items():
            say(f"  {name:<13} P {score.precision:.3f}  R {score.recall:.3f}  F1 {score.f1:.3f}")
        parts = "  ".join(f"{name} {share:.3f}" for name, share in report.parts.items())
        say(f"  of the amounts found: {parts}")
        for name, (n_right, n) in report.standings.items():
            say(f"  standing {name}: {n_right} of {n} right")
    return EXIT_DONE
