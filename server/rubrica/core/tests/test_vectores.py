"""The credential, folio and plazos against vectors/credencial, which pwa/tests/core reads too."""

import importlib.util
import json
from collections.abc import Callable
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from types import ModuleType
from typing import Any
from uuid import UUID

import pytest

from rubrica.core import folio, identificador, plazos
from rubrica.core.credencial import clave_elector, claves, cruce, curp, mrz
from rubrica.core.credencial import nombres as letras
from rubrica.core.credencial.causas import LecturaInvalida
from rubrica.core.plazos import Calendario

REPO = Path(__file__).parents[4]
Caso = dict[str, Any]


def vectores(archivo: str) -> list[Caso]:
    casos: list[Caso] = json.loads((REPO / f"vectors/credencial/{archivo}.json").read_text("utf-8"))
    return casos


def causa_de(leer: Callable[[str], object], entrada: str) -> str:
    with pytest.raises(LecturaInvalida) as caida:
        leer(entrada)
    return caida.value.causa.value


@pytest.fixture(scope="module")
def generador() -> ModuleType:
    ruta = REPO / "tools/vectores_credencial.py"
    spec = importlib.util.spec_from_file_location("vectores_credencial", ruta)
    assert spec is not None
    assert spec.loader is not None
    modulo = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(modulo)
    return modulo


def test_the_vectors_are_what_their_seeded_script_writes(generador: ModuleType) -> None:
    for archivo in generador.ARCHIVOS:
        escrito = (REPO / f"vectors/credencial/{archivo}.json").read_text("utf-8")

        assert generador.contenido(archivo) == escrito, archivo


def test_there_are_200_vectors_of_the_credential_at_least() -> None:
    archivos = ("mrz", "claves", "curp", "clave", "cruce", "nombres")

    assert sum(len(vectores(archivo)) for archivo in archivos) >= 200


@pytest.mark.numeral("ET 5.6", "ET 5.8")
@pytest.mark.parametrize("caso", vectores("mrz"), ids=lambda c: c["nombre"])
def test_the_mrz_is_read_or_refused_by_its_one_cause(caso: Caso) -> None:
    if "causa" in caso:
        assert causa_de(mrz.leer, caso["entrada"]) == caso["causa"]
        return

    leida = mrz.leer(caso["entrada"])
    plana = {**asdict(leida), "vigencia": str(leida.vigencia), "avisos": list(leida.avisos)}
    assert {campo: plana[campo] for campo in caso["valor"]} == caso["valor"]


LECTORES: dict[str, Callable[[str], object]] = {
    "cic": claves.leer_cic,
    "ocr": claves.leer_ocr,
    "identificador": claves.leer_identificador,
    "emision": claves.leer_emision,
    "seccion": claves.leer_seccion,
    "barras": lambda t: f"{(b := claves.leer_barras(t)).tipo} {b.clave}",
}


@pytest.mark.numeral("ET 5.8")
@pytest.mark.parametrize("caso", vectores("claves"), ids=lambda c: f"{c['clave']} {c['entrada']}")
def test_a_short_key_is_read_or_refused_by_its_one_cause(caso: Caso) -> None:
    leer = LECTORES[caso["clave"]]

    if "causa" in caso:
        assert causa_de(leer, caso["entrada"]) == caso["causa"]
    else:
        assert leer(caso["entrada"]) == caso["valor"]


@pytest.mark.parametrize("caso", vectores("curp"), ids=lambda c: c["nombre"])
def test_the_curp_is_read_or_refused_by_its_one_cause(caso: Caso) -> None:
    if "causa" in caso:
        assert causa_de(curp.leer, caso["entrada"]) == caso["causa"]
    else:
        assert str(curp.leer(caso["entrada"]).nacimiento) == caso["valor"]


@pytest.mark.parametrize("caso", vectores("clave"), ids=lambda c: c["nombre"])
def test_the_clave_de_elector_is_read_or_refused_by_its_one_cause(caso: Caso) -> None:
    if "causa" in caso:
        assert causa_de(clave_elector.leer, caso["entrada"]) == caso["causa"]
    else:
        assert clave_elector.leer(caso["entrada"]).texto == caso["valor"]


