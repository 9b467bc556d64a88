"""Documents as an administrator gives them: what they refute stays out, most else is read."""

from benchmarks.unseen_documents import FOLDER, score, standing


def test_figures_of_ordinary_documents_are_read_and_refuted_ones_are_not():
    n_all, misses = score()
    assert [(file, label) for file, label in misses if label[0] == "!"] == []
    assert (n_all, len(misses)) == (159, 24)


def test_what_stands_of_wholly_labelled_documents_is_right():
    folder = FOLDER.with_name("whole")
    n_all, misses = score(folder)
    assert [(file, label) for file, label in misses if label[0] == "!"] == []
    assert (n_all, len(misses)) == (132, 54)
    assert standing(folder) == (74, 78)
