"""Recall by meaning, where the owner connected an encoder: vectors kept per interaction, and how similar they are.

No network here: `chat.embedding` asks the encoder for vectors and hands them over.
"""
