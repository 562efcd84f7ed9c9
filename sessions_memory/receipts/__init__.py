"""The receipt in `context_used`: what it holds (`values`), and how it names rows outside this database (`portable`).

Making one while a question is answered is the work of `chat.prompt`; here it is read, checked and carried along.
"""
