"""Changes of one line that break a promise, each with the tests that must fail with it: `make mutants`.

The lists are written by hand, one file a room. A tool that makes every change it can think of would run the whole
suite for each of some thousands; here each change is one that a person could make by mistake, its name says what
would be lost, and only its own tests run, so that a sample fits into two minutes. A change that no test notices gets a
test, and then its place in a list.
"""
