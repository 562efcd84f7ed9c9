"""One message as programs write it: `written` reads its text, thinking, tools and files from the shapes around the
OpenAI protocol, `reports` what ChatGPT keeps in the state of a widget, `citations` its marks, `markup` HTML.

What a format alone does is in `formats`; how messages become turns is in `mapping.dialogue`. Pure functions.
"""
