"""Commands that ask: ask, batch, compare, check, search, extract."""

import argparse
import json
import logging
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bot.cli.output import (
    EXIT_DONE,
    EXIT_UNANSWERED,
    add_json_option,
    new_error_id,
    note,
    plain,
    say,
    say_answer,
    say_json,
    unexpected,
    write_chart,
)
from bot.errors import InputError
from bot.quiet_memory import uncollected
from bot.reply import Engine, Reply

logger = logging.getLogger(__name__)
_FAILED = "error"
_TEXT = "read from standard input when missing"


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add this group's commands."""
    ask = commands.add_parser("ask", help="answer a question with cited figures")
    ask.add_argument("question", nargs="+", metavar="QUESTION", help="in English or Japanese")
    ask.add_argument("--lang", choices=("en", "ja"), help="language of the answer")
    ask.add_argument(
        "--context",
        action="append",
        default=[],
        metavar="TEXT",
        help="an earlier question; may be given again, oldest first",
    )
    _add_output(ask)
    ask.set_defaults(command=_ask)

    batch = commands.add_parser("batch", help="answer every line of a JSON Lines file")
    batch.add_argument(
        "source", metavar="IN.jsonl", help='lines of {"id", "question", "context"?, "lang"?}'
    )
    batch.add_argument("target", metavar="OUT.jsonl", help="where the answers go, one a line")
    batch.set_defaults(command=_batch)

    compare = commands.add_parser("compare", help="compare two to six subjects")
    compare.add_argument("subjects", nargs="+", metavar="SUBJECT", help="a name or an id")
    compare.add_argument("--measure", help="what to compare; default: what both have")
    compare.add_argument("--year", help="of which year; default: the latest")
    compare.add_argument(
        "--lang", choices=("en", "ja"), default="en", help="language of the answer"
    )
    _add_output(compare)
    compare.set_defaults(command=_compare)

    check = commands.add_parser("check", help="check the energy claims in a text")
    check.add_argument("text", nargs="?", metavar="TEXT", help=_TEXT)
    add_json_option(check)
    check.set_defaults(command=_check)

    search = commands.add_parser("search", help="find passages and figures, without an answer")
    search.add_argument("query", nargs="+", metavar="QUERY", help="words in English or Japanese")
    search.add_argument("--k", type=int, default=10, help="how many, 1 to 100 (default: 10)")
    add_json_option(search)
    search.set_defaults(command=_search)

    extract = commands.add_parser("extract", help="find the quantities in a text")
    extract.add_argument("text", nargs="?", metavar="TEXT", help=_TEXT)
    add_json_option(extract)
    extract.set_defaults(command=_extract)


def _add_output(parser: argparse.ArgumentParser) -> None:
    add_json_option(parser)
    parser.add_argument("--chart", metavar="FILE.png", help="draw the chart into a file")


def _engine() -> Engine:
    from bot.settings import read_settings
    from bot.wiring import open_engine

    return open_engine(read_settings())


def _show(reply: Reply, *, as_json: bool, chart: str | None) -> int:
    if as_json:
        say_json(reply.payload)
    else:
        say_answer(reply.shown)
    if chart is not None:
        write_chart(reply.shown, chart)
    return EXIT_DONE if reply.shown.answered else EXIT_UNANSWERED


@uncollected()
def _ask(arguments: argparse.Namespace) -> int:
    reply = _engine().ask(
        " ".join(arguments.question), language=arguments.lang, context=tuple(arguments.context)
    )
    return _show(reply, as_json=arguments.json, chart=arguments.chart)


@uncollected()
def _compare(arguments: argparse.Namespace) -> int:
    reply = _engine().compare(
        tuple(arguments.subjects),
        measure=arguments.measure,
        year=arguments.year,
        language=arguments.lang,
    )
    return _show(reply, as_json=arguments.json, chart=arguments.chart)


@uncollected()
def _check(arguments: argparse.Namespace) -> int:
    text = arguments.text if arguments.text is not None else sys.stdin.read()
    return _show(_engine().check(text), as_json=arguments.json, chart=None)


