"""From draft to open, with who and when, and what the phone then reads."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from rubrica import llaves
from rubrica.avisos.models import Aviso
from rubrica.bitacora.models import Asiento
from rubrica.core.acuse import leer_manifiesto
from rubrica.core.jws import JwsInvalido, b64u
from rubrica.core.rechazos import Rechazo
from rubrica.cuentas.models import Cuenta
from rubrica.cuentas.permisos import puede
from rubrica.procesos import queries, services
from rubrica.procesos.models import Manifiesto, Proceso
from rubrica.procesos.tests.conftest import AHORA, FIN, INICIO, Oficina


@pytest.mark.numeral("ET 1.2")
def test_a_registered_process_is_a_draft_with_its_keys_made(oficina: Oficina) -> None:
    proceso = oficina.registrar()

    assert proceso.estado == "borrador"
    assert bytes(proceso.clave_publica) == llaves.publica(proceso.pk)
    for clase in ("proceso", "datos", "indice", "portal"):
        assert len(llaves.de_proceso(proceso.pk, clase)) == 32


@pytest.mark.numeral("ET 2.3")
def test_an_id_names_one_process(oficina: Oficina) -> None:
    proceso = oficina.registrar()

    with pytest.raises(Rechazo, match="proceso-repetido"):
        oficina.registrar(id=proceso.pk)


@pytest.mark.numeral("ET 1.2 correo electrónico")
def test_the_promovente_s_account_is_one_and_is_no_official_s(
    oficina: Oficina, pilar: Cuenta, olga: Cuenta
) -> None:
    assert oficina.registrar(correo=pilar.correo.upper()).promovente == pilar
    with pytest.raises(Rechazo, match="correo-de-otra-cuenta"):
        oficina.registrar(correo=olga.correo)


@pytest.mark.numeral("ET 1.1")
def test_each_step_keeps_who_and_when(oficina: Oficina) -> None:
    proceso = oficina.aprobado()

    assert (proceso.registrado_por, proceso.solicitado_por) == (oficina.ada.pk, oficina.ada.pk)
    assert (proceso.aprobado_por, proceso.aprobado_en) == (oficina.irma.pk, AHORA)
    actos = Asiento.objects.filter(objeto=proceso.pk).values_list("acto", flat=True)
    assert set(actos) == {
        "registrar_proceso", "publicar_avisos", "solicitar_proceso", "aprobar_proceso",
    }  # fmt: skip


@pytest.mark.numeral("ET 2.3", "ET 2.1")
def test_approval_gives_the_promovente_access_and_the_confirmation(oficina: Oficina) -> None:
    antes = oficina.registrar()
    assert not puede(antes.promovente, "auxiliares.registrar", antes.pk)

    proceso = oficina.aprobado(correo="otra@ejemplo.test")

    assert puede(proceso.promovente, "auxiliares.registrar", proceso.pk)
    assert Aviso.objects.get(proceso=proceso.pk).plantilla == "confirmacion_de_proceso"


@pytest.mark.numeral("ET 1.3")
def test_without_both_privacy_notices_nothing_is_requested(oficina: Oficina) -> None:
    proceso = oficina.registrar(texto_simplificado="")

    with pytest.raises(Rechazo, match="avisos-de-privacidad"):
        services.solicitar(proceso=proceso.pk, quien=oficina.ada.pk, momento=AHORA)


@pytest.mark.numeral("ET 1.2")
def test_a_late_request_says_why_and_keeps_it(oficina: Oficina) -> None:
    proceso = oficina.registrar().pk
    tarde = INICIO - timedelta(hours=1)

    with pytest.raises(Rechazo, match="solicitud-sin-anticipacion"):
        services.solicitar(proceso=proceso, quien=1, momento=tarde)
    fila = services.solicitar(
        proceso=proceso, quien=1, momento=tarde, urgencia="Lo ordena una sentencia."
    )

    assert fila.urgencia == "Lo ordena una sentencia."


def test_a_second_approval_comes_too_late(oficina: Oficina) -> None:
    proceso = oficina.aprobado()

    with pytest.raises(Rechazo, match="proceso-improcedente"):
        services.aprobar(proceso=proceso.pk, quien=oficina.irma.pk, momento=AHORA)


@pytest.mark.numeral("ET 1.2")
def test_an_open_process_hands_phones_a_manifest_that_the_installation_signed(
    oficina: Oficina,
) -> None:
    proceso = oficina.abierto()

    carga = leer_manifiesto(queries.manifiesto(proceso.pk), llaves.publica_ed25519("manifiesto"))

    assert (carga["proceso"], carga["entidad"], carga["version"]) == (proceso.pk, "Oaxaca", 1)
    assert carga["periodo"] == {
        "inicio": "2026-11-10T06:00:00.000Z",
        "fin": "2026-12-10T05:59:59.000Z",
    }
    assert carga["clave"]["publica"] == b64u(llaves.publica(proceso.pk))
    assert "Pilar Ejemplo Muestra" in carga["manifiesto_ciudadano"]["texto"]
    assert "Oaxaca" in carga["responsiva"]["texto"]


def test_another_key_does_not_verify_the_manifest(oficina: Oficina) -> None:
    proceso = oficina.abierto()

    with pytest.raises(JwsInvalido):
        leer_manifiesto(queries.manifiesto(proceso.pk), llaves.publica_ed25519("acuse"))


def test_a_door_learns_what_it_needs_of_a_process(oficina: Oficina) -> None:
    proceso = oficina.abierto()

    puerta = queries.proceso_en_puerta(proceso.pk)

    assert puerta is not None
    assert (puerta.abierto, puerta.inicio, puerta.fin) == (True, INICIO, FIN)
    assert puerta.kid == llaves.kid(llaves.publica(proceso.pk))
    assert queries.proceso_en_puerta("NADA99") is None
    assert queries.abiertos() == [proceso.pk]


def test_a_manifest_that_went_out_is_never_rewritten(oficina: Oficina) -> None:
    proceso = oficina.abierto()

    filas = Manifiesto.objects.filter(proceso=proceso)

    with pytest.raises(IntegrityError), transaction.atomic():
        filas.update(jws="otro")
    with pytest.raises(IntegrityError), transaction.atomic():
        filas.delete()


@pytest.mark.numeral("ET 13.6")
@pytest.mark.parametrize("falta", ["ensayo_superado_en", "custodia_entregada_en", "abierto_por"])
def test_the_database_refuses_to_open_before_the_rehearsal(oficina: Oficina, falta: str) -> None:
    proceso = oficina.aprobado()
    todo = {
        "ensayo_superado_en": AHORA,
        "custodia_entregada_en": AHORA,
        "abierto_en": AHORA,
        "abierto_por": 1,
    }

    with pytest.raises(IntegrityError, match="proceso_abierto_tras_ensayo"), transaction.atomic():
        Proceso.objects.filter(pk=proceso.pk).update(estado="abierto", **{**todo, falta: None})
    Proceso.objects.filter(pk=proceso.pk).update(estado="abierto", **todo)
