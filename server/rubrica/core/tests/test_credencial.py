"""Laws of the credential's keys and of the folio, whatever the person."""

import os
import string
import subprocess
import sys
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from rubrica.core import folio
from rubrica.core.credencial import clave_elector, claves, cruce, curp, modelos, mrz
from rubrica.core.credencial import nombres as letras
from rubrica.core.credencial.causas import LecturaInvalida
from rubrica.core.credencial.cruce import Clase, Motivo
from rubrica.core.credencial.entidades import POR_CURP, POR_NUMERO

ABC = string.ascii_uppercase
palabras = st.text(ABC, min_size=2, max_size=9)
nacimientos = st.dates(date(1930, 1, 1), date(2008, 12, 31))
numeros = st.sampled_from([n for n, e in POR_NUMERO.items() if e.curp])
digitos9 = st.text("0123456789", min_size=9, max_size=9)


@st.composite
def personas(draw: st.DrawFn) -> dict[str, object]:
    """Name, birth and sex: what the CURP and the clave are made of."""
    escrito = st.text(ABC + "ÑÁÉÍÓÚÜ '/-.", min_size=2, max_size=12).filter(str.strip)
    return {
        "paterno": draw(escrito),
        "materno": draw(st.one_of(st.just(""), escrito)),
        "nombres": draw(escrito),
        "nacimiento": draw(nacimientos),
        "sexo": draw(st.sampled_from("HM")),
    }


@st.composite
def zonas(draw: st.DrawFn) -> tuple[str, str, str]:
    return mrz.componer(
        cic=draw(digitos9),
        seccion=f"{draw(st.integers(1, 9999)):04}",
        identificador=draw(digitos9),
        nacimiento=draw(nacimientos),
        sexo=draw(st.sampled_from("HM")),
        vigencia=draw(st.dates(date(2024, 1, 1), date(2040, 12, 31))),
        paterno=draw(palabras),
        materno=draw(palabras),
        nombres=draw(palabras),
        opcional=draw(st.text("0123456789", min_size=5, max_size=5)),
    )


@given(st.data())
def test_an_mrz_says_what_it_was_made_of(data: st.DataObject) -> None:
    cic, identificador = data.draw(digitos9), data.draw(digitos9)
    vence, nace = data.draw(st.dates(date(2024, 1, 1), date(2040, 12, 31))), data.draw(nacimientos)

    leida = mrz.leer(
        mrz.componer(
            cic=cic,
            seccion="0066",
            identificador=identificador,
            nacimiento=nace,
            sexo="M",
            vigencia=vence,
            paterno="PRUEBA",
            materno="DE LA O",
            nombres="ANA",
        )
    )

    assert (leida.cic, leida.seccion, leida.identificador) == (cic, "0066", identificador)
    assert (leida.nacimiento, leida.vigencia) == (f"{nace:%y%m%d}", vence)
    assert (leida.apellidos, leida.nombres, leida.avisos) == ("PRUEBA DE LA O", "ANA", ())


@given(zonas(), st.data())
def test_one_wrong_digit_under_a_check_digit_is_never_taken(
    zona: tuple[str, str, str], data: st.DataObject
) -> None:
    texto = "".join(zona)
    cubiertas = [*range(5, 15), *range(17, 37), *range(38, 45), 49, 50, *range(53, 58), 59]
    lugar = data.draw(st.sampled_from(cubiertas))
    otro = data.draw(st.sampled_from([d for d in "0123456789" if d != texto[lugar]]))

    with pytest.raises(LecturaInvalida):
        mrz.leer(texto[:lugar] + otro + texto[lugar + 1 :])


