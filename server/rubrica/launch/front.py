"""The front door of the demo: one origin, the URL of each service behind it.

In production nginx or an ingress does this (docs/arquitectura.md §4); here aiohttp does, so that
`make demo` needs nothing installed. It adds no rule of its own: bodies are streamed both ways, and
each service answers 404 to the others' URLs whoever asks.
"""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import AsyncIterator, Callable, Coroutine, Mapping
from contextlib import suppress
from typing import Any

from aiohttp import (
    ClientError,
    ClientResponse,
    ClientSession,
    ClientTimeout,
    TCPConnector,
    web,
)

from rubrica.servicios import PERFILES, Servicio

# Recepción shares /api/v1/ with the portal; the mesa has its prefixes; the rest is public.
OF_RECEPCION = ("/api/v1/registros", "/api/v1/hora", "/api/v1/pruebas/")
PREFIXES: tuple[tuple[str, str], ...] = (
    *((prefix, "recepcion") for prefix in OF_RECEPCION),
    *((f"/{prefix}", "mesa") for prefix, _ in PERFILES[Servicio.MESA].urls),
    ("/", "portal"),
)
HOP_BY_HOP = frozenset({
    "connection", "keep-alive", "proxy-authenticate", "proxy-authorization", "te", "trailer",
    "transfer-encoding", "upgrade", "x-forwarded-for", "x-forwarded-proto",
})  # fmt: skip


def service_of(path: str) -> str:
    """Return the name of the service that answers for a path."""
    return next(service for prefix, service in PREFIXES if path.startswith(prefix))


class Front:
    """The door. `ports`: port of each service on loopback; `ready`: what is still missing."""

    def __init__(self, ports: Mapping[str, int], missing: set[str]) -> None:
        self.ports, self.missing = ports, missing
        self.client: ClientSession | None = None

    def application(self) -> web.Application:
        app = web.Application(client_max_size=6 * 1024 * 1024)
        app.cleanup_ctx.append(self._client_for_life)
        app.router.add_get("/salud", self.salud)
        app.router.add_route("*", "/{path:.*}", self.forward)
        return app

    async def _client_for_life(self, app: web.Application) -> AsyncIterator[None]:
        self.client = ClientSession(
            connector=TCPConnector(limit=0),
            timeout=ClientTimeout(total=120),
            auto_decompress=False,
        )
        yield
        await self.client.close()

    async def salud(self, request: web.Request) -> web.Response:
        """200 once everything is up; 503 with what is missing before that."""
        falta = sorted(self.missing)
        for servicio in self.ports:
            if not await self._answers(servicio):
                falta.append(servicio)
        estado = 503 if falta else 200
        return web.Response(
            status=estado,
            text=json.dumps({"falta": falta}, ensure_ascii=False),
            content_type="application/json",
        )

    async def _answers(self, servicio: str) -> bool:
        assert self.client
        with suppress(ClientError, asyncio.TimeoutError, OSError):
            url = f"http://127.0.0.1:{self.ports[servicio]}/salud"
            async with self.client.get(url, timeout=ClientTimeout(total=5)) as respuesta:
                return respuesta.status == 200
        return False

    async def forward(self, request: web.Request) -> web.StreamResponse:
        """Pass the request to its service as it came, and the answer back as it comes."""
        assert self.client
        port = self.ports[service_of(request.path)]
        headers = [(k, v) for k, v in request.headers.items() if k.lower() not in HOP_BY_HOP]
        headers.append(("X-Forwarded-For", request.remote or ""))
        try:
            async with self.client.request(
                request.method,
                f"http://127.0.0.1:{port}{request.raw_path}",
                headers=headers,
                data=request.content if request.can_read_body else None,
                allow_redirects=False,
            ) as answer:
                return await _stream_back(request, answer)
        except (ClientError, OSError):
            return web.Response(
                status=503,
                headers={"Retry-After": "5"},
                text="El servicio está arrancando. Intente de nuevo en unos segundos.",
            )


class PortTaken(Exception):
    """Somebody else listens on the port of the front door."""


def serve(front: Front, port: int) -> Callable[[], None]:
    """Open the door on loopback, in a thread; return what closes it. Raises PortTaken."""
    loop = asyncio.new_event_loop()
    runner = web.AppRunner(front.application(), access_log=None)
    hilo = threading.Thread(target=loop.run_forever, daemon=True, name="puerta")
    hilo.start()

    def run(pendiente: Coroutine[Any, Any, None]) -> None:
        asyncio.run_coroutine_threadsafe(pendiente, loop).result(30)

    def close() -> None:
        run(runner.cleanup())
        loop.call_soon_threadsafe(loop.stop)
        hilo.join()
        loop.close()

    try:
        run(_listen(runner, port))
    except OSError as motivo:
        close()
        raise PortTaken(f"el puerto {port} está ocupado; elija otro con PUERTO=…") from motivo
    return close


async def _listen(runner: web.AppRunner, port: int) -> None:
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()


async def _stream_back(request: web.Request, answer: ClientResponse) -> web.StreamResponse:
    respuesta = web.StreamResponse(status=answer.status, reason=answer.reason)
    for nombre, valor in answer.headers.items():
        if nombre.lower() not in HOP_BY_HOP:
            respuesta.headers.add(nombre, valor)
    await respuesta.prepare(request)
    async for trozo in answer.content.iter_chunked(64 * 1024):
        await respuesta.write(trozo)
    await respuesta.write_eof()
    return respuesta
