"""`python -m insightvault.benchmarks.attack.model PORT WORDS GAP`: a model server that also answers with bombs."""

import asyncio
import sys

import uvloop
from aiohttp import web

from insightvault.benchmarks.attack.bombs import BOMB, BOMBS, SLOW
from insightvault.fake_model_server import ModelServer, Reply, Sent

PIECE_CHARS = 500
# Longer prompts are a flood's.
PROMPT_MAX_BYTES = 100_000


class AttackedModel(ModelServer):
    """People at work wait for it, too: a prompt of millions of signs must not hold up their words here."""

    async def _chat(self, request: web.Request) -> web.StreamResponse:
        if (request.content_length or 0) <= PROMPT_MAX_BYTES:
            return await super()._chat(request)

        async for _ in request.content.iter_any():
            pass

        return await self._reply(request, self.choose(""), Sent(""))


def reply(question: str, usual: Reply) -> Reply:
    if BOMB in question:
        text = BOMBS[int(question.rpartition(BOMB)[2].split()[0]) % len(BOMBS)]
        return Reply(pieces=[text[at : at + PIECE_CHARS] for at in range(0, len(text), PIECE_CHARS)])

    return Reply.words(300, gap_seconds=0.1) if SLOW in question else usual


async def serve(port: int, words: int) -> None:
    server = AttackedModel()
    usual = Reply.words(words)
    server.choose = lambda question: reply(question, usual)
    await server.start(port)
    print(server.base_url, flush=True)
    await asyncio.Event().wait()


if __name__ == "__main__":
    uvloop.run(serve(int(sys.argv[1]), int(sys.argv[2])))