@given(st.text("0123456789<", min_size=1, max_size=40), st.data())
def test_a_swap_is_unseen_only_between_values_that_differ_by_five_or_ten(
    texto: str, data: st.DataObject
) -> None:
    assume(len(texto) > 1)
    i = data.draw(st.integers(0, len(texto) - 2))
    cambiado = texto[:i] + texto[i + 1] + texto[i] + texto[i + 2 :]
    uno, otro = (0 if c == "<" else int(c) for c in texto[i : i + 2])

    iguales = claves.digito_verificador(texto) == claves.digito_verificador(cambiado)
    ciego = (uno - otro) * (claves.PESOS[i % 3] - claves.PESOS[(i + 1) % 3]) % 10 == 0
    assert iguales is ciego


@given(zonas(), st.data())
def test_confusions_of_the_ocr_are_undone_to_the_very_same_reading(
    zona: tuple[str, str, str], data: st.DataObject
) -> None:
    texto = "".join(zona)
    confusiones = {"0": "O", "1": "I", "8": "B", "5": "S", "2": "Z", "6": "G"}
    posibles = [i for i in (*range(5, 14), *range(17, 36)) if texto[i] in confusiones]
    assume(posibles)
    i = data.draw(st.sampled_from(posibles))

    leida = mrz.leer(texto[:i] + confusiones[texto[i]] + texto[i + 1 :])

    assert mrz.Aviso.LECTURA_CORREGIDA in leida.avisos
    assert (leida.cic, leida.ocr, leida.nacimiento) == (texto[5:14], texto[17:30], texto[30:36])


def test_confusions_are_not_undone_when_a_digit_disagrees() -> None:
    with pytest.raises(LecturaInvalida, match="caracter"):
        mrz.leer("IDMEXI234567898<<2575012345678 8205063H3312315MEX<00<<12345<4" + "A" * 30)


@given(st.text(max_size=95))
def test_any_text_is_read_or_refused_and_nothing_else(texto: str) -> None:
    lectores = (mrz.leer, curp.leer, clave_elector.leer, claves.leer_cic, claves.leer_barras)
    for leer in lectores:
        with suppress(LecturaInvalida):
            leer(texto)


@pytest.mark.numeral("ET 10.3 n")
@given(personas(), numeros)
def test_who_has_one_name_and_one_birth_shows_no_divergence(
    persona: dict[str, object], numero: str
) -> None:
    la_clave = clave_elector.componer(**persona, entidad=numero)  # type: ignore[arg-type]
    la_curp = curp.componer(**persona, entidad=POR_NUMERO[numero].curp)  # type: ignore[arg-type]

    assert cruce.cruzar(clave_elector.leer(la_clave), curp.leer(la_curp)) == []


@given(personas(), st.sampled_from(sorted(POR_CURP)), st.data())
def test_the_digit_of_the_curp_misses_exactly_what_weight_times_difference_misses(
    persona: dict[str, object], entidad: str, data: st.DataObject
) -> None:
    sana = curp.componer(**persona, entidad=entidad)  # type: ignore[arg-type]
    lugar = data.draw(st.integers(0, 16))
    otra = data.draw(st.sampled_from([c for c in curp.ALFABETO if c != sana[lugar]]))
    diferencia = curp.ALFABETO.index(otra) - curp.ALFABETO.index(sana[lugar])

    rota = sana[:lugar] + otra + sana[lugar + 1 :]
    se_ve = curp.digito_verificador(rota) != sana[17]
    assert se_ve is (diferencia * (18 - lugar) % 10 != 0)


@pytest.mark.numeral("ET 10.3 n")
@given(personas(), personas())
def test_two_people_of_different_names_births_and_places_meet_an_impedimento(
    una: dict[str, object], otra: dict[str, object]
) -> None:
    la_clave = clave_elector.leer(clave_elector.componer(**una, entidad="20"))  # type: ignore[arg-type]
    la_curp = curp.leer(curp.componer(**otra, entidad="PL"))  # type: ignore[arg-type]

    halladas = cruce.cruzar(la_clave, la_curp)
    assert Clase.IMPEDIMENTO in {d.clase for d in halladas}
    assert Motivo.ENTIDAD in {d.motivo for d in halladas}


