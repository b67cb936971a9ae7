"""The catalogue of avisos, and when a failed delivery is tried again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from types import MappingProxyType

Valor = str | int | list[dict[str, str]]

# Wait before each new attempt; after the last one the aviso has failed.
ESPERAS = tuple(timedelta(minutes=m) for m in (1, 5, 15, 60, 240, 720))


class Estado(StrEnum):
    """Where an aviso is."""

    EN_ESPERA = "EN_ESPERA"
    ENTREGADO = "ENTREGADO"
    FALLIDO = "FALLIDO"
    DEVUELTO = "DEVUELTO"  # a server took it, and another gave it back


class PlantillaDesconocida(KeyError):
    """No aviso has that name."""


class DatosImpropios(ValueError):
    """The data are not exactly those of the plantilla."""


@dataclass(frozen=True, kw_only=True)
class Plantilla:
    """One aviso of the catalogue.

    ejemplo: invented data, which also say what the template takes. enlace: name of the datum that
    goes as a QR besides, empty when there is none. cuando: the sentence of the catalogue page.
    """

    nombre: str
    titulo: str
    numeral: str
    cuando: str
    ejemplo: Mapping[str, Valor]
    enlace: str = ""

    def revisar(self, datos: Mapping[str, Valor]) -> None:
        """Raise DatosImpropios unless the data are exactly those of the example."""
        if set(datos) != set(self.ejemplo):
            raise DatosImpropios(f"{self.nombre}: {sorted(set(datos) ^ set(self.ejemplo))}")


def plantilla(nombre: str) -> Plantilla:
    """Return the aviso of that name; raise PlantillaDesconocida."""
    try:
        return PLANTILLAS[nombre]
    except KeyError:
        raise PlantillaDesconocida(nombre) from None


def espera(intentos: int) -> timedelta | None:
    """Return how long to wait after that many failed attempts (1 or more); None: no more."""
    return ESPERAS[intentos - 1] if intentos <= len(ESPERAS) else None


_TODAS = (
    Plantilla(
        nombre="confirmacion_de_proceso",
        titulo="Confirmación del registro del proceso",
        numeral="ET 2.3",
        cuando="En cuanto concluye el registro de un mecanismo, a la persona promovente.",
        ejemplo={
            "nombre": "Pilar Ejemplo Muestra",
            "proceso": "OAX26",
            "denominacion": "Consulta sobre el agua de los Valles Centrales",
            "inicio": "2026-11-10T06:00:00+00:00",
            "fin": "2026-12-10T05:59:59+00:00",
            "cuenta": "pilar@ejemplo.test",
            "autenticacion": "correo",
            "portal": "https://rubrica.test/entrar/",
        },
    ),
    Plantilla(
        nombre="cambio_de_proceso",
        titulo="Cambio de un proceso abierto",
        numeral="ET 4.8",
        cuando="Cuando cambia algo de un proceso abierto, a la persona promovente y al OPL.",
        ejemplo={
            "proceso": "OAX26",
            "denominacion": "Consulta sobre el agua de los Valles Centrales",
            "motivo": "Acuerdo 31 del Consejo General.",
            "cambios": [
                {
                    "que": "Conclusión de la captación",
                    "antes": "09/12/2026, 23:59 (hora Centro)",
                    "ahora": "16/12/2026, 23:59 (hora Centro)",
                }
            ],
            "portal": "https://rubrica.test/",
        },
    ),
    Plantilla(
        nombre="alta_de_auxiliar",
        titulo="Alta de persona auxiliar",
        numeral="ET 3.3",
        cuando="En cuanto la persona promovente registra a una persona auxiliar.",
        enlace="enlace",
        ejemplo={
            "nombre": "Abel Ejemplo Muestra",
            "autenticacion": "correo",
            "proceso": "OAX26",
            "auxiliar": "0153",
            "correo": "abel@ejemplo.test",
            "enlace": "https://rubrica.test/app/#/alta?autenticacion=correo&proceso=OAX26&auxiliar=0153",
            "manual": "https://rubrica.test/manuales/auxiliar/",
            "telefono": "https://rubrica.test/telefono/",
        },
    ),
    Plantilla(
        nombre="codigo_de_acceso",
        titulo="Código para comprobar el correo",
        numeral="ET 4.6",
        cuando="Cuando una persona auxiliar da de alta un dispositivo y comprueba su cuenta.",
        ejemplo={"codigo": "482913", "minutos": 10},
    ),
    Plantilla(
        nombre="codigo_de_entrada",
        titulo="Código para entrar al Portal Web",
        numeral="ET 1.2",
        cuando="Cuando una persona promovente pide entrar con su cuenta de correo.",
        ejemplo={"codigo": "7QM4-X2KD", "minutos": 10},
    ),
    Plantilla(
        nombre="contrasena_restablecida",
        titulo="Contraseña restablecida",
        numeral="ET 4.6",
        cuando="Cuando un dispositivo cambia de llave porque se olvidó su contraseña.",
        ejemplo={
            "nombre": "Abel Ejemplo Muestra",
            "proceso": "OAX26",
            "auxiliar": "0153",
            "telefono": 1,
            "momento": "2026-11-23T20:05:00+00:00",
        },
    ),
    Plantilla(
        nombre="cuenta_de_auxiliar_cambiada",
        titulo="Otra cuenta de una persona auxiliar",
        numeral="ET 6.7",
        cuando="Cuando cambia el correo o el tipo de autenticación de una persona auxiliar: al"
        " correo nuevo y al anterior.",
        enlace="enlace",
        ejemplo={
            "nombre": "Abel Ejemplo Muestra",
            "proceso": "OAX26",
            "auxiliar": "0153",
            "autenticacion": "correo",
            "correo": "abel@ejemplo.test",
            "enlace": "https://rubrica.test/app/#/alta?autenticacion=correo&proceso=OAX26&auxiliar=0153",
            "momento": "2026-11-23T20:05:00+00:00",
        },
    ),
    Plantilla(
        nombre="acceso_cambiado",
        titulo="Otra forma de entrar al Portal Web",
        numeral="ET 6.7",
        cuando="Cuando la DERFE cambia el correo o el tipo de autenticación de una persona"
        " promovente: al correo nuevo y al anterior.",
        ejemplo={
            "nombre": "Pilar Ejemplo Muestra",
            "correo": "pilar@ejemplo.test",
            "autenticacion": "correo",
            "momento": "2026-11-23T20:05:00+00:00",
            "portal": "https://rubrica.test/entrar/",
        },
    ),
    Plantilla(
        nombre="proveedor_caido",
        titulo="Falla de un servicio de terceros",
        numeral="ET 6.7",
        cuando="Cuando la DERFE declara que un proveedor no comprueba cuentas: a cada persona de"
        " un proceso activo que se identifica con él.",
        ejemplo={
            "proveedor": "Google",
            "quien": "persona auxiliar",
            "proceso": "OAX26",
            "desde": "2026-11-23T20:05:00+00:00",
            "portal": "https://rubrica.test/",
        },
    ),
    Plantilla(
        nombre="acuse",
        titulo="Acuse de recibo",
        numeral="ET 6.4",
        cuando="Cuando el servidor recibe y abre los registros de un envío.",
        ejemplo={
            "proceso": "OAX26",
            "registros": [
                {
                    "folio": "OAX26-0153-1-00042-XYK",
                    "clave": "CIC 123456789",
                    "recibido_en": "2026-11-23T20:05:00+00:00",
                    "codigo": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                },
                {
                    "folio": "OAX26-0153-1-00043-7QM",
                    "clave": "OCR 0123456789012",
                    "recibido_en": "2026-11-23T20:05:02+00:00",
                    "codigo": "60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752",
                },
            ],
        },
    ),
    Plantilla(
        nombre="baja_de_auxiliar",
        titulo="Baja de persona auxiliar",
        numeral="ET 3.4",
        cuando="Cuando se da de baja a una persona auxiliar.",
        ejemplo={
            "nombre": "Abel Ejemplo Muestra",
            "proceso": "OAX26",
            "auxiliar": "0153",
            "momento": "2026-11-23T20:05:00+00:00",
            "numeral": "ET 3.4",
        },
    ),
    Plantilla(
        nombre="baja_comunicada",
        titulo="Baja de persona auxiliar, a la autoridad y a la persona promovente",
        numeral="ET 3.4",
        cuando="Cuando se da de baja a una persona auxiliar: al OPL y a la DERFE, y a la persona"
        " promovente si la baja la dio la autoridad.",
        ejemplo={
            "proceso": "OAX26",
            "auxiliar": "0153",
            "momento": "2026-11-23T20:05:00+00:00",
            "numeral": "ET 4.5",
            "de_la_autoridad": "si",
            "portal": "https://rubrica.test/",
        },
    ),
    Plantilla(
        nombre="dispositivo_revocado",
        titulo="Dispositivo revocado",
        numeral="ET 4.10",
        cuando="Cuando la autoridad revoca un dispositivo, a quien lo usa y a la promovente.",
        ejemplo={
            "proceso": "OAX26",
            "auxiliar": "0153",
            "telefono": 1,
            "momento": "2026-11-23T20:05:00+00:00",
        },
    ),
    Plantilla(
        nombre="entrega_a_disposicion",
        titulo="Entrega de resultados a disposición del OPL",
        numeral="ET 13.5",
        cuando="Cuando la DERFE pone una entrega a disposición del OPL, y cada tres días mientras"
        " este no la acusa.",
        ejemplo={
            "proceso": "OAX26",
            "que": "la información de los apoyos que están en el Padrón Electoral",
            "resultados": "Resultados preliminares",
            "registros": 81234,
            "dispuesta_en": "2026-12-18T20:05:00+00:00",
            "dias": 3,
            "portal": "https://rubrica.test/resultados/OAX26/entrega/",
        },
    ),
    Plantilla(
        nombre="cierre_de_acceso",
        titulo="Fin del acceso al Portal Web",
        numeral="ET 13.8",
        cuando="Cuando se entregan los resultados definitivos, y siete y un días antes de que"
        " termine el acceso de la persona promovente.",
        ejemplo={
            "proceso": "OAX26",
            "dias": 7,
            "ultimo": "17/01/2027",
            "portal": "https://rubrica.test/",
        },
    ),
    Plantilla(
        nombre="mantenimiento",
        titulo="Mantenimiento de la infraestructura",
        numeral="ET 6.3",
        cuando="Cuando la DERFE anuncia, prorroga, termina o cancela un mantenimiento.",
        ejemplo={
            "cambio": "anunciado",
            "inicio": "2026-11-29T08:00:00+00:00",
            "fin": "2026-11-29T10:00:00+00:00",
            "partes": [{"que": "La recepción de registros"}],
            "mensaje": "Se cambia un disco del servidor central.",
            "portal": "https://rubrica.test/",
        },
    ),
    Plantilla(
        nombre="sesion",
        titulo="Revisión o garantía de audiencia",
        numeral="ET 10.8, 11.3, 11.9",
        cuando="Cuando se propone, se fija o se cancela una revisión o una audiencia; al INE,"
        " 48 horas antes de la audiencia y 24 horas después; al OPL, cuando la DERFE la resuelve.",
        ejemplo={
            "clase": "audiencia",
            "cambio": "avisada",
            "proceso": "OAX26",
            "numero": "3",
            "inicio": "2026-11-29T16:00:00+00:00",
            "fin": "2026-11-29T20:00:00+00:00",
            "sala": "Sala de sesiones del IEEPCO",
            "nota": "",
            "portal": "https://rubrica.test/",
        },
    ),
    Plantilla(
        nombre="codigo_de_mi_apoyo",
        titulo="Código de activación de Mi Apoyo",
        numeral="ET 7.10",
        cuando="Cuando una persona pide su registro ciudadano y el Padrón confirma sus datos.",
        ejemplo={"codigo": "7QM4-X2KD", "vence_en": "2026-11-24T20:05:00+00:00"},
    ),
    Plantilla(
        nombre="mi_apoyo_sin_codigo",
        titulo="Mi Apoyo: por qué no hay código",
        numeral="ET 7.9",
        cuando="Cuando una persona pide su registro ciudadano y no procede darle un código.",
        ejemplo={
            "que": "Su credencial no está vigente.",
            "porque": "Mi Apoyo solo admite credenciales vigentes (ET 7.3).",
            "hacer": "Renueve su credencial y pida otro código.",
        },
    ),
    Plantilla(
        nombre="mi_apoyo_otra_solicitud",
        titulo="Mi Apoyo: se pidió un código con su credencial",
        numeral="ET 7.25",
        cuando="Cuando alguien pide un código con la credencial de una persona ya vinculada.",
        ejemplo={"momento": "2026-11-23T20:05:00+00:00"},
    ),
    Plantilla(
        nombre="acuse_de_mi_apoyo",
        titulo="Acuse de recibo de Mi Apoyo",
        numeral="ET 7.22",
        cuando="Cuando el servidor recibe y abre el apoyo de una persona en Mi Apoyo.",
        ejemplo={
            "cic": "123456789",
            "mecanismo": "Consulta sobre el agua de los Valles Centrales",
            "proceso": "OAX26",
            "folio": "OAX26-90012345-1-00001-XYK",
            "recibido_en": "2026-11-23T20:05:00+00:00",
            "codigo_de_activacion": "7QM4-X2KD",
            "dispositivo": "0b6e9c1e-5f0a-4c4e-9d38-2f6f3a1c7d55",
            "correo": "ciro@ejemplo.test",
            "codigo": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        },
    ),
    Plantilla(
        nombre="primera_credencial",
        titulo="Credencial de una cuenta institucional",
        numeral="ET 9.3",
        cuando="Cuando la DERFE registra la cuenta que pidió un oficio, o envía otro enlace.",
        ejemplo={
            "nombre": "Olga Ejemplo Muestra",
            "cuenta": "olga@opl.test",
            "enlace": "https://rubrica.test/oficial/credencial/x7kQ0aPq/",
            "vence_en": "2026-11-26T20:05:00+00:00",
            "portal": "https://rubrica.test/oficial/entrar/",
        },
    ),
    Plantilla(
        nombre="declaracion_devuelta",
        titulo="Declaración de Confidencialidad devuelta",
        numeral="ET 9.3",
        cuando="Cuando la DERFE devuelve la declaración firmada y dice por qué.",
        ejemplo={
            "nombre": "Olga Ejemplo Muestra",
            "motivo": "La firma no se alcanza a ver. Escanee de nuevo la hoja completa.",
            "portal": "https://rubrica.test/oficial/entrar/",
        },
    ),
    Plantilla(
        nombre="cuenta_activa",
        titulo="Cuenta institucional activa",
        numeral="ET 9.3",
        cuando="Cuando la DERFE aprueba la declaración, o cuando otro oficio renueva la cuenta.",
        ejemplo={
            "nombre": "Olga Ejemplo Muestra",
            "cambio": "activa",
            "rol": "Operación de la Mesa de Control",
            "vigente_hasta": "2026-12-31T05:59:59+00:00",
            "portal": "https://rubrica.test/oficial/entrar/",
        },
    ),
    Plantilla(
        nombre="segundo_factor_restablecido",
        titulo="Segundo factor restablecido",
        numeral="ET 9.4",
        cuando="Cuando otra persona de la DERFE quita el segundo factor de una cuenta.",
        ejemplo={
            "nombre": "Olga Ejemplo Muestra",
            "momento": "2026-11-23T20:05:00+00:00",
            "portal": "https://rubrica.test/oficial/entrar/",
        },
    ),
    Plantilla(
        nombre="cuenta_revocada",
        titulo="Cuenta institucional revocada",
        numeral="ET 9.2",
        cuando="Cuando la DERFE revoca una cuenta, a quien la tenía.",
        ejemplo={"nombre": "Olga Ejemplo Muestra", "momento": "2026-11-23T20:05:00+00:00"},
    ),
    Plantilla(
        nombre="inconsistencia_adicional",
        titulo="Determinación sobre una inconsistencia adicional",
        numeral="ET 10.4",
        cuando="Cuando el OPL determina si cuenta un registro que la Mesa apartó, a la DERFE.",
        ejemplo={
            "proceso": "OAX26",
            "folio": "OAX26-0153-1-00042-N9J",
            "determinacion": "no cuenta",
            "momento": "2026-11-23T20:05:00+00:00",
        },
    ),
)
PLANTILLAS: Mapping[str, Plantilla] = MappingProxyType({p.nombre: p for p in _TODAS})
