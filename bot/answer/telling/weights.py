"""The weights of benchmarks/learn_telling.py, and the least log odds to quote."""

ENOUGH = 0.0
RANK = {
    "bias": 0.00,
    "cause": 0.38,
    "heading_words": 1.45,
    "is_first": 0.53,
    "is_question": -0.06,
    "leans": 0.41,
    "length": 0.09,
    "mean_nearness": 5.15,
    "meaning": 0.65,
    "names": 0.14,
    "nearest": 6.35,
    "other_language": 0.00,
    "passage_score": 7.36,
    "passage_words": 0.78,
    "title_words": 0.22,
    "topic_above": 1.03,
    "topic_in_passage": 0.65,
    "two": 1.71,
    "words": 0.83,
}
TRUST = {
    "bias": -7.03,
    "names": -0.15,
    "nearest": 0.48,
    "other_language": -2.53,
    "passage_words": 0.65,
    "score": 1.70,
    "topic_in_passage": 0.13,
    "words": 0.77,
}
