"""What growth has to say to a question: `asked` tells which questions are about the years, `evidence` reads the words.

`chat.fusion` puts them into a prompt. Nothing is found here: themes and insights are read as `keeping` stored them.
"""
