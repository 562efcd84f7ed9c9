"""The surroundings of every benchmark: a vault of its own, its processes and database, and the people who use it.

Nothing here is measured by itself; what is, and how far it must reach, is said by the benchmarks beside this room.
"""
