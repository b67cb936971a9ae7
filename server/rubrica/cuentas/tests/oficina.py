"""What the tests of institutional accounts share: an oficio, Octavio, and the mail he gets.

Octavio is asked for by the oficio of the IEEPCO; Irma registers him and Inés looks at his papers.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from io import BytesIO
from typing import Any

from django.test import Client
from django.utils.timezone import localdate, now
from PIL import Image

from rubrica.avisos import services as avisos
from rubrica.avisos.models import Aviso
from rubrica.cuentas import credencial, declaraciones, solicitudes
from rubrica.cuentas.models import Cuenta, Declaracion, Oficio
from rubrica.cuentas.rules import Rol
from rubrica.cuentas.solicitudes import DatosDeOficio, Encargo, Funcionario

CLAVE_NUEVA = "cempasúchil en la milpa"
OFICIO = {
    "autoridad": "IEEPCO",
    "numero": "IEEPCO/SE/0412/2026",
    "oficio_el": "2026-11-02",
    "utvopl_numero": "INE/UTVOPL/0988/2026",
    "utvopl_el": "2026-11-04",
}
OCTAVIO = {
    "nombre": "Octavio Opera Díaz",
    "cargo": "Técnico de la Mesa",
    "correo": "octavio@ejemplo.test",
    "telefono": "951 123 4567",
    "rol": "operador",
}


def en_un_mes() -> date:
    return localdate() + timedelta(days=30)


def encargo(**cambios: object) -> Encargo:
    datos = {
        "cargo": OCTAVIO["cargo"],
        "telefono": "9511234567",
        "rol": Rol.OPERADOR,
        "vigente_hasta": now() + timedelta(days=30),
    }
    return Encargo(**{**datos, **cambios})  # type: ignore[arg-type]


def registrar_oficio(quien: Cuenta, **cambios: str) -> Oficio:
    datos = {**OFICIO, **cambios}
    return solicitudes.registrar_oficio(
        datos=DatosDeOficio(
            autoridad=datos["autoridad"],
            numero=datos["numero"],
            oficio_el=date.fromisoformat(datos["oficio_el"]),
            utvopl_numero=datos["utvopl_numero"],
            utvopl_el=date.fromisoformat(datos["utvopl_el"]),
        ),
        quien=quien.pk,
        momento=now(),
    )


def solicitar(quien: Cuenta, oficio: Oficio | None = None, **cambios: str) -> Cuenta:
    """Octavio's account is asked for; return it, still closed."""
    return solicitudes.solicitar(
        oficio=oficio or registrar_oficio(quien),
        funcionario=Funcionario(
            **{"nombre": OCTAVIO["nombre"], "correo": OCTAVIO["correo"], **cambios}
        ),
        encargo=encargo(),
        quien=quien.pk,
        momento=now(),
    )


def cartas(plantilla: str) -> list[dict[str, str]]:
    """Return the data of the avisos of that plantilla, the oldest first."""
    filas = Aviso.objects.filter(plantilla=plantilla).order_by("encolado_en")
    return [_abrir(fila) for fila in filas]


def _abrir(fila: Aviso) -> dict[str, str]:
    carta = avisos.abrir(fila)
    datos: dict[str, Any] = {**carta.datos, "para": carta.para}
    return datos


def token() -> str:
    """Return the token of the last link that was mailed."""
    [encontrado] = re.findall(r"/credencial/([\w-]+)/", cartas("primera_credencial")[-1]["enlace"])
    return str(encontrado)


def con_contrasena(quien: Cuenta) -> Cuenta:
    """Octavio has used his link; he still owes the Declaración."""
    solicitar(quien)
    return credencial.establecer_contrasena(token=token(), clave=CLAVE_NUEVA, momento=now())


def hoja_firmada(formato: str = "JPEG") -> bytes:
    hoja = BytesIO()
    Image.new("RGB", (600, 800), "white").save(hoja, formato)
    return hoja.getvalue()


def con_declaracion(quien: Cuenta) -> Declaracion:
    """Octavio has uploaded his signed sheet."""
    cuenta = con_contrasena(quien)
    return declaraciones.subir(cuenta=cuenta, contenido=hoja_firmada(), momento=now())


def activa(quien: Cuenta) -> Cuenta:
    """Octavio's account is active."""
    return declaraciones.aprobar(declaracion=con_declaracion(quien), quien=quien.pk, momento=now())


def entrar(cuenta: Cuenta, clave: str = CLAVE_NUEVA, **extra: str) -> Client:
    """Return a browser in which the person has just given the password."""
    client = Client(headers=extra or None)
    client.post("/oficial/entrar/", {"correo": cuenta.correo, "clave": clave})
    return client
