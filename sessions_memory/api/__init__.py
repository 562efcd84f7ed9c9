"""Sessions and interactions in the JSON API: the calls, their schemas, and the schema of a receipt.

Who is asking is decided in `insightvault.api`. The calls that ask a model live in `chat.api`.
"""
