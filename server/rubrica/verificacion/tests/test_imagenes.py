"""What a person sees of a record, and the trace that it was seen."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from django.conf import settings
from PIL import Image, ImageChops, ImageStat

from rubrica.bitacora.models import Asiento
from rubrica.core.contenido import Firma, SinFirma
from rubrica.recepcion import almacen
from rubrica.verificacion import imagenes, services
from rubrica.verificacion.tests import captura
from rubrica.verificacion.tests.conftest import AHORA, Recibir


def _open(jpeg: bytes) -> Image.Image:
    return Image.open(BytesIO(jpeg)).convert("RGB")


@pytest.mark.numeral("ET 10.7 e", "ET 11.4 b", "ET 10.5")
@pytest.mark.django_db
def test_each_asking_gives_four_marked_images_and_leaves_an_asiento(recibir: Recibir) -> None:
    registro = recibir()

    vistas = services.abrir_imagenes(registro, quien="olga", momento=AHORA)
    services.abrir_imagenes(registro, quien="omar", momento=AHORA)

    assert _open(vistas.anverso).size == (320, 200)
    assert _open(vistas.firma).size == (300, 120)
    asientos = Asiento.objects.filter(acto="VER_IMAGENES", objeto=registro.folio)
    assert sorted(asientos.values_list("actor", flat=True)) == ["olga", "omar"]


@pytest.mark.numeral("ET 14.1")
@pytest.mark.django_db
def test_nothing_is_written_in_clear(recibir: Recibir) -> None:
    registro = recibir()
    antes = sorted(Path(settings.BLOBS_DIR).rglob("*"))

    services.abrir_imagenes(registro, quien="olga", momento=AHORA)

    assert sorted(Path(settings.BLOBS_DIR).rglob("*")) == antes
    assert all(captura.jpeg("teal") not in ruta.read_bytes() for ruta in antes if ruta.is_file())


@pytest.mark.django_db
def test_what_does_not_open_says_so_and_the_asking_is_kept_all_the_same(recibir: Recibir) -> None:
    registro = recibir()
    almacen.ruta("OAX26", bytes(registro.codigo_integridad)).unlink()

    with pytest.raises(services.NoAbre, match="paquete-ausente"):
        services.abrir_imagenes(registro, quien="olga", momento=AHORA)

    assert Asiento.objects.filter(acto="VER_IMAGENES").count() == 1


def test_the_mark_shows_and_the_picture_stays_legible() -> None:
    original = captura.jpeg("white", 1200, 760)

    marcada = _open(imagenes.marcar(original, "olga · 20/11/2026 12:31 (hora Centro)"))

    diferencia = ImageChops.difference(marcada, _open(original)).convert("L")
    assert diferencia.getbbox() is not None
    assert ImageStat.Stat(diferencia).mean[0] < 6  # of 255: faint
    assert ImageStat.Stat(diferencia.crop((0, 700, 600, 760))).extrema[0][1] > 100  # the band


@pytest.mark.parametrize("danada", [b"", b"no es una imagen", b"\xff\xd8\xff"])
def test_what_is_no_image_is_told(danada: bytes) -> None:
    with pytest.raises(OSError, match="imagen-danada"):
        imagenes.marcar(danada, "olga")


def test_another_person_or_minute_is_another_mark() -> None:
    original = captura.jpeg("white", 800, 500)

    una, otra = (imagenes.marcar(original, quien) for quien in ("olga 12:31", "omar 12:31"))

    assert una != otra


def test_a_signature_is_drawn_where_the_pen_went() -> None:
    firma = Firma(ancho=200, alto=100, trazos=((0, 20, 50, 10, 160, 0),))

    lienzo = _open(imagenes.dibujar_firma(firma, "olga")).convert("L")

    assert lienzo.getpixel((100, 50)) < 120  # type: ignore[operator]
    assert lienzo.getpixel((100, 20)) > 200  # type: ignore[operator]


EN_BLANCO = Firma(ancho=300, alto=120, trazos=())


@pytest.mark.numeral("ET 10.3 m")
def test_a_credential_without_signature_is_said_in_the_picture() -> None:
    dentro = captura.contenido(firma=EN_BLANCO, aceptacion=SinFirma())

    dicho = _open(imagenes.dibujar_aceptacion(dentro, "olga")).convert("L")

    assert sum(dicho.crop((0, 8, 300, 40)).histogram()[:100]) > 50


@pytest.mark.numeral("ET 10.3 m")
def test_fingerprint_and_witness_are_seen_in_one_picture() -> None:
    con_huella = captura.con_testigo(captura.jpeg("maroon", 200, 200))
    con_marca = captura.con_testigo()

    vista = _open(
        imagenes.dibujar_aceptacion(
            captura.contenido(firma=EN_BLANCO, aceptacion=con_huella), "olga"
        )
    )
    marcada = _open(imagenes.dibujar_aceptacion(captura.contenido(aceptacion=con_marca), "olga"))

    rojo, verde = (vista.getchannel(canal).getpixel((100, 120)) for canal in ("R", "G"))
    assert verde != rojo
    assert vista.height > 320
    assert marcada.height > 240
