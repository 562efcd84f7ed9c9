"""`python -m insightvault.benchmarks.attack.attacker JSON` sends one kind of flood for some seconds, and ends.

It prints a line when it begins, and at its end how many requests it has begun. Attackers have machines of their own:
this one has what the vault, its worker and its people leave of theirs.
"""

import asyncio
import json
import sys

import uvloop

from chat.background.priority import let_others_go_first
from insightvault.benchmarks.attack import sending
from insightvault.benchmarks.attack.doors import FILES
from insightvault.benchmarks.attack.files import MAKERS, bomb
from insightvault.benchmarks.attack.floods import FLOODS
from insightvault.benchmarks.attack.sending import Target

NICEST = 19


async def attack(given: dict[str, object]) -> None:
    target = Target(int(str(given["port"])), str(given["session"]), str(given["token"]), str(given["csrf"]))
    # They take seconds to make.
    for number in range(len(MAKERS) if given["kind"] == FILES else 0):
        bomb(number)

    print("begun", flush=True)
    async with target.client() as client:
        try:
            async with asyncio.timeout(float(str(given["seconds"]))):
                await FLOODS[str(given["kind"])](target, client)
        except TimeoutError:
            pass

        print(sending.begun.total(), flush=True)


if __name__ == "__main__":
    let_others_go_first(NICEST)
    uvloop.run(attack(json.loads(sys.argv[1])))
