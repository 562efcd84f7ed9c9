"""Reviews on their pages: `lists` of them, `sections` of one with the words that it rests on, and as `markdown`.

`titles` says what each is called, `written` parts what the person wrote into blocks. Which days are worth a review, and
what it says, was decided in `growth.reviews`; here it is only brought into words.
"""
