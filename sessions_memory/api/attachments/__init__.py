"""The JSON calls about attachments: files are sent for a question, asked after, given back and removed.

`calls` takes and gives, `schemas` says in which shapes. A question with files is asked by `chat.api`, and an
interaction's own list of them stands in the shapes that all calls share.
"""
