"""The answers of each address to each person: a line an address, and in it the methods it takes.

A method without an entry is refused (405) to everybody who got past the login. HEAD is answered as GET.
"""

from dataclasses import dataclass, field
from typing import Any, NamedTuple

from insightvault.tests.access.people import IMPORTED, IMPORTED_INTERACTION, INTERACTION, OTHER_THEME, SESSION, THEME


class Answers(NamedTuple):
    """A status, or "login" for a way to the login page. `ann` owns the row that an address names, `bob` does not."""

    nobody: str
    ann: str
    bob: str
    reviewer: str
    staff: str
    superuser: str


@dataclass(frozen=True)
class Line:
    """`sent`: the form or JSON of the post. `reads`: who may read ann's words there, as the admin's log then says.

    `scope`: what a token must be allowed; left out, a call that reads takes "read" and any other "everything".
    """

    get: Answers | None = None
    post: Answers | None = None
    head: Answers | None = None
    sent: dict[str, Any] = field(default_factory=dict)
    reads: tuple[str, ...] = ()
    scope: str = ""

    def answers(self, method: str) -> Answers | None:
        return {"GET": self.get, "POST": self.post, "HEAD": self.head or self.get}.get(method)


def everybody(said: str) -> Answers:
    return Answers(*[said] * 6)


def person(said: str) -> Answers:
    """A page or a deed of one's own."""
    return everybody(said)._replace(nobody="login")


def owner(said: str) -> Answers:
    """A row that only its owner has; for others it is not there, whatever they are."""
    return person("404")._replace(ann=said)


def superuser(said: str) -> Answers:
    return person("403")._replace(superuser=said)


def call(answers: Answers) -> Line:
    """A call that reads: the API takes no HEAD."""
    return Line(get=answers, head=everybody("405"))


def program(said: str) -> Answers:
    return everybody(said)._replace(nobody="401")


def own_program(said: str) -> Answers:
    return program("404")._replace(ann=said)


def admin(said: str, *, reviewer: str = "", staff: str = "") -> Answers:
    """`said` to a superuser, and to staff who are not told something else."""
    return Answers("login", "login", "login", reviewer or said, staff or said, said)


SUPERUSERS = admin("200", reviewer="403", staff="403")
REVIEWERS = admin("200", staff="403")
NO_STAFF = admin("403")


def read_alone(model: str) -> dict[str, Line]:
    """Growth makes these rows: reviewers look at them and read them, and nobody changes them here."""
    read = Line(get=admin("405"), post=REVIEWERS, reads=("reviewer", "superuser"))
    refused = {"changed": NO_STAFF, "added": NO_STAFF, "deleted": NO_STAFF}
    return rows_of(model, seen=REVIEWERS, **refused) | {f"/admin/{model}/<int:pk>/read/": read}


def rows_of(
    model: str, *, seen: Answers, changed: Answers, added: Answers, deleted: Answers = SUPERUSERS
) -> dict[str, Line]:
    """The addresses that the admin makes of a model; `seen` also of a list's actions."""
    return {
        f"/admin/{model}/": Line(get=seen, post=seen),
        f"/admin/{model}/add/": Line(get=added, post=added),
        f"/admin/{model}/<path:object_id>/history/": Line(get=seen, post=seen),
        f"/admin/{model}/<path:object_id>/delete/": Line(get=deleted, post=deleted),
        f"/admin/{model}/<path:object_id>/change/": Line(get=seen, post=changed),
        f"/admin/{model}/<path:object_id>/": Line(get=admin("302"), post=admin("302")),
    }


