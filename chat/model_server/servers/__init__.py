"""The servers that are connected: which there are, how their models are called, and which one a question goes to.

`choosing` is pure; `stored` reads what the environment names and what the owner saved in the browser, and saves it;
`encoder` does so for the one that makes vectors; `sealing` encrypts keys. Nothing here reaches a server: that is for
`chat.llm`.
"""
