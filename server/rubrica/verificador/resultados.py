"""Receipts, cuts and deliveries: what each says of the others, computed again (ET 6.4, 13)."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from typing import Any

from rubrica.verificador.legajo import Bolsa, Legajo, NoSeSostiene

CLASES = ("a", "b", "c", "d", "e", "f")
HEX = re.compile(r"[0-9a-f]{64}")


def acuse(legajo: Legajo, nombre: str, datos: dict[str, Any]) -> None:
    codigo = datos["codigo_integridad"]
    if not HEX.fullmatch(codigo):
        raise NoSeSostiene("Su código de integridad no tiene 64 caracteres.")
    legajo.si(nombre, f"Folio {datos['folio']}, recibido el {datos['recibido_en']}.")
    legajo.nombradas.add(codigo)
    if codigo in legajo.sueltos:
        legajo.si(nombre, f"El paquete que cubre es {legajo.sueltos[codigo]}.")


def firma_de_corte(legajo: Legajo, nombre: str, datos: dict[str, Any]) -> None:
    _cuadra(legajo, nombre, datos)
    hallado = legajo.documentos.get(datos["sha256"])
    if hallado is None:
        legajo.nada(nombre, "No se dio el documento del corte que firma (…corte.json).")
        return
    documento = hallado[1]
    iguales = all(datos[c] == documento["total"][c] for c in CLASES)
    iguales = iguales and datos["validos"] == documento["formula"]["validos"]
    legajo.exigir(
        nombre, iguales and datos["corte"] == documento["numero"],
        f"Firma el documento {hallado[0]} y sus totales coinciden.",
        f"Firma el documento {hallado[0]}, pero sus totales no coinciden.",
    )  # fmt: skip


def _cuadra(legajo: Legajo, nombre: str, cuenta: dict[str, Any]) -> None:
    partes = " + ".join(str(cuenta[c]) for c in CLASES[1:])
    legajo.exigir(
        nombre, cuenta["a"] == sum(cuenta[c] for c in CLASES[1:]),
        f"La cuenta cuadra: {cuenta['a']} = {partes} (ET 10.7).",
        f"La cuenta no cuadra: {cuenta['a']} ≠ {partes} (ET 10.7).",
    )  # fmt: skip


def corte(legajo: Legajo, nombre: str, huella: str, datos: dict[str, Any]) -> None:
    """Recompute a cut: account, sum of municipios, formula, difference from the previous."""
    _cuadra(legajo, nombre, datos["total"])
    suma = {c: sum(m[c] for m in datos["municipios"].values()) for c in CLASES}
    legajo.exigir(
        nombre, suma == datos["total"],
        f"Sus {len(datos['municipios'])} municipios suman el total.",
        f"Sus municipios suman {suma} y el total dice {datos['total']}.",
    )  # fmt: skip
    _formula(legajo, nombre, datos)
    _diferencia(legajo, nombre, datos)
    if not firmado(legajo, "rubrica-corte+jws", huella):
        legajo.no(nombre, "Ninguna de las firmas dadas es de este corte: nadie responde por él.")


def firmado(legajo: Legajo, typ: str, huella: str) -> bool:
    """Whether some signature that was given, and holds, is of that document."""
    return any(t == typ and d.get("sha256") == huella for t, _, d in legajo.firmados)


def _formula(legajo: Legajo, nombre: str, datos: dict[str, Any]) -> None:
    formula = datos["formula"]
    renglones = formula["renglones"]
    bien = sum(r["validos"] for r in renglones) == formula["validos"] <= datos["total"]["b"]
    bien = bien and all(r["cumple"] == (0 < r["minimo"] <= r["validos"]) for r in renglones)
    # Without dispersion a municipio has no share of its own, and none is counted.
    con = sum(r["cumple"] for r in renglones) if formula["municipios_necesarios"] else 0
    bien = bien and (not formula["municipios_necesarios"] or con == formula["municipios_cumplidos"])
    cumple = formula["validos"] >= formula["necesarios"] and (
        formula["municipios_cumplidos"] >= formula["municipios_necesarios"]
    )
    legajo.exigir(
        nombre, bien and cumple == formula["cumple"],
        f"La fórmula, recalculada: {formula['validos']} de {formula['necesarios']} necesarios; "
        f"{'cumple' if cumple else 'no cumple'}.",
        "La fórmula no es la que resulta de sus renglones.",
    )  # fmt: skip


def _diferencia(legajo: Legajo, nombre: str, datos: dict[str, Any]) -> None:
    """The previous cut, plus what was received and moved, is this one."""
    anterior = datos["anterior"]
    if anterior is None:
        return
    hallado = legajo.documentos.get(anterior["sha256"])
    if hallado is None:
        legajo.nada(nombre, f"No se dio el corte anterior, el {anterior['numero']}.")
        return
    legajo.exigir(
        nombre, _movido(hallado[1]["municipios"], datos["diferencia"]) == datos["municipios"],
        f"Lo recibido y lo movido desde {hallado[0]} explican este corte, municipio por municipio.",
        f"Lo recibido y lo movido desde {hallado[0]} no explican este corte.",
    )  # fmt: skip


def _movido(antes: dict[str, Any], diferencia: dict[str, Any]) -> dict[str, Any]:
    cifras: dict[str, dict[str, int]] = defaultdict(lambda: dict.fromkeys(CLASES, 0))
    for municipio, cuenta in antes.items():
        for clase in CLASES:
            cifras[municipio][clase] += cuenta[clase]
    for clase in ("a", "f"):
        cifras[""][clase] += diferencia["recibidos"]
    for c in diferencia["cambios"]:
        for municipio, clase, signo in (
            (c["de_municipio"], c["de"], -1), (c["a_municipio"], c["a"], 1),
            (c["de_municipio"], "a", -1), (c["a_municipio"], "a", 1),
        ):  # fmt: skip
            cifras[municipio][clase] += signo * c["n"]
    return {m: c for m, c in cifras.items() if any(c.values())}


def entrega(legajo: Legajo, nombre: str, datos: dict[str, Any]) -> None:
    """The list of sealed files is the signed one; the bags are whole and recount what it says."""
    lista = legajo.listas.get(datos["volumenes_sha256"])
    if lista is None:
        legajo.nada(nombre, "No se dio su lista de archivos (sha256sum.txt).")
    else:
        _sellados(legajo, nombre, lista)
    grupo = _grupo(datos)
    legajo.grupos.add(grupo)
    bolsas = sorted(
        (b for b in legajo.bolsas if b.info.get("Bag-Group-Identifier") == grupo),
        key=lambda b: b.nombre,
    )
    if bolsas:
        _recuento(legajo, nombre, datos, bolsas)
    _del_corte(legajo, nombre, datos)


def _grupo(datos: dict[str, Any]) -> str:
    return f"{datos['proceso']}-corte{datos['corte']}-entrega{datos['entrega']}"


def _sellados(legajo: Legajo, nombre: str, lista: str) -> None:
    dichos = dict(renglon.split("  ", 1) for renglon in lista.splitlines())
    hay = [archivo for suma, archivo in dichos.items() if suma in legajo.sueltos]
    legajo.nombradas |= set(dichos)
    legajo.si(nombre, f"Su lista de {len(dichos)} archivos cifrados es la que firmó.")
    if hay:
        legajo.si(nombre, f"{len(hay)} de ellos se dieron y son los mismos.")
    nombres = set(dichos.values())
    for suma, archivo in legajo.sueltos.items():
        if archivo in nombres and suma not in dichos:
            legajo.no(archivo, "Tiene el nombre de un archivo de la entrega, pero otro contenido.")


def _recuento(legajo: Legajo, nombre: str, datos: dict[str, Any], bolsas: list[Bolsa]) -> None:
    total = int(bolsas[0].info["Bag-Count"].split(" of ")[1])
    if len(bolsas) != total:
        legajo.nada(nombre, f"Se dieron {len(bolsas)} de sus {total} volúmenes: no se recuenta.")
        return
    registros = sum(b.registros for b in bolsas)
    legajo.exigir(
        nombre, registros == datos["registros"],
        f"Recontados, son los {registros} registros que firmó.",
        f"Firmó {datos['registros']} registros y sus volúmenes tienen {registros}.",
    )  # fmt: skip
    suma = hashlib.sha256(b"".join(b.csv for b in bolsas)).hexdigest()
    legajo.exigir(
        nombre, suma == datos["codigo_de_integridad"],
        "El código de integridad, recalculado de sus volúmenes, es el que firmó.",
        "El código de integridad recalculado no es el que firmó.",
    )  # fmt: skip


def _del_corte(legajo: Legajo, nombre: str, datos: dict[str, Any]) -> None:
    hallado = legajo.documentos.get(datos["corte_sha256"])
    if hallado is None or datos.get("contenido", "padron") != "padron":
        return
    legajo.exigir(
        nombre, hallado[1]["formula"]["validos"] == datos["registros"],
        f"Entrega los {datos['registros']} apoyos válidos de {hallado[0]}.",
        f"Entrega {datos['registros']} y {hallado[0]} tiene {hallado[1]['formula']['validos']}.",
    )  # fmt: skip
