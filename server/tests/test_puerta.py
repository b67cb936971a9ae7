"""Bad input at the real door: recepción in its own process, as its own role, over HTTP.

Each gets the refusal of the catalogue, none is an error of ours, and what was there stays.
"""

from __future__ import annotations

import http.client
import json
import random
import uuid
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from urllib.parse import urlsplit

import cv2
import numpy as np
import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from rubrica.core import acuse, jws, paquete, sobre
from rubrica.core.rechazos import CATALOGADOS
from rubrica.ficticio.receta import Fotos, Receta
from rubrica.ficticio.telefono import Apoyo, ClienteHttp, Rechazado, Respuesta, Telefono
from rubrica.launch.seeding import PROCESO
from tests.casa import Casa

N_P256 = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
OCTETOS = {"Content-Type": "application/offset+octet-stream"}
JOSE = {"Content-Type": "application/jose"}
ORIGINALES = 24


@pytest.fixture(scope="module")
def telefono(casa: Casa) -> Telefono:
    """A phone that may send, and has sent nothing."""
    return casa.enrolar(casa.auxiliares[2])


@pytest.fixture(scope="module")
def otro(casa: Casa) -> Telefono:
    """A phone of somebody else."""
    return casa.enrolar(casa.auxiliares[3])


@pytest.fixture(scope="module")
def fotos(casa: Casa) -> Fotos:
    """Photographs as small as can be: the door judges none of them."""
    _, minima = cv2.imencode(".jpg", np.full((16, 16, 3), 127, np.uint8))
    de_veras = casa.fotografiar(casa.ciudadania()[0], Receta(toma="puerta"))
    chica = minima.tobytes()
    return replace(de_veras, anverso=chica, reverso=chica, rostro=chica)


@pytest.fixture
def apoyo(telefono: Telefono, fotos: Fotos) -> Apoyo:
    """A good record, sealed and not sent."""
    return telefono.capturar(fotos)


def code_of(respuesta: Respuesta) -> str:
    """Return the code of a refusal, which says all that a person needs; AssertionError if not."""
    problema = respuesta.json()
    code = str(problema["type"]).removeprefix("/rechazos/")
    assert respuesta.cabeceras["content-type"] == "application/problem+json"
    assert respuesta.status == problema["status"] == CATALOGADOS[code].status
    assert problema["title"]
    assert problema["que_hacer"]
    return code


def put(telefono: Telefono, texto: str, cuerpo: bytes, id_: object) -> Respuesta:
    """Send a whole record at once, whatever it says."""
    ruta = f"/api/v1/registros/{id_}"
    return telefono.recepcion.pedir("PUT", ruta, cuerpo, {"Sobre": texto, **OCTETOS})


def send(telefono: Telefono, apoyo: Apoyo, **cambios: object) -> Respuesta:
    """Send a record with some of its parts (sobre, paquete, id) replaced."""
    partes = {"texto": apoyo.sobre, "cuerpo": apoyo.paquete, "id_": apoyo.datos.id, **cambios}
    return put(telefono, **partes)  # type: ignore[arg-type]


def declaring(telefono: Telefono, apoyo: Apoyo, **cambios: object) -> str:
    """Return the sobre with other members, signed by the phone all the same."""
    carga = jws.leer_json(jws.b64u_bytes(apoyo.sobre.split(".")[1]))
    texto = json.dumps({**carga, **cambios}, separators=(",", ":")).encode()
    return jws.firmar_bytes(texto, typ=sobre.TYP, clave=telefono.clave)


@pytest.fixture
def nada_cambia(casa: Casa) -> Iterator[None]:
    """Around a test: it leaves records and paquetes exactly as they were."""

    def lo_guardado() -> tuple[object, ...]:
        filas = casa.sql(
            "SELECT id, resumen, codigo_integridad, recibo FROM registros_registro ORDER BY 1"
        )
        blobs = casa.house.folder / "blobs" / PROCESO
        return filas, sorted(
            (a.name, a.stat().st_mtime_ns) for a in blobs.rglob("*") if a.is_file()
        )

    antes = lo_guardado()
    yield
    assert lo_guardado() == antes


# --- Damaged ----------------------------------------------------------------------------------

