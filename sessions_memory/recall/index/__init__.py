"""The index of recall: each interaction's words as numbers, in packed rows per person.

`writing` keeps it true in the transaction that changes an interaction, `candidates` reads from it what a question
touches. `recall.scoring` decides what the candidates are worth.
"""
