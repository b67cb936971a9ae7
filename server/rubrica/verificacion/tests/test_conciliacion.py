"""Each receipt has its file: what a disk lost is known the next night, not when it is reviewed."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from rubrica.bitacora.models import Asiento
from rubrica.core import cbor
from rubrica.recepcion import almacen
from rubrica.registros.services import Registro
from rubrica.verificacion import services
from rubrica.verificacion.tests.conftest import AHORA, Recibir

pytestmark = [pytest.mark.django_db, pytest.mark.numeral("ET 6.4")]


def _archivo(registro: Registro) -> Path:
    return almacen.ruta(registro.proceso, bytes(registro.codigo_integridad))


def _datos(asiento: Asiento) -> object:
    mapa = cbor.decode(bytes(asiento.canonico))
    assert isinstance(mapa, dict)
    return mapa["datos"]


def test_what_is_on_the_disk_is_counted_and_nothing_is_missing(recibir: Recibir) -> None:
    recibir()
    recibir()

    hallado = services.conciliar(momento=AHORA)

    assert (hallado.revisados, hallado.faltan, hallado.folios) == (2, 0, [])


def test_a_lost_file_and_a_shortened_one_are_named_by_their_folios(recibir: Recibir) -> None:
    perdido, cortado, entero = recibir(), recibir(), recibir()
    _archivo(perdido).unlink()
    _archivo(cortado).write_bytes(b"corto")

    hallado = services.conciliar(momento=AHORA)

    assert (hallado.revisados, hallado.ausentes, hallado.de_otro_tamano) == (3, 1, 1)
    assert set(hallado.folios) == {perdido.folio, cortado.folio}
    assert entero.folio not in hallado.folios


def test_each_night_leaves_how_many_were_compared_and_missing(recibir: Recibir) -> None:
    _archivo(recibir()).unlink()

    services.conciliar(momento=AHORA)

    asiento = Asiento.objects.get(acto="CONCILIAR_PAQUETES")
    assert _datos(asiento) == {"revisados": 1, "ausentes": 1, "de_otro_tamano": 0}


def test_the_command_names_them_says_what_to_do_and_fails(recibir: Recibir) -> None:
    registro = recibir()
    _archivo(registro).unlink()
    dicho = StringIO()

    with pytest.raises(CommandError, match="respaldo"):
        call_command("conciliar", stdout=dicho)

    assert registro.folio in dicho.getvalue()
