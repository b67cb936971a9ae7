"""Cards, faces, signatures and photographs: readable, alike where they must be, and repeatable."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TypeAlias, get_args

import cv2
import numpy as np
import numpy.typing as npt
import pytest
import zxingcpp

from rubrica.core import contenido
from rubrica.core.contenido import Manifiesto
from rubrica.core.credencial import clave_elector, cruce, curp, mrz
from rubrica.core.credencial.modelos import firma_en
from rubrica.ficticio import firma, foto, fraude, receta
from rubrica.ficticio.azar import azar
from rubrica.ficticio.credencial import Impresa, anverso, impresa, modelo_de, reverso
from rubrica.ficticio.optica import Imagen
from rubrica.ficticio.padron import Padron, Persona
from rubrica.ficticio.receta import INCISO, Receta, Truco, preparar
from rubrica.ficticio.rostro import foto_viva, modelo, rasgos, retrato

PADRON = Padron(20_000)
DETECTOR = Path(cv2.__file__).parent / "data/haarcascade_frontalface_default.xml"
CASCADA = cv2.CascadeClassifier(str(DETECTOR))
Vector: TypeAlias = npt.NDArray[np.float64]


def _gente(cuantas: int) -> list[Persona]:
    return [PADRON.persona(i * 331 + 5) for i in range(cuantas)]


def _caras(imagen: Imagen) -> int:
    gris = cv2.cvtColor(imagen, cv2.COLOR_BGR2GRAY)
    minimo = imagen.shape[1] // 4
    return len(CASCADA.detectMultiScale(gris, 1.1, 5, minSize=(minimo, minimo)))


def _abrir(jpeg: bytes) -> Imagen:
    imagen = cv2.imdecode(np.frombuffer(jpeg, np.uint8), cv2.IMREAD_COLOR)
    assert imagen is not None
    return np.asarray(imagen, np.uint8)


def _tipificar(imagen: object) -> Vector:
    """Return the picture as numbers of mean 0 and deviation 1, to be compared."""
    valores = np.asarray(imagen, np.float64).ravel()
    return np.asarray((valores - valores.mean()) / valores.std(), np.float64)


def test_a_face_detector_finds_each_face_exactly_once() -> None:
    caras = [rasgos(p.cic, p.sexo, 18 + i) for i, p in enumerate(_gente(50))]
    fotos = [retrato(c) for c in caras] + [foto_viva(c, azar("v", c.quien)) for c in caras]

    assert sum(_caras(f) == 1 for f in fotos) >= 95


def test_portrait_and_live_face_are_alike_and_other_people_are_not() -> None:
    def cara(imagen: Imagen) -> Vector:
        gris = cv2.cvtColor(imagen, cv2.COLOR_BGR2GRAY)
        x, y, ancho, alto = CASCADA.detectMultiScale(gris, 1.1, 5, minSize=(90, 90))[0]
        return _tipificar(cv2.resize(gris[y : y + alto, x : x + ancho], (24, 24)))

    gente = [rasgos(p.cic, p.sexo, 30 + i) for i, p in enumerate(_gente(8))]
    tarjetas = [cara(retrato(r)) for r in gente]
    vivas = [cara(foto_viva(r, azar("viva", r.quien))) for r in gente]
    parecidos = np.array([[float((t * v).mean()) for t in tarjetas] for v in vivas])

    assert np.mean(np.diag(parecidos)) > np.mean(parecidos) + 0.05


@pytest.mark.parametrize("modelo_de_tarjeta", "CDEFGH")
def test_the_codes_of_each_model_say_what_the_padron_says(modelo_de_tarjeta: str) -> None:
    persona = _gente(3)[2]
    hallados = zxingcpp.read_barcodes(reverso(impresa(persona, modelo_de_tarjeta)))
    barras = {h.text for h in hallados if h.format == zxingcpp.BarcodeFormat.Code128}
    clases = {receta.SIMBOLOGIAS[h.format] for h in hallados}

    assert barras == {persona.ocr if modelo_de_tarjeta in "CD" else persona.cic}
    assert ("PDF417" in clases) == (modelo_de_tarjeta in "CDEF")
    assert ("QRCode" in clases) == (modelo_de_tarjeta in "EFGH")


def test_the_mrz_agrees_with_the_row_and_clave_with_curp() -> None:
    for persona in _gente(60):
        leida = mrz.leer(impresa(persona).lineas)
        divergencias = cruce.cruzar(
            clave_elector.leer(persona.clave_elector), curp.leer(persona.curp)
        )
        assert (leida.cic, leida.identificador) == (persona.cic, persona.identificador)
        assert not [d for d in divergencias if d.clase is cruce.Clase.IMPEDIMENTO]


def test_models_follow_from_the_last_year_of_the_card() -> None:
    gente = [p for p in PADRON if p.situacion == "lista_nominal"][:3_000]

    assert {modelo_de(p) for p in gente} == {"E", "F", "G", "H"}
    assert modelo_de(gente[0]._replace(vigencia="2023")) == "D"
    assert modelo_de(gente[0]._replace(vigencia="2019")) == "C"


def test_bars_are_read_in_ninety_seven_of_a_hundred_good_photographs() -> None:
    leidas = 0
    for i, persona in enumerate(_gente(60)):
        tarjeta = impresa(persona, "CDEFGH"[i % 6])
        imagen = foto.fotografiar(reverso(tarjeta), azar("buena", i), "buena")
        textos = {c.texto for c in receta.leer_codigos(imagen) if c.simbologia == "Code128"}
        leidas += bool(textos & {persona.cic, persona.ocr})

    assert leidas >= 59


def test_bad_photographs_are_worse_than_good_ones() -> None:
    plano = anverso(impresa(_gente(1)[0]))

    def nitidez(calidad: foto.Calidad) -> float:
        gris = cv2.cvtColor(foto.fotografiar(plano, azar(calidad), calidad), cv2.COLOR_BGR2GRAY)
        return float(cv2.Laplacian(cv2.GaussianBlur(gris, (0, 0), 1.2), cv2.CV_64F).var())

    assert nitidez("buena") > nitidez("regular") > nitidez("mala")


def _silueta(suya: contenido.Firma) -> Vector:
    """Return the signature blurred, without its place and size."""
    tinta = 255 - firma.trazos_a_imagen(suya, (600, 240))
    x, y, ancho, alto = cv2.boundingRect(tinta)
    chica = cv2.resize(tinta[y : y + alto, x : x + ancho], (96, 48), interpolation=cv2.INTER_AREA)
    return _tipificar(cv2.GaussianBlur(chica, (0, 0), 2))


def test_a_hand_signs_alike_and_two_hands_do_not() -> None:
    quienes = [p.cic for p in _gente(12)]
    tarjetas = [_silueta(firma.firmar(q, "tarjeta")) for q in quienes]
    pantallas = [_silueta(firma.firmar(q, "app")) for q in quienes]

    suyas = [float((a * b).mean()) for a, b in zip(tarjetas, pantallas, strict=True)]
    ajenas = [float((a * b).mean()) for a, b in itertools.product(tarjetas, pantallas)]
    assert min(suyas) > np.mean(ajenas) + 0.15
    assert firma.firmar(quienes[0], "app") != firma.firmar(quienes[0], "tarjeta")


def test_a_dot_is_small_a_line_is_long_and_nothing_is_one_touch() -> None:
    def medida(clase: firma.Garabato) -> tuple[int, int]:
        tinta = 255 - firma.trazos_a_imagen(firma.garabatear(clase, "1"), (600, 240))
        _, _, ancho, alto = cv2.boundingRect(tinta)
        return ancho, alto

    assert max(medida("punto")) < 16
    assert medida("linea")[0] > 300
    assert medida("linea")[1] < 80
    assert min(medida("cruz")) > 80
    assert max(medida("nada")) < 16


@pytest.mark.numeral("ET 10.3 m")
@pytest.mark.parametrize(("letra", "lado"), [("C", reverso), ("E", reverso), ("G", anverso)])
def test_a_card_says_sin_firma_where_the_signature_would_be_and_nothing_else_changes(
    letra: str, lado: Callable[[Impresa], Imagen]
) -> None:
    firmada = impresa(_gente(1)[0], letra)
    sin = replace(firmada, sin_firma=True)
    recorte = firma_en(letra)
    distintos = np.argwhere(np.any(lado(firmada) != lado(sin), axis=2))
    (arriba, izquierda), (abajo, derecha) = distintos.min(axis=0), distintos.max(axis=0)

    assert np.array_equal(lado(sin), lado(sin))
    assert recorte.y * 744 - 8 <= arriba
    assert abajo <= (recorte.y + recorte.alto) * 744 + 8
    assert recorte.x * 1180 - 8 <= izquierda
    assert derecha <= (recorte.x + recorte.ancho) * 1180 + 8


@pytest.mark.numeral("ET 10.3 m")
def test_who_holds_a_card_that_says_sin_firma_leaves_the_pad_blank_and_all_is_read() -> None:
    persona = _gente(1)[0]
    sin = preparar(persona, Receta(toma="1", tarjeta_sin_firma=True))

    mapa = sin.contenido(manifiesto=Manifiesto(texto="Acepto", version=1), posicion=None)

    assert contenido.leer(_decodificado(mapa.como_mapa())).aceptacion == contenido.SinFirma()
    assert sin.firma.trazos == ()
    assert sin.claves == preparar(persona, Receta(toma="1")).claves


def test_a_photocopy_has_no_colour_and_a_screen_has_its_grid() -> None:
    plano = anverso(impresa(_gente(2)[1], "G"))
    suerte = azar("fraude")
    copia = fraude.fotocopia(plano, suerte)
    monitor = fraude.pantalla(plano, suerte)

    def fino(imagen: Imagen) -> float:
        gris = cv2.cvtColor(imagen, cv2.COLOR_BGR2GRAY)[300:500, 300:500].astype(np.float32)
        espectro = np.abs(np.fft.fft2(gris - gris.mean()))
        return float(espectro[60:140, 60:140].max() / espectro.sum())

    assert int(np.ptp(copia.astype(int), axis=2).max()) == 0
    assert fino(monitor) > 3 * fino(plano)


@pytest.mark.parametrize("truco", get_args(Truco))
def test_every_trick_makes_a_whole_record(truco: Truco) -> None:
    persona, ajena = _gente(2)
    fotos = preparar(persona, Receta(toma="1", truco=truco, ajena=ajena))
    mapa = fotos.contenido(manifiesto=Manifiesto(texto="Acepto", version=1), posicion=None)
    caras = _caras(_abrir(fotos.rostro))

    assert contenido.leer(_decodificado(mapa.como_mapa())).modelo == fotos.modelo
    assert (truco == "ninguno") == (truco not in INCISO)
    assert caras == 0 if truco == "objeto" else caras >= (truco != "cubrebocas")


def _decodificado(mapa: dict[str, object]) -> dict[str, object]:
    """Return the map as it comes out of CBOR, which knows lists and no tuples."""
    suya = dict(mapa["firma"])  # type: ignore[call-overload]
    return mapa | {"firma": suya | {"trazos": [list(t) for t in suya["trazos"]]}}


def test_a_record_needs_its_other_person_when_the_trick_does() -> None:
    with pytest.raises(ValueError, match="otra persona"):
        preparar(_gente(1)[0], Receta(toma="1", truco="otra firma"))


def test_the_same_receta_gives_the_same_bytes_whatever_was_drawn_before() -> None:
    persona, otra = _gente(2)
    primera = preparar(persona, Receta(toma="1"))
    preparar(otra, Receta(toma="9", calidad="mala"))
    modelo.cache_clear()

    assert preparar(persona, Receta(toma="1")) == primera
    assert preparar(persona, Receta(toma="2")).anverso != primera.anverso
