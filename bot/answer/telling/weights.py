"""The weights of benchmarks/learn_telling.py, and the least log odds to quote."""

ENOUGH = 0.2
RANK = {
    "bias": 0.00,
    "cause": 0.61,
    "defines": 0.65,
    "effect": 0.70,
    "heading_words": 0.39,
    "is_first": 0.77,
    "is_question": -0.02,
    "leans": 0.19,
    "length": 0.00,
    "mean_nearness": 6.07,
    "meaning": 0.60,
    "names": 0.29,
    "nearest": 7.09,
    "other_language": -0.00,
    "passage_score": 5.98,
    "passage_words": 0.56,
    "title_words": 0.29,
    "topic": 0.44,
    "topic_above": 0.33,
    "topic_in_passage": 0.37,
    "two": 0.74,
    "words": 1.02,
}
TRUST = {
    "bias": -5.44,
    "defines": 0.41,
    "names": -0.29,
    "nearest": 1.06,
    "other_language": -4.87,
    "passage_words": 0.83,
    "score": 1.12,
    "topic": -0.81,
    "topic_in_passage": 0.58,
    "words": 0.33,
}
