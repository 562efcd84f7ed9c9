"""What a vault keeps beside its rows: uploads on their way in, and attached files.

All of it lies in Django's storage, which is a folder or, if the settings name one, a bucket of objects. `stored` is
what both can do beyond Django's own calls, `uploaded` where the pieces of an upload go, `copies` how readers that jump
get at them, `waiting` where those wait whom a bucket may keep waiting, and `trouble` what is said when the storage
can't take or give something. Which storage it is, and how a bucket is reached, is said in `insightvault`.
"""
