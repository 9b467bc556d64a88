"""Answers why, how and what questions with the fewest quoted sentences that answer."""

import re
from collections.abc import Callable, Iterator, Sequence

from bot.answer.composition import Composer
from bot.answer.question import Question
from bot.answer.records import Answer
from bot.answer.sentence_chooser import SentenceChooser
from bot.answer.telling import Sentence, near_sentences, telling_sentences
from bot.answer.telling.features import Names
from bot.answer.telling.weights import ENOUGH
from index.protocols import EntryKind, Filters, Hit, Retriever
from knowledge.languages import language_of
from knowledge.plain_words import plain_words
from knowledge.protocols import Knowledge
from knowledge.records import LANGUAGES, Language, Passage
from knowledge.words import Vocabulary

_PASSAGES, _SENTENCES, _QUESTIONS = 14, 60, 30
_LIKEST = 5  # questions whose passages are looked through however far they are
_DEFINES = 0.5  # of a word's own words that what a sentence defines must share


def answer_explanation(
    question: Question,
    composer: Composer,
    *,
    retriever: Retriever,
    knowledge: Knowledge,
    least: float = ENOUGH,
    defining: bool = False,
) -> Answer | None:
    """Quote the sentences that answer the question; None when none does.

    Args:
        question: As parsed.
        composer: An empty answer.
        retriever: Finds the passages and sentences.
        knowledge: Holds them.
        least: The log odds that they must reach; by default those that any quote must.
        defining: Whether nothing but the definition of what is asked will do.
    """
    chosen = find_sentences(question, composer, retriever=retriever, knowledge=knowledge)
    if not chosen or chosen[0].trust < least or (defining and chosen[0].defines < _DEFINES):
        return None
    return _told(chosen, question, composer)


def answer_by_choice(
    question: Question,
    composer: Composer,
    chooser: SentenceChooser,
    *,
    retriever: Retriever,
    knowledge: Knowledge,
) -> Answer | None:
    """Quote the sentence that the chooser takes among those that are near, and say so."""
    near = find_sentences(
        question, composer, retriever=retriever, knowledge=knowledge, telling=near_sentences
    )
    texts = [sentence.text for sentence in near]
    place = chooser.choose(question.text, question.language, texts) if near else None
    if place is None:
        return None
    composer.caveat(composer.speaker.wording.say("caveat_chosen_quote"))
    return _told([near[place]], question, composer)


def _told(chosen: Sequence[Sentence], question: Question, composer: Composer) -> Answer:
    for sentence in chosen:
        _quote(sentence, composer)
    if all(sentence.passage.language != question.language for sentence in chosen):
        composer.caveat(composer.speaker.wording.say("caveat_quoted_in_original"))
    return composer.answer(
        "explanation",
        composer.speaker.wording.say("interpretation_explanation", question=question.text),
    )


def find_sentences(
    question: Question,
    composer: Composer,
    *,
    retriever: Retriever,
    knowledge: Knowledge,
    telling: Callable[..., list[Sentence]] = telling_sentences,
) -> list[Sentence]:
    """Find what answers, as `telling` judges, in the question's language, else in another."""
    names = asked_names(question, composer.speaker.vocabulary)
    others = tuple(language for language in LANGUAGES if language != question.language)
    query = expanded(question.text, names[question.language])
    for language in (question.language, *others):  # names are translated where words are searched
        passages, sentences = retrieved(query, language, retriever, knowledge)
        chosen = telling(
            question.text, passages, sentences, language=question.language, names=names
        )
        if chosen:
            return chosen
    return []


def expanded(text: str, names: Sequence[Sequence[str]]) -> str:
    """Put a question in plain words, with the first names of what it calls otherwise."""
    lacking = [of_one[0] for of_one in names if of_one[0].lower() not in text.lower()]
    return " ".join([plain_words(text, language_of(text)), *lacking])


def retrieved(
    text: str, language: Language, retriever: Retriever, knowledge: Knowledge
) -> tuple[list[tuple[Hit, Passage, str]], tuple[Hit, ...]]:
    """Return the nearest passages of a language with their sources' titles, and what is in them.

    That is the nearest sentences, and the carried questions that are most like what is asked.
    """

    def nearest(kind: EntryKind, n: int) -> tuple[Hit, ...]:
        return retriever.retrieve(text, k=n, filters=Filters(kinds=(kind,), languages=(language,)))

    hits, questions = nearest("passage", _PASSAGES), nearest("question", _QUESTIONS)
    hits = (*hits, *_answering(questions[:_LIKEST], hits))
    read = [(hit, knowledge.passage(hit.target_id)) for hit in hits]
    found = [(hit, p, knowledge.source(p.source_id).title) for hit, p in read]
    return found, (*nearest("sentence", _SENTENCES), *questions)


def _answering(questions: Sequence[Hit], hits: Sequence[Hit]) -> Iterator[Hit]:
    """The passages that carry the questions, where they are not among the nearest; they come last.

    They score as the last of the nearest does.
    """
    known = {hit.target_id for hit in hits}
    for question in questions:
        passage_id = question.target_id.split(":")[0]
        if passage_id not in known:
            known.add(passage_id)
            score = hits[-1].score if hits else question.score
            yield question._replace(kind="passage", target_id=passage_id, score=score)


def asked_names(question: Question, vocabulary: Vocabulary) -> Names:
    """The names, in each language, of the things and places that a question is about."""
    ids = [t.subject_id for t in question.topics]
    ids += [f"country:{t.region}" for t in question.topics if t.region is not None]
    subjects = [vocabulary.subject(i) for i in dict.fromkeys(ids) if vocabulary.has_subject(i)]
    return {
        "en": [(s.names.en, *s.aliases_en) for s in subjects],
        "ja": [(s.names.ja, *s.aliases_ja) for s in subjects],
    }


def _quote(sentence: Sentence, composer: Composer) -> None:
    passage = sentence.passage
    key = composer.cite_passage(passage.passage_id, passage.source_id, sentence.text)
    cites = [key]
    for figure_id in passage.figure_ids:
        figure = composer.speaker.knowledge.figure(figure_id)
        if _mentions(sentence.text, figure.value) or _mentions(sentence.text, figure.upper):
            cites.append(composer.cite_figure(figure))
    composer.claim("quote", cites=cites, quote=sentence.text)


def _mentions(text: str, value: float | None) -> bool:
    if value is None:
        return False
    shown = f"{value:,.10g}"
    return re.search(rf"(?<![\d.,]){re.escape(shown)}(?![\d.]*\d)", text) is not None
