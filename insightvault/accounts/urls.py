from django.urls import include, path

from insightvault.accounts.pages import account, doors, people

accounts = [
    path("setup/<str:token>/", doors.setup, name="setup"),
    path("accounts/signup/", doors.signup, name="signup"),
    path("accounts/reset/<uidb64>/<token>/", doors.PasswordReset.as_view(), name="password-reset"),
    path("account/", account.you, name="account"),
    path("account/memory-and-privacy/", account.memory_and_privacy, name="memory-and-privacy"),
    path("account/access/", account.access, name="access"),
    path("account/people/", people.people, name="people"),
    path("account/people/<int:pk>/", people.person, name="person"),
    path("account/profile/", account.profile, name="profile"),
    path("account/password/", account.password_change, name="password-change"),
    path("account/delete/", doors.delete, name="delete"),
    path("account/deleted/<uuid:key>/", doors.deleted, name="deleted"),
    path("account/browsers/log-out/", account.browsers_log_out, name="browsers-log-out"),
    path("account/browsers/<str:mark>/log-out/", account.browser_log_out, name="browser-log-out"),
    path("account/tokens/", account.token_create, name="token-create"),
    path("account/tokens/<int:pk>/revoke/", account.token_revoke, name="token-revoke"),
]
urlpatterns = [
    # Django's own names, which its decorators and admin look for.
    path("accounts/login/", doors.Login.as_view(), name="login"),
    path("accounts/logout/", doors.Logout.as_view(), name="logout"),
    path("", include((accounts, "accounts"))),
]
