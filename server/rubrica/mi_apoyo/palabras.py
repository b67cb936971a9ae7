"""What the mail says when there is no code: what happened, why, what to do (ET 7.3, 7.9, 7.25)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass

from rubrica.mi_apoyo.rules import Respuesta


@dataclass(frozen=True, kw_only=True)
class Motivo:
    """One answer without a code, in three sentences."""

    que: str
    porque: str
    hacer: str

    def como_datos(self) -> Mapping[str, str]:
        return asdict(self)


AUXILIAR = "Una persona auxiliar puede tomar su apoyo, también sin conexión."

MOTIVOS: Mapping[Respuesta, Motivo] = {
    Respuesta.AUTENTICACION: Motivo(
        que="No pudimos comprobar su cuenta de correo de la forma que eligió.",
        porque="Ese tipo de autenticación no está entre los que este servicio admite (ET 7.8).",
        hacer="Actualice la aplicación y elija otro tipo de cuenta.",
    ),
    Respuesta.SIN_COMPROBAR: Motivo(
        que="No se comprobó que esta cuenta de correo sea de usted.",
        porque="El servicio que eligió no la confirmó, o pasó demasiado tiempo (ET 7.8).",
        hacer="Pida otro código en la aplicación y entre con esta misma cuenta cuando se lo pida,"
        " o elija otro tipo de cuenta.",
    ),
    Respuesta.NO_ENCONTRADA: Motivo(
        que="No encontramos en el Padrón Electoral los datos que la aplicación leyó.",
        porque="El CIC del reverso no corresponde a una credencial del corte vigente del Padrón"
        " (ET 7.9).",
        hacer="Vuelva a fotografiar el reverso de su credencial actual, con buena luz. " + AUXILIAR,
    ),
    Respuesta.VENCIDA: Motivo(
        que="Su credencial no está vigente.",
        porque="Mi Apoyo solo admite credenciales vigentes (ET 7.3), y la fecha del reverso ya"
        " pasó sin que el proceso de su entidad la haya prorrogado.",
        hacer="Renueve su credencial y pida otro código, o pregunte a una persona auxiliar si"
        " puede tomar su apoyo.",
    ),
    Respuesta.SIN_PROCESO: Motivo(
        que="En su entidad no hay ahora un proceso que reciba apoyos.",
        porque="La entidad se toma del Padrón Electoral (ET 7.9) y hoy ninguno de sus procesos"
        " está en periodo de captación (ET 7.12).",
        hacer="Consulte las fechas en la página de captación y pida otro código cuando comience.",
    ),
    Respuesta.CORREO_EN_USO: Motivo(
        que="Esta cuenta de correo ya está vinculada a otra credencial.",
        porque="Un correo electrónico y un dispositivo sirven a una sola persona (ET 7.25).",
        hacer="Pida el código con una cuenta de correo propia. " + AUXILIAR,
    ),
    Respuesta.YA_VINCULADA: Motivo(
        que="Usted ya tiene un teléfono vinculado con este correo y esta credencial.",
        porque="Un correo electrónico y un dispositivo sirven a una sola persona (ET 7.25), y su"
        " registro anterior ya fue revisado.",
        hacer="Use el teléfono con el que activó su código. Si ya no lo tiene: "
        + AUXILIAR[0].lower()
        + AUXILIAR[1:],
    ),
}