DANOS: dict[str, tuple[Callable[[Apoyo], dict[str, object]], str]] = {
    "paquete truncado": (lambda a: {"cuerpo": a.paquete[:-1]}, "paquete-danado"),
    "paquete alargado": (lambda a: {"cuerpo": a.paquete + b"\0"}, "paquete-danado"),
    "un bit cambiado": (
        lambda a: {"cuerpo": a.paquete[:99] + bytes([a.paquete[99] ^ 1]) + a.paquete[100:]},
        "paquete-danado",
    ),
    "sin paquete": (lambda a: {"cuerpo": b""}, "paquete-danado"),
    "sobre truncado": (lambda a: {"texto": a.sobre[:-5]}, "sobre-mal-formado"),
    "sobre sin firma": (lambda a: {"texto": a.sobre.rpartition(".")[0] + "."}, "sobre-firma"),
    "sobre vacío": (lambda _: {"texto": ""}, "sobre-mal-formado"),
    "firma en ceros": (
        lambda a: {"texto": a.sobre.rpartition(".")[0] + "." + jws.b64u(bytes(64))},
        "sobre-firma",
    ),
    "a otra dirección": (lambda _: {"id_": uuid.uuid4()}, "sobre-ajeno"),
}  # fmt: skip


@pytest.mark.usefixtures("nada_cambia")
@pytest.mark.parametrize("como", DANOS)
def test_what_is_damaged_is_refused_and_changes_nothing(
    telefono: Telefono, apoyo: Apoyo, como: str
) -> None:
    danar, code = DANOS[como]

    assert code_of(send(telefono, apoyo, **danar(apoyo))) == code


@pytest.mark.usefixtures("nada_cambia")
def test_the_signature_of_another_key_is_refused(
    telefono: Telefono, otro: Telefono, apoyo: Apoyo
) -> None:
    cabeza, carga, _ = apoyo.sobre.split(".")
    ajena = sobre.firmar(apoyo.datos, apoyo.paquete, otro.clave).split(".")[2]

    assert code_of(send(telefono, apoyo, texto=f"{cabeza}.{carga}.{ajena}")) == "sobre-firma"


# --- Unknown, foreign ---------------------------------------------------------------------------


@pytest.mark.numeral("ET 4.9")
@pytest.mark.usefixtures("nada_cambia")
def test_a_key_that_was_never_enrolled_is_refused_with_proof(
    telefono: Telefono, apoyo: Apoyo
) -> None:
    intrusa = ec.generate_private_key(ec.SECP256R1())

    respuesta = send(telefono, apoyo, texto=sobre.firmar(apoyo.datos, apoyo.paquete, intrusa))

    assert code_of(respuesta) == "dispositivo-desconocido"
    prueba = acuse.leer_rechazo(respuesta.json()["rechazo"], telefono.llave_de_acuse)
    assert (prueba.id, prueba.numeral) == (apoyo.datos.id, "ET 4.9")


@pytest.mark.usefixtures("nada_cambia")
def test_a_phone_cannot_send_as_another_nor_to_another_process(
    telefono: Telefono, otro: Telefono, fotos: Fotos
) -> None:
    suplantado = replace(otro, clave=telefono.clave).capturar(fotos)
    a_otro_proceso = replace(telefono, proceso="OAX27").capturar(fotos)

    assert code_of(send(telefono, suplantado)) == "sobre-ajeno"
    assert code_of(send(telefono, a_otro_proceso)) == "sobre-ajeno"


@pytest.mark.usefixtures("nada_cambia")
def test_a_paquete_sealed_to_another_process_is_refused(
    casa: Casa, telefono: Telefono, apoyo: Apoyo
) -> None:
    ajena = (casa.house.keys / "publicas/OAX27.pub").read_bytes()
    sellado = paquete.sellar_bytes(b"\xa0", apoyo.datos, ajena)
    relleno = sellado + bytes(max(0, paquete.MIN_PAQUETE - len(sellado)))

    respuesta = put(
        telefono,
        sobre.firmar(apoyo.datos, relleno, telefono.clave),
        relleno,
        apoyo.datos.id,
    )

    assert code_of(respuesta) == "paquete-ajeno"


# --- Oversized ------------------------------------------------------------------------------------


@pytest.mark.usefixtures("nada_cambia")
def test_more_than_4_mib_declared_in_the_sobre_is_refused(telefono: Telefono, apoyo: Apoyo) -> None:
    texto = declaring(telefono, apoyo, bytes=sobre.MAX_PAQUETE + 1)

    respuesta = telefono.recepcion.pedir("POST", "/api/v1/registros", texto.encode(), JOSE)

    assert code_of(respuesta) == "paquete-grande"


