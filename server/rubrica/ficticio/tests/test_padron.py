"""The padrón: reproducible, consistent with core, skewed like the real one, with a clean map."""

from __future__ import annotations

import hashlib
import io
from collections import Counter
from datetime import date
from itertools import islice

import pytest

from rubrica.core.credencial import clave_elector, curp
from rubrica.core.credencial.entidades import POR_NUMERO
from rubrica.ficticio import mapa
from rubrica.ficticio.geografia import SECCIONES, conocidos, municipios, repartir
from rubrica.ficticio.padron import ENCABEZADO, Padron, Persona, escribir_padron


def _csv(padron: Padron) -> str:
    salida = io.StringIO()
    escribir_padron(padron, salida)
    return salida.getvalue()


@pytest.fixture(scope="module")
def personas() -> list[Persona]:
    return list(Padron(20_000))


def test_the_same_seed_gives_the_same_bytes_and_another_seed_others() -> None:
    assert _csv(Padron(3_000)) == _csv(Padron(3_000))
    assert _csv(Padron(3_000)) != _csv(Padron(3_000, semilla=7))


def test_the_bytes_of_the_demo_do_not_drift() -> None:
    resumen = hashlib.sha256(_csv(Padron(2_500)).encode()).hexdigest()

    assert resumen[:16] == "2c214d2292a5cd68"


def test_a_row_drawn_alone_is_the_row_of_the_file(personas: list[Persona]) -> None:
    padron = Padron(20_000)

    assert [padron.persona(i) for i in (0, 1_999, 2_000, 19_999)] == [
        personas[i] for i in (0, 1_999, 2_000, 19_999)
    ]
    with pytest.raises(IndexError):
        padron.persona(20_000)


def test_clave_and_curp_are_the_ones_core_composes(personas: list[Persona]) -> None:
    for p in personas[::7]:
        datos = {"paterno": p.paterno, "materno": p.materno, "nombres": p.nombres, "sexo": p.sexo}
        dia, lugar = date.fromisoformat(p.nacimiento), p.clave_elector[12:14]
        clave = clave_elector.componer(
            **datos, nacimiento=dia, entidad=lugar, digito=p.clave_elector[15],
            homoclave=p.clave_elector[16:],
        )  # fmt: skip
        natal = POR_NUMERO[lugar].curp or "NE"
        esperada = curp.componer(**datos, nacimiento=dia, entidad=natal, homonimia=p.curp[16])
        assert (p.clave_elector, p.curp) == (clave, esperada)
        curp.leer(p.curp)
        clave_elector.leer(p.clave_elector)


def test_no_key_repeats(personas: list[Persona]) -> None:
    for campo in ("cic", "identificador", "ocr", "clave_elector", "curp"):
        assert len({getattr(p, campo) for p in personas}) == len(personas)


def test_names_are_those_of_the_region(personas: list[Persona]) -> None:
    textos = " ".join(f"{p.paterno}|{p.nombres}" for p in personas)

    assert all(pieza in textos for pieza in ("Ñ", "Á", "DE LA O", "SAN JUAN", "MAC ", "JOSÉ "))
    assert 100 < sum(not p.materno for p in personas) < 500
    assert 0 < sum(p.sexo == "X" for p in personas) < 20


def test_situations_come_in_the_published_shares(personas: list[Persona]) -> None:
    cuenta = Counter(p.situacion for p in personas)
    causas = Counter(p.causa for p in personas if p.situacion == "baja")

    assert 0.955 < cuenta["lista_nominal"] / len(personas) < 0.975
    assert 0.85 < causas["perdida_de_vigencia"] / cuenta["baja"] < 0.96
    assert all(p.vigencia < "2026" for p in personas if p.causa == "perdida_de_vigencia")


def test_every_municipio_has_people_and_its_sections_their_districts(
    personas: list[Persona],
) -> None:
    secciones = {
        (s.municipio, f"{s.numero:04}", f"{s.distrito_federal:02}", f"{s.distrito_local:02}")
        for m in municipios()
        for s in m.secciones
    }

    assert len({p.municipio for p in personas}) == 570
    assert all(
        (p.municipio, p.seccion, p.distrito_federal, p.distrito_local) in secciones
        for p in personas
    )


def test_the_state_has_its_shape() -> None:
    todos = municipios()
    numeros = sorted(s.numero for m in todos for s in m.secciones)

    assert len({m.nombre for m in todos}) == 570
    assert {c.nombre for c in conocidos()} <= {m.nombre for m in todos}
    assert len(set(numeros)) == SECCIONES
    assert numeros[-1] > SECCIONES
    assert {s.distrito_federal for m in todos for s in m.secciones} == set(range(1, 11))
    assert {s.distrito_local for m in todos for s in m.secciones} == set(range(1, 26))
    assert any(len({s.distrito_federal for s in m.secciones}) > 1 for m in todos)


def test_the_map_has_neither_gaps_nor_overlaps() -> None:
    aristas = Counter(
        arista
        for anillo in mapa.anillos([m.sitio for m in municipios()])
        for arista in zip(anillo, islice((*anillo, anillo[0]), 1, None), strict=False)
    )
    texto = mapa.como_texto(mapa.geojson(municipios()))
    sueltas = [a for a in aristas if a[::-1] not in aristas]

    assert max(aristas.values()) == 1
    assert {a for a, _ in sueltas} == {b for _, b in sueltas}  # one closed border
    assert len(texto.encode()) < 300_000


def test_shares_add_up_and_nobody_gets_less_than_the_minimum() -> None:
    assert repartir(10, [1, 1, 1], minimo=2) == [4, 3, 3]
    with pytest.raises(ValueError, match="no alcanza"):
        repartir(5, [1, 1, 1], minimo=2)


def test_the_header_is_the_documented_one() -> None:
    assert ENCABEZADO == (
        "cic,identificador,ocr,clave_elector,emision,curp,paterno,materno,nombres,nacimiento,sexo,"
        "entidad,distrito_federal,distrito_local,municipio,seccion,situacion,causa,vigencia"
    )
