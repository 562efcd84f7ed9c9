"""Pictures of every page in every state, to look at and to compare before and after a change.

`make screenshots DIR=…` fills a vault of its own with what never changes (`history`, `filling`), stops its clock
(`settings`) and drives Chromium through the table of `places`; `make compare BEFORE=… AFTER=…` names the pictures
that differ. A few of them lie in `kept/` (`keeping`), and a test compares them. No test of behaviour lives here.
"""
