from django.urls import include, path

from insightvault.accounts import account_views, views

accounts = [
    path("setup/<str:token>/", views.setup, name="setup"),
    path("accounts/signup/", views.signup, name="signup"),
    path("accounts/reset/<uidb64>/<token>/", views.PasswordReset.as_view(), name="password-reset"),
    path("account/", account_views.you, name="account"),
    path("account/memory-and-privacy/", account_views.memory_and_privacy, name="memory-and-privacy"),
    path("account/access/", account_views.access, name="access"),
    path("account/profile/", account_views.profile, name="profile"),
    path("account/password/", account_views.password_change, name="password-change"),
    path("account/delete/", views.delete, name="delete"),
    path("account/deleted/<uuid:key>/", views.deleted, name="deleted"),
    path("account/tokens/", account_views.token_create, name="token-create"),
    path("account/tokens/<int:pk>/revoke/", account_views.token_revoke, name="token-revoke"),
]
urlpatterns = [
    # Django's own names, which its decorators and admin look for.
    path("accounts/login/", views.Login.as_view(), name="login"),
    path("accounts/logout/", views.Logout.as_view(), name="logout"),
    path("", include((accounts, "accounts"))),
]
