"""A small OpenID Connect server for tests: it signs in whoever it is told to, and can be told to do it wrongly."""

import base64
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET = "desk", "only-for-tests"


def _key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


@dataclass
class Server:
    """What the server knows: who is at its sign-in page, its key, what it has handed out, what it does wrongly and
    which of its addresses leads on to another.
    """

    address: str = ""
    username: str = ""
    subject: str = "subject-1"
    wrong: str = ""
    leads_on: str = "nowhere"
    key: rsa.RSAPrivateKey = field(default_factory=_key)
    asked: dict[str, dict[str, str]] = field(default_factory=dict)

    def config(self) -> dict[str, object]:
        """Give what is read first."""
        names = ("authorization_endpoint", "token_endpoint", "userinfo_endpoint", "jwks_uri")
        return {"issuer": self.address} | {name: f"{self.address}/{name}" for name in names}

    def keys(self) -> dict[str, object]:
        """Give the public half of the key."""
        return {"keys": [json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key())) | {"kid": "one"}]}

    def back(self, query: dict[str, str]) -> str:
        """Sign somebody in: give the address that the browser is sent back to."""
        code = secrets.token_urlsafe(8)
        self.asked[code] = query
        return f"{query['redirect_uri']}?{urlencode({'code': code, 'state': query['state']})}"

    def token(self, form: dict[str, str]) -> dict[str, str] | None:
        """Give tokens for a code, once, to whoever holds the secret and the other half of the challenge."""
        query = self.asked.pop(form["code"], None)
        if query is None or (form["client_id"], form["client_secret"]) != (CLIENT, SECRET):
            return None
        proof = base64.urlsafe_b64encode(hashlib.sha256(form["code_verifier"].encode()).digest()).rstrip(b"=").decode()
        if proof != query["code_challenge"]:
            return None
        told = {"access_token": "for-this-person", "token_type": "Bearer"}
        return told if self.wrong == "no token" else told | {"id_token": self._signed(query["nonce"])}

    def _signed(self, nonce: str) -> str:
        said = {
            "iss": "https://id.elsewhere.example" if self.wrong == "issuer" else self.address,
            "aud": "another desk" if self.wrong == "audience" else CLIENT,
            "sub": "subject-2" if self.wrong == "subject" else self.subject,
            "exp": int(time.time()) + (-60 if self.wrong == "time" else 60),
            "nonce": "of another request" if self.wrong == "nonce" else nonce,
            "preferred_username": self.username,
        }
        if self.wrong == "shared secret":
            return jwt.encode(said, SECRET.ljust(32, "-"), algorithm="HS256", headers={"kid": "one"})
        if self.wrong == "unsigned":
            return jwt.encode(said, None, algorithm="none", headers={"kid": "one"})
        return jwt.encode(said, _key() if self.wrong == "signature" else self.key, "RS256", headers={"kid": "one"})


@contextmanager
def serving() -> Iterator[Server]:
    """Serve on this machine for as long as a test lasts."""
    server = Server()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked = urlsplit(self.path)
            query = {name: values[0] for name, values in parse_qs(asked.query).items()}
            if asked.path == "/authorization_endpoint":
                self.send_response(302)
                self.send_header("Location", server.back(query))
                self.end_headers()
            elif asked.path == f"/{server.leads_on}":
                self.send_response(302)
                self.send_header("Location", f"{asked.path}/elsewhere?{asked.query}")
                self.end_headers()
            elif asked.path.startswith("/userinfo_endpoint"):
                self._say({"sub": server.subject, "preferred_username": server.username})
            else:
                self._say(server.keys() if asked.path.startswith("/jwks_uri") else server.config())

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            told = server.token({name: values[0] for name, values in parse_qs(body).items()})
            self._say(told or {"error": "invalid_grant"}, 200 if told else 400)

        def _say(self, what: dict[str, object], status: int = 200) -> None:
            body = json.dumps(what).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as http:
        server.address = f"http://127.0.0.1:{http.server_port}"
        threading.Thread(target=http.serve_forever, daemon=True).start()
        yield server
        http.shutdown()
