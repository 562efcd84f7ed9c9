"""Conversations that were read become sessions and interactions: new ones, grown ones, and those already here.

`store` is the door. Several conversations are one transaction (`batch`), a long one comes in instalments.
"""
