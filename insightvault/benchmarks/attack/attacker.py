"""`python -m insightvault.benchmarks.attack.attacker JSON` sends one kind of flood for some seconds, and ends.

It prints a line when it begins.
"""

import asyncio
import json
import sys

import uvloop

from insightvault.benchmarks.attack.floods import FLOODS, Target


async def attack(given: dict[str, object]) -> None:
    target = Target(int(str(given["port"])), str(given["session"]), str(given["token"]), str(given["csrf"]))
    print("begun", flush=True)
    async with target.client() as client:
        try:
            async with asyncio.timeout(float(str(given["seconds"]))):
                await FLOODS[str(given["kind"])](target, client)
        except TimeoutError:
            pass


if __name__ == "__main__":
    uvloop.run(attack(json.loads(sys.argv[1])))
