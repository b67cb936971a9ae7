"""Which share of photographs of credentials the app reads, and in how many milliseconds.

The app's own reader, worker and all, in a real Chromium, over photographs of `rubrica.ficticio`
that no training saw: a hand and ordinary light at the first shutter, and one defect at a time
within three shutters, each another photograph of the same card. One family of press, laminate, lens
and screen had no part in any training or threshold, and is printed apart.

Read is what the back of the model tells of the keys that the law's model asks for: the OCR (A to C,
whose clave and emisión are on the front, in other type), CIC and OCR (D), CIC and identificador.
"""

from __future__ import annotations

import base64
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from http.server import ThreadingHTTPServer
from itertools import islice, product
from pathlib import Path
from statistics import median
from typing import Any

from playwright.sync_api import Page

from bench.app_sellado import FRENO, PWA, Servidor
from bench.cifras import Cifra
from rubrica.core.credencial.modelos import MODELOS
from rubrica.ficticio.credencial import impresa, reverso
from rubrica.ficticio.credencial.lienzo import Imagen
from rubrica.ficticio.familias import APARTE, DEFECTOS, FAMILIAS, ORDINARIA, retratar
from rubrica.ficticio.padron import Padron, Persona
from tests.navegador import navegador

PAGINA = PWA / "tests/lectura.bench.ts"
BUENAS, MALAS, DISPAROS = 5, 2, 3  # cards of each model and family; shutters of a poor one
FRENADAS = 12
EN_EL_REVERSO = frozenset({"cic", "ocr", "identificador"})
CONSTRUIR = """
import { build } from "vite"
await build({ configFile: false, root: process.argv[1], base: "/", publicDir: false,
  logLevel: "error",
  worker: { format: "es" }, define: { __VERSION__: '"bench"' },
  build: { outDir: process.argv[3], emptyOutDir: false, target: "es2022", assetsInlineLimit: 0,
    rollupOptions: { input: process.argv[2], preserveEntrySignatures: "strict",
      output: { entryFileNames: "pagina.js" } } } })
"""


@dataclass(frozen=True, kw_only=True)
class Tarjeta:
    """One card of the bench: of whom, which model, by which family, with which defect."""

    persona: Persona
    modelo: str
    familia: str
    defecto: str
    nombre: str
    plano: Imagen

    @property
    def claves(self) -> dict[str, str]:
        """Return what its back says."""
        p = self.persona
        return {"cic": p.cic, "ocr": p.ocr, "identificador": p.identificador}

    @property
    def exige(self) -> frozenset[str]:
        return EN_EL_REVERSO.intersection(MODELOS[self.modelo].exige)

    def foto(self, disparo: int) -> str:
        """Return the JPEG of that shutter, in base64."""
        datos = retratar(self.plano, self.familia, self.defecto, self.nombre, disparo)
        return base64.b64encode(datos).decode()


@dataclass(kw_only=True)
class Cuenta:
    """How many cards were read at each shutter, and what was read wrong."""

    tarjetas: int = 0
    en: list[int] = field(default_factory=lambda: [0] * DISPAROS)
    fotos: int = 0
    erradas: int = 0
    ms: list[float] = field(default_factory=list)

    def parte(self, disparos: int) -> float:
        """Return the share, in %, read within that many shutters."""
        return 100 * sum(self.en[:disparos]) / max(1, self.tarjetas)


def tarjetas() -> Iterator[Tarjeta]:
    """Return every card of the bench, the same each time."""
    padron = Padron(40_000)
    numero = 0
    for familia, defecto, modelo in product(FAMILIAS, DEFECTOS, MODELOS):
        for copia in range(BUENAS if defecto == ORDINARIA else MALAS):
            numero += 1
            persona = padron.persona(20_000 + numero * 23)
            yield Tarjeta(
                persona=persona, modelo=modelo, familia=familia, defecto=defecto,
                nombre=f"banco de lectura {numero} {copia}",
                plano=reverso(impresa(persona, modelo)),
            )  # fmt: skip


def medir() -> list[Cifra]:
    """Photograph and read every card; return the shares, what was wrong, and the times."""
    with tempfile.TemporaryDirectory(prefix="rubrica-bench-lectura-") as carpeta:
        _construir(Path(carpeta))
        servidor = ThreadingHTTPServer(("127.0.0.1", 0), partial(Servidor, directory=carpeta))
        threading.Thread(target=servidor.serve_forever, daemon=True).start()
        try:
            with navegador() as chromium:
                pagina = chromium.new_page()
                pagina.goto(f"http://127.0.0.1:{servidor.server_port}/")
                pagina.wait_for_function("() => globalThis.leerFoto")
                return [*_cifras(_leer_todas(pagina)), *_frenadas(pagina)]
        finally:
            servidor.shutdown()


def _construir(carpeta: Path) -> None:
    (carpeta / "index.html").write_text(
        '<!doctype html><meta charset="utf-8"><script type="module" src="pagina.js"></script>'
    )
    subprocess.run(
        ["node", "--input-type=module", "-e", CONSTRUIR, PWA, PAGINA, carpeta], cwd=PWA, check=True
    )


