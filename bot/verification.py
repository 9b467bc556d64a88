"""Re-checks a published generation: files, figures, quotes and spans."""

from dataclasses import dataclass, replace

from index.errors import GenerationError
from index.generations import FILES, Home, check_files
from index.prepared import damaged_folders
from knowledge.quantities import extract_quantities
from knowledge.records import Figure
from knowledge.store import KnowledgeStore
from knowledge.units import to_base


@dataclass(frozen=True, slots=True)
class VerificationReport:
    """How much was checked, and what is wrong."""

    n_files: int
    n_figures: int
    n_quotes: int
    n_passages: int
    problems: tuple[str, ...]


def verify_generation(home: Home) -> VerificationReport:
    """Check the current generation and the prepared model.

    Raises GenerationError when there is no generation.
    """
    name = home.current()
    if name is None:
        raise GenerationError("there is no knowledge yet; run: kilowit build")
    folder = home.folder(name)
    problems = check_files(folder)
    if problems:
        return VerificationReport(len(FILES), 0, 0, 0, tuple(f"{name}: {p}" for p in problems))
    knowledge = KnowledgeStore.open(folder / "knowledge.db")
    report = check_knowledge(knowledge, n_files=len(FILES))
    knowledge.close()
    told = "a file is damaged; delete the folder, it is made anew"
    models = tuple(f"model/{name}: {told}" for name in damaged_folders(home.path / "model"))
    return replace(report, problems=(*report.problems, *models))


def check_knowledge(knowledge: KnowledgeStore, *, n_files: int) -> VerificationReport:
    """Check every figure, quote and span of one generation's facts."""
    problems = []
    figures = knowledge.figures()
    quoted = [figure for figure in figures if figure.quote]
    for figure in figures:
        problems += _figure_problems(figure)
    passages = knowledge.passages()
    for passage in passages:
        document = knowledge.document(passage.document_id)
        if document.text[passage.start : passage.end] != passage.text:
            problems.append(f"passage {passage.passage_id} is not at its span")
    return VerificationReport(n_files, len(figures), len(quoted), len(passages), tuple(problems))


def _figure_problems(figure: Figure) -> list[str]:
    problems = []
    if figure.value is not None and figure.value_si is not None:
        expected = to_base(figure.value, figure.unit)
        if abs(expected - figure.value_si) > 1e-9 * abs(expected):
            problems.append(f"figure {figure.key or figure.figure_id}: its base value differs")
    if figure.quote and not holds_value(figure.quote, figure):
        problems.append(f"figure {figure.key or figure.figure_id}: its quote lacks the value")
    return problems


def holds_value(quote: str, figure: Figure) -> bool:
    """Whether a quote states a figure's value or one of its bounds, by number.

    The unit may stand in a table's header, so digits decide; scale words and unit prefixes may
    move the decimal point (0.5 TWh and 500 GWh).
    """
    numbers = {
        abs(n)
        for span in extract_quantities(quote)
        for n in (span.quantity.value, span.quantity.lower, span.quantity.upper)
        if n is not None
    }
    wanted = [abs(n) for n in (figure.value, figure.lower, figure.upper) if n is not None]
    return any(_same_digits(n, w) for n in numbers for w in wanted)


def _same_digits(number: float, wanted: float) -> bool:
    if number == wanted == 0:
        return True
    if number <= 0 or wanted <= 0:
        return False
    return f"{number:.6e}".split("e")[0] == f"{wanted:.6e}".split("e")[0]
