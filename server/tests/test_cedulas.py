"""The papers and the cédula of an auxiliar through the launched house: each service with its role.

Pilar takes the FURA from the portal and hands it in; the phone enrols; Ada reviews at the Mesa and
gives a baja; the worker tells who must know (ET 3.4, 3.6, 3.8, 4.5).
"""

from __future__ import annotations

import re
import threading
from datetime import UTC, datetime

import pytest

from rubrica.ficticio.padron import Persona
from rubrica.ficticio.receta import Receta
from rubrica.ficticio.telefono import ABIERTA, Enrolamiento, Telefono
from rubrica.launch.mailbox import Buzon
from rubrica.launch.seeding import PROCESO, code_reader
from tests.casa import Casa, Navegante, esperar

LUGAR = 1_777  # in the padrón
CORREO = "nadie.mas@ejemplo.test"


@pytest.fixture(scope="module")
def pilar(casa: Casa) -> Navegante:
    navegante = casa.navegante("portal")
    navegante.entrar("pilar@promovente.test", "/entrar/")
    return navegante


@pytest.fixture(scope="module")
def ada(casa: Casa) -> Navegante:
    navegante = casa.navegante("mesa")
    navegante.entrar("ada@opl.test", "/oficial/entrar/")
    return navegante


def registrar(pilar: Navegante, persona: Persona) -> str:
    """Register somebody of the padrón whom no other test knows; return the Id_Auxiliar."""
    escrito = {
        "nombres": persona.nombres, "paterno": persona.paterno, "materno": persona.materno,
        "nacimiento": persona.nacimiento, "telefono": "9510000000", "correo": CORREO,
        "clave_elector": persona.clave_elector, "curp": "", "autenticacion": "correo",
        "revisada": "on",
    }  # fmt: skip
    _, pagina = pilar.pedir(f"/auxiliares/{PROCESO}/alta", escrito)
    hallado = re.search(r"Id_Auxiliar (\d{4})", pagina.decode())
    assert hallado
    return hallado[1]


def enrolar(casa: Casa, numero: str, persona: Persona) -> None:
    """Enrol a phone of that auxiliar and wait until the worker has opened what it captured."""
    casa.poner_reloj(datetime.now(UTC))
    telefono = Telefono.enrolar(
        Enrolamiento(proceso=PROCESO, auxiliar=numero, correo=CORREO),
        leer_codigo=code_reader(casa.house.mailbox, CORREO, threading.Event()),
        portal=casa.cliente("portal"),
        recepcion=casa.cliente("recepcion"),
    )
    telefono.enviar(telefono.capturar(casa.fotografiar(persona, Receta(toma="alta"))))
    esperar("el alta", lambda: telefono.estado_del_alta() == ABIERTA)


@pytest.mark.numeral("ET 3.4", "ET 3.6", "ET 3.8", "ET 4.5")
def test_from_the_fura_to_the_baja(casa: Casa, pilar: Navegante, ada: Navegante) -> None:
    persona = casa.padron.persona(LUGAR)
    numero = registrar(pilar, persona)
    suya = f"/auxiliares/{PROCESO}/{numero}/"

    _, fura = pilar.pedir(f"{suya}fura/")
    assert fura.startswith(b"%PDF-1.7")
    assert pilar.subir(f"{suya}anexos/fura/", fura)[0] == 200
    assert "Subido el" in pilar.pedir(suya)[1].decode()

    enrolar(casa, numero, persona)
    lista = f"/cedulas/{PROCESO}/"
    hallada = re.search(rf"{lista}{numero}/[0-9a-f-]{{36}}/", ada.pedir(lista)[1].decode())
    assert hallada
    cedula = ada.pedir(hallada[0])[1].decode()
    assert cedula.count("data:image/jpeg;base64,") == 4
    assert "Los datos coinciden" in cedula
    assert ada.pedir(f"{hallada[0]}pdf/")[1].startswith(b"%PDF-1.7")
    assert ada.pedir(f"{lista}dispositivos/")[0] == 200
    pagina = ada.pedir(f"{lista}{numero}/")[1].decode()
    anexo = re.search(r"/cedulas/[^\"]+/anexos/\d+/", pagina)
    assert anexo
    assert ada.pedir(anexo[0])[1] == fura

    baja = {"causa": "no_corresponde", "explicacion": "El rostro no es el de la credencial."}
    assert ada.pedir(f"{hallada[0]}baja/", baja)[0] == 200
    assert "El rostro no es" in pilar.pedir(suya)[1].decode()
    esperar("los avisos", lambda: told(casa, numero) >= {"irma@derfe.test", "ada@opl.test"})
    assert "pilar@promovente.test" in told(casa, numero)


def told(casa: Casa, numero: str) -> set[str]:
    """Return which officials and promoventes were told the baja of that auxiliar."""
    return {
        str(m["To"])
        for m in Buzon(casa.house.mailbox).messages()
        if str(m["Subject"]).startswith(f"Baja de la persona auxiliar {numero}")
    }