def answer_before_the_body(casa: Casa, apoyo: Apoyo, **cabeceras: str) -> tuple[int, str]:
    """Return status and code of a PUT of which only the headers were sent."""
    sitio = urlsplit(f"http://127.0.0.1:{casa.house.ports['recepcion']}").netloc
    with closing(http.client.HTTPConnection(sitio, timeout=10)) as conexion:
        conexion.putrequest("PUT", apoyo.ruta)
        for nombre, valor in {"Sobre": apoyo.sobre, **cabeceras}.items():
            conexion.putheader(nombre, valor)
        conexion.endheaders()
        respuesta = conexion.getresponse()
        return respuesta.status, json.loads(respuesta.read())["type"].removeprefix("/rechazos/")


@pytest.mark.usefixtures("nada_cambia")
def test_more_than_4_mib_declared_by_the_request_is_refused_before_it_comes(
    casa: Casa, apoyo: Apoyo
) -> None:
    largo = str(sobre.MAX_PAQUETE + 1)

    assert answer_before_the_body(casa, apoyo, **{"Content-Length": largo}) == (
        413,
        "paquete-grande",
    )


@pytest.mark.usefixtures("nada_cambia")
def test_more_than_4_mib_of_undeclared_length_is_refused(casa: Casa, apoyo: Apoyo) -> None:
    sitio = urlsplit(f"http://127.0.0.1:{casa.house.ports['recepcion']}").netloc
    trozos = (bytes(256 * 1024) for _ in range(17))
    with closing(http.client.HTTPConnection(sitio, timeout=30)) as conexion:
        conexion.request("PUT", apoyo.ruta, trozos, {"Sobre": apoyo.sobre}, encode_chunked=True)
        respuesta = conexion.getresponse()
        problema = json.loads(respuesta.read())

    assert (respuesta.status, problema["type"]) == (413, "/rechazos/paquete-grande")


# --- Early, late ----------------------------------------------------------------------------------


@pytest.mark.numeral("ET 4.8")
def test_before_the_period_no_phone_enrols_and_no_record_counts(
    casa: Casa, telefono: Telefono, apoyo: Apoyo
) -> None:
    inicio, _ = casa.periodo()
    with casa.a_las(inicio - timedelta(hours=1)):
        with pytest.raises(Rechazado) as motivo:
            casa.enrolar_sin_mover_el_reloj(casa.auxiliares[4])
        recibido = telefono.enviar(apoyo)

    fila = casa.sql("SELECT regla FROM registros_registro WHERE id = %s", apoyo.datos.id)
    assert motivo.value.code == "sobre-temprano"
    assert recibido.folio == apoyo.datos.folio
    assert fila == [("ET 4.8",)]  # received, for the ET has no refusal here: class d, by rule


@pytest.mark.numeral("ET 6.6")
def test_25_hours_after_the_period_nothing_new_is_taken_and_every_receipt_is_given_again(
    casa: Casa, telefono: Telefono, fotos: Fotos
) -> None:
    _, fin = casa.periodo()
    a_tiempo, tarde = telefono.capturar(fotos), telefono.capturar(fotos)
    with casa.a_las(fin + timedelta(hours=24)):
        primero = telefono.enviar(a_tiempo)
    with casa.a_las(fin + timedelta(hours=25)):
        respuesta = send(telefono, tarde)
        otra_vez = telefono.enviar(a_tiempo)

    assert code_of(respuesta) == "sobre-tarde"
    prueba = acuse.leer_rechazo(respuesta.json()["rechazo"], telefono.llave_de_acuse)
    assert (prueba.folio, prueba.numeral) == (tarde.datos.folio, "ET 6.6")
    assert otra_vez == primero
    assert not casa.sql("SELECT 1 FROM registros_registro WHERE id = %s", tarde.datos.id)


# --- Replayed, replaced ---------------------------------------------------------------------------


def test_a_replay_gets_the_same_receipt_and_makes_no_second_record(
    casa: Casa, telefono: Telefono, apoyo: Apoyo
) -> None:
    primera = send(telefono, apoyo)

    repetidas = [send(telefono, apoyo) for _ in range(5)]

    assert primera.status == 201
    assert {(r.status, r.cuerpo) for r in repetidas} == {(200, primera.cuerpo)}
    assert casa.sql("SELECT count(*) FROM registros_registro WHERE id = %s", apoyo.datos.id) == [
        (1,)
    ]


