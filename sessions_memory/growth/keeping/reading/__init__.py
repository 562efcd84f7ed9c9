"""Reading: a person's sessions become tiles, each only when something in it is new.

`new_sessions` is the door. `counted_units` takes words from the search index, which has them counted; `packed_tiles`
says how tiles lie in a row; `told_places` keeps where rules found something. No theme is found here.
"""
