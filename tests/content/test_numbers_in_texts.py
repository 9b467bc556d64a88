"""Every quantity in the articles and misconceptions is a cited figure or a marked derivation."""

import pytest

from bot.answer.verify import check_text
from bot.contents import shipped_content
from knowledge.articles import read_articles
from knowledge.ingest import read_content
from knowledge.marks import evaluate_formula, read_marks
from knowledge.passages import sentence_spans
from knowledge.quantities import extract_quantities
from knowledge.records import Quantity
from knowledge.words import load_vocabulary

ARTICLES = list(read_articles(shipped_content() / "articles"))


@pytest.fixture(scope="module")
def records():
    return read_content([shipped_content()], vocabulary=load_vocabulary())


@pytest.fixture(scope="module")
def figures(records):
    return {f.key: f for f in records.figures if f.key}


def unsupported(marked, figures):
    """The quantities of each sentence that no mark of the sentence supports."""
    found = []
    for start, end in sentence_spans(marked.text):
        sentence = marked.text[start:end]
        marks = [m for m in marked.marks if start < m.position <= end]
        allowed = [figures[key].quantity for m in marks if not m.formula for key in m.keys]
        units = {s.quantity.unit for s in extract_quantities(sentence)}
        for mark in marks:
            if mark.formula:
                value = evaluate_formula(mark.formula, lambda key: figures[key].value)
                allowed += [Quantity(value, unit) for unit in units]
        problems = check_text(sentence, allowed=allowed, literals=(), prose=True)
        found += [(problem.text, sentence[:90]) for problem in problems]
    return found


@pytest.mark.parametrize("article", ARTICLES, ids=lambda a: a.file)
def test_every_quantity_of_an_article_is_cited(article, figures):
    assert unsupported(article.marked, figures) == []


@pytest.mark.parametrize("article", ARTICLES, ids=lambda a: a.file)
def test_articles_have_their_length(article):
    if article.document.language == "en":
        assert 200 <= len(article.document.text.split()) <= 1000
    else:
        assert 500 <= len(article.document.text) <= 4000


def test_every_article_has_both_languages():
    files = {
        language: {
            article.file.split("/")[1] for article in ARTICLES if article.file[:2] == language
        }
        for language in ("en", "ja")
    }
    assert files["en"] == files["ja"]


@pytest.mark.parametrize("article", ARTICLES, ids=lambda a: a.file)
def test_a_sentence_is_quoted_without_signs_of_emphasis(article):
    assert "*" not in article.document.text


def test_every_quantity_of_a_misconception_is_cited(records, figures):
    found = []
    for known in records.misconceptions:
        for text in (known.says.en, known.says.ja, known.answer.en, known.answer.ja):
            found += [(known.misconception_id, *p) for p in unsupported(read_marks(text), figures)]
    assert found == []