def _batch(arguments: argparse.Namespace) -> int:
    lines = list(_read_batch(Path(arguments.source)))
    if not Path(arguments.target).absolute().parent.is_dir():
        raise InputError(f"there is no folder for {arguments.target}; make it first")
    engine = _engine()
    answers = []
    for number, line in lines:
        answers.append({"id": line["id"], **_answer_line(engine, line, arguments.source, number)})
    failed = sum(answer.get("reason") == _FAILED for answer in answers)
    if failed:
        note(f"kilowit: {failed} of {len(answers)} questions failed inside kilowit; see their rows")
    text = "".join(json.dumps(answer, ensure_ascii=False) + "\n" for answer in answers)
    Path(arguments.target).write_text(text, encoding="utf-8")
    return EXIT_DONE


def _answer_line(engine: Engine, line: dict[str, Any], file: str, number: int) -> dict[str, object]:
    try:
        return engine.ask(
            line["question"],
            language=line.get("lang"),
            context=tuple(line.get("context") or ()),
        ).payload
    except InputError as error:
        raise InputError(f"{file}:{number}: {error}") from None
    except Exception:  # one fault of ours must not cost the answers to all other questions
        error_id = new_error_id()
        logger.exception("unexpected error %s", error_id)
        text = unexpected(error_id)
        return {"answered": False, "reason": _FAILED, "text": text, "citations": []}


def _read_batch(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield (line number, line); every line is checked before any is answered."""
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise InputError(f"there is no file {path}; name a JSON Lines file") from None
    except IsADirectoryError:
        raise InputError(f"{path} is a folder; name a JSON Lines file") from None
    except UnicodeDecodeError:
        raise InputError(f"{path} is not UTF-8 text; save it as UTF-8") from None
    for number, raw in enumerate(text.split("\n"), start=1):
        if raw.strip():
            yield number, _batch_line(raw, f"{path}:{number}")


def _batch_line(raw: str, place: str) -> dict[str, Any]:
    form = 'write {"id": "1", "question": "...", "context": ["..."], "lang": "en"}'
    try:
        line = json.loads(raw)
    except (ValueError, RecursionError) as error:
        raise InputError(f"{place}: not JSON ({str(error)[:100]}); {form}") from None
    if not isinstance(line, dict) or "id" not in line:
        raise InputError(f"{place}: no object with an id; {form}")
    if not isinstance(line.get("question"), str):
        raise InputError(f"{place}: question must be text; {form}")
    context = line.get("context") or []
    if not isinstance(context, list) or not all(isinstance(item, str) for item in context):
        raise InputError(f"{place}: context must be a list of texts; {form}")
    if line.get("lang") not in (None, "en", "ja"):
        raise InputError(f"{place}: lang must be en or ja; {form}")
    return line


@uncollected()
def _search(arguments: argparse.Namespace) -> int:
    if not 1 <= arguments.k <= 100:
        raise InputError(f"--k is {arguments.k}; give a number from 1 to 100")
    hits = _engine().search(" ".join(arguments.query), k=arguments.k)
    if arguments.json:
        say_json(
            [
                {
                    "kind": hit.kind,
                    "id": hit.target_id,
                    "language": hit.language,
                    "score": round(hit.score, 4),
                    "dense": round(hit.dense, 4),
                    "lexical": None if hit.lexical is None else round(hit.lexical, 4),
                    "reasons": list(hit.reasons),
                    "text": hit.text,
                }
                for hit in hits
            ]
        )
    else:
        for hit in hits:
            say(f"{hit.score:6.3f}  {hit.kind:<13}  {plain(' '.join(hit.text.split())[:160])}")
    return EXIT_DONE if hits else EXIT_UNANSWERED


def _extract(arguments: argparse.Namespace) -> int:
    from knowledge.quantities import extract_quantities

    text = arguments.text if arguments.text is not None else sys.stdin.read()
    found = [
        {
            "text": span.text,
            "start": span.start,
            "end": span.end,
            "value": span.quantity.value,
            "lower": span.quantity.lower,
            "upper": span.quantity.upper,
            "unit": span.quantity.unit,
            "qualifier": span.quantity.qualifier,
        }
        for span in extract_quantities(text)
    ]
    if arguments.json:
        say_json(found)
    else:
        for row in found:
            say(f"{row['start']:>6}–{row['end']:<6} {row['text']}  →  {row['value']} {row['unit']}")
    return EXIT_DONE if found else EXIT_UNANSWERED
