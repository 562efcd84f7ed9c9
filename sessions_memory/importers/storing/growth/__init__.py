"""What an export of our own says of growth: themes, insights, reviews and wishes come into force.

`restoring` is the door; each of the others restores one kind of claim.
"""
