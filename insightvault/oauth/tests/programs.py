"""A program of somebody else's: its document over TLS on this machine, and its way through the login."""

import base64
import contextlib
import hashlib
import json
import ssl
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from django.test import Client as Browser

PUBLIC = "http://localhost:8000"
REDIRECT = "https://app.example/callback"
VERIFIER = "v" * 50
CHALLENGE = base64.urlsafe_b64encode(hashlib.sha256(VERIFIER.encode()).digest()).rstrip(b"=").decode()


@dataclass
class Program:
    """`documents`: by its path, the status and what is answered there; bytes are sent as they are."""

    address: str
    certificate: Path
    documents: dict[str, tuple[int, Any]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    @property
    def client_id(self) -> str:
        return f"{self.address}/client.json"

    def told(self, **changed: Any) -> dict[str, Any]:
        told = {"client_id": self.client_id, "client_name": "A program", "redirect_uris": [REDIRECT]}
        return {**told, "token_endpoint_auth_method": "none", **changed}

    def tells(self, **changed: Any) -> None:
        self.documents["/client.json"] = (200, self.told(**changed))

    def asks(self, **changed: str) -> str:
        """The address that it opens in its person's browser."""
        asked = {
            "response_type": "code",
            "client_id": self.client_id,
            "redirect_uri": REDIRECT,
            "code_challenge": CHALLENGE,
            "code_challenge_method": "S256",
            "scope": "read notes",
            "state": "st&ate",
            "resource": f"{PUBLIC}/mcp",
        }
        return "/oauth/authorize?" + urlencode({k: v for k, v in {**asked, **changed}.items() if v})

    def is_allowed(self, browser: Browser, *, asks: dict[str, str] | None = None, **form: str) -> dict[str, str]:
        """What it finds in the address that it is sent back to."""
        page = browser.get(self.asks(**(asks or {})))
        assert page.status_code == 200, page.content.decode()
        sent = {"name": "app.example", "scope": "read", "until": "", "allow": "1", **form}
        response = browser.post("/oauth/authorize", {"ticket": page.context["ticket"], **sent})
        assert response.status_code == 302, response.content.decode()
        return {name: values[0] for name, values in parse_qs(urlsplit(response["Location"]).query).items()}

    def takes(self, code: str, **changed: str) -> Any:
        form = {"grant_type": "authorization_code", "code": code, "redirect_uri": REDIRECT, "code_verifier": VERIFIER}
        return self.sends("token", **{**form, "client_id": self.client_id, **changed})

    def refreshes(self, token: str, **changed: str) -> Any:
        form = {"grant_type": "refresh_token", "refresh_token": token, "client_id": self.client_id, **changed}
        return self.sends("token", **form)

    def sends(self, path: str, **form: str) -> Any:
        kept = urlencode({name: value for name, value in form.items() if value})
        return Browser().post(f"/oauth/{path}", kept, content_type="application/x-www-form-urlencoded")


def bearing(text: str) -> Browser:
    return Browser(headers={"Authorization": f"Bearer {text}"})


@contextlib.contextmanager
def running(folder: Path, port: int = 0) -> Iterator[Program]:
    certificate = certified(folder)
    program = Program("", certificate)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            _answer(self, program)

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    program.address = f"https://localhost:{server.server_address[1]}"
    program.tells()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield program
    finally:
        server.shutdown()
        server.server_close()


def _answer(handler: BaseHTTPRequestHandler, program: Program) -> None:
    program.asked.append(handler.path)
    status, told = program.documents.get(handler.path, (404, None))
    body = told if isinstance(told, bytes) else json.dumps(told).encode()

    handler.send_response(status)
    handler.send_header("Content-Type", "application/json")
    handler.send_header("Location", f"{program.address}/other.json")
    handler.end_headers()
    handler.wfile.write(body)


def certified(folder: Path) -> Path:
    """A file with a certificate for this machine, which nobody else trusts, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    made = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    made = made.serial_number(1).not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
    made = made.add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
    signed = made.sign(key, hashes.SHA256())

    path = folder / "localhost.pem"
    unencrypted = serialization.NoEncryption()
    private = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, unencrypted)
    path.write_bytes(private + signed.public_bytes(serialization.Encoding.PEM))
    return path
