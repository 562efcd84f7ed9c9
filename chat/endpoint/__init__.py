"""The OpenAI-compatible endpoint: other programs' requests on their way to the connected servers.

What lives here reads a program's request, finds the server that it means, and passes both ways what was sent, byte for
byte. It knows no pages and no addresses: `chat.api.completions` answers, and `insightvault.endpoint` lets programs in.
A program's prompt is its own; the prompts of this vault are made by `chat.prompt` and `chat.fusion`.
"""