def test_front_and_back_of_two_cards_diverge_in_what_is_printed() -> None:
    zona = mrz.leer("IDMEX1234567897<<2575012345678 8205063H3312315MEX<00<<12345<4 "
                    "HERNANDEZ<GARCIA<<JUAN<CARLOS<")  # fmt: skip
    propia, ajena = curp.leer("HEGJ820506HBCRRN02"), curp.leer("MOTR930411HJCRMN03")

    assert cruce.cruzar_mrz(zona, curp=propia, seccion="2575", vigencia="2033") == []
    motivos = {
        d.motivo for d in cruce.cruzar_mrz(zona, curp=ajena, seccion="0066", vigencia="2032")
    }
    assert motivos == {Motivo.SECCION, Motivo.VIGENCIA, Motivo.NACIMIENTO, Motivo.NOMBRE}


def test_a_name_line_that_cannot_be_split_is_not_compared() -> None:
    zona = mrz.componer(
        cic="200000017", seccion="0066", identificador="000000042", nacimiento=date(1993, 4, 11),
        sexo="H", vigencia=date(2034, 12, 31), paterno="DE LA O", materno="XX", nombres="ANA",
    )  # fmt: skip

    assert cruce.cruzar_mrz(mrz.leer(zona), curp=curp.leer("MOTR930411HJCRMN03")) == []


@pytest.mark.parametrize(
    ("texto", "escrito"),
    [
        ("Núñez", "NUNEZ"),
        ("O'Farril", "OFARRIL"),
        ("García-Rubio", "GARCIA RUBIO"),
        ("Güémez", "GUEMEZ"),
    ],
)
def test_names_in_the_letters_of_an_mrz(texto: str, escrito: str) -> None:
    assert letras.a_mrz(texto) == escrito


@pytest.mark.numeral("ET 5.4", "ET 5.6")
@pytest.mark.parametrize(
    ("modelo", "claves_exigidas"),
    [("A", {"clave", "emision", "ocr"}), ("C", {"clave", "emision", "ocr"}), ("D", {"cic", "ocr"}),
     ("E", {"cic", "identificador"}), ("H", {"cic", "identificador"})],
)  # fmt: skip
def test_each_model_asks_for_its_keys(modelo: str, claves_exigidas: set[str]) -> None:
    assert set(modelos.faltan(modelo, {})) == claves_exigidas
    assert modelos.faltan(modelo, dict.fromkeys(claves_exigidas, "1")) == ()


@pytest.mark.numeral("ET 7.3")
def test_mi_apoyo_admits_f_g_and_h() -> None:
    assert {m for m, fila in modelos.MODELOS.items() if fila.mi_apoyo} == {"F", "G", "H"}


@st.composite
def folios(draw: st.DrawFn) -> str:
    return folio.componer(
        proceso=draw(st.from_regex("[A-Z][A-Z0-9]{3,7}", fullmatch=True)),
        auxiliar=f"{draw(st.integers(0, 99999999)):04}",
        dispositivo=draw(st.integers(1, 99)),
        consecutivo=draw(st.integers(0, 99999999)),
        azar=os.urandom,
    )


@given(folios(), st.data())
def test_any_one_wrong_character_of_a_folio_is_seen(texto: str, data: st.DataObject) -> None:
    i = data.draw(st.integers(0, len(texto) - 1))
    otro = data.draw(st.characters(min_codepoint=32, max_codepoint=0x17F))
    assume(otro.upper() != texto[i])

    assert folio.es_valido(texto)
    assert not folio.es_valido(texto[:i] + otro + texto[i + 1 :])


@given(folios(), st.data())
def test_any_two_swapped_characters_of_a_folio_are_seen(texto: str, data: st.DataObject) -> None:
    i, j = data.draw(st.lists(st.integers(0, len(texto) - 1), min_size=2, max_size=2, unique=True))
    assume(texto[i] != texto[j])
    cambiado = list(texto)
    cambiado[i], cambiado[j] = cambiado[j], cambiado[i]

    assert not folio.es_valido("".join(cambiado))


