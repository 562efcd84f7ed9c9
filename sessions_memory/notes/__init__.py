"""Notes: sentences that the person wants always in mind.

They are kept (`keeping`), recognised in a question that asks for one (`asked_for`), and offered from imports
(`offers`). What a prompt makes of them lives in `chat.prompt`.
"""
