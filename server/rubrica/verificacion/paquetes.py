"""The one place where a paquete is opened, whoever asks: worker, Mesa."""

from __future__ import annotations

from functools import lru_cache

from cryptography.hazmat.primitives.asymmetric import ec

from rubrica import llaves
from rubrica.core import contenido, jws, paquete, sobre
from rubrica.core.contenido import Contenido
from rubrica.recepcion import almacen
from rubrica.recepcion.queries import dispositivo_de


class NoAbre(Exception):
    """A paquete does not open; `causa` is a code without personal data."""

    def __init__(self, causa: str) -> None:
        super().__init__(causa)
        self.causa = causa


class _KidDesconocido(Exception):
    pass


def abrir(*, jws_del_sobre: str, proceso: str, codigo_integridad: bytes) -> Contenido:
    """Return what a paquete holds, once its sobre verifies again with the device's key.

    Every cause that does not depend on this machine becomes NoAbre; OSError of the store and
    django.db.Error pass: there the record is not to blame.
    """
    try:
        leido = sobre.leer(jws_del_sobre, _key_of(sobre.cabecera(jws_del_sobre)))
        cerrado = almacen.leer(proceso=proceso, codigo_integridad=codigo_integridad)
        return paquete.abrir(cerrado, llaves.de_proceso(proceso, "proceso"), leido)
    except (
        jws.JwsInvalido,
        sobre.SobreInvalido,
        paquete.PaqueteInvalido,
        contenido.ContenidoInvalido,
    ) as falla:
        raise NoAbre(str(falla.code)) from falla
    except _KidDesconocido as falla:
        raise NoAbre("dispositivo-desconocido") from falla
    except almacen.PaqueteAusente as falla:
        raise NoAbre("paquete-ausente") from falla
    except almacen.PaqueteDanado as falla:
        raise NoAbre("paquete-danado") from falla
    except llaves.LlaveAusente as falla:
        raise NoAbre("llave-ausente") from falla


@lru_cache(maxsize=4096)
def _key_of(kid: str) -> ec.EllipticCurvePublicKey:
    """The public key of a kid: the kid is its thumbprint, so it never changes."""
    dispositivo = dispositivo_de(kid)
    if dispositivo is None:
        raise _KidDesconocido
    return jws.clave_de_jwk(dispositivo.jwk)


def indice_de_persona(proceso: str, clave: tuple[str, str]) -> bytes:
    """Return the 16-byte blind index of a person in a process, from the name and value of a key."""
    return llaves.indice(llaves.de_proceso(proceso, "indice"), "persona", *clave)
