"""Keeps a history and finds it again: sessions and interactions, notes, recall, growth, import, export, deletion.

No network, no language model, and nothing of `chat` here. `lifecycle` begins and ends sessions and keeps what is
asked, `claims` says who answers, `querysets` how rows are looked up, `states` what a row can be. All else has a room.
"""
