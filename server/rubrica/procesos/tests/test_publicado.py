"""The privacy notices and the logo: required, versioned, published, and carried to the phone."""

from __future__ import annotations

import io
import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client
from PIL import Image

from rubrica import llaves
from rubrica.avisos.models import Aviso
from rubrica.core.acuse import leer_manifiesto
from rubrica.core.jws import b64u_bytes
from rubrica.core.rechazos import Rechazo
from rubrica.cuentas.models import Cuenta
from rubrica.ficticio import avisos as sinteticos
from rubrica.procesos import manifiesto, publicado, queries, services
from rubrica.procesos.logotipo import MAX_GUARDADO, LogotipoInvalido, preparar
from rubrica.procesos.models import AvisoDePrivacidad, Proceso
from rubrica.procesos.publicado import MAX_TEXTO, AvisoInvalido, Clase
from rubrica.procesos.tests.conftest import AHORA, Oficina
from rubrica.procesos.tests.test_vistas import FORMULARIO, de

DESPUES = AHORA + timedelta(days=1)
VECTORES = json.loads((Path(__file__).parents[4] / "vectors/avisos.json").read_text("utf-8"))


def archivo(formato: str, lado: int = 600, modo: str = "RGB", **opciones: Any) -> bytes:
    salida = io.BytesIO()
    Image.new(modo, (lado, lado // 2), "white").save(salida, formato, **opciones)
    return salida.getvalue()


def carga(proceso: Proceso) -> dict[str, Any]:
    firmado = queries.manifiesto(proceso.pk)
    return leer_manifiesto(firmado, llaves.publica_ed25519("manifiesto"))


def publicar(oficina: Oficina, proceso: Proceso, **cambios: Any) -> list[str]:
    datos = {"textos": {}, "motivo": "Acuerdo 31", "momento": DESPUES, **cambios}
    return services.publicar(proceso=proceso.pk, quien=oficina.ada.pk, **datos)


@pytest.mark.parametrize("caso", VECTORES)
def test_a_notice_is_read_as_the_phone_reads_it(caso: dict[str, Any]) -> None:
    leidos = [[b.tipo, list(b.renglones)] for b in publicado.bloques(caso["texto"])]

    assert leidos == caso["bloques"]


@pytest.mark.numeral("ET 1.3")
@pytest.mark.parametrize("malo", ["  \n ", "a" * 6_001, "con \x07 campana"])
def test_an_empty_long_or_odd_notice_is_refused_in_spanish(malo: str) -> None:
    with pytest.raises(AvisoInvalido, match=r"Escriba|caben|no se ven"):
        publicado.limpiar(Clase.SIMPLIFICADO, malo)


@pytest.mark.numeral("ET 1.2 imagen")
@pytest.mark.parametrize("formato", ["PNG", "JPEG"])
def test_a_logo_is_made_again_small_and_without_metadata(formato: str) -> None:
    exif = Image.Exif()
    exif[0x010E] = "tomada en casa de Abel"

    hecho = preparar(archivo(formato, exif=exif) + b"lo que va pegado")

    imagen = Image.open(io.BytesIO(hecho))
    assert (imagen.format, imagen.size) == ("WEBP", (320, 160))
    assert len(hecho) <= MAX_GUARDADO
    assert not imagen.getexif()
    assert b"Abel" not in hecho
    assert b"pegado" not in hecho


def test_a_logo_of_noise_fits_too() -> None:
    salida = io.BytesIO()
    Image.effect_noise((450, 450), 120).save(salida, "PNG")

    assert len(preparar(salida.getvalue())) <= MAX_GUARDADO


def animada() -> bytes:
    cuadros = [Image.new("RGB", (9, 9), color) for color in ("red", "blue")]
    salida = io.BytesIO()
    cuadros[0].save(salida, "PNG", save_all=True, append_images=cuadros[1:])
    return salida.getvalue()


@pytest.mark.numeral("ET 1.2 imagen")
@pytest.mark.parametrize(
    ("crudo", "dice"),
    [
        (b"hola", "PNG o JPG"),
        (archivo("GIF"), "PNG o JPG"),
        (archivo("PNG", lado=20_000, modo="1"), "demasiados píxeles"),
        (archivo("PNG", lado=8_000), "demasiados píxeles"),
        (archivo("JPEG")[:700], "dañado"),
        (archivo("PNG") + bytes(500 * 1024), "500 KB"),
        (animada(), "animada"),
    ],
    ids=["texto", "gif", "bomba", "enorme", "cortada", "pesada", "animada"],
)
def test_what_is_no_logo_is_refused_in_spanish(crudo: bytes, dice: str) -> None:
    with pytest.raises(LogotipoInvalido, match=dice):
        preparar(crudo)


@pytest.mark.numeral("ET 1.3")
@pytest.mark.parametrize("estado", ["solicitado", "aprobado"])
def test_the_database_lets_no_process_advance_without_both_notices(
    oficina: Oficina, estado: str
) -> None:
    proceso = oficina.registrar(texto_integral="")

    with pytest.raises(IntegrityError, match="proceso_con_avisos"), transaction.atomic():
        Proceso.objects.filter(pk=proceso.pk).update(
            estado=estado, aprobado_en=AHORA, aprobado_por=1
        )


@pytest.mark.numeral("ET 1.3", "ET 5.3")
def test_the_manifest_carries_both_notices_and_the_logo(oficina: Oficina) -> None:
    logo = preparar(sinteticos.logotipo())
    proceso = oficina.abierto()
    publicar(oficina, proceso, logotipo=logo)

    dicho = carga(proceso)

    assert dicho["avisos"]["integral"].endswith(f"/mecanismos/{proceso.pk}/avisos/integral/")
    for aviso in dicho["textos_de_avisos"].values():
        assert aviso["sha256"] == publicado.huella(aviso["texto"])
    assert b64u_bytes(dicho["logotipo"]["imagen"]) == logo


@pytest.mark.numeral("ET 1.3", "ET 14.2")
def test_a_change_after_opening_is_another_version_that_phones_get(oficina: Oficina) -> None:
    proceso = oficina.abierto()

    cambios = publicar(oficina, proceso, textos={Clase.SIMPLIFICADO: "Otro texto."})

    assert cambios == ["simplificado"]
    assert publicar(oficina, proceso, textos={Clase.SIMPLIFICADO: " Otro texto.\r\n"}) == []
    assert carga(proceso)["version"] == 2
    assert carga(proceso)["textos_de_avisos"]["simplificado"]["version"] == 2
    filas = proceso.avisos.filter(clase="simplificado").order_by("version")
    assert [(f.version, f.publicado_por) for f in filas] == [
        (1, oficina.ada.pk),
        (2, oficina.ada.pk),
    ]


@pytest.mark.numeral("ET 14.2")
def test_what_an_open_process_publishes_says_why_and_is_told(oficina: Oficina) -> None:
    proceso = oficina.abierto()
    texto = {Clase.INTEGRAL: "Otro texto."}
    with pytest.raises(Rechazo, match="cambio-sin-motivo"), transaction.atomic():
        publicar(oficina, proceso, textos=texto, motivo=" ")

    publicar(oficina, proceso, textos=texto, logotipo=preparar(sinteticos.logotipo()))

    cambio = proceso.historia.get()
    assert (cambio.motivo, cambio.quien) == ("Acuerdo 31", oficina.ada.pk)
    assert services.renglones(cambio) == [
        {"que": "Aviso de privacidad integral", "antes": "Versión 1", "ahora": "Versión 2"},
        {"que": "Imagen o logotipo", "antes": "ninguna", "ahora": "Versión 1"},
    ]
    assert Aviso.objects.filter(plantilla="cambio_de_proceso").count() == 2  # Pilar and Ada


@pytest.mark.numeral("ET 14.2")
def test_the_database_refuses_a_notice_that_an_open_process_changes_in_silence(
    oficina: Oficina,
) -> None:
    proceso = oficina.abierto()

    with pytest.raises(IntegrityError, match="publicado_con_motivo"), transaction.atomic():
        AvisoDePrivacidad.objects.create(
            proceso=proceso, clase="integral", version=2, texto="Otro.", huella="0" * 64,
            publicado_en=DESPUES, publicado_por=1,
        )  # fmt: skip


def test_a_published_notice_is_never_rewritten(oficina: Oficina) -> None:
    filas = AvisoDePrivacidad.objects.filter(proceso=oficina.registrar().pk)

    with pytest.raises(IntegrityError), transaction.atomic():
        filas.update(texto="otro")
    with pytest.raises(IntegrityError), transaction.atomic():
        filas.delete()


def test_the_longest_notices_with_a_heavy_logo_fit_a_manifest(oficina: Oficina) -> None:
    textos = {clase: "𝕏" * maximo for clase, maximo in MAX_TEXTO.items()}
    proceso = oficina.registrar(
        texto_integral=textos[Clase.INTEGRAL],
        texto_simplificado=textos[Clase.SIMPLIFICADO],
        denominacion="𝕏" * 479,
        pregunta="𝕏" * 1000,
        logotipo=bytes(MAX_GUARDADO),
    )

    assert manifiesto.firmar(proceso, version=1, momento=AHORA)


@pytest.mark.numeral("ET 14.2", "ET 1.3")
def test_anybody_reads_the_notices_of_a_process_that_was_asked_for(oficina: Oficina) -> None:
    proceso = oficina.registrar(texto_integral="# Uno\n\n<script>alert(1)</script>\n\n- punto")
    casa = f"/mecanismos/{proceso.pk}/"
    assert Client().get(casa).status_code == 404

    services.solicitar(proceso=proceso.pk, quien=oficina.ada.pk, momento=AHORA)

    portada = Client().get(casa).content.decode()
    assert proceso.denominacion in portada
    assert "Pilar Ejemplo Muestra" in portada
    leido = Client().get(f"{casa}avisos/integral/").content.decode()
    assert "<h2>Uno</h2>" in leido
    assert "<li>punto</li>" in leido
    assert "&lt;script&gt;" in leido
    assert "<script>alert" not in leido
    assert Client().get(f"{casa}avisos/simplificado/").status_code == 200
    assert Client().get(f"{casa}avisos/otro/").status_code == 404
    assert Client().get(f"{casa}logotipo").status_code == 404


def test_the_logo_is_served_as_an_image_and_nothing_else(oficina: Oficina) -> None:
    proceso = oficina.aprobado(logotipo=preparar(sinteticos.logotipo()))

    respuesta = Client().get(f"/mecanismos/{proceso.pk}/logotipo")

    assert respuesta["Content-Type"] == "image/webp"
    assert respuesta["X-Content-Type-Options"] == "nosniff"


@pytest.mark.numeral("ET 1.2", "ET 1.3")
def test_the_form_keeps_what_was_typed_and_says_what_is_wrong_with_the_image(
    oficina: Oficina,
) -> None:
    malo = SimpleUploadedFile("logo.png", b"no soy imagen", "image/png")

    respuesta = de(oficina.ada).post(
        "/procesos/nuevo/", {**FORMULARIO, "id": "OAXL1", "logotipo": malo}
    )

    assert respuesta.status_code == 422
    assert "No es una imagen PNG o JPG" in respuesta.content.decode()
    assert "Sus datos se cifran." in respuesta.content.decode()
    assert not Proceso.objects.filter(pk="OAXL1").exists()


@pytest.mark.numeral("ET 1.2")
def test_the_opl_publishes_another_version_by_hand(oficina: Oficina) -> None:
    proceso = oficina.abierto()
    ada, pagina = de(oficina.ada), f"/procesos/{proceso.pk}/publicado/"
    logo = SimpleUploadedFile("logo.jpg", archivo("JPEG"), "image/jpeg")
    escrito = {
        "texto_integral": "Nuevo.", "texto_simplificado": "Breve.", "logotipo": logo,
        "motivo": "Acuerdo 31",
    }  # fmt: skip

    for falta in ("texto_integral", "motivo"):
        assert ada.post(pagina, {**escrito, falta: ""}).status_code == 422
        logo.seek(0)
    assert ada.post(pagina, escrito).status_code == 302

    assert "Nuevo." in ada.get(pagina).content.decode()
    assert carga(proceso)["logotipo"]["tipo"] == "image/webp"


def test_ramiro_publishes_nothing_in_the_process_of_another(
    oficina: Oficina, ramiro: Cuenta
) -> None:
    pagina = f"/procesos/{oficina.registrar().pk}/publicado/"

    respuesta = de(ramiro).post(pagina, {"texto_integral": "x", "texto_simplificado": "y"})

    assert respuesta.status_code in (302, 403)
    assert not AvisoDePrivacidad.objects.filter(texto="x").exists()
