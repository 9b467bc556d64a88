"""Commands about the knowledge: build, sources, figure, evaluate, config."""

import argparse
from dataclasses import replace
from pathlib import Path

from bot.cli.curating import add_server_option, curating, settings_of
from bot.cli.output import EXIT_DONE, EXIT_UNANSWERED, add_json_option, plain, say, say_json
from bot.errors import InputError
from bot.settings import read_settings

_SHOWN_NOTES = 50
_NOTE_NAMES = {"unread": "not read", "skipped": "not read", "doubt": "doubtful"}


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add this group's commands."""
    build = commands.add_parser("build", help="build and publish a generation from all sources")
    build.add_argument("--only", metavar="FOLDER", help="build from one content folder alone")
    build.add_argument(
        "--on", metavar="WHERE", help="encode by Ray: local, or a cluster at ray://HOST:PORT"
    )
    build.set_defaults(command=_build)
    add_json_option(build)
    add_server_option(build)

    sources = commands.add_parser("sources", help="list the sources, or show one with its figures")
    sources.add_argument("source_id", nargs="?", metavar="SOURCE_ID", help="default: all of them")
    add_json_option(sources)
    add_server_option(sources)
    sources.set_defaults(command=_sources)

    figure = commands.add_parser("figure", help="show one figure and where it came from")
    figure.add_argument(
        "figure_id", metavar="FIGURE_ID_OR_KEY", help="as an answer's JSON names it"
    )
    add_json_option(figure)
    figure.set_defaults(command=_figure)

    evaluate = commands.add_parser("evaluate", help="measure quality on labelled files")
    kinds = ("retrieval", "answers", "explanations", "checks", "quantities", "figures")
    evaluate.add_argument("what", choices=kinds, help="what is measured")
    evaluate.add_argument("files", nargs="*", metavar="FILE", help="labelled (docs/quality.md)")
    add_json_option(evaluate)
    evaluate.set_defaults(command=_evaluate)

    config = commands.add_parser("config", help="print the effective settings, secrets masked")
    add_json_option(config)
    config.set_defaults(command=_config)


def _build(arguments: argparse.Namespace) -> int:
    only = Path(arguments.only) if arguments.only else None
    if only is not None and not only.is_dir():
        raise InputError(f"{arguments.only} is not a folder; name a folder laid out like content/")
    build_all(arguments, only=only)
    return EXIT_DONE


def build_all(arguments: argparse.Namespace, *, only: Path | None = None) -> None:
    """Build and publish; say how many figures changed and which watched answers."""
    from bot.sources.watching import answers_lines

    with curating(arguments) as curator:
        outcome = curator.build(only)
    if getattr(arguments, "json", False):
        say_json(outcome.payload())
        return
    if outcome.step is not None:
        say(f"generation {outcome.step.after.name} is published")
    for line in answers_lines(outcome.answers):
        say(plain(line))


def _sources(arguments: argparse.Namespace) -> int:
    from bot.wiring import current_name, open_engine

    settings = settings_of(arguments)
    folder = settings.home if current_name(settings) is not None else settings.root
    knowledge = open_engine(replace(settings, home=folder)).knowledge
    if arguments.source_id is None:
        rows = knowledge.sources()
        if arguments.json:
            say_json([_fields(source) for source in rows])
        else:
            for source in rows:
                say(f"{source.source_id:<66} {source.tier:<10} {source.publisher}")
        return EXIT_DONE if rows else EXIT_UNANSWERED
    source = knowledge.source(arguments.source_id)
    notes = knowledge.notes(source_id=source.source_id)
    figures = knowledge.figures(source_ids=(source.source_id,))
    if arguments.json:
        say_json(
            _fields(source)
            | {"n_figures": len(figures), "figure_ids": [f.figure_id for f in figures[:1000]]}
            | {"notes": [_fields(note) for note in notes]}
        )
        return EXIT_DONE
    for name, value in _fields(source).items():
        if value:
            say(f"{name:<10} {value}")
    say(f"figures    {len(figures):,}")
    for figure in figures[:50]:
        period = figure.period.text if figure.period else ""
        say(f"  {figure.figure_id} {figure.subject_id} {figure.measure_id} {period}")
    for told in notes[:_SHOWN_NOTES]:
        about = f"{told.figure_id} " if told.figure_id else ""
        say(f"{_NOTE_NAMES[told.kind]:<10} {about}{told.message.en}")
    if len(notes) > _SHOWN_NOTES:
        say(f"... and {len(notes) - _SHOWN_NOTES:,} more notes: --json")
    return EXIT_DONE


def _figure(arguments: argparse.Namespace) -> int:
    from bot.figure_view import figure_view
    from bot.wiring import open_engine

    view = figure_view(open_engine(read_settings()).knowledge, arguments.figure_id)
    if arguments.json:
        say_json(view)
        return EXIT_DONE
    for name, value in view.items():
        if value not in (None, "", {}):
            say(f"{name:<11} {value}")
    return EXIT_DONE


def _evaluate(arguments: argparse.Namespace) -> int:
    if not arguments.files:
        raise InputError(
            f"name at least one labelled file: kilowit evaluate {arguments.what} FILE..."
        )
    if arguments.what == "retrieval":
        from bot.cli.evaluating import evaluate_retrieval_files

        return evaluate_retrieval_files(arguments.files, as_json=arguments.json)
    missing = [file for file in arguments.files if not Path(file).is_file()]
    if missing:
        raise InputError(f"there is no file {missing[0]}; name labelled files")
    if arguments.what == "answers":
        from bot.cli.evaluating import evaluate_answer_files

        return evaluate_answer_files(arguments.files, as_json=arguments.json)
    if arguments.what == "figures":
        from bot.cli.evaluating import evaluate_figure_files

        return evaluate_figure_files(arguments.files, as_json=arguments.json)
    if arguments.what == "explanations":
        from bot.cli.evaluating import evaluate_explanation_files

        return evaluate_explanation_files(arguments.files, as_json=arguments.json)
    if arguments.what == "checks":
        from bot.cli.evaluating import evaluate_check_files

        return evaluate_check_files(arguments.files, as_json=arguments.json)
    return _evaluate_quantities(arguments)


def _evaluate_quantities(arguments: argparse.Namespace) -> int:
    from dataclasses import asdict

    from knowledge.evaluation import evaluate_quantities

    reports = {file: evaluate_quantities(Path(file)) for file in arguments.files}
    if arguments.json:
        say_json({file: asdict(report) for file, report in reports.items()})
        return EXIT_DONE
    for file, report in reports.items():
        say(f"{file}: {report}")
    return EXIT_DONE


def _config(arguments: argparse.Namespace) -> int:
    rows = read_settings().rows()
    if arguments.json:
        say_json({name: {"value": value, "from": origin} for name, value, origin in rows})
        return EXIT_DONE
    for name, value, origin in rows:
        say(f"{name:<18} {value:<48} {origin}")
    return EXIT_DONE


def _fields(record: object) -> dict[str, object]:
    from dataclasses import asdict

    return asdict(record)  # type: ignore[call-overload, no-any-return]  # records are dataclasses
