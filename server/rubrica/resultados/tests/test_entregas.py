"""A delivery: sealed to the OPL's key alone, opened with ordinary tools, acknowledged (ET 13.5)."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pyrage
import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction

from rubrica import llaves
from rubrica.bitacora import queries as bitacora
from rubrica.core import jws
from rubrica.core.rechazos import Rechazo
from rubrica.cuentas.models import Cuenta
from rubrica.launch import grants
from rubrica.padron.models import Corte as CorteDelPadron
from rubrica.procesos.tests.forzar import forzar
from rubrica.resultados import preparacion, queries, rules, services
from rubrica.resultados.models import Confirmacion, Entrega, LlaveDeEntrega, Volumen
from rubrica.resultados.rules import Concluye, Parte
from rubrica.resultados.tests import apertura
from rubrica.resultados.tests.conftest import (
    ANA,
    DESPUES,
    ELSA,
    JUAN,
    LUIS,
    NADIE,
    Poner,
    congelar,
    ensayar,
    notificar,
    preparada,
)

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("llave")]
Abrir = Callable[[Entrega], list[dict[str, str]]]


def code_of(acto: Callable[[], object]) -> str:
    with pytest.raises(Rechazo) as motivo:
        acto()
    return motivo.value.code


@pytest.fixture
def abrir(del_opl: pyrage.x25519.Identity, tmp_path: Path) -> Abrir:
    """Return what opens a delivery as the OPL would, and gives its rows."""
    return lambda entrega: apertura.filas(entrega, del_opl, tmp_path)


@pytest.mark.numeral("ET 13.5", "ET 13.6")
def test_who_is_in_the_padron_is_delivered_with_the_fields_of_the_law_and_no_other(
    valido: Poner, irma: Cuenta, abrir: Abrir
) -> None:
    for clave in (JUAN, JUAN, ANA, ELSA, NADIE):
        valido(clave)
    valido(LUIS, inciso="j")

    filas = abrir(preparada(irma, congelar(irma)))

    assert [tuple(f.values())[:7] for f in filas] == [
        ("JUAN HERNÁNDEZ GARCÍA", JUAN, "20", "08", "21", "066", "2575"),
        ("ANA PEÑA", ANA, "20", "08", "21", "066", "0066"),
    ]
    assert list(filas[0]) == [
        "nombre_completo", "clave_de_elector", "estado", "distrito_federal", "distrito_local",
        "municipio", "seccion", "codigo_de_integridad",
    ]  # fmt: skip


@pytest.mark.numeral("ET 13.5")
def test_the_situaciones_are_those_of_the_process_and_are_printed_on_the_delivery(
    valido: Poner, irma: Cuenta, abrir: Abrir, tmp_path: Path
) -> None:
    for clave in (JUAN, ANA):
        valido(clave)
    forzar(situaciones_que_cuentan=["lista_nominal"])

    filas = abrir(preparada(irma, congelar(irma)))

    assert [f["clave_de_elector"] for f in filas] == [JUAN]
    (leame,) = tmp_path.glob("*/data/LEAME.txt")
    (info,) = tmp_path.glob("*/bag-info.txt")
    assert "Situaciones registrales que incluye: En Lista Nominal.\n" in leame.read_text()
    assert "Situaciones-Registrales: En Lista Nominal\n" in info.read_text()


@pytest.mark.numeral("ET 13.5")
def test_each_record_and_the_whole_carry_a_code_that_anybody_recomputes(
    valido: Poner, irma: Cuenta, abrir: Abrir, tmp_path: Path
) -> None:
    valido(JUAN)
    entrega = preparada(irma, congelar(irma))

    (fila,) = abrir(entrega)

    *campos, codigo = fila.values()
    assert codigo == hashlib.sha256("\x1f".join(campos).encode()).hexdigest()
    assert apertura.codigo_de_integridad(tmp_path) == entrega.codigo


def test_the_delivery_comes_in_volumes_each_a_whole_bag(
    valido: Poner,
    irma: Cuenta,
    abrir: Abrir,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(preparacion, "POR_VOLUMEN", 2)
    for clave in (JUAN, ANA, LUIS):
        valido(clave)
    entrega = preparada(irma, congelar(irma))

    filas = abrir(entrega)

    assert [f["clave_de_elector"] for f in filas] == [JUAN, ANA, LUIS]
    assert [v.registros for v in entrega.volumenes.order_by("numero")] == [2, 1]
    etiquetas = "".join(a.read_text() for a in sorted(tmp_path.glob("*/bag-info.txt")))
    assert etiquetas.index("Bag-Count: 1 of 2") < etiquetas.index("Bag-Count: 2 of 2")
    assert apertura.codigo_de_integridad(tmp_path) == entrega.codigo


@pytest.mark.numeral("ET 13.6", "ET 14.4")
def test_no_other_key_opens_it_and_no_plain_byte_is_in_the_store(
    valido: Poner, irma: Cuenta, tmp_path: Path
) -> None:
    valido(JUAN)
    entrega = preparada(irma, congelar(irma))

    guardado = b"".join(a.read_bytes() for a in (tmp_path / "blobs").rglob("*") if a.is_file())

    assert JUAN.encode() not in guardado
    assert len(guardado) == sum(v.bytes for v in entrega.volumenes.all())
    with pytest.raises(pyrage.DecryptError):
        pyrage.decrypt(guardado, [pyrage.x25519.Identity.generate()])


@pytest.mark.numeral("ET 13.6")
def test_nothing_is_sealed_to_a_key_that_two_people_have_not_confirmed(
    valido: Poner, ada: Cuenta, irma: Cuenta, del_opl: pyrage.x25519.Identity
) -> None:
    valido(JUAN)
    congelar(irma)
    fila = services.registrar_llave(
        proceso="OAX26", llave=str(del_opl.to_public()), quien=ada.pk, momento=DESPUES
    )

    def confirmar(parte: Parte, quien: Cuenta, huella: str = fila.huella) -> Confirmacion:
        return services.confirmar_llave(
            proceso="OAX26", huella=huella, parte=parte, quien=quien.pk, momento=DESPUES
        )

    assert code_of(lambda: confirmar(Parte.OPL, ada, "0" * 64)) == "huella-distinta"
    confirmar(Parte.OPL, ada)
    assert code_of(lambda: confirmar(Parte.OPL, irma)) == "huella-confirmada"
    assert code_of(lambda: confirmar(Parte.DERFE, ada)) == "huella-confirmada"
    assert code_of(lambda: preparada(irma, 1)) == "llave-sin-confirmar"

    confirmar(Parte.DERFE, irma)
    assert code_of(lambda: preparada(irma, 1)) == "llave-sin-ensayar"
    ensayar(fila, del_opl, ada)

    assert preparada(irma, 1).estado == "preparada"


@pytest.mark.numeral("ET 13.6")
def test_a_new_key_has_to_be_confirmed_again_and_a_wrong_one_is_refused(
    valido: Poner, ada: Cuenta, irma: Cuenta
) -> None:
    valido(JUAN)
    congelar(irma)

    def registrar(llave: str) -> LlaveDeEntrega:
        return services.registrar_llave(proceso="OAX26", llave=llave, quien=ada.pk, momento=DESPUES)

    assert code_of(lambda: registrar("ssh-ed25519 AAAA")) == "llave-de-entrega-invalida"
    registrar(str(pyrage.x25519.Identity.generate().to_public()))

    assert code_of(lambda: preparada(irma, 1)) == "llave-sin-confirmar"


@pytest.mark.numeral("ET 13.5")
def test_a_delivery_is_of_its_cut_or_it_is_not_made(valido: Poner, irma: Cuenta) -> None:
    valido(JUAN)
    congelar(irma)
    valido(LUIS)

    tarde = preparada(irma, 1)

    assert (tarde.estado, tarde.motivo) == ("fallida", "entrega-corte-movido")
    assert not Volumen.objects.exists()
    assert preparada(irma, congelar(irma)).estado == "preparada"


def test_without_the_cut_of_the_padron_nothing_is_delivered_and_it_says_why(
    valido: Poner, irma: Cuenta, corte_del_padron: CorteDelPadron
) -> None:
    valido(JUAN)
    congelar(irma)
    llaves.destruir_corte(corte_del_padron.pk)

    sin_llaves = preparada(irma, 1)

    assert (sin_llaves.estado, sin_llaves.motivo) == ("fallida", "entrega-sin-llaves")


def dispuesta(irma: Cuenta) -> Entrega:
    entrega = preparada(irma, congelar(irma))
    return services.disponer(proceso="OAX26", entrega=entrega.pk, quien=irma.pk, momento=DESPUES)


@pytest.mark.numeral("ET 13.5")
def test_the_opl_acknowledges_with_the_code_that_it_computed_and_with_no_other(
    valido: Poner,
    ada: Cuenta,
    irma: Cuenta,
    abrir: Abrir,
    tmp_path: Path,
) -> None:
    valido(JUAN)
    entrega = dispuesta(irma)

    def acusar(codigo: str) -> Entrega:
        return services.acusar(
            proceso="OAX26", entrega=entrega.pk, codigo_calculado=codigo, quien=ada.pk,
            momento=DESPUES,
        )  # fmt: skip

    assert code_of(lambda: acusar("f" * 64)) == "entrega-codigo-distinto"
    assert code_of(lambda: acusar("no es")) == "entrega-codigo-distinto"
    abrir(entrega)
    hecha = acusar(apertura.codigo_de_integridad(tmp_path))

    assert (hecha.estado, hecha.acusada_por) == ("acusada", ada.pk)
    actos = {a.acto for a in bitacora.de_objeto(f"entrega:{entrega.pk}")}
    assert actos == {"solicitar_entrega", "disponer_entrega", "acusar_entrega"}


def test_the_delivery_is_signed_and_names_its_cut_its_key_and_its_files(
    valido: Poner, irma: Cuenta, llave: LlaveDeEntrega
) -> None:
    valido(JUAN)
    entrega = dispuesta(irma)

    carga = jws.verificar(
        entrega.jws, typ=rules.TYP_ENTREGA, clave=llaves.publica_ed25519("resultados")
    )

    assert carga["corte_sha256"] == entrega.corte.huella
    assert carga["llave_sha256"] == llave.huella
    lista = queries.lista_de_volumenes(entrega)
    assert carga["volumenes_sha256"] == rules.huella(lista)
    assert carga["codigo_de_integridad"] == entrega.codigo


def test_there_is_no_delivery_of_nobody_nor_two_at_once(valido: Poner, irma: Cuenta) -> None:
    valido(ELSA)
    congelar(irma)
    assert code_of(lambda: preparada(irma, 1)) == "entrega-vacia"

    valido(JUAN)
    congelar(irma)
    services.solicitar_entrega(proceso="OAX26", corte=2, quien=irma.pk, momento=DESPUES)

    assert code_of(lambda: preparada(irma, 2)) == "entrega-en-preparacion"


@pytest.mark.parametrize(
    "orden",
    [
        "UPDATE resultados_entrega SET situaciones = '{lista_nominal}'",
        "UPDATE resultados_entrega SET estado = 'acusada'",
        "UPDATE resultados_volumen SET codigo = ''",
        "DELETE FROM resultados_entrega",
        "INSERT INTO resultados_entrega (corte_id, numero, llave_id, situaciones, solicitada_en,"
        " solicitada_por, estado, avance, motivo, codigo, jws) SELECT corte_id, 9, llave_id,"
        " '{baja}', now(), 1, 'en_preparacion', 0, '', '', '' FROM resultados_entrega",
    ],
)
def test_the_database_refuses_what_the_rules_refuse(
    valido: Poner, irma: Cuenta, orden: str
) -> None:
    valido(JUAN)
    preparada(irma, congelar(irma))

    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(orden)


@contextmanager
def con_el_papel_de(rol: str) -> Iterator[None]:
    """Inside, PostgreSQL allows what grants.toml gives to that service and no more."""
    with connection.cursor() as cursor:
        cursor.execute(f"SET ROLE {rol}")
        try:
            yield
        finally:
            cursor.execute("RESET ROLE")


@pytest.mark.numeral("ET 13.5", "ET 14.1")
def test_mesa_and_worker_do_their_parts_with_the_grants_that_each_has(
    valido: Poner, ada: Cuenta, irma: Cuenta
) -> None:
    valido(JUAN)
    grants.otorgar({})

    with con_el_papel_de("rubrica_mesa"):
        notificar(ada, Concluye.AUDIENCIAS)
        corte = congelar(irma)
        fila = services.solicitar_entrega(
            proceso="OAX26", corte=corte, quien=irma.pk, momento=DESPUES
        )
    with con_el_papel_de("rubrica_worker"):
        services.preparar(entrega=fila.pk)
    with con_el_papel_de("rubrica_mesa"):
        lista = services.disponer(proceso="OAX26", entrega=fila.pk, quien=irma.pk, momento=DESPUES)
        services.acusar(
            proceso="OAX26", entrega=fila.pk, codigo_calculado=lista.codigo, quien=ada.pk,
            momento=DESPUES,
        )  # fmt: skip

    fila.refresh_from_db()
    assert fila.estado == "acusada"


@pytest.mark.numeral("ET 14.1")
@pytest.mark.parametrize(
    ("rol", "orden"),
    [
        ("rubrica_portal", "SELECT documento FROM resultados_corte"),
        ("rubrica_recepcion", "SELECT destinatario FROM resultados_llavedeentrega"),
        ("rubrica_worker", "INSERT INTO resultados_corte (proceso) VALUES ('OAX26')"),
        ("rubrica_worker", "INSERT INTO resultados_llavedeentrega (proceso) VALUES ('OAX26')"),
        ("rubrica_worker", "UPDATE resultados_entrega SET acusada_en = now()"),
        ("rubrica_mesa", "UPDATE resultados_entrega SET codigo = ''"),
        ("rubrica_mesa", "INSERT INTO resultados_volumen (numero) VALUES (1)"),
    ],
)
def test_no_service_reads_or_writes_results_that_are_not_its_part(rol: str, orden: str) -> None:
    grants.otorgar({})

    with (
        pytest.raises(ProgrammingError, match="permission denied"),
        con_el_papel_de(rol),
        connection.cursor() as cursor,
    ):
        cursor.execute(orden)
