"""Facebook and X as their documentation says that they answer, on a port of this machine.

The authorization address gives a code at once, as to somebody who consents; the token address wants
what each of them wants (RFC 6749, RFC 7636), and the profile has each one's own shape.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from rubrica.core.autenticacion import Proveedor, Tipo

CLIENTE, SECRETO, LLAVE = "rubrica", "un-secreto-de-prueba-y-nada-mas", "llave-de-acceso"


@dataclass
class Red:
    """One of them. perfil: what it answers of who consented; pedido: what our client asked with."""

    tipo: Tipo
    perfil: dict[str, Any] = field(default_factory=dict)
    pedido: dict[str, str] = field(default_factory=dict)
    direccion: str = ""

    def autorizar(self, pregunta: dict[str, str]) -> str:
        """Return where the browser goes back."""
        self.pedido = pregunta
        vuelta = urlencode({"code": "un-codigo", "state": pregunta["state"]})
        return f"{pregunta['redirect_uri']}?{vuelta}"

    def cambiar(self, campos: dict[str, str], cabecera: str) -> dict[str, object] | None:
        """Return the token for the code; None if the client, the code or PKCE is not right."""
        reto = base64.urlsafe_b64encode(hashlib.sha256(campos["code_verifier"].encode()).digest())
        if reto.decode().rstrip("=") != self.pedido["code_challenge"]:
            return None
        if not self._es_cliente(campos, cabecera) or campos["code"] != "un-codigo":
            return None
        return {"token_type": "bearer", "access_token": LLAVE, "expires_in": 7200}

    def _es_cliente(self, campos: dict[str, str], cabecera: str) -> bool:
        """X asks for HTTP Basic of a client with a secret; Facebook, for it among the fields."""
        if self.tipo is Tipo.X:
            basica = base64.b64encode(f"{CLIENTE}:{SECRETO}".encode()).decode()
            return cabecera == f"Basic {basica}"
        return (campos["client_id"], campos["client_secret"]) == (CLIENTE, SECRETO)

    def perfil_de(self, pregunta: dict[str, str], cabecera: str) -> dict[str, object] | None:
        """Return the profile to who shows the token, and to Facebook the proof of the secret."""
        if self.tipo is Tipo.X:
            return {"data": self.perfil} if cabecera == f"Bearer {LLAVE}" else None
        prueba = hmac.new(SECRETO.encode(), LLAVE.encode(), hashlib.sha256).hexdigest()
        bien = (pregunta["access_token"], pregunta["appsecret_proof"]) == (LLAVE, prueba)
        return self.perfil if bien and pregunta["fields"] == "id,email" else None

    def proveedor(self, secreto: Path, **cambios: Any) -> Proveedor:
        """Return its row, as an installer writes it but for the addresses."""
        secreto.write_text(SECRETO)
        return Proveedor(
            clave=str(self.tipo), nombre=self.tipo.title(), tipo=self.tipo, cliente=CLIENTE,
            secreto=str(secreto),
            configuracion={
                "authorization_endpoint": f"{self.direccion}/autorizar",
                "token_endpoint": f"{self.direccion}/llave",
                "userinfo_endpoint": f"{self.direccion}/perfil",
            },
            **cambios,
        )  # fmt: skip


@contextmanager
def encendida(red: Red) -> Iterator[Red]:
    """Let it answer on a port of this machine."""
    servidor = ThreadingHTTPServer(("127.0.0.1", 0), _atiende(red))
    red.direccion = f"http://127.0.0.1:{servidor.server_port}"
    hilo = threading.Thread(target=servidor.serve_forever, daemon=True)
    hilo.start()
    try:
        yield red
    finally:
        servidor.shutdown()
        servidor.server_close()
        hilo.join()


def _atiende(red: Red) -> type[BaseHTTPRequestHandler]:
    class Atiende(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            partes = urlsplit(self.path)
            pregunta = _plano(partes.query)
            if partes.path == "/autorizar":
                self.send_response(302)
                self.send_header("Location", red.autorizar(pregunta))
                self.end_headers()
            else:
                self._json(red.perfil_de(pregunta, self.headers.get("Authorization", "")))

        def do_POST(self) -> None:
            cuerpo = self.rfile.read(int(self.headers["Content-Length"])).decode()
            self._json(red.cambiar(_plano(cuerpo), self.headers.get("Authorization", "")))

        def _json(self, respuesta: dict[str, object] | None) -> None:
            bien = respuesta is not None
            texto = json.dumps(respuesta if bien else {"error": "invalid"}).encode()
            self.send_response(200 if bien else 401)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(texto)))
            self.end_headers()
            self.wfile.write(texto)

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    return Atiende


def _plano(texto: str) -> dict[str, str]:
    return {nombre: valores[0] for nombre, valores in parse_qs(texto).items()}
