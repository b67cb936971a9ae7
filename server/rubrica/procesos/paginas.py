"""What the pages of a process show: its stages, and the state of its keys."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from rubrica.avisos import queries as envios
from rubrica.core import destinatario, plazos
from rubrica.core.autenticacion import nombre_de
from rubrica.cuentas.queries import nombres
from rubrica.procesos import forms, forms_de_llaves, sellos
from rubrica.procesos.expediente import AMBITOS, Representante
from rubrica.procesos.forms_de_requisito import requisito_escrito
from rubrica.procesos.manifiesto import direccion
from rubrica.procesos.models import AvisoDePrivacidad, Logotipo, Proceso
from rubrica.procesos.publicado import Clase
from rubrica.procesos.queries import avisos, calendario, ensayo_vigente, ultimos_avisos
from rubrica.procesos.rules import PARES, Estado, Prueba, entidades, nombre_del_par, tipos
from rubrica.procesos.services.confirmacion import CONFIRMADOS, objeto_de

SIGUE = {
    Estado.BORRADOR: "Solicitar el alta a la DERFE.",
    Estado.SOLICITADO: "La DERFE revisa la solicitud y la aprueba.",
    Estado.APROBADO: "Ensayar las llaves y entregarlas en custodia, para poder abrir (ET 13.6).",
    Estado.ABIERTO: "La captación está abierta durante su periodo.",
}
SIGUE_ABRIR = "Las llaves se ensayaron y están en custodia: la DERFE puede abrir la captación."


@dataclass(frozen=True, kw_only=True)
class Paso:
    """One step in the life of the process; cuando: None while it has not come."""

    nombre: str
    cuando: datetime | None
    quien: str = ""


def pasos(proceso: Proceso) -> list[Paso]:
    """Return the steps before the first capture, in order, done or not."""
    quienes = nombres(
        [proceso.registrado_por, proceso.solicitado_por, proceso.aprobado_por, proceso.abierto_por]
    )

    def quien(numero: int | None) -> str:
        return quienes.get(numero, "") if numero else ""

    return [
        Paso(
            nombre="Registro",
            cuando=proceso.registrado_en,
            quien=quien(proceso.registrado_por),
        ),
        Paso(
            nombre="Solicitud de alta",
            cuando=proceso.solicitado_en,
            quien=quien(proceso.solicitado_por),
        ),
        Paso(nombre="Aprobación", cuando=proceso.aprobado_en, quien=quien(proceso.aprobado_por)),
        Paso(nombre="Ensayo de las llaves", cuando=proceso.ensayo_superado_en),
        Paso(nombre="Entrega en custodia", cuando=proceso.custodia_entregada_en),
        Paso(nombre="Apertura", cuando=proceso.abierto_en, quien=quien(proceso.abierto_por)),
    ]


def sigue(proceso: Proceso) -> str:
    """Return the sentence that says what comes next, and who does it."""
    estado = Estado(proceso.estado)
    if estado is Estado.APROBADO and proceso.ensayo_superado_en and proceso.custodia_entregada_en:
        return SIGUE_ABRIR
    return SIGUE[estado]


def detalle(proceso: Proceso) -> dict[str, Any]:
    """Return what the page of one process shows."""
    return {
        "proceso": proceso,
        "avisos": [
            {
                "clase": a.clase,
                "version": a.version,
                "direccion": direccion(proceso.pk, Clase(a.clase)),
            }
            for a in avisos(proceso.pk)
        ],
        "pasos": pasos(proceso),
        "sigue": sigue(proceso),
        "entidad": entidades()[proceso.entidad],
        "duplicados": dict((p.value, t) for p, t in forms.DUPLICADOS.items())[
            proceso.politica_duplicados
        ],
        "situaciones": [
            t for s, t in forms.SITUACIONES.items() if s in proceso.situaciones_que_cuentan
        ],
        "requisito": proceso.requisito.en_palabras(),
        "por_confirmar": _por_confirmar(proceso),
        "ambito": AMBITOS[proceso.ambito],
        "autenticacion": nombre_de(proceso.promovente.autenticacion),
        "devuelta_por": nombres([proceso.devuelto_por]).get(proceso.devuelto_por or 0, ""),
        "correos": envios.de_objeto(objeto_de(proceso.pk), cuantos=5),
        "confirmado": proceso.estado in CONFIRMADOS,
        "solicitar_form": forms.SolicitarForm(),
        "devolver_form": forms.DevolverForm(),
    }


def anticipacion(proceso: Proceso, momento: datetime) -> dict[str, Any]:
    """Return the last day to ask for it, and whether that day is over (ET 1.2)."""
    ultimo = plazos.ultimo_dia_de_solicitud(proceso.inicio, calendario(proceso.pk))
    return {"ultimo_dia": ultimo, "urge": not plazos.a_tiempo(momento=momento, ultimo_dia=ultimo)}


def _por_confirmar(proceso: Proceso) -> str:
    """Return where its requirement comes from while it is no local law; "" when it is (ET 10.7)."""
    tipo = tipos()[proceso.tipo]
    ordinario = tipo.por_confirmar and proceso.requisito == tipo.requisito
    return tipo.fuente if ordinario else ""


def representante(proceso: Proceso) -> Representante | None:
    """Return the legal representative, opened; None in a draft, and once it was eliminated."""
    sellado = bytes(proceso.representante)
    if sellado in {b"", sellos.ELIMINADO}:
        return None
    return sellos.abrir_representante(proceso.pk, sellado)


def escrito(proceso: Proceso) -> dict[str, Any]:
    """Return what was written of a draft, as the form takes it."""
    quien = representante(proceso)
    return {
        **{c.name: getattr(proceso, c.name) for c in proceso._meta.concrete_fields},
        "correo": proceso.promovente.correo,
        "requisito_de": "propio",
        **requisito_escrito(proceso.requisito),
        **(quien.as_dict() if quien else {}),
    }


def textos(proceso: str) -> dict[str, str]:
    """Return the newest text of each notice, as the form names them."""
    return {f"texto_{a.clase}": a.texto for a in ultimos_avisos(proceso)}


def publicado(proceso: Proceso) -> dict[str, Any]:
    """Return what the page of the notices and the logo shows: every version, who and when."""
    filas: list[AvisoDePrivacidad | Logotipo] = [
        *proceso.avisos.all(),
        *proceso.logotipos.defer("imagen"),
    ]
    quienes = nombres([fila.publicado_por for fila in filas])
    return {
        "proceso": proceso,
        "versiones": [
            {"que": _nombre(fila), "fila": fila, "quien": quienes.get(fila.publicado_por, "")}
            for fila in sorted(filas, key=lambda fila: fila.publicado_en, reverse=True)
        ],
    }


def _nombre(fila: AvisoDePrivacidad | Logotipo) -> str:
    return "Logotipo" if isinstance(fila, Logotipo) else f"Aviso {fila.clase}"


def llaves(proceso: Proceso) -> dict[str, Any]:
    """Return what the page of keys and custody shows."""
    clase = clase_de_la_entrega(proceso)
    archivo = f"{proceso.pk}-prueba-entrega.{clase.sufijo}"
    return {
        "proceso": proceso,
        "abrir_entrega": clase.abrir.replace('"$a"', archivo),
        "custodios": list(proceso.custodios.order_by("orden")),
        "entrega": ensayo_vigente(proceso, Prueba.ENTREGA),
        "custodia": ensayo_vigente(proceso, Prueba.CUSTODIA),
        "pares": [nombre_del_par(p) for p in PARES],
        "entregas": proceso.entregas.order_by("momento"),
        "sin_abrir": proceso.estado != Estado.ABIERTO,
        "llave_form": forms_de_llaves.LlaveDeEntregaForm(
            initial={"llave": proceso.llave_de_entrega}
        ),
        "custodios_form": forms_de_llaves.CustodiosForm(initial=_iniciales(proceso)),
        "entrega_form": forms_de_llaves.RespuestaForm(auto_id="entrega_%s"),
        "custodia_form": forms_de_llaves.RespuestaForm(auto_id="custodia_%s"),
    }


def clase_de_la_entrega(proceso: Proceso) -> destinatario.Clase:
    """Return of what kind the OPL's delivery key is: how its files end and are opened."""
    return destinatario.CLASES[destinatario.tipo_de(proceso.llave_de_entrega)]


def _iniciales(proceso: Proceso) -> dict[str, str]:
    return {
        f"{campo}_{c.orden}": getattr(c, campo)
        for c in proceso.custodios.all()
        for campo in ("nombre", "llave")
    }
