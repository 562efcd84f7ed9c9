"""What programs are told of the login, and where: RFC 8414 and RFC 9728, and the challenge that points there."""

from typing import Any

from django.conf import settings

from insightvault.accounts.models import TokenScope

AUTHORIZE, TOKEN, REVOKE = "oauth/authorize", "oauth/token", "oauth/revoke"
SERVER_DOCUMENT = ".well-known/oauth-authorization-server"
RESOURCE_DOCUMENT = ".well-known/oauth-protected-resource"
# More than the tools need is not offered: programs ask for all that they are offered.
SCOPES_OFFERED = (TokenScope.READ, TokenScope.NOTES)


def at(path: str) -> str:
    return f"{settings.PUBLIC_URL}/{path}"


def issuer() -> str:
    address: str = settings.PUBLIC_URL
    return address


def resource() -> str:
    """What tokens are for. All ways in for programs are doors of the same vault."""
    return at("mcp")


def challenge() -> str:
    """For the header WWW-Authenticate. A program that is pointed at a document forgets a token that it was given."""
    if not settings.PUBLIC_URL:
        return "Bearer"

    return f'Bearer resource_metadata="{at(RESOURCE_DOCUMENT)}/mcp", scope="{" ".join(SCOPES_OFFERED)}"'


def server_document() -> dict[str, Any]:
    return {
        "issuer": issuer(),
        "authorization_endpoint": at(AUTHORIZE),
        "token_endpoint": at(TOKEN),
        "revocation_endpoint": at(REVOKE),
        "scopes_supported": [scope.value for scope in SCOPES_OFFERED],
        "response_types_supported": ["code"],
        "response_modes_supported": ["query"],
        "grant_types_supported": ["authorization_code", "refresh_token"],
        "token_endpoint_auth_methods_supported": ["none"],
        "revocation_endpoint_auth_methods_supported": ["none"],
        "code_challenge_methods_supported": ["S256"],
        "authorization_response_iss_parameter_supported": True,
        "client_id_metadata_document_supported": True,
    }


def resource_document() -> dict[str, Any]:
    return {
        "resource": resource(),
        "resource_name": "InsightVault",
        "authorization_servers": [issuer()],
        "scopes_supported": [scope.value for scope in SCOPES_OFFERED],
        "bearer_methods_supported": ["header"],
    }