@pytest.mark.parametrize("que", ["id", "folio", "bytes"])
def test_nothing_takes_the_place_of_what_was_received(
    casa: Casa, telefono: Telefono, fotos: Fotos, que: str
) -> None:
    bueno, nuevo = telefono.capturar(fotos), telefono.capturar(fotos)
    recibo = send(telefono, bueno).cuerpo
    datos, cuerpo = {
        "id": (replace(nuevo.datos, id=bueno.datos.id), nuevo.paquete),
        "folio": (
            replace(nuevo.datos, folio=bueno.datos.folio, consecutivo=bueno.datos.consecutivo),
            nuevo.paquete,
        ),
        "bytes": (nuevo.datos, bueno.paquete),
    }[que]

    respuesta = put(telefono, sobre.firmar(datos, cuerpo, telefono.clave), cuerpo, datos.id)

    assert code_of(respuesta) == "registro-distinto"
    assert send(telefono, bueno).cuerpo == recibo
    assert casa.blob(bueno) == bueno.paquete


@pytest.mark.numeral("ET 6.3")
def test_an_upload_goes_on_only_from_where_it_is(telefono: Telefono, apoyo: Apoyo) -> None:
    puerta = telefono.recepcion
    puerta.pedir("POST", "/api/v1/registros", apoyo.sobre.encode(), JOSE)
    puerta.pedir("PATCH", apoyo.ruta, apoyo.paquete[:100], {"Upload-Offset": "0", **OCTETOS})

    for offset in ("0", "99", "101", "-1", "x", "9" * 30):
        adelantada = puerta.pedir(
            "PATCH", apoyo.ruta, apoyo.paquete[100:], {"Upload-Offset": offset, **OCTETOS}
        )
        assert code_of(adelantada) == "subida-desfasada"
    assert telefono.enviar_por_partes(apoyo).folio == apoyo.datos.folio


# --- At random ------------------------------------------------------------------------------------


def spoil_text(texto: str, suerte: random.Random, ajenos: list[Apoyo]) -> str:
    """Return a sobre with one thing wrong, or with its malleable twin of a signature."""
    cabeza, carga, firma = texto.split(".")
    ajeno = suerte.choice(ajenos).sobre.split(".")
    lugar = suerte.randrange(len(texto))
    s = N_P256 - int.from_bytes(jws.b64u_bytes(firma)[32:], "big")
    gemela = jws.b64u(jws.b64u_bytes(firma)[:32] + s.to_bytes(32, "big"))
    miembros = jws.leer_json(jws.b64u_bytes(carga))
    miembros[suerte.choice(sorted(miembros))] = suerte.choice([None, -1, "", "x", 2**60, [], True])
    sin_algoritmo = jws.b64u(b'{"alg":"none","typ":"rubrica-sobre+jws","kid":"' + b"a" * 43 + b'"}')
    return suerte.choice([
        texto[:lugar] + chr(suerte.randrange(33, 127)) + texto[lugar + 1 :],
        texto[:lugar] + texto[lugar + 1 :],
        texto[:lugar] + chr(suerte.randrange(33, 127)) + texto[lugar:],
        texto[:lugar],
        texto + texto[lugar:],
        f"{ajeno[0]}.{carga}.{ajeno[2]}",
        f"{cabeza}.{ajeno[1]}.{firma}",
        f"{cabeza}.{jws.b64u(json.dumps(miembros).encode())}.{firma}",
        f"{sin_algoritmo}.{carga}.{suerte.choice(['', firma])}",
        f"{cabeza}.{carga}.{firma}==",
        f"{cabeza}.{carga}.{gemela}",
        f"{cabeza}.{carga}.{jws.b64u(suerte.randbytes(64))}",
        "x" * suerte.randrange(1, 12_000),
    ])  # fmt: skip