@pytest.mark.parametrize(
    "caso", vectores("nombres"), ids=lambda c: f"{c['nombres']} {c['paterno']}"
)
def test_a_name_gives_its_letters_to_the_curp_and_to_the_clave(caso: Caso) -> None:
    persona = {k: caso[k] for k in ("paterno", "materno", "nombres")}
    nace = date(1982, 5, 6)

    la_curp = curp.componer(**persona, nacimiento=nace, sexo="M", entidad="OC")
    la_clave = clave_elector.componer(**persona, nacimiento=nace, sexo="M", entidad="20")

    assert (la_curp[:4], la_curp[13:16]) == (caso["iniciales"], caso["consonantes"])
    assert la_clave[:6] == caso["clave"]
    assert cruce.cruzar(clave_elector.leer(la_clave), curp.leer(la_curp)) == []


@pytest.mark.parametrize("palabra", sorted(curp.INCONVENIENTES))
def test_an_inconvenient_word_loses_its_second_letter(palabra: str) -> None:
    hecha = curp.componer(
        paterno=f"{palabra[:2]}B",
        materno=palabra[2],
        nombres=palabra[3],
        nacimiento=date(1982, 5, 6),
        sexo="H",
        entidad="OC",
    )

    assert hecha[:4] == f"{palabra[0]}X{palabra[2:]}"


def test_the_inconvenient_words_are_81() -> None:
    assert len(curp.INCONVENIENTES) == 81


@pytest.mark.numeral("ET 10.3 n")
@pytest.mark.parametrize("caso", vectores("cruce"), ids=lambda c: c["nombre"])
def test_clave_and_curp_are_crossed_position_by_position(caso: Caso) -> None:
    halladas = cruce.cruzar(clave_elector.leer(caso["clave"]), curp.leer(caso["curp"]))

    escritas = [f"{d.clase} {d.motivo} {','.join(map(str, d.posiciones))}" for d in halladas]
    assert escritas == caso["divergencias"]


@pytest.mark.parametrize("caso", vectores("folio"), ids=lambda c: c["nombre"])
def test_the_folio_is_read_or_refused(caso: Caso) -> None:
    assert folio.es_valido(caso["entrada"]) is (caso["valor"] is not None)
    if caso["valor"]:
        leido = folio.leer(caso["entrada"])
        assert {campo: getattr(leido, campo) for campo in caso["valor"]} == caso["valor"]


@pytest.mark.parametrize("caso", vectores("uuid7"))
def test_ids_are_uuid7_in_their_canonical_form(caso: Caso) -> None:
    if "ajeno" in caso:
        assert not identificador.es_uuid7(caso["ajeno"])
        return

    hecho = identificador.uuid7(caso["ms"], bytes.fromhex(caso["azar"]))
    assert hecho == UUID(caso["uuid"])
    assert identificador.es_uuid7(str(hecho))
    assert identificador.milisegundos(hecho) == caso["ms"]


def con_su_numeral(caso: Caso) -> object:
    return pytest.param(
        caso,
        id=f"{caso['funcion']} {caso.get('momento') or caso['no_despues']}",
        marks=pytest.mark.numeral(caso["numeral"]),
    )


@pytest.mark.parametrize("caso", [con_su_numeral(c) for c in vectores("plazos")])
def test_each_plazo_answers_at_its_border(caso: Caso) -> None:
    funcion = getattr(plazos, caso["funcion"])
    fuera = {"numeral", "funcion", "valor", "inhabiles"}
    instantes = {k: datetime.fromisoformat(v) for k, v in caso.items() if k not in fuera}

    if "inhabiles" not in caso:
        assert funcion(**instantes) is caso["valor"]
        return
    calendario = Calendario.con(date.fromisoformat(d) for d in caso["inhabiles"])
    con_calendario = "calendario" in funcion.__annotations__
    respuesta = funcion(*instantes.values(), *([calendario] if con_calendario else []))
    assert respuesta.isoformat() == caso["valor"]


@pytest.mark.parametrize("palabra", ["", "   "])
def test_no_surname_gives_no_word(palabra: str) -> None:
    assert letras.palabra_de_apellido(palabra) == ""
