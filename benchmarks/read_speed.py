"""Measures reading: a 100-page PDF made here, its memory, and a folder of files given by path.

.venv/bin/python benchmarks/read_speed.py [FOLDER]
"""

import resource
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.sample_files import pdf
from knowledge.errors import ReadingError
from knowledge.passages import sentence_spans, split_document
from knowledge.reading import read_bytes, read_file
from knowledge.reading.contents import read_parts
from knowledge.reading.limits import Limits


def main() -> None:
    """Print one line for each measurement."""
    for n_pages in (10, 100, 400):
        data = pdf(n_pages=n_pages)
        started = time.monotonic()
        reading = read_bytes(data, name="report.pdf", source_id="s")
        seconds = time.monotonic() - started
        n_characters = sum(len(document.text) for document in reading.documents)
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        read_parts(data, name="report.pdf", limits=Limits())
        grown_mb = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
        print(f"PDF of {n_pages} pages, {n_characters:,} characters: {seconds:.1f} s, "
              f"peak memory grew by {grown_mb:.0f} MB")  # fmt: skip
    if len(sys.argv) > 1:
        _folder(Path(sys.argv[1]))


def _folder(folder: Path) -> None:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    n_bytes = n_sentences = n_passages = n_wrong = 0
    refused: list[str] = []
    started = time.monotonic()
    documents = []
    for path in files:
        n_bytes += path.stat().st_size
        try:
            documents += read_file(path, source_id=path.stem).documents
        except ReadingError as error:
            refused.append(str(error))
    read_s = time.monotonic() - started
    for document in documents:
        for passage in split_document(document):
            n_wrong += document.text[passage.start : passage.end] != passage.text
            n_passages += 1
            n_sentences += len(sentence_spans(passage.text))
    split_s = time.monotonic() - started - read_s
    n_text = sum(len(document.text) for document in documents)
    print(f"{len(files)} files, {n_bytes / 1e6:.1f} MB: {len(documents)} documents, "
          f"{n_text:,} characters, {len(refused)} refused")  # fmt: skip
    print(f"read in {read_s:.1f} s ({n_bytes / 1e6 / read_s:.1f} MB/s); {n_passages:,} passages "
          f"({n_wrong} with a wrong span), {n_sentences:,} sentences in {split_s:.1f} s "
          f"({n_text / 1e6 / split_s:.1f} MB/s)")  # fmt: skip
    print("\n".join(refused))


if __name__ == "__main__":
    main()