@given(folios())
def test_a_folio_reads_back_as_it_was_made(texto: str) -> None:
    leido = folio.leer(texto.lower())
    mitades = (f"{leido.proceso}-{leido.auxiliar}", f"{leido.dispositivo}-{leido.consecutivo:05}")

    assert texto == f"{'-'.join(mitades)}-{leido.azar}{texto[-1]}"
    assert len(texto) <= folio.MAX_LARGO


@pytest.mark.parametrize(
    "parte",
    [{"proceso": "oax26"}, {"proceso": "OAX"}, {"auxiliar": "153"}, {"auxiliar": "00153"},
     {"dispositivo": 0}, {"dispositivo": 100}, {"consecutivo": 10**8}],
)  # fmt: skip
def test_a_part_outside_its_form_makes_no_folio(parte: dict[str, object]) -> None:
    sana = {"proceso": "OAX26", "auxiliar": "0153", "dispositivo": 1, "consecutivo": 42}

    with pytest.raises(folio.FolioInvalido):
        folio.componer(**{**sana, **parte}, azar=os.urandom)  # type: ignore[arg-type]


def test_the_pair_is_drawn_again_while_the_control_is_no_crockford_character() -> None:
    pares = iter(bytes([a, b]) for a in range(32) for b in range(32))
    pedidos = list[int]()

    def azar(n: int) -> bytes:
        pedidos.append(n)
        return next(pares)

    hechos = [
        folio.componer(proceso="OAX26", auxiliar="0153", dispositivo=1, consecutivo=1, azar=azar)
        for _ in range(40)
    ]
    assert len(pedidos) > len(hechos)
    assert all(hecho[-1] in folio.CROCKFORD for hecho in hechos)


EXTRA = """{"modelos": [{"modelo": "I", "grupo": "E+", "descripcion": "INE, desde 2027",
"codigos": ["qr"], "qr": "denso", "mrz": true, "impresos": [], "firma": "al frente",
"exterior": false, "mi_apoyo": true}]}"""


@pytest.mark.numeral("ET 5.4")
def test_a_file_of_the_installation_adds_a_model(tmp_path: Path) -> None:
    archivo = tmp_path / "modelos.json"
    archivo.write_text(EXTRA)

    leidos = modelos.cargar(modelos.CATALOGO, archivo)

    assert list(leidos) == [*modelos.MODELOS, "I"]
    assert leidos["I"].exige == ("cic", "identificador")


@pytest.mark.parametrize(
    ("de", "a"),
    [
        ('"I"', '"i"'),
        ('"E+"', '"Z"'),
        ('"qr"]', '"aztec"]'),
        ("true", '"sí"'),
        ('"denso"', '"raro"'),
        ('"al frente"', '"al canto"'),
        ("]}", "]"),
    ],
)
def test_a_file_of_models_that_is_not_well_formed_is_refused(
    tmp_path: Path, de: str, a: str
) -> None:
    archivo = tmp_path / "modelos.json"
    archivo.write_text(EXTRA.replace(de, a))

    with pytest.raises(modelos.CatalogoInvalido, match=r"modelos\.json"):
        modelos.cargar(modelos.CATALOGO, archivo)


def test_every_service_stops_at_its_start_without_the_file_of_models(tmp_path: Path) -> None:
    entorno = {**os.environ, "MODELOS_EXTRA": str(tmp_path / "no-hay.json")}

    salida = subprocess.run(
        [sys.executable, "-c", "import rubrica.settings"],
        env=entorno, capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert salida.returncode != 0
    assert "CatalogoInvalido" in salida.stderr


@pytest.mark.numeral("ET 5.4")
def test_the_rows_of_the_manifest_are_whole_numbers_and_texts() -> None:
    fila = next(f for f in modelos.filas() if f["modelo"] == "G")

    assert fila["exige"] == ["cic", "identificador"]
    assert fila["firma"] == {"lado": "anverso", "x": 20, "y": 720, "ancho": 320, "alto": 220}
