"""The worker's only door: /salud on loopback, and 404 for anything else."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from django.db import connection


def escuchar(puerto: int, falta: Callable[[], list[str]]) -> ThreadingHTTPServer:
    """Serve /salud on 127.0.0.1 in a thread of its own; the caller shuts it down.

    falta: names of what is missing, in Spanish; none means 200, any means 503.
    """

    class Puerta(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if self.path != "/salud":
                self._answer(404, {"title": "No existe."})
                return
            try:
                ausentes = falta()
            finally:
                connection.close()  # each request has a thread, hence a connection, of its own
            self._answer(503 if ausentes else 200, {"servicio": "worker", "falta": ausentes})

        def _answer(self, status: int, cuerpo: dict[str, object]) -> None:
            datos = json.dumps(cuerpo, ensure_ascii=False).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(datos)))
            self.end_headers()
            self.wfile.write(datos)

        def _refuse(self) -> None:
            self._answer(404, {"title": "No existe."})

        do_POST = do_PUT = do_PATCH = do_DELETE = do_HEAD = do_OPTIONS = _refuse

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing: a request line may carry data."""

    servidor = ThreadingHTTPServer(("127.0.0.1", puerto), Puerta)
    servidor.daemon_threads = True
    threading.Thread(target=servidor.serve_forever, name="salud", daemon=True).start()
    return servidor
