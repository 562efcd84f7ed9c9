"""The MCP server: five tools by which programs of a person read their memory, over HTTP and over a pipe.

django-mcpz speaks the protocol. `shapes` says what the tools take and give, `reading`, `insights` and `remembering` do
the work for a visitor, `tools` names them to the protocol; `view` and `stdio` are the two ways in. No tool takes a
person and none deletes: a visitor is a token's, and what they may is decided by `insightvault.token_rights`.
"""
