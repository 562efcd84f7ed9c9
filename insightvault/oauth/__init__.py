"""The login of programs: OAuth 2.1 for those that can't be given a token by hand, such as claude.ai and ChatGPT.

Off, and none of its addresses there, unless the owner sets PUBLIC_URL. A program names itself by the address of a
document about it (`fetching` fetches it, `clients` reads it), the person is asked on a page (`consent`), and what it is
given at last is a token like any other: `insightvault.accounts.models.ApiToken` says what it may do, in which area and
until when, so that all ways in, the list on the account page and "Revoke" know of no second kind. `models` keeps
beside it how the program gets the token's next text; `protocol` is the one module that knows oauthlib, and is loaded
with the first login. `addresses` has what is told to everybody. Nobody can register a program here.
"""
