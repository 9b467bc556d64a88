"""Data flows one way, and each heavy library has one home."""

import ast
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LAYERS = ("knowledge", "index", "bot.answer", "bot")
HOMES = {
    "discord": "bot/discord/",
    "faiss": "index/dense.py",
    "sentence_transformers": "index/encoder.py",
    "torch": "index/encoder.py",
    "marisa_trie": "index/subwords.py",
    "onnx": "index/onnx_model.py",
    "onnxruntime": "index/e5.py",
    "sqlite_utils": "knowledge/store_writing.py",
    "Stemmer": "index/tokens.py",
    "pint": "knowledge/units.py",
    "psycopg": "knowledge/postgres.py",
    "ray": "index/ray_encoding.py",
    "jinja2": "bot/web/site.py",
    "matplotlib": "bot/charts.py",
    "trafilatura": "knowledge/reading/html.py",
    "lxml": "knowledge/reading/",
    "duckdb": "knowledge/reading/parquet.py",
    "openpyxl": "knowledge/reading/spreadsheets.py",
    "pypdfium2": "knowledge/reading/pdf.py",
    "rich": "bot/cli/progress.py",
    "safetensors": "index/model_files.py",
    "sentencepiece": "index/model_files.py",
    "tokenizers": "index/model_files.py",
}
MODULES = sorted(
    path for package in ("knowledge", "index", "bot") for path in (ROOT / package).rglob("*.py")
)


def imported_names(path: Path) -> set[str]:
    """Every module that a file imports, inside functions too."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
    return names


def layer_of(module: str) -> int | None:
    found = [at for at, name in enumerate(LAYERS) if (module + ".").startswith(name + ".")]
    return min(found) if found else None


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(ROOT)))
def test_a_module_imports_only_what_stands_to_its_left(path):
    own = layer_of(".".join(path.relative_to(ROOT).with_suffix("").parts))
    assert own is not None
    beyond = [m for m in imported_names(path) if (layer_of(m) or 0) > own]
    assert beyond == []


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(ROOT)))
def test_a_heavy_library_is_imported_in_its_home_only(path):
    place = str(path.relative_to(ROOT))
    strays = [
        name
        for name in sorted({m.partition(".")[0] for m in imported_names(path)})
        if name in HOMES and not place.startswith(HOMES[name])
    ]
    assert strays == []


def needed_modules(path: Path, modules: set[str]) -> set[str]:
    """Those of the modules that a file imports, or imports names from."""
    needed = imported_names(path)
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            parts = {f"{node.module}.{alias.name}" for alias in node.names}
            if parts <= modules:
                needed = (needed - {node.module}) | parts
    return needed & modules


def test_modules_import_each_other_in_no_circle():
    """Imports for types and inside functions count too."""
    parts = [(path.relative_to(ROOT).with_suffix("").parts, path) for path in MODULES]
    paths = {".".join(names).removesuffix(".__init__"): path for names, path in parts}
    needs = {name: needed_modules(path, set(paths)) for name, path in paths.items()}
    assert len(list(TopologicalSorter(needs).static_order())) == len(paths)


def test_reasoning_reads_no_clock_file_or_environment():
    forbidden = {"os", "time", "pathlib", "sqlite3", "socket", "asyncio", "importlib"}
    for path in (ROOT / "bot" / "answer").glob("*.py"):
        assert {m.partition(".")[0] for m in imported_names(path)} & forbidden == set(), path.name
