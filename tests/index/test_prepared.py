"""A prepared folder is made once, and again when it was altered."""

import os

import pytest

from index.errors import ModelError
from index.prepared import damaged_folders, prepared


class Writer:
    """Writes one file and counts how often."""

    times = 0

    def __call__(self, folder):
        self.times += 1
        (folder / "weights").write_text("good")


def test_a_whole_folder_is_not_written_again(tmp_path):
    write = Writer()
    assert prepared(tmp_path / "model", write) == prepared(tmp_path / "model", write)
    assert write.times == 1
    assert sorted(p.name for p in tmp_path.iterdir()) == ["model"]


@pytest.mark.parametrize("content", ["goo", "evil"], ids=["cut", "altered"])
def test_an_altered_file_is_written_again(tmp_path, content):
    write = Writer()
    file = prepared(tmp_path / "model", write) / "weights"
    file.write_text(content)
    hashes = file.with_name("hashes.json").stat()
    os.utime(file, ns=(hashes.st_atime_ns, hashes.st_mtime_ns + 1))
    prepared(tmp_path / "model", write)
    assert (write.times, file.read_text()) == (2, "good")


def test_a_place_that_takes_no_folder_is_told(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(ModelError, match="cannot prepare the model: Not a directory; free 300 MB"):
        prepared(tmp_path / "file" / "model", Writer())


def test_damage_that_changes_no_time_is_found_on_a_deep_look(tmp_path):
    file = prepared(tmp_path / "model", Writer()) / "weights"
    assert damaged_folders(tmp_path) == ()
    before = file.stat()
    file.write_text("evil")
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert damaged_folders(tmp_path) == ("model",)
