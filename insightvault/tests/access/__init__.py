"""Rights: every address with every method, asked by everybody there is, and every field that takes an id.

`table` says what is answered to whom, `people` who asks and what ann owns; `test_walk` and `test_ids` compare. An
address, a field or a parameter without a line in a table fails there with a sentence that says what to write.
"""
