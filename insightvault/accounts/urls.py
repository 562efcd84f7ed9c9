from django.urls import include, path

from insightvault.accounts import views

accounts = [
    path("setup/<str:token>/", views.setup, name="setup"),
    path("accounts/signup/", views.signup, name="signup"),
    path("accounts/reset/<uidb64>/<token>/", views.PasswordReset.as_view(), name="password-reset"),
    path("account/", views.account, name="account"),
    path("account/profile/", views.profile, name="profile"),
    path("account/password/", views.password_change, name="password-change"),
    path("account/delete/", views.delete, name="delete"),
    path("account/deleted/<uuid:key>/", views.deleted, name="deleted"),
    path("account/tokens/", views.token_create, name="token-create"),
    path("account/tokens/<int:pk>/revoke/", views.token_revoke, name="token-revoke"),
]
urlpatterns = [
    # Django's own names, which its decorators and admin look for.
    path("accounts/login/", views.Login.as_view(), name="login"),
    path("accounts/logout/", views.Logout.as_view(), name="logout"),
    path("", include((accounts, "accounts"))),
]
