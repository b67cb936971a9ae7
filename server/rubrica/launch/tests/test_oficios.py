"""Irma of the demo finds an account at every stage, however often it is sown (ET 9)."""

from __future__ import annotations

import pytest
from django.contrib.auth.hashers import check_password
from django.utils.timezone import localdate, now

from rubrica import llaves
from rubrica.avisos.models import Aviso
from rubrica.cuentas.models import Cuenta, Declaracion
from rubrica.cuentas.rules import Rol
from rubrica.cuentas.tests.elenco import Reparto
from rubrica.launch import oficios

CLAVE = "cempasúchil en la milpa"


@pytest.mark.numeral("ET 9.2", "ET 9.3")
def test_every_account_of_the_oficio_is_where_it_should_and_stays_there(
    irma: Cuenta, reparto: Reparto
) -> None:
    llaves.crear_instalacion()
    ines = reparto("Inés", Rol.DERFE)
    quien = {"irma@derfe.test": irma.pk, "ines@derfe.test": ines.pk}

    for _ in range(2):
        oficios.sembrar(quien=quien, clave=CLAVE, hoy=localdate(), momento=now())

    etapas = dict(Cuenta.objects.exclude(etapa="").values_list("correo", "etapa"))
    assert etapas == {p.correo: p.hasta.value for p in oficios.PEDIDAS}
    assert check_password(CLAVE, Cuenta.objects.get(correo="oralia@opl.test").password)
    assert Declaracion.objects.count() == 3
    assert Aviso.objects.filter(plantilla="cuenta_revocada").count() == 1