Cuentas = dict[tuple[str, str, str], Cuenta]  # family, model, defect


def _leer_todas(pagina: Page) -> Cuentas:
    cuentas: Cuentas = {}
    for tarjeta in tarjetas():
        clave = (tarjeta.familia, tarjeta.modelo, tarjeta.defecto)
        _leer(pagina, tarjeta, cuentas.setdefault(clave, Cuenta()))
    return cuentas


def _leer(pagina: Page, tarjeta: Tarjeta, cuenta: Cuenta) -> None:
    """Shoot until the keys are read, once if the photograph is fair, and take note."""
    cuenta.tarjetas += 1
    for disparo in range(1 if tarjeta.defecto == ORDINARIA else DISPAROS):
        leido: dict[str, Any] = pagina.evaluate(
            "([foto, modelo]) => leerFoto(foto, modelo)", [tarjeta.foto(disparo), tarjeta.modelo]
        )
        claves = leido["claves"]
        cuenta.fotos += 1
        cuenta.ms.append(leido["ms"])
        cuenta.erradas += any(claves[n] != v for n, v in tarjeta.claves.items() if n in claves)
        if tarjeta.exige <= claves.keys():
            cuenta.en[disparo] += 1
            return


def _sumar(cuentas: Cuentas, familia: bool, **cual: str) -> Cuenta:
    """Return the sum of those of that kind, of the families in use or of the one apart."""
    total = Cuenta()
    for (suya, modelo, defecto), c in cuentas.items():
        es = {"modelo": modelo, "defecto": defecto, "clase": _clase(defecto)}
        if (suya == APARTE) == familia and all(es[n] == v for n, v in cual.items()):
            total.tarjetas += c.tarjetas
            total.fotos += c.fotos
            total.erradas += c.erradas
            total.en = [a + b for a, b in zip(total.en, c.en, strict=True)]
            total.ms += c.ms
    return total


def _clase(defecto: str) -> str:
    return "buenas" if defecto == ORDINARIA else "malas"


def _cifras(cuentas: Cuentas) -> Iterator[Cifra]:
    """Return the figures: the bars', then each model and each defect, then the family apart."""
    for aparte, prefijo in ((False, "lectura"), (True, "lectura.aparte")):
        buenas = _sumar(cuentas, aparte, clase="buenas")
        malas = _sumar(cuentas, aparte, clase="malas")
        yield _parte(f"{prefijo}.buenas.primera", buenas, 1)
        yield _parte(f"{prefijo}.malas.tres", malas, DISPAROS)
        yield Cifra(
            nombre=f"{prefijo}.erradas", valor=buenas.erradas + malas.erradas,
            nota=f"of {buenas.fotos + malas.fotos} photographs",
        )  # fmt: skip
        for modelo in MODELOS:
            yield _parte(
                f"{prefijo}.modelo.{modelo}.buenas",
                _sumar(cuentas, aparte, modelo=modelo, clase="buenas"),
                1,
            )
            yield _parte(
                f"{prefijo}.modelo.{modelo}.malas",
                _sumar(cuentas, aparte, modelo=modelo, clase="malas"),
                DISPAROS,
            )
        for defecto in DEFECTOS:
            este = _sumar(cuentas, aparte, defecto=defecto)
            yield _parte(f"{prefijo}.defecto.{defecto}", este, DISPAROS)
            if defecto != ORDINARIA:
                yield _parte(f"{prefijo}.defecto.{defecto}.primera", este, 1)
    todas = _sumar(cuentas, False)
    yield Cifra(nombre="lectura.foto", valor=median(todas.ms), unidad="ms", nota="codes and text")


def _parte(nombre: str, cuenta: Cuenta, disparos: int) -> Cifra:
    nota = f"{cuenta.tarjetas} cards, {cuenta.fotos} photographs"
    return Cifra(nombre=nombre, valor=round(cuenta.parte(disparos), 1), unidad="%", nota=nota)


# What is timed, by which models, and what it reads there.
APARTE_Y_FRENADO = (
    ("texto", "EGH", "([foto, modelo]) => medirTexto(foto, modelo)", "MRZ alone"),
    ("ocr", "ABCD", "([foto, modelo]) => medirTexto(foto, modelo)", "printed OCR and CIC alone"),
    ("codigos", "CEFG", "([foto]) => medirCodigos(foto)", "Code 128, PDF417 and QR alone"),
)


def _frenadas(pagina: Page) -> Iterator[Cifra]:
    """Return the times of the text alone, and of the codes, with the processor slowed down."""
    sesion = pagina.context.new_cdp_session(pagina)
    sesion.send("Emulation.setCPUThrottlingRate", {"rate": FRENO})
    for nombre, modelos, guion, nota in APARTE_Y_FRENADO:
        suyas = islice((t for t in tarjetas() if t.modelo in modelos), FRENADAS)
        medidas = [pagina.evaluate(guion, [t.foto(0), t.modelo]) for t in suyas]
        for que in ("viva", "toma"):
            valor = median(m[que] for m in medidas)
            yield Cifra(nombre=f"lectura.{nombre}.{que}.x6", valor=valor, unidad="ms", nota=nota)
    sesion.detach()
