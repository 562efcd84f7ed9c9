"""Texts that would be scripts, in every place where a text is shown, opened in Chromium.

`payloads` are the texts, `filling` puts them into a vault, and the test opens all pages that show them.
"""