CHAT = {
    "/": Line(get=person("200")),
    "/ask/": Line(post=person("422")),
    "/s/<int:pk>/": Line(get=owner("200")),
    "/s/<int:pk>/continue/": Line(post=owner("302")),
    "/s/<int:pk>/memory/": Line(post=owner("302")),
    # Nothing was sent along: the page says so.
    "/attachments/": Line(post=person("422")),
    "/attachments/<int:pk>/": Line(get=owner("302")),
    "/attachments/<int:pk>/file/": Line(get=owner("200")),
    "/attachments/<int:pk>/preview/": Line(get=owner("200")),
    "/attachments/<int:pk>/remove/": Line(post=owner("302")),
    "/interactions/<int:pk>/": Line(get=owner("302")),
    "/interactions/<int:pk>/stream/": Line(get=owner("200"), head=everybody("405")),
    "/interactions/<int:pk>/stop/": Line(post=owner("302")),
    "/interactions/<int:pk>/retry/": Line(post=owner("302")),
    "/interactions/<int:pk>/continue/": Line(post=owner("302")),
    "/interactions/<int:pk>/receipt/": Line(get=owner("200")),
    "/interactions/<int:pk>/prompt/": Line(get=owner("200")),
    "/interactions/<int:pk>/leave-out/": Line(post=owner("302"), sent={"name": "memory:1"}),
    "/interactions/<int:pk>/never-recall/": Line(post=owner("302")),
    "/interactions/<int:pk>/correct/": Line(get=owner("200"), post=owner("302"), sent={"text": "It is not."}),
    "/interactions/<int:pk>/note/": Line(post=owner("302")),
    "/memory/": Line(get=person("200")),
    "/memory/never/": Line(get=person("200")),
    "/account/memory/": Line(post=person("302")),
    "/account/privacy/": Line(post=person("302")),
    "/account/help/": Line(post=person("302")),
    "/account/prompt/": Line(get=superuser("200"), post=superuser("302"), sent={"text": "Answer plainly."}),
    "/account/model/embeddings/": Line(post=superuser("302"), sent={"do": "forget"}),
    # A form without an address.
    "/account/model/": Line(get=superuser("200"), post=superuser("422"), sent={"do": "list"}),
    "/account/model/<int:pk>/": Line(get=superuser("200"), post=superuser("302"), sent={"do": "forget"}),
}
KEPT = {
    "/history/": Line(get=person("200")),
    "/find/": Line(get=person("200")),
    "/history/many/": Line(post=person("302"), sent={"do": "pin", "session": SESSION}),
    "/history/many/<int:pk>/": Line(get=owner("200")),
    "/history/many/<int:pk>/undo/": Line(post=owner("302")),
    "/growth/": Line(get=person("200")),
    "/growth/themes/": Line(get=person("200")),
    "/growth/t/<int:pk>/": Line(get=owner("200")),
    "/growth/t/<int:pk>/rename/": Line(get=owner("200"), post=owner("302"), sent={"name": "Another"}),
    "/growth/t/<int:pk>/merge/": Line(get=owner("200"), post=owner("302"), sent={"into": OTHER_THEME}),
    "/growth/t/<int:pk>/unmerge/": Line(post=owner("302")),
    "/growth/t/<int:pk>/hide/": Line(post=owner("302")),
    "/growth/t/<int:pk>/pin/": Line(post=owner("302")),
    "/growth/t/<int:pk>/put/": Line(get=owner("200"), post=owner("302"), sent={"session": SESSION}),
    "/growth/t/<int:pk>/take/": Line(post=owner("302"), sent={"interaction": INTERACTION}),
    "/growth/insights/": Line(get=person("200")),
    "/growth/insights/<int:pk>/decide/": Line(post=owner("302"), sent={"decision": "confirm"}),
    "/growth/insights/<int:pk>/edit/": Line(get=owner("200"), post=owner("302"), sent={"words": "Other words."}),
    "/growth/reviews/": Line(get=person("200")),
    "/growth/reviews/make/": Line(post=person("302"), sent={"first_day": "2024-04-01"}),
    "/growth/reviews/<int:pk>/": Line(get=owner("200")),
    "/growth/reviews/<int:pk>/edit/": Line(get=owner("200"), post=owner("302"), sent={"text": "Other words."}),
    "/growth/reviews/<int:pk>/reset/": Line(post=owner("302")),
    "/growth/reviews/<int:pk>/export/": Line(get=owner("200")),
    "/growth/on-this-day/": Line(post=person("302"), sent={"shows": "on"}),
    "/growth/on-this-day/hide/": Line(post=person("302"), sent={"day": "2024-04-01"}),
    "/account/data/": Line(get=person("200")),
    "/export": Line(get=person("200")),
    "/sidebar/": Line(get=person("200")),
    "/sidebar/sessions/": Line(get=person("302")),
    "/areas/": Line(get=person("200"), post=person("422")),
    "/areas/<int:pk>/": Line(get=owner("200"), post=owner("422")),
    "/areas/<int:pk>/shift/": Line(post=owner("302")),
    "/areas/<int:pk>/archive/": Line(post=owner("302")),
    "/areas/<int:pk>/delete/": Line(get=owner("200"), post=owner("302")),
    "/areas/<int:pk>/forget/": Line(get=owner("200"), post=owner("302")),
    "/s/<int:pk>/area/": Line(get=owner("200"), post=owner("302")),
    "/notes/": Line(post=person("302"), sent={"text": "A note."}),
    "/notes/<int:pk>/": Line(get=owner("200"), post=owner("302"), sent={"text": "Other words."}),
    "/notes/<int:pk>/switch/": Line(post=owner("302")),
    "/notes/<int:pk>/delete/": Line(post=owner("302")),
    "/instructions/": Line(post=person("302"), sent={"text": "Be brief."}),
    "/s/start/": Line(post=person("302")),
    "/s/<int:pk>/end/": Line(post=owner("302")),
    "/s/<int:pk>/resume/": Line(post=owner("302")),
    "/s/<int:pk>/rename/": Line(get=owner("200"), post=owner("302"), sent={"title": "Another"}),
    "/s/<int:pk>/pin/": Line(post=owner("302")),
    "/s/<int:pk>/never-recall/": Line(post=owner("302")),
    "/s/<int:pk>/archive/": Line(post=owner("302")),
    "/s/<int:pk>/read-only/": Line(post=owner("302")),
    "/s/<int:pk>/delete/": Line(get=owner("200"), post=owner("302")),
    "/interactions/<int:pk>/delete/": Line(get=owner("200"), post=owner("302")),
    "/forget/": Line(get=person("422"), post=person("302"), sent={"scope": "all"}),
    "/forget/<uuid:key>/": Line(get=owner("200")),
    "/import/": Line(get=person("200"), post=person("422")),
    "/import/start/": Line(post=person("200"), sent={"name": "a.json", "size": "9"}),
    "/import/sample/": Line(post=person("302")),
    "/import/files/<int:pk>/": Line(post=owner("422")),
    "/import/<int:pk>/": Line(get=owner("200")),
    "/import/<int:pk>/everything/": Line(post=owner("302")),
    "/import/<int:pk>/choose/": Line(post=owner("302")),
    "/import/<int:pk>/cancel/": Line(post=owner("302")),
    "/import/<int:pk>/restore/": Line(post=owner("302")),
    "/import/notes/dismiss/": Line(post=person("302")),
    "/import/notes/<int:pk>/keep/": Line(post=owner("302")),
    "/import/notes/<int:pk>/dismiss/": Line(post=owner("302")),
}
# The login page sends a person on who is here already; the links that open an account are none of these.
ACCOUNTS = {
    "/manifest.webmanifest": Line(get=everybody("200")),
    "/favicon.ico": Line(get=everybody("301")),
    "/service-worker.js": Line(get=everybody("200")),
    "/offline/": Line(get=everybody("200")),
    "/accounts/login/": Line(get=everybody("302")._replace(nobody="200"), post=everybody("302")._replace(nobody="200")),
    "/accounts/logout/": Line(post=everybody("login")),
    "/accounts/signup/": Line(get=everybody("404"), post=everybody("404")),
    "/accounts/reset/<uidb64>/<token>/": Line(get=everybody("200"), post=everybody("200")),
    "/setup/<str:token>/": Line(get=everybody("404"), post=everybody("404")),
    "/account/": Line(get=person("200")),
    "/account/memory-and-privacy/": Line(get=person("200")),
    "/account/access/": Line(get=person("200")),
    "/account/profile/": Line(post=person("302")),
    "/account/password/": Line(post=person("422")),
    "/account/delete/": Line(get=person("200"), post=person("422"), sent={"password": "x"}),
    "/account/deleted/<uuid:key>/": Line(get=everybody("200")),
    "/account/people/": Line(get=superuser("200"), post=superuser("200"), sent={"username": "newcomer"}),
    "/account/people/<int:pk>/": Line(get=superuser("200"), post=superuser("200"), sent={"do": "link"}),
    "/account/browsers/log-out/": Line(post=person("302")),
    "/account/browsers/<str:mark>/log-out/": Line(post=owner("302")),
    "/account/tokens/": Line(post=person("200"), sent={"name": "a program", "scope": "read"}),
    "/account/tokens/<int:pk>/revoke/": Line(post=owner("302")),
}
ADMIN = {
    "/admin/": Line(get=admin("200"), post=admin("200")),
    # This leads to the login page of everybody; a person who is no staff would come straight back.
    "/admin/login/": Line(
        get=Answers("login", "403", "403", "302", "302", "302"),
        post=Answers("login", "403", "403", "302", "302", "302"),
    ),
    "/admin/logout/": Line(
        get=Answers("302", "302", "302", "405", "405", "405"),
        post=Answers("302", "302", "302", "login", "login", "login"),
    ),
    "/admin/password_change/": Line(get=admin("302"), post=admin("302")),
    "/admin/password_change/done/": Line(get=admin("200"), post=admin("405")),
    "/admin/autocomplete/": Line(get=admin("403"), post=admin("405")),
    "/admin/jsi18n/": Line(get=admin("200"), post=admin("405")),
    "/admin/r/<path:content_type_id>/<path:object_id>/": Line(get=admin("404"), post=admin("404")),
    **rows_of("auth/group", seen=SUPERUSERS, changed=SUPERUSERS, added=SUPERUSERS),
    **rows_of("accounts/user", seen=SUPERUSERS, changed=SUPERUSERS, added=SUPERUSERS),
    "/admin/accounts/user/<int:pk>/reset-link/": Line(get=admin("405"), post=SUPERUSERS),
    "/admin/accounts/user/<id>/password/": Line(get=SUPERUSERS, post=SUPERUSERS),
    **rows_of("accounts/apitoken", seen=SUPERUSERS, changed=NO_STAFF, added=NO_STAFF),
    **rows_of("chat/regionalhelp", seen=SUPERUSERS, changed=SUPERUSERS, added=SUPERUSERS),
    **rows_of("sessions_memory/usersession", seen=REVIEWERS, changed=NO_STAFF, added=NO_STAFF),
    **rows_of("sessions_memory/userinteraction", seen=REVIEWERS, changed=NO_STAFF, added=NO_STAFF),
    **read_alone("sessions_memory/theme"),
    **read_alone("sessions_memory/insight"),
    **read_alone("sessions_memory/review"),
    **read_alone("sessions_memory/area"),
    "/admin/sessions_memory/usersession/<int:pk>/read/": Line(
        get=admin("405"), post=REVIEWERS, reads=("reviewer", "superuser")
    ),
    "/admin/sessions_memory/userinteraction/<int:pk>/read/": Line(
        get=admin("405"), post=REVIEWERS, reads=("reviewer", "superuser")
    ),
}
PROGRAMS = {
    "/healthz": Line(get=everybody("200")),
    "/readyz": Line(get=everybody("200")),
    # An empty body is no message of the protocol.
    "/mcp": Line(post=program("400"), scope="read"),
    "/sessions/start": Line(post=program("200")),
    "/sessions/<int:session_id>/end": Line(post=own_program("200")),
    # bob and the others have no open session.
    "/sessions/current": call(own_program("200")),
    "/sessions/recent": call(program("200")),
    "/sessions/history": call(program("200")),
    "/sessions/<int:session_id>/interactions": call(own_program("200")),
    "/sessions/<int:session_id>/area": Line(post=own_program("200"), sent={"area_id": None}),
    "/areas": Line(get=program("200"), head=everybody("405"), post=program("200"), sent={"name": "Another"}),
    "/areas/<int:area_id>": call(own_program("200")),
    "/areas/<int:area_id>/change": Line(post=own_program("200"), sent={"name": "Another"}),
    "/areas/<int:area_id>/delete": Line(post=own_program("200"), sent={"dry": False}),
    "/sessions/bulk": Line(post=program("200"), sent={"do": "pin", "ids": [SESSION]}),
    "/sessions/bulk/<int:job_id>": call(own_program("200")),
    "/sessions/bulk/<int:job_id>/undo": Line(post=own_program("200")),
    # An imported session takes no questions: it refuses once the owner is known, and no model is asked.
    "/chat/send": Line(post=own_program("409"), sent={"message": "Q", "session_id": IMPORTED}),
    "/chat/stream": Line(post=own_program("409"), sent={"message": "Q", "session_id": IMPORTED}),
    # An answer that is whole is refused, once the owner is known.
    "/chat/continue": Line(post=own_program("409"), sent={"interaction_id": IMPORTED_INTERACTION}),
    "/models": call(program("200")),
    "/memory/search": call(program("422")),
    "/growth/themes": call(program("200")),
    "/growth/themes/<int:theme_id>": call(own_program("200")),
    "/growth/insights": call(program("200")),
    "/growth/reviews": call(program("200")),
    "/growth/activity": call(program("200")),
    "/growth/themes/<int:theme_id>/rename": Line(post=own_program("200"), sent={"name": "Another"}),
    "/growth/themes/<int:theme_id>/hide": Line(post=own_program("200")),
    "/growth/themes/<int:theme_id>/pin": Line(post=own_program("200")),
    "/growth/themes/<int:theme_id>/merge": Line(post=own_program("409"), sent={"into": THEME}),
    "/growth/themes/<int:theme_id>/unmerge": Line(post=own_program("200")),
    "/growth/insights/<int:insight_id>/confirm": Line(post=own_program("200")),
    "/growth/insights/<int:insight_id>/dismiss": Line(post=own_program("200")),
    "/growth/insights/<int:insight_id>/restore": Line(post=own_program("200")),
    "/growth/insights/<int:insight_id>/edit": Line(post=own_program("200"), sent={"words": "Other words."}),
    # Without a token it is a page's address that lacks its slash.
    "/import": Line(get=everybody("405")._replace(nobody="302"), post=program("415"), sent={"mode": "look"}),
    "/import/<int:import_id>": call(own_program("200")),
    "/import/<int:import_id>/conversations": call(own_program("200")),
    # It waits for no choice.
    "/import/<int:import_id>/start": Line(post=own_program("409")),
    # No model is connected.
    "/v1/models": call(program("200")),
    "/v1/models/<path:name>": call(program("404")),
    "/v1/chat/completions": Line(post=program("503"), sent={"model": "m"}),
    "/v1/embeddings": Line(post=program("503"), sent={"model": "m"}),
    "/attachments": Line(get=program("200"), post=program("415"), head=everybody("405")),
    "/attachments/<int:attachment_id>": call(own_program("200")),
    "/attachments/<int:attachment_id>/file": call(own_program("200")),
    # A question was asked with it.
    "/attachments/<int:attachment_id>/remove": Line(post=own_program("409")),
    "/memory/v1/models": call(program("200")),
    "/memory/v1/models/<path:name>": call(program("404")),
    "/memory/v1/chat/completions": Line(post=program("503"), sent={"model": "m"}),
    "/memory/v1/embeddings": Line(post=program("503"), sent={"model": "m"}),
    "/api/openapi.json": Line(get=everybody("200")),
    "/api/docs": Line(get=everybody("200")),
}
# Without a public address the login of programs is not there; its own tests set one.
OAUTH = dict.fromkeys(
    (
        "/oauth/authorize",
        "/oauth/token",
        "/oauth/revoke",
        "/.well-known/oauth-authorization-server",
        "/.well-known/oauth-protected-resource",
        "/.well-known/oauth-protected-resource/mcp",
    ),
    Line(get=everybody("404"), post=everybody("404")),
)
TABLE = CHAT | KEPT | ACCOUNTS | ADMIN | PROGRAMS | OAUTH
# Addresses that are written as regular expressions, each with one that it catches.
CAUGHT = {
    "/^\\.well-known/(?:.*)$": ("/.well-known/openid-configuration", everybody("404")),
    "/admin/^(?P<app_label>sessions_memory|accounts|auth|chat)/$": (
        "/admin/sessions_memory/",
        admin("200", staff="404"),
    ),
    "/admin/(?P<url>.*)$": ("/admin/nothing/", admin("404")),
    "/^(?:import|attachments|areas)/(?:.*[^/])$": ("/import/nothing", everybody("404")),
    "/^(?:memory/)?v1/": ("/v1/nothing", everybody("404")),
    "/^(?:sessions|chat|models|memory|growth|api)/": ("/memory/nothing", everybody("404")),
}
# Works on another connection, which sees nothing of a test's transaction: asked by its own tests.
ELSEWHERE = ("POST", "/interactions/<int:pk>/stop/", "ann")
