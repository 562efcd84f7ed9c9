"""The protocol of a model server, without the network: connection, events, errors in a sentence, pacing.

`chat.llm` alone opens connections.
"""
