"""Which records, when, and under which condition: the tables of ET 10.8 and 11."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from rubrica.audiencia import cambios, mascara, rules
from rubrica.audiencia.cambios import Cambio, Documento, Presentado
from rubrica.audiencia.rules import Acto, Clase, Estado
from rubrica.core.plazos import Calendario
from rubrica.core.rechazos import Rechazo
from rubrica.registros.rules import SIN_ABRIR, Estatus, Puerta

NOMINAL = frozenset({"lista_nominal"})
LUNES = datetime(2026, 11, 23, 16, tzinfo=UTC)  # at ten, hora Centro


def rechazo_de(acto: Callable[[], object]) -> Rechazo:
    with pytest.raises(Rechazo) as negado:
        acto()
    return negado.value


@pytest.mark.numeral("ET 10.8", "ET 11.2")
@pytest.mark.parametrize(
    ("estatus", "situacion", "en_revision", "en_audiencia"),
    [
        ("CON_INCONSISTENCIA", "lista_nominal", True, True),
        ("PARA_COMPULSA", "no_encontrado", True, True),
        ("PARA_COMPULSA", "baja", False, True),
        ("PARA_COMPULSA", "padron", False, True),
        ("PARA_COMPULSA", "lista_nominal", False, False),
        ("DUPLICADO", "lista_nominal", False, True),
        ("EN_MESA", "no_encontrado", False, False),
        ("RECIBIDO", "", False, False),
        ("EN_CHAROLA", "", False, False),
    ],
)
def test_only_what_does_not_count_is_looked_at_and_nothing_else(
    estatus: str, situacion: str, en_revision: bool, en_audiencia: bool
) -> None:
    for clase, puede in ((Clase.REVISION, en_revision), (Clase.AUDIENCIA, en_audiencia)):
        assert rules.disponible(clase, Estatus(estatus), situacion, NOMINAL) is puede
        assert (situacion in rules.disponibles(clase, NOMINAL).get(estatus, [])) is puede


@pytest.mark.numeral("ET 10.8")
@pytest.mark.parametrize(
    ("dias", "horas", "dura", "cabe"),
    [(0, 0, 2, True), (0, -1, 2, True), (0, -2, 2, False), (0, 7, 2, False), (5, 0, 2, False)],
)
def test_a_review_is_within_the_hours_of_a_business_day(
    dias: int, horas: int, dura: int, cabe: bool
) -> None:
    inicio = LUNES + timedelta(days=dias, hours=horas)

    def fijar() -> None:
        fin = inicio + timedelta(hours=dura)
        rules.exigir_habil(inicio=inicio, fin=fin, calendario=Calendario())

    if cabe:
        fijar()
    else:
        assert rechazo_de(fijar).code == "revision-inhabil"


@pytest.mark.numeral("ET 11.3", "ET 11.9")
def test_48_hours_before_and_24_after_are_still_in_time() -> None:
    un_segundo = timedelta(seconds=1)

    def avisado(momento: datetime) -> bool:
        return rules.aviso_tarde(inicio=LUNES, momento=momento)

    def notificado(momento: datetime) -> bool:
        return rules.resultado_tarde(concluida_en=LUNES, momento=momento)

    antes, despues = LUNES - timedelta(hours=48), LUNES + timedelta(hours=24)
    assert (avisado(antes), avisado(antes + un_segundo)) == (False, True)
    assert (notificado(despues), notificado(despues + un_segundo)) == (False, True)


@pytest.mark.numeral("ET 11.3")
def test_loads_differ_by_one_at_most() -> None:
    pares = rules.repartir(range(7), [1, 2, 3])

    cargas = sorted(sum(o == quien for _, o in pares) for quien in (1, 2, 3))
    assert cargas == [2, 2, 3]
    assert rechazo_de(lambda: rules.repartir(range(2), [])).code == "audiencia-sin-operadores"


@pytest.mark.numeral("ET 11.3", "ET 11.4", "ET 11.9")
def test_a_hearing_is_lived_in_one_order() -> None:
    estado = rules.INICIAL[Clase.AUDIENCIA]
    for acto in (Acto.AVISAR, Acto.ABRIR, Acto.CONCLUIR, Acto.CERRAR, Acto.NOTIFICAR):
        estado = rules.aplicar(Clase.AUDIENCIA, acto, estado)

    assert rules.aplicar(Clase.AUDIENCIA, Acto.RESOLVER, estado) is Estado.RESUELTA
    sin_aviso = rechazo_de(lambda: rules.aplicar(Clase.AUDIENCIA, Acto.ABRIR, Estado.PROGRAMADA))
    assert sin_aviso.code == "sesion-improcedente"


def asunto(**que: object) -> cambios.Asunto:
    datos: dict[str, object] = {
        "estatus": Estatus.PARA_COMPULSA, "puerta": Puerta.AUXILIAR, "inciso": "",
        "situacion": "lista_nominal", "causa": "", "cuentan": NOMINAL,
    }  # fmt: skip
    return cambios.Asunto(**{**datos, **que})  # type: ignore[arg-type]


OBSERVADO = {"estatus": Estatus.CON_INCONSISTENCIA}
SUSPENDIDA = {"situacion": "baja", "causa": "suspension_de_derechos"}
CANCELADA = {"situacion": "baja", "causa": "cancelacion_de_tramite"}
REPETIDA = {"situacion": "baja", "causa": "duplicado"}
NO_HALLADA = {"situacion": "no_encontrado"}


@pytest.mark.numeral("ET 11.4", "ET 11.6", "ET 11.7", "ET 11.8")
@pytest.mark.parametrize(
    ("que", "posibles"),
    [
        ({**OBSERVADO, "inciso": "j"}, ["reconsiderar"]),
        (OBSERVADO, ["levantar_regla"]),
        ({**OBSERVADO, "inciso": SIN_ABRIR}, []),
        ({**OBSERVADO, "puerta": Puerta.PAPEL}, ["reconsiderar"]),
        (NO_HALLADA, ["nueva_busqueda"]),
        (SUSPENDIDA, ["rehabilitacion"]),
        (CANCELADA, ["nuevo_tramite"]),
        (REPETIDA, ["nuevo_tramite"]),
        ({"situacion": "baja", "causa": "defuncion"}, ["informacion_nueva"]),
        ({"situacion": "padron"}, ["informacion_nueva"]),
        ({"situacion": "fuera_de_ambito"}, []),
        ({"estatus": Estatus.DUPLICADO}, []),
        ({**OBSERVADO, "inciso": "j", **SUSPENDIDA}, ["reconsiderar", "rehabilitacion"]),
    ],
)
def test_each_record_has_the_changes_that_the_law_gives_it(
    que: dict[str, object], posibles: list[str]
) -> None:
    assert cambios.posibles(asunto(**que)) == posibles


def presentado(*documentos: Documento, **que: object) -> Presentado:
    datos: dict[str, object] = {
        "manifestacion": "Es suya.", "motivo": "Se acredita.", "documentos": frozenset(documentos),
    }  # fmt: skip
    return Presentado(**{**datos, **que})  # type: ignore[arg-type]


HALLADA = {"datos_nuevos": True, "hallada": "lista_nominal"}
NADA = {"datos_nuevos": True, "hallada": "no_encontrado"}
D, C = Documento, Cambio


@pytest.mark.numeral("ET 11.4 c", "ET 11.6", "ET 11.7", "ET 11.8")
@pytest.mark.parametrize(
    ("que", "cambio", "trae", "codigo", "numeral"),
    [
        (SUSPENDIDA, C.REHABILITACION, presentado(D.SOLICITUD), "sin-rehabilitacion", "11.6"),
        (SUSPENDIDA, C.REHABILITACION, presentado(D.REHABILITACION), "sin-solicitud", "11.6"),
        (CANCELADA, C.NUEVO_TRAMITE, presentado(**HALLADA), "sin-copia", "11.7"),
        (
            REPETIDA,
            C.NUEVO_TRAMITE,
            presentado(D.CREDENCIAL, **NADA),
            "sin-inscripcion-vigente",
            "11.7",
        ),
        (NO_HALLADA, C.NUEVA_BUSQUEDA, presentado(), "sin-informacion-nueva", "11.4"),
        (NO_HALLADA, C.NUEVA_BUSQUEDA, presentado(**NADA), "sin-hallazgo", "11.8"),
        (OBSERVADO, C.LEVANTAR_REGLA, presentado(), "sin-elemento", "11.4 c"),
        (OBSERVADO, C.LEVANTAR_REGLA, presentado(manifestacion=""), "sin-manifestacion", "11.4 c"),
        (OBSERVADO, C.LEVANTAR_REGLA, presentado(motivo=" "), "sin-motivo", "11.4 c"),
        (OBSERVADO, C.RECONSIDERAR, presentado(), "cambio-no-previsto", "11.4"),
        (NO_HALLADA, C.REHABILITACION, presentado(), "cambio-no-previsto", "11.4"),
    ],
)
def test_a_change_without_its_condition_is_refused_with_its_numeral(
    que: dict[str, object], cambio: Cambio, trae: Presentado, codigo: str, numeral: str
) -> None:
    negado = rechazo_de(lambda: cambios.exigir(asunto(**que), [cambio], trae))

    assert negado.code == f"audiencia-{codigo}"
    assert negado.fila.numeral == f"ET {numeral}"
    assert negado.fila.que_hacer


@pytest.mark.numeral("ET 11.6", "ET 11.7", "ET 11.8")
@pytest.mark.parametrize(
    ("que", "cambio", "trae"),
    [
        (SUSPENDIDA, C.REHABILITACION, presentado(D.REHABILITACION, D.SOLICITUD)),
        (CANCELADA, C.NUEVO_TRAMITE, presentado(D.CREDENCIAL, **HALLADA)),
        (NO_HALLADA, C.NUEVA_BUSQUEDA, presentado(**HALLADA)),
        (OBSERVADO, C.LEVANTAR_REGLA, presentado(D.ELEMENTO)),
        ({**OBSERVADO, "inciso": "j"}, C.RECONSIDERAR, presentado()),
    ],
)
def test_under_its_condition_a_change_is_saved(
    que: dict[str, object], cambio: Cambio, trae: Presentado
) -> None:
    cambios.exigir(asunto(**que), [cambio], trae)


@pytest.mark.numeral("ET 11.4 c")
def test_with_no_manifestacion_a_record_is_saved_without_change() -> None:
    cambios.exigir(asunto(**NO_HALLADA), [], presentado(manifestacion="", motivo=""))


@pytest.mark.numeral("ET 11.4")
@pytest.mark.parametrize("elige", [[], [C.REHABILITACION]])
def test_the_form_is_edited_only_where_the_law_lets_it(elige: list[Cambio]) -> None:
    trae = presentado(D.REHABILITACION, D.SOLICITUD, datos_nuevos=True)

    negado = rechazo_de(lambda: cambios.exigir(asunto(**SUSPENDIDA), elige, trae))

    assert negado.code == "audiencia-datos-sin-cambio"


@pytest.mark.numeral("ET 11.5")
@pytest.mark.parametrize(
    ("campo", "nivel", "se_ve"),
    [
        ("nombre", "completo", "JUAN CARLOS"),
        ("nombre", "parcial", "J••• C•••"),
        ("nombre", "oculto", "••••"),
        ("clave", "parcial", "••••900"),
        ("emision", "parcial", "••••"),
    ],
)
def test_the_mask_shows_as_much_as_it_says(campo: str, nivel: str, se_ve: str) -> None:
    valor = {"nombre": "JUAN CARLOS", "clave": "HRGRJN82050620H900", "emision": "01"}[campo]

    assert mascara.tapar(campo, valor, mascara.Nivel(nivel)) == se_ve


def test_what_a_mask_does_not_say_is_as_by_default() -> None:
    assert mascara.de_datos({"cic": "oculto", "ocr": "¿?"}) == {
        **mascara.POR_OMISION, "cic": mascara.Nivel.OCULTO,
    }  # fmt: skip
