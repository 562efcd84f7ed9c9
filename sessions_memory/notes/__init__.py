"""Notes: sentences that the person wants always in mind.

They are kept (`keeping`), recognised in a question that asks for one (`asked_for`), and offered from imports
(`offers`). `chat.prompt` puts them into a prompt.
"""
