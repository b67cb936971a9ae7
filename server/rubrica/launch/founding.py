"""The acts that found the demo, each by the service a person would reach by a page.

Every step looks first whether it was done: a demo stopped halfway goes on. Instants are those of
the story: a process asked for two weeks before its first day.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pyrage

from rubrica.auxiliares import services as auxiliares
from rubrica.auxiliares.queries import auxiliares_de
from rubrica.auxiliares.rules import DatosDeAuxiliar
from rubrica.bitacora.rules import actor_de_cuenta
from rubrica.core.plazos import ZONA
from rubrica.cuentas import queries as cuentas_guardadas
from rubrica.cuentas import services as cuentas
from rubrica.ficticio import avisos
from rubrica.ficticio.dias import Auxiliar
from rubrica.launch import audiencia, oficios, papel
from rubrica.launch.elenco import PERSONAS
from rubrica.padron import queries as padron_guardado
from rubrica.padron import services as padron
from rubrica.procesos import queries as procesos_guardados
from rubrica.procesos import services as procesos
from rubrica.procesos.expediente import Expediente, Representante
from rubrica.procesos.logotipo import preparar
from rubrica.procesos.rules import PARES, Estado, Prueba, Solicitud, nombre_del_par

ACTOR = "sistema"
DIAS_CAPTADOS, DIAS_POR_CAPTAR = 11, 20
DEL_OPL = (
    "ada@opl.test", "sara@opl.test", "olga@opl.test", "catalina@opl.test", "carmen@opl.test",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Fundacion:
    """hasta: day on which the demo was first begun; hoy: of this run. proceso: what opens.

    papel: whether a box of sheets is received besides; oficios: whether an OPL asks for accounts.
    """

    hasta: date
    hoy: date
    proceso: str
    clave: str
    carpeta: Path
    papel: bool = False
    oficios: bool = False

    @property
    def inicio(self) -> datetime:
        return datetime.combine(self.hasta - timedelta(days=DIAS_CAPTADOS), time(), ZONA)

    @property
    def fin(self) -> datetime:
        ultimo = self.hasta + timedelta(days=DIAS_POR_CAPTAR)
        return datetime.combine(ultimo, time(23, 59, 59), ZONA)

    @property
    def hoy_al_mediodia(self) -> datetime:
        return datetime.combine(self.hoy, time(12), ZONA)

    @property
    def momento(self) -> datetime:
        """When the papers were done: a fortnight before the first day."""
        return self.inicio - timedelta(days=14) + timedelta(hours=11)


def fundar(f: Fundacion, equipo: Sequence[Auxiliar]) -> None:
    """Accounts, cuts, one open process, one draft and the auxiliares exist."""
    quien = crear_cuentas(f)
    cargar_padron(f, quien)
    registrar_procesos(f, quien)
    abrir_proceso(f, quien)
    registrar_auxiliares(f, quien, equipo)
    if f.oficios:
        oficios.sembrar(quien=quien, clave=f.clave, hoy=f.hoy, momento=f.hoy_al_mediodia)
    if f.papel:
        papel.sembrar(proceso=f.proceso, carpeta=f.carpeta, quien=quien, momento=f.hoy_al_mediodia)
        audiencia.sembrar(proceso=f.proceso, quien=quien, momento=f.hoy_al_mediodia)


def crear_cuentas(f: Fundacion) -> dict[str, int]:
    """Return the number of each account, made now if it was missing."""
    quien = {}
    for correo, nombre, rol, autoridad, _ in PERSONAS:
        cuenta = cuentas_guardadas.por_correo(correo) or cuentas.crear_cuenta(
            correo=correo, nombre=nombre, rol=rol, autoridad=autoridad, clave=f.clave,
            actor=ACTOR, momento=f.momento,
        )  # fmt: skip
        quien[correo] = cuenta.pk
    return quien


def cargar_padron(f: Fundacion, quien: dict[str, int]) -> None:
    """The cuts that answer to the days of the story are active, each by two people (ET 10.4)."""
    irma, ines = (actor_de_cuenta(quien[c]) for c in ("irma@derfe.test", "ines@derfe.test"))
    padron.cargar_municipios(ruta=f.carpeta / "municipios.csv", quien=irma, momento=f.momento)
    for fecha in sorted(cortes_necesarios(f)):
        if any(c.fecha == fecha for c in padron_guardado.cortes() if c.estado == "ACTIVO"):
            continue
        corte = padron.cargar(
            ruta=f.carpeta / "padron.csv", fecha=fecha, quien=irma, momento=f.momento
        )
        padron.activar(corte=corte.pk, quien=ines, momento=f.momento)


def cortes_necesarios(f: Fundacion) -> set[date]:
    """Return the last days of month that answer from the first day of the story to today."""
    cuantos = (f.hoy - f.inicio.date()).days + 2
    dias = (f.inicio + timedelta(days=n) for n in range(cuantos))
    return {padron_guardado.fecha_que_responde(dia) for dia in dias}


def registrar_procesos(f: Fundacion, quien: dict[str, int]) -> None:
    """Pilar's process and Ramiro's draft are registered by the OPL (ET 1.2)."""
    ada = quien["ada@opl.test"]
    for solicitud in (solicitud_de_pilar(f), solicitud_de_ramiro(f)):
        if estado_de(solicitud.id) is None:
            procesos.registrar(solicitud=solicitud, autoridad="OPL", quien=ada, momento=f.momento)
    for correo in DEL_OPL:
        cuentas.asignar(cuenta=quien[correo], proceso=f.proceso, actor=ACTOR, momento=f.momento)


def solicitud_de_pilar(f: Fundacion) -> Solicitud:
    return Solicitud(
        id=f.proceso,
        tipo="revocacion_de_mandato",
        entidad="20",
        inicio=f.inicio,
        fin=f.fin,
        denominacion="Revocación de mandato de la persona titular de la Gubernatura (ficticia)",
        pregunta="¿Está de acuerdo en que se solicite la revocación de mandato de la persona "
        "titular de la Gubernatura de este Oaxaca sintético?",
        promovente_nombre="Colectiva Cempasúchil (ficticia)",
        correo="pilar@promovente.test",
        expediente=Expediente(
            aviso_de_intencion_el=f.inicio.date() - timedelta(days=30),
            oficio_numero="OPL/SE/0101/2026",
            oficio_el=f.inicio.date() - timedelta(days=20),
            folio_interno="MPC-1",
        ),
        representante=Representante(
            nombre="Pilar Cempasúchil Ficticia",
            telefono_movil="9510000101",
            telefono_oficina="",
            clave_elector="CMFCPL80010120M100",
        ),
        firma_con_testigo=True,
        texto_integral=avisos.INTEGRAL,
        texto_simplificado=avisos.SIMPLIFICADO,
        logotipo=preparar(avisos.logotipo()),
    )


def solicitud_de_ramiro(f: Fundacion) -> Solicitud:
    return Solicitud(
        id=f"{f.proceso[:3]}{int(f.proceso[3:5]) + 1}",
        tipo="consulta_popular",
        entidad="20",
        inicio=f.inicio,
        fin=f.fin,
        denominacion="Consulta sobre el agua de los valles (ficticia)",
        pregunta="¿Está de acuerdo en que los municipios de este Oaxaca sintético consulten el "
        "uso del agua?",
        promovente_nombre="Ramiro Promueve (ficticio)",
        correo="ramiro@promovente.test",
        expediente=Expediente(
            aviso_de_intencion_el=f.inicio.date() - timedelta(days=30),
            oficio_numero="OPL/SE/0102/2026",
            oficio_el=f.inicio.date() - timedelta(days=20),
            folio_interno="MPC-2",
        ),
        representante=Representante(
            nombre="Ramiro Promueve Ficticio",
            telefono_movil="9510000102",
            telefono_oficina="",
            clave_elector="PRFCRM80010120H100",
        ),
    )


def abrir_proceso(f: Fundacion, quien: dict[str, int]) -> None:
    """The process is open: asked for, approved, its keys rehearsed and in custody."""
    irma, ada, cuando = quien["irma@derfe.test"], quien["ada@opl.test"], f.momento
    if estado_de(f.proceso) == Estado.BORRADOR:
        procesos.solicitar(proceso=f.proceso, quien=ada, momento=cuando)
    if estado_de(f.proceso) == Estado.SOLICITADO:
        procesos.aprobar(proceso=f.proceso, quien=irma, momento=cuando)
    if estado_de(f.proceso) == Estado.APROBADO:
        ensayar(f, irma=irma, ada=ada)
        procesos.abrir(proceso=f.proceso, quien=irma, momento=cuando + timedelta(days=1))


def estado_de(proceso: str) -> Estado | None:
    """Return where a process stands, None if it is not registered."""
    fila = procesos_guardados.visibles(None).filter(pk=proceso).first()
    return Estado(fila.estado) if fila else None


def ensayar(f: Fundacion, *, irma: int, ada: int) -> None:
    """Both halves of the rehearsal pass, as the OPL and two of the custodians do it by hand."""
    entrega, *custodios = (identidad(f, n) for n in ("entrega", "uno", "dos", "tres"))
    que, cuando = f.proceso, f.momento
    procesos.registrar_llave_de_entrega(
        proceso=que, llave=str(entrega.to_public()), quien=ada, momento=cuando
    )
    nombres = ("Notaría 1", "Consejo General", "Archivo del Estado")
    pares = [(n, str(c.to_public())) for n, c in zip(nombres, custodios, strict=True)]
    procesos.registrar_custodios(proceso=que, custodios=pares, quien=irma, momento=cuando)
    for prueba, abre in ((Prueba.ENTREGA, [entrega]), (Prueba.CUSTODIA, custodios[1::-1])):
        ensayo = procesos.ensayar(proceso=que, prueba=prueba, quien=irma, momento=cuando)
        paquete = ensayo.paquetes["entrega" if prueba is Prueba.ENTREGA else "1-2"]
        palabras = leer_palabras(abrir(paquete, abre))
        procesos.responder(
            proceso=que, prueba=prueba, respuesta=palabras, quien=ada, momento=cuando
        )
    for par in PARES:
        procesos.entregar_custodia(proceso=que, par=nombre_del_par(par), quien=irma, momento=cuando)


def identidad(f: Fundacion, nombre: str) -> pyrage.x25519.Identity:
    """Return an age identity of the demo, kept beside it so that a visitor can try the keys."""
    archivo = f.carpeta / f"age-{nombre}.txt"
    if not archivo.exists():
        archivo.touch(mode=0o600)
        archivo.write_text(str(pyrage.x25519.Identity.generate()))
    return pyrage.x25519.Identity.from_str(archivo.read_text().strip())


def abrir(paquete: str, identidades: Iterable[pyrage.x25519.Identity]) -> str:
    """Return what a package holds once each identity has opened its layer."""
    claro = paquete.encode()
    for una in identidades:
        claro = pyrage.decrypt(claro, [una])
    return claro.decode()


def leer_palabras(claro: str) -> str:
    """Return the words to type back: of the JSON of a recovery file, or the last line of a text."""
    if claro.lstrip().startswith("{"):
        return str(json.loads(claro)["palabras"])
    return claro.strip().splitlines()[-1]


def registrar_auxiliares(f: Fundacion, quien: dict[str, int], equipo: Sequence[Auxiliar]) -> None:
    """Pilar has registered the team (ET 3.2), who got the e-mail of ET 3.3."""
    ya = {a.numero for a in auxiliares_de(f.proceso)}
    for auxiliar in equipo:
        if auxiliar.numero not in ya:
            auxiliares.dar_de_alta(
                proceso=f.proceso,
                promovente=quien["pilar@promovente.test"],
                datos=datos_de(auxiliar),
                actor=actor_de_cuenta(quien["pilar@promovente.test"]),
                momento=f.momento + timedelta(days=2),
            )


def datos_de(auxiliar: Auxiliar) -> DatosDeAuxiliar:
    persona = auxiliar.persona
    return DatosDeAuxiliar(
        nombres=persona.nombres,
        paterno=persona.paterno,
        materno=persona.materno,
        nacimiento=persona.nacimiento,
        telefono=f"951{int(auxiliar.numero):07d}",
        correo=auxiliar.correo,
        clave_elector=persona.clave_elector,
        curp=persona.curp,
    )
