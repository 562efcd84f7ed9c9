"""The pages of a person's own account, and those on which one begins and ends.

`doors` opens and closes an account: set-up, login, sign-up, a reset link, leaving. `account` is what stands between, in
parts, and `people` is where owners manage others. Nothing here decides what may be done: it reads a form, calls one
verb of the room around it, and renders.
"""
