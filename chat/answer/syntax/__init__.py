"""Markdown as models write it, where CommonMark reads it otherwise: rules for the parser.

Emphasis and bare links beside Chinese, Japanese and Korean, a few tags, formulas. Which rules the parser has, and how
their tokens look as HTML, is told in `chat.answer.markdown`. Each rule counts its work, and reads in linear time.
"""
