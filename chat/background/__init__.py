"""What the model is asked that nobody waits for: when it may be, and how a session is named and summed up.

`rest` reads from the database, for all nodes, whether anybody is answered or asked lately, and stops what runs when
somebody asks; `pauses` leaves a server alone that failed; `priority` lets all other processes go first. `tasks` and
`checks` are pure: what is sent for a title or a summary, and whether what came is one. The stories are
`chat.reflection` and `chat.growth.wording`; which sessions and whose growth are due is theirs to say.
"""
