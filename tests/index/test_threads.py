"""A question is counted on one core, whatever the machine has."""

import json
import os
import subprocess
import sys

COUNTED = """
import json
import bot.wiring, index.files
from threadpoolctl import threadpool_info
print(json.dumps({one["user_api"]: one["num_threads"] for one in threadpool_info()}))
"""


def counted_with(**given):
    environment = {name: value for name, value in os.environ.items() if "_NUM_THREADS" not in name}
    done = subprocess.run(
        [sys.executable, "-c", COUNTED], env=environment | given, capture_output=True, check=True
    )
    return json.loads(done.stdout)


def test_a_question_takes_one_core():
    assert counted_with() == {"blas": 1, "openmp": 1}


def test_an_operator_may_give_more():
    assert counted_with(OMP_NUM_THREADS="3")["openmp"] == 3
