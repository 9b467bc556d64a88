"""The weights of benchmarks/learn_telling.py, and the least log odds to quote."""

ENOUGH = -0.5
RANK = {
    "bias": -0.00,
    "cause": 0.80,
    "heading_words": 1.40,
    "is_first": 0.31,
    "is_question": -0.12,
    "leans": 0.44,
    "length": 0.22,
    "mean_nearness": 3.96,
    "meaning": 0.75,
    "names": -0.01,
    "nearest": 7.57,
    "other_language": -0.00,
    "passage_score": 10.10,
    "passage_words": 0.94,
    "title_words": 0.74,
    "topic_above": 0.88,
    "topic_in_passage": 0.59,
    "two": 1.87,
    "words": 0.64,
}
TRUST = {
    "bias": -8.63,
    "names": 0.48,
    "nearest": 0.11,
    "other_language": -1.31,
    "passage_words": 0.80,
    "score": 2.26,
    "topic_in_passage": -0.11,
    "words": -0.42,
}
