"""The weights of benchmarks/learn_telling.py, and the least log odds to quote."""

ENOUGH = 0.5
RANK = {
    "bias": 0.00,
    "cause": 0.67,
    "defines": 0.61,
    "effect": 0.77,
    "heading_words": 0.38,
    "is_first": 0.74,
    "is_question": -0.02,
    "leans": 0.13,
    "length": 0.03,
    "mean_nearness": 6.15,
    "meaning": 0.61,
    "names": 0.29,
    "nearest": 7.41,
    "other_language": 0.00,
    "passage_score": 6.02,
    "passage_words": 0.58,
    "title_words": 0.29,
    "topic": 0.35,
    "topic_above": 0.21,
    "topic_in_passage": 0.16,
    "two": 0.72,
    "words": 1.04,
}
TRUST = {
    "bias": -5.67,
    "defines": 0.39,
    "names": 0.06,
    "nearest": 0.95,
    "other_language": -4.53,
    "passage_words": 1.06,
    "score": 1.03,
    "topic": -0.70,
    "topic_in_passage": 1.21,
    "words": 0.13,
}