def spoil_bytes(crudo: bytes, suerte: random.Random, ajenos: list[Apoyo]) -> bytes:
    """Return a paquete with one thing wrong."""
    lugar = suerte.randrange(len(crudo))
    return suerte.choice([
        crudo[:lugar] + bytes([crudo[lugar] ^ (1 << suerte.randrange(8))]) + crudo[lugar + 1 :],
        crudo[:lugar],
        crudo + suerte.randbytes(suerte.randrange(1, 40)),
        crudo[:lugar] + bytes(len(crudo) - lugar),
        suerte.choice(ajenos).paquete,
        b"\x02" + crudo[1:],
        crudo[:1] + suerte.randbytes(16) + crudo[17:],
        suerte.randbytes(len(crudo)),
        b"",
    ])  # fmt: skip


def offer(
    puerta: ClienteHttp, texto: str, cuerpo: bytes, id_: object, suerte: random.Random
) -> Respuesta:
    """Send it in one request or, one time of four, as an upload."""
    if suerte.random() < 0.75:
        return puerta.pedir("PUT", f"/api/v1/registros/{id_}", cuerpo, {"Sobre": texto, **OCTETOS})
    abierta = puerta.pedir("POST", "/api/v1/registros", texto.encode(), JOSE)
    desde = abierta.cabeceras.get("upload-offset")
    if abierta.status != 201 or desde is None:
        return abierta
    resto = cuerpo[int(desde) :]
    return puerta.pedir(
        "PATCH", f"/api/v1/registros/{id_}", resto, {"Upload-Offset": desde, **OCTETOS}
    )


def attack(casa: Casa, telefono: Telefono, fotos: Fotos, veces: int, semilla: int) -> set[int]:
    """Send that many spoiled records; return the statuses. AssertionError for one let in."""
    suerte = random.Random(semilla)
    originales = [telefono.capturar(fotos) for _ in range(ORIGINALES)]
    for ya_recibido in originales[::4]:
        telefono.enviar(ya_recibido)
    estados: set[int] = set()
    for _ in range(veces):
        original = suerte.choice(originales)
        texto, cuerpo = original.sobre, original.paquete
        que = suerte.choice(["sobre", "sobre", "paquete", "ambos"])
        if que != "paquete":
            texto = spoil_text(texto, suerte, originales)
        if que != "sobre":
            cuerpo = spoil_bytes(cuerpo, suerte, originales)
        id_ = (
            original.datos.id if suerte.random() < 0.95 else uuid.UUID(int=suerte.getrandbits(128))
        )
        respuesta = offer(telefono.recepcion, texto, cuerpo, id_, suerte)  # type: ignore[arg-type]
        estados.add(respuesta.status)
        _check_answer(telefono, respuesta, original)
    for original in originales:  # nothing that was tried on its behalf spoiled the record itself
        assert telefono.enviar(original).folio == original.datos.folio
    _check_kept(casa, originales)
    return estados


def _check_answer(telefono: Telefono, respuesta: Respuesta, original: Apoyo) -> None:
    """No error of ours, and no receipt but for the very record that the phone made."""
    assert respuesta.status < 500
    if respuesta.cabeceras.get("content-type") == "application/jose":
        dado = acuse.leer_acuse(respuesta.cuerpo, telefono.llave_de_acuse)
        assert dado.id == original.datos.id
        assert dado.folio == original.datos.folio
    elif respuesta.status not in (201, 204):
        code_of(respuesta)


def _check_kept(casa: Casa, originales: list[Apoyo]) -> None:
    """Of each original there is its one row and its own bytes."""
    filas: dict[uuid.UUID, bytes] = dict(casa.sql("SELECT id, resumen FROM registros_registro"))
    for original in originales:
        assert filas[original.datos.id] == original.resumen
        assert casa.blob(original) == original.paquete


def received(casa: Casa) -> int:
    return int(casa.sql("SELECT count(*) FROM registros_registro")[0][0])


@pytest.mark.timeout(600)
def test_of_1000_spoiled_records_none_gets_in_and_none_is_an_error_of_ours(
    casa: Casa, telefono: Telefono, fotos: Fotos
) -> None:
    antes = received(casa)

    estados = attack(casa, telefono, fotos, 1_000, semilla=20_26)

    assert {400, 401, 422} <= estados
    assert received(casa) - antes == ORIGINALES


@pytest.mark.soak
@pytest.mark.timeout(3_600)
def test_of_10000_spoiled_records_none_gets_in_and_none_is_an_error_of_ours(
    casa: Casa, telefono: Telefono, fotos: Fotos
) -> None:
    for semilla in range(10):
        assert max(attack(casa, telefono, fotos, 1_000, semilla=semilla)) < 500
