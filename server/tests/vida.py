"""What a day at the door has not: paper, a hearing, the papers of an auxiliar (ET 3.6, 8, 11).

Each act is done by who does it in life, through the pages of its service, so that what names
somebody is sealed as in life. `sellados` and `abiertos` say what of it is kept, and what of it some
keys open.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from rubrica.core.plazos import ZONA
from rubrica.ficticio.dias import LISTA_NOMINAL
from rubrica.ficticio.padron import Persona
from rubrica.ficticio.receta import Receta
from rubrica.launch.seeding import PROCESO
from rubrica.llaves.sellado import NoAbre, abrir, abrir_con
from tests.casa import SIN_MAS, Campos, Casa, Navegante, esperar

ENTREGA, LEGAL, AUTORIZADA, TARDIA = (
    "Eleuterio Zárate Quiñónez", "Petronila Zavaleta Ordóñez", "Hermelinda Xicoténcatl Ruiz",
    "Crisóforo Villalobos Ugalde",
)  # fmt: skip
NADIE_MAS = (ENTREGA, LEGAL, AUTORIZADA, TARDIA)  # people of no padrón
OTRO_CORREO, EN_LISTA = "otra.cuenta@ejemplo.test", "de.la.lista@ejemplo.test"
PAPEL, AUDIENCIAS = f"/papel/{PROCESO}/", f"/audiencia/{PROCESO}/"
AUXILIARES, CEDULAS = f"/auxiliares/{PROCESO}/", f"/cedulas/{PROCESO}/"
POR_PAPEL = 4
Escrito = dict[str, str]


def gente(casa: Casa) -> list[Persona]:
    """Return people of the lista nominal who did nothing that day: the last one is in a list."""
    ajenas = {c.persona.cic for c in (*casa.captados, *casa.de_mi_apoyo)}
    ajenas |= {a.persona.cic for a in casa.auxiliares}
    todas = (casa.padron.persona(i) for i in range(13, len(casa.padron), 61))
    buenas = [p for p in todas if p.situacion == LISTA_NOMINAL and p.cic and p.cic not in ajenas]
    return buenas[: POR_PAPEL + 1]


def senas(persona: Persona) -> str:
    """Return how somebody writes of a person where anything can be written."""
    apellidos = f"{persona.paterno} {persona.materno}".strip()
    return (
        f"{persona.nombre_completo} ({apellidos} {persona.nombres}),"
        f" clave {persona.clave_elector}, CIC {persona.cic}, OCR {persona.ocr}, CURP {persona.curp}"
    )


def hoja(*renglones: str) -> bytes:
    """Return a PDF in which those words lie as they are written."""
    texto = "\n".join(renglones).encode()
    objeto = b"1 0 obj\n<< /Length %d >>\nstream\n%b\nendstream\nendobj" % (len(texto), texto)
    return b"%PDF-1.4\n" + objeto + b"\ntrailer\n<< >>\n%%EOF\n"


def credencial(casa: Casa, persona: Persona) -> bytes:
    """Return a photograph of the credential of a person."""
    return casa.fotografiar(persona, Receta(toma="copia")).anverso


# ---- Who does it


def oficial(casa: Casa, correo: str) -> Navegante:
    """Return an official who has come in."""
    quien = casa.navegante("mesa")
    quien.entrar(correo, "/oficial/entrar/")
    return quien


def promovente(casa: Casa) -> Navegante:
    """Return Pilar, who has come in."""
    quien = casa.navegante("portal")
    quien.entrar("pilar@promovente.test", "/entrar/")
    return quien


def ver(quien: Navegante, ruta: str) -> str:
    """Return a page that one may see."""
    return _texto(ruta, *quien.pedir(ruta))


def hacer(quien: Navegante, ruta: str, **campos: str | list[str]) -> str:
    """Do an act by its form; return the page at which it ends."""
    return _texto(ruta, *quien.pedir(ruta, campos))


def subir(quien: Navegante, ruta: str, archivo: bytes, datos: Campos = SIN_MAS) -> str:
    """Hand a file in; return the page at which it ends."""
    return _texto(ruta, *quien.subir(ruta, archivo, datos))


def _texto(ruta: str, estado: int, cuerpo: bytes) -> str:
    assert estado == 200, (ruta, estado, re.findall(rb'class="falta[^<]*<[^<]*', cuerpo))
    return cuerpo.decode(errors="replace")


def hallar(patron: str, pagina: str) -> str:
    """Return the first group of what the page has of that form."""
    hallado = re.search(patron, pagina)
    assert hallado, patron
    return hallado[1]


# ---- Paper (ET 8)


def capturar_papel(casa: Casa) -> None:
    """A box comes in, its sheet is scanned, typed by two people, resolved by a third and closed."""
    ada, sara = oficial(casa, "ada@opl.test"), oficial(casa, "sara@opl.test")
    catalina, carmen = (oficial(casa, f"{q}@opl.test") for q in ("catalina", "carmen"))
    personas = gente(casa)[:POR_PAPEL]
    hacer(ada, f"{PAPEL}regimen/", acuerdo="OPL-CG-14/2026 (ficticio)", muestra="100")
    pagina = hacer(
        ada, PAPEL, caja="Sierra-01", cedulas="1", renglones=str(POR_PAPEL), entrega=ENTREGA,
        sello="004418",
    )  # fmt: skip
    lote = f"/papel/lotes/{hallar(r'/papel/lotes/([0-9]+)/escaneos/', pagina)}/"
    subir(ada, f"{lote}escaneos/", hoja("Cédula 1", ENTREGA, *map(senas, personas)))
    subir(ada, f"{lote}escaneos/", credencial(casa, personas[0]))
    cedula = f"/papel/cedulas/{hallar(r'/papel/cedulas/([0-9]+)/', ver(catalina, lote))}/"
    primeras = renglones(*personas)
    for numero, renglon in enumerate(primeras, start=1):
        hacer(catalina, f"{PAPEL}buscar/", clave=personas[numero - 1].clave_elector)
        hacer(catalina, f"{cedula}renglones/{numero}/", **renglon)
    for renglon in (*primeras[:-1], {**primeras[-1], "clave": ajena(personas[-1])}):
        pendiente = hallar(r"/papel/renglones/([0-9]+)/cotejar/", ver(carmen, f"{PAPEL}cotejo/"))
        hacer(carmen, f"/papel/renglones/{pendiente}/cotejar/", **renglon)
    difiere = hallar(r"/papel/renglones/([0-9]+)/resolver/", ver(sara, "/papel/discrepancias/"))
    hacer(sara, f"/papel/renglones/{difiere}/resolver/", **primeras[-1])
    hacer(catalina, f"{cedula}cerrar/")
    ver(promovente(casa), f"/observaciones/{PROCESO}/")


def renglones(cuenta: Persona, tachada: Persona, mal: Persona, sin: Persona) -> list[Escrito]:
    """Return what is typed of four rows: one good, two observed and one that nobody has."""
    nombre = {"nombres": mal.nombres, "paterno": mal.paterno, "materno": mal.materno}
    return [
        {"clave": cuenta.clave_elector, "emision": cuenta.emision},
        {"cic": tachada.cic, "inciso": "e", "comentario": f"Tachó la leyenda {senas(tachada)}"},
        {"clave": ajena(mal), **nombre, "nacimiento": mal.nacimiento},
        {"clave": sin.clave_elector, "inciso": "d"},
    ]


def ajena(persona: Persona) -> str:
    """Return the clave of a person with its last digits mistaken."""
    return f"{persona.clave_elector[:-2]}99"


# ---- A hearing (ET 11)


def celebrar_audiencia(casa: Casa) -> None:
    """One hearing is called off; another is held from its notice to what the DERFE does with it."""
    sara, irma = oficial(casa, "sara@opl.test"), oficial(casa, "irma@derfe.test")
    hacer(sara, f"{AUDIENCIAS}1/cancelacion/", motivo=f"Lo pidió {LEGAL}")
    sesion = convocar(casa, sara)
    numeros = dict(
        casa.sql(
            "SELECT r.puerta || r.inciso, a.id FROM audiencia_asunto a"
            " JOIN registros_registro r ON r.id = a.registro"
            " WHERE a.sesion_id = (SELECT max(id) FROM audiencia_sesion)"
        )
    )
    operar(casa, sesion, {clave: f"{sesion}registros/{n}/" for clave, n in numeros.items()})
    levantar_acta(casa, sara, sesion)
    resolver(casa, irma, sesion)


def convocar(casa: Casa, sara: Navegante) -> str:
    """Return the address of a hearing that Sara scheduled, loaded, notified and opened."""
    ahora = datetime.now(ZONA)
    inicio, fin = ahora + timedelta(minutes=10), ahora + timedelta(hours=2)
    cuentas = dict(casa.sql("SELECT correo, id FROM cuentas_cuenta"))
    hacer(
        sara, f"{AUDIENCIAS}requisitos/", con=LEGAL, acordados_el=f"{ahora:%Y-%m-%d}",
        texto=f"Que {LEGAL} y {AUTORIZADA} traigan originales.",
    )  # fmt: skip
    hacer(
        sara, f"{AUDIENCIAS}nueva/", sala="Sala de sesiones", inicio=f"{inicio:%Y-%m-%dT%H:%M}",
        fin=f"{fin:%Y-%m-%dT%H:%M}", conduce=str(cuentas["sara@opl.test"]),
        operadores=[str(cuentas["olga@opl.test"])],
        representantes=f"{LEGAL}, Representante legal\n{AUTORIZADA}, Autorizada",
    )  # fmt: skip
    ((numero,),) = casa.sql("SELECT max(numero) FROM audiencia_sesion WHERE proceso = %s", PROCESO)
    sesion = f"{AUDIENCIAS}{numero}/"
    hacer(sara, f"{sesion}carga/", grupo="", folios="\n".join(por_ver(casa)))
    hacer(sara, f"{sesion}aviso/")
    hacer(sara, f"{sesion}apertura/", asistieron=["1"], nuevos=f"{TARDIA}, Testigo")
    return sesion


def por_ver(casa: Casa) -> list[str]:
    """Return the folios of what Olga observed that day and of the rows of paper at fault."""
    filas = casa.sql(
        "SELECT r.folio FROM registros_registro r"
        " LEFT JOIN excepcion_renglon p ON p.registro = r.id"
        " LEFT JOIN excepcion_cedula c ON c.id = p.cedula_id"
        " WHERE r.puerta = 'auxiliar' AND r.inciso = 'j'"
        " OR c.lote_id = (SELECT max(id) FROM excepcion_lote)"
        " AND (r.inciso <> '' OR r.situacion = 'no_encontrado')"
    )
    return [folio for (folio,) in filas]


def operar(casa: Casa, sesion: str, asuntos: Mapping[str, str]) -> None:
    """Olga looks at each record, keeps what is shown and said of it, and decides (ET 11.4)."""
    olga = oficial(casa, "olga@opl.test")
    _, tachada, mal, sin_firma = gente(casa)[:POR_PAPEL]
    olgado, observada, no_hallada, sin = (
        asuntos[clave] for clave in ("auxiliarj", "papele", "papel", "papeld")
    )
    for asunto in (olgado, observada, no_hallada, sin):
        ver(olga, asunto)
    assert olga.pedir(f"{olgado}imagen/anverso.jpg")[0] == 200
    hacer(olga, f"{olgado}proyeccion/")
    ver(olga, f"{sesion}proyeccion/")
    suya = casa.captados[0].persona
    subir(olga, f"{olgado}documentos/", hoja(senas(suya)), {"clase": "elemento"})
    subir(olga, f"{no_hallada}documentos/", credencial(casa, mal), {"clase": "informacion"})
    dicho = {
        "manifestacion": f"{LEGAL} dice que es válido: {senas(suya)}",
        "motivo": "Se acredita.",
    }
    hacer(olga, f"{olgado}decision/", cambios=["reconsiderar"], **dicho)
    otro = {"manifestacion": f"Lo firmó {senas(tachada)}", "motivo": f"Lo jura {TARDIA}"}
    hacer(olga, f"{observada}decision/", cambios=["reconsiderar"], **otro)
    hacer(
        olga, f"{no_hallada}decision/", cambios=["nueva_busqueda"], nombre=mal.nombres,
        paterno=mal.paterno, materno=mal.materno, clave=mal.clave_elector, emision="", ocr="",
        cic="", manifestacion=f"Se capturó mal: {senas(mal)}", motivo="Así está en la hoja.",
    )  # fmt: skip
    hacer(olga, f"{sin}decision/", manifestacion=f"Nada que agregar de {senas(sin_firma)}")


def levantar_acta(casa: Casa, sara: Navegante, sesion: str) -> None:
    """What happened is told, the acta is closed, signed by hand or refused, and notified."""
    relato = f"Comparecieron {LEGAL} y {TARDIA}; {AUTORIZADA} no vino."
    hacer(sara, f"{sesion}acta/relato/", texto=relato)
    ver(sara, f"{sesion}documentos/borrador.pdf")
    for acto in ("conclusion", "cierre"):
        hacer(sara, f"{sesion}acta/{acto}/")
    firmantes = re.findall(
        r'value="((?:funcionario|representante):\d+)"', ver(sara, f"{sesion}acta/")
    )
    se_niega = "representante:3"
    firman = sorted({f for f in firmantes if f != se_niega})
    subir(
        sara, f"{sesion}acta/firma/autografa/", hoja("Acta firmada", LEGAL, relato),
        {"firmantes": firman},
    )  # fmt: skip
    hacer(
        sara, f"{sesion}acta/firma/negativa/", firmante=se_niega,
        motivo=f"{TARDIA} dice que no leyó el acta.",
    )  # fmt: skip
    hacer(sara, f"{sesion}acta/notificacion/")


def resolver(casa: Casa, irma: Navegante, sesion: str) -> None:
    """Irma reads what the hearing left, gives one change back and applies the others (ET 11.9)."""
    ver(irma, f"{sesion}cambios/")
    ver(irma, f"{sesion}documentos.zip")
    cambios = casa.sql(
        "SELECT d.id, r.inciso FROM audiencia_actuacion d"
        " JOIN audiencia_asunto a ON a.id = d.asunto_id"
        " JOIN registros_registro r ON r.id = a.registro WHERE d.cambios <> '{}'"
        " AND a.sesion_id = (SELECT max(id) FROM audiencia_sesion) ORDER BY d.id"
    )
    for cambio, inciso in cambios:
        decision, motivo = "aplicar", ""
        if inciso == "e":
            decision, motivo = "devolver", f"Falta la identificación de {LEGAL}"
        datos = {f"{cambio}-decision": decision, f"{cambio}-motivo": motivo}
        hacer(irma, f"{sesion}cambios/{cambio}/", **datos)


# ---- The papers of an auxiliar (ET 3.6, 3.8)


def subir_fura(casa: Casa) -> None:
    """Pilar hands in papers and changes accounts; Ada reads a cédula and accepts it."""
    pilar, ada = promovente(casa), oficial(casa, "ada@opl.test")
    uno, _, tres, cuatro = casa.auxiliares[:4]
    suya = f"{AUXILIARES}{uno.numero}/"
    subir(pilar, f"{suya}anexos/fura/", pilar.pedir(f"{suya}fura/")[1])
    subir(pilar, f"{suya}anexos/fura/", hoja("FURA firmado", senas(uno.persona), uno.correo))
    subir(pilar, f"{suya}anexos/credencial/", casa.fotografiar(*uno.alta()).anverso)
    hacer(
        pilar, f"{AUXILIARES}{tres.numero}/cuenta/", correo=OTRO_CORREO, autenticacion="correo",
        motivo=f"Lo pidió {tres.persona.nombre_completo}",
    )  # fmt: skip
    hacer(
        pilar, f"{AUXILIARES}{cuatro.numero}/baja",
        motivo=f"Renunció {cuatro.persona.nombre_completo}",
    )  # fmt: skip
    subir(pilar, f"{AUXILIARES}archivo/", lista(gente(casa)[-1]))
    cedula = hallar(rf"({CEDULAS}{uno.numero}/[0-9a-f-]{{36}}/)", ver(ada, CEDULAS))
    ver(ada, cedula)
    assert ada.pedir(f"{cedula}pdf/")[1].startswith(b"%PDF-1.7")
    for anexo in set(
        re.findall(r"/cedulas/[^\"]+/anexos/\d+/", ver(ada, f"{CEDULAS}{uno.numero}/"))
    ):
        assert ada.pedir(anexo)[0] == 200
    hacer(ada, f"{cedula}aceptar/")
    por_revisar = "SELECT 1 FROM auxiliares_importacion WHERE estado = 'POR_REVISAR'"
    esperar("la lista", lambda: not casa.sql(por_revisar))


def dejar_un_correo_en_espera(casa: Casa) -> None:
    """The e-mails so far are delivered; then the mail server ends, and one waits to be retried."""
    por_intentar = "SELECT 1 FROM avisos_aviso WHERE estado = 'EN_ESPERA' AND intentos = 0"
    esperar("los correos", lambda: not casa.sql(por_intentar))
    assert casa.smtp
    casa.smtp.stop()
    casa.smtp = None
    numero = casa.auxiliares[2].numero
    hacer(promovente(casa), f"{AUXILIARES}{numero}/correo/")
    suyo = f"auxiliar/{PROCESO}/{numero}"
    intentado = "SELECT 1 FROM avisos_aviso WHERE objeto = %s AND estado = 'EN_ESPERA'"
    esperar("el intento", lambda: casa.sql(f"{intentado} AND intentos = 1", suyo))


def lista(persona: Persona) -> bytes:
    """Return a file of auxiliares with one person, reviewed by nobody yet (ET 3.2)."""
    campos = (
        persona.nombres, persona.paterno, persona.materno, persona.nacimiento, "9515550199",
        EN_LISTA, persona.clave_elector, persona.curp,
    )  # fmt: skip
    encabezado = (
        "nombres,apellido paterno,apellido materno,fecha de nacimiento,telefono,"
        "correo electronico,clave de elector,curp"
    )
    return f"{encabezado}\r\n{','.join(campos)}\r\n".encode()


# ---- What is kept of it

# Kind → context and sealed bytes of every row.
EN_FILAS: Mapping[str, str] = {
    "renglones": "SELECT 'excepcion/datos/' || cedula_id || '/' || numero, datos"
    " FROM excepcion_renglon",
    "segundas capturas": "SELECT 'excepcion/datos/' || r.cedula_id || '/' || r.numero || '/2',"
    " s.datos FROM excepcion_segundacaptura s JOIN excepcion_renglon r ON r.id = s.renglon_id",
    "comentarios": "SELECT 'excepcion/comentario/' || cedula_id || '/' || numero, comentario"
    " FROM excepcion_renglon WHERE comentario <> ''",
    "quiénes entregaron": "SELECT 'excepcion/datos/lote ' || numero, entrega FROM excepcion_lote",
    "requisitos": "SELECT 'audiencia/requisitos/' || numero, texto FROM audiencia_requisitos"
    " UNION ALL SELECT 'audiencia/requisitos/' || numero || '/con', con FROM audiencia_requisitos",
    "comparecientes": "SELECT 'audiencia/representante/' || sesion_id || '/' || numero, datos"
    " FROM audiencia_representante",
    "dichos": "SELECT 'audiencia/dicho/' || asunto_id, dicho FROM audiencia_actuacion",
    "formularios de antes": "SELECT 'audiencia/antes/' || asunto_id, antes"
    " FROM audiencia_actuacion",
    "correcciones": "SELECT 'audiencia/despues/' || asunto_id, despues FROM audiencia_actuacion",
    "relatos": "SELECT 'audiencia/relato/' || sesion_id, texto FROM audiencia_relato",
    "motivos de un acto": "SELECT 'audiencia/acto/' || sesion_id || '/' || acto, motivo"
    " FROM audiencia_actodesesion WHERE motivo <> ''",
    "negativas": "SELECT 'audiencia/firma/' || sesion_id || '/' || firmante, datos"
    " FROM audiencia_firma",
    "devoluciones": "SELECT 'audiencia/resolucion/' || actuacion_id, motivo"
    " FROM audiencia_resolucion",
    "auxiliares": "SELECT 'auxiliares/datos/' || proceso || '/' || numero, datos"
    " FROM auxiliares_auxiliar",
    "bajas": "SELECT 'auxiliares/baja/' || proceso || '/' || numero, baja_motivo"
    " FROM auxiliares_auxiliar WHERE baja_motivo <> ''",
    "cambios de cuenta": "SELECT 'auxiliares/cuenta/' || a.proceso || '/' || a.numero, c.datos"
    " FROM auxiliares_cambiodecuenta c JOIN auxiliares_auxiliar a ON a.id = c.auxiliar_id",
    "listas": "SELECT 'auxiliares/archivo/' || proceso || '/' || id, archivo"
    " FROM auxiliares_importacion",
    "anexos": "SELECT 'auxiliares/anexo/' || x.clase || '/' || encode(x.huella, 'hex') || '/'"
    " || a.proceso || '/' || a.numero, x.sellado"
    " FROM auxiliares_anexo x JOIN auxiliares_auxiliar a ON a.id = x.auxiliar_id",
    "correos": "SELECT 'rubrica/aviso/1|' || id || '|' || plantilla, sellado FROM avisos_aviso"
    " WHERE sellado IS NOT NULL",
}
# Kind → context and código of every file of the blob store.
EN_ARCHIVOS: Mapping[str, str] = {
    "escaneos": "SELECT 'excepcion/escaneo/' || lote_id, codigo FROM excepcion_escaneo",
    "adjuntos": "SELECT 'audiencia/archivo/adjunto/' || asunto_id, codigo FROM audiencia_adjunto",
    "actas": "SELECT 'audiencia/archivo/documento/' || sesion_id || '/' || clase, codigo"
    " FROM audiencia_documento",
    "firmas": "SELECT 'audiencia/archivo/firma/' || sesion_id || '/' || firmante, codigo"
    " FROM audiencia_firma WHERE codigo IS NOT NULL",
}
ANEXOS, CORREOS = "anexos", "correos"
A_UNA_PUBLICA = {ANEXOS, CORREOS}  # the rest, with a key that is shared
OTRO_SELLO = b"\0"  # an e-mail whose seal covers another
Sellados = Mapping[str, list[tuple[bytes, bytes]]]


def sellados(casa: Any) -> Sellados:
    """Return kind → context and sealed bytes of what a casa, or a copy of it, still has."""
    filas = {
        clase: [(contexto.encode(), bytes(valor)) for contexto, valor in casa.sql(orden) if valor]
        for clase, orden in EN_FILAS.items()
    }
    archivos = {
        clase: [
            (contexto.encode(), ruta.read_bytes())
            for contexto, codigo in casa.sql(orden)
            if (ruta := _blob(casa, bytes(codigo))).exists()
        ]
        for clase, orden in EN_ARCHIVOS.items()
    }
    return filas | archivos


def _blob(casa: Any, codigo: bytes) -> Path:
    carpeta: Path = casa.house.folder
    return carpeta / "blobs" / PROCESO / codigo.hex()[:2] / codigo.hex()


def abiertos(guardado: Sellados, llaves: Iterable[bytes]) -> dict[str, list[bytes]]:
    """Return kind → what those keys open of it."""
    claras = list(llaves)
    return {
        clase: [
            claro
            for contexto, sellado in pares
            for claro in _abren(clase, claras, sellado, contexto)
        ]
        for clase, pares in guardado.items()
    }


def _abren(clase: str, llaves: list[bytes], sellado: bytes, contexto: bytes) -> Iterator[bytes]:
    for llave in llaves:
        with suppress(NoAbre):
            claro = _abre(clase, llave, sellado, contexto)
            if clase == CORREOS and claro.startswith(OTRO_SELLO):
                yield from _abren(clase, llaves, claro.removeprefix(OTRO_SELLO), contexto)
            else:
                yield claro


def _abre(clase: str, llave: bytes, sellado: bytes, contexto: bytes) -> bytes:
    if clase in A_UNA_PUBLICA:
        return abrir_con(X25519PrivateKey.from_private_bytes(llave), sellado, contexto)
    return abrir(llave, sellado, contexto)


# ---- What stays (ET 10.7, 11.5, 13.9)

DECISIONES = (
    "SELECT folio, estatus, municipio, situacion, causa, inciso, cuenta"
    " FROM registros_registro ORDER BY folio",
    "SELECT proceso, numero, clase, estado, inicio, fin FROM audiencia_sesion ORDER BY id",
    "SELECT sesion_id, folio, de_estatus, de_situacion, de_inconsistencia FROM audiencia_asunto"
    " ORDER BY id",
    "SELECT d.asunto_id, d.cambios, d.a_situacion, d.momento, r.aplicada, r.a_estatus"
    " FROM audiencia_actuacion d LEFT JOIN audiencia_resolucion r ON r.actuacion_id = d.id"
    " ORDER BY d.id",
    "SELECT sesion_id, clase, momento, huella, codigo FROM audiencia_documento ORDER BY id",
    "SELECT sesion_id, firmante, modo, huella FROM audiencia_firma ORDER BY id",
    "SELECT l.numero, l.caja, c.numero, c.renglones, c.estado FROM excepcion_cedula c"
    " JOIN excepcion_lote l ON l.id = c.lote_id ORDER BY c.id",
    "SELECT lote_id, acto, sello, momento FROM excepcion_actodecustodia ORDER BY id",
    "SELECT alta, resultado, revisada_en FROM cedulas_revision ORDER BY alta",
)


def lo_decidido(casa: Casa) -> list[Any]:
    """Return every decision, and the public account by door and by day."""
    estado, cuerpo = casa.navegante("portal").pedir(f"/api/v1/procesos/{PROCESO}/cuenta")
    assert estado == 200
    cuenta = json.loads(cuerpo)
    publica = [cuenta[que] for que in ("total", "puertas", "dias")]
    return [*(casa.sql(orden) for orden in DECISIONES), publica]
