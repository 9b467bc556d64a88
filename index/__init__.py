"""Finds: encoders, dense and lexical search, generations.

Faiss and numpy otherwise take every core for one question, and their threads spin while they wait
for work; they read this once, when they are loaded, so it stands before anything loads them.
"""

import os

os.environ.setdefault("OMP_NUM_THREADS", "1")
