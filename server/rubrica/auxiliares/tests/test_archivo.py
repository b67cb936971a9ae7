"""Auxiliares by file: read however it comes, judged row by row, all or none (ET 3.2, 3.7)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client

from rubrica.auxiliares import importacion, lectura
from rubrica.auxiliares.models import Auxiliar, Importacion
from rubrica.avisos.models import Aviso
from rubrica.core.rechazos import Rechazo
from rubrica.cuentas.models import Cuenta
from rubrica.procesos.models import Proceso

pytestmark = pytest.mark.django_db
AHORA = datetime(2026, 11, 23, 18, tzinfo=UTC)
ENCABEZADO = (
    "Nombre(s),Apellido Paterno,Apellido Materno,Fecha de nacimiento,Teléfono,"
    "Correo electrónico,Clave de elector,CURP"
)
ABEL = "Abel,Núñez,de la Cruz,1982-05-06,951 000 0000,Abel@Ejemplo.test,NZCRAB82050620H900,"
ANA = "Ana,Peña,,03/02/2001,9510000001,ana@ejemplo.test,PEXXAN01020320M400,"
URL = "/auxiliares/OAX26/archivo/"


def csv(*renglones: str, encabezado: str = ENCABEZADO, codigo: str = "utf-8") -> bytes:
    return ("\r\n".join((encabezado, *renglones)) + "\r\n").encode(codigo)


def code_of(acto: Callable[[], object]) -> str:
    with pytest.raises(Rechazo) as motivo:
        acto()
    return motivo.value.code


@pytest.mark.numeral(
    "ET 3.2 a", "ET 3.2 b", "ET 3.2 c", "ET 3.2 d", "ET 3.2 e", "ET 3.2 f", "ET 3.2 g", "ET 3.2 h"
)
@pytest.mark.parametrize("codigo", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("separador", [",", ";", "\t", "|"])
def test_the_eight_data_are_read_in_any_usual_encoding_and_sign(
    codigo: str, separador: str
) -> None:
    contenido = csv(ABEL, ANA).decode().replace(",", separador).encode(codigo)

    abel, ana = lectura.leer(contenido).filas

    assert abel.campos == {
        "nombres": "Abel", "paterno": "Núñez", "materno": "de la Cruz", "nacimiento": "1982-05-06",
        "telefono": "951 000 0000", "correo": "Abel@Ejemplo.test",
        "clave_elector": "NZCRAB82050620H900", "curp": "",
    }  # fmt: skip
    assert (ana.campos["nacimiento"], ana.campos["materno"], ana.numero) == ("2001-02-03", "", 3)


@pytest.mark.parametrize(
    ("contenido", "code"),
    [
        (b"", "csv-vacio"),
        (csv(), "csv-vacio"),
        (csv(",,,,,,,", " , , "), "csv-vacio"),
        (b"a" * (lectura.MAX_BYTES + 1), "csv-grande"),
        (csv(*[ABEL] * (lectura.MAX_FILAS + 1)), "csv-grande"),
        (csv(ABEL, encabezado="nombre,correo"), "csv-sin-columnas"),
        (csv(ABEL, encabezado=ENCABEZADO.replace("CURP", "Tel.")), "csv-repetida"),
        (csv("x" * 501 + ABEL), "csv-ilegible"),
        (csv(",".join(["x"] * 257)), "csv-columnas"),
        (b"%PDF-1.7\0\0", "csv-ilegible"),
        (b"\xff\xfe\x00", "csv-ilegible"),
        (b"PK\x03\x04\x14\x00\x00", "csv-ilegible"),
    ],
)
def test_a_file_that_is_none_is_told_what_to_mend(contenido: bytes, code: str) -> None:
    assert code_of(lambda: lectura.leer(contenido)) == code


def test_quotes_commas_and_lines_inside_them_are_one_datum() -> None:
    renglon = ABEL.replace("de la Cruz", '"de la\n Cruz, hija"')

    [fila] = lectura.leer(csv(renglon)).filas

    assert fila.campos["materno"] == "de la Cruz, hija"


FORMULAS = ("=HYPERLINK(0)", "+52-1", "-2+3", "@SUM(A1)", "'=1+1", "=cmd|' /C calc'!A0")


@pytest.mark.numeral("ET 3.2")
def test_the_torture_file_is_read_and_only_its_people_are_told_apart(
    proceso: Proceso, pilar: Cuenta
) -> None:
    """BOM, blank lines, quotes, line ends inside a field, a hundred columns, formulas."""
    de_mas = ";".join(f'"col {n}"' for n in range(92))
    titulos = 'nombres;"APELLIDO  PATERNO";Materno;F. nacimiento;Celular;E-mail;Clave;CURP'
    renglones = [
        f"{titulos};{de_mas}",
        "",
        '"Abel";"Núñez\r\n";"de ""la"" Cruz";06/05/1982;(951) 000-0000;ABEL@ejemplo.test;'
        f"NZCRAB82050620H900;;{';'.join(['=1+1'] * 92)}",
        *(
            f'"{f}";Peña;;03/02/2001;9510000001;{n}@ejemplo.test;PEXXAN01020320M400;'
            for n, f in enumerate(FORMULAS)
        ),
        ";;;;;;;",
    ]

    fila = seguir("OAX26", "\ufeff".encode() + "\r\n".join(renglones).encode(), pilar.pk)

    # Abel's second surname has quotes, which no name has; every formula is refused as a name.
    campos = [campo for _, campo, _ in faltas_de(fila)]
    assert campos == ["Apellido materno", *["Nombre(s)"] * len(FORMULAS)]
    informe = importacion.informe_de(fila)
    assert informe["ignoradas"] == [f"col {n}" for n in range(lectura.MAX_IGNORADAS)]
    assert not Auxiliar.objects.exists()


def test_the_review_page_opens_only_its_rows(
    proceso: Proceso, pilar: Cuenta, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rubrica.auxiliares.views_de_archivo.POR_HOJA", 1)
    fila = seguir("OAX26", csv(ABEL, ANA), pilar.pk)
    client.force_login(pilar)

    pagina = client.get(f"{URL}{fila.pk}/?pagina=2")

    assert [d.nombres for d in pagina.context["filas"]] == ["Ana"]


def test_columns_that_nobody_asks_for_are_said() -> None:
    archivo = lectura.leer(csv(f"{ABEL},azul", encabezado=f"{ENCABEZADO},Color favorito"))

    assert archivo.ignoradas == ("Color favorito",)


def seguir(proceso: str, contenido: bytes, quien: int) -> Importacion:
    fila = importacion.subir(proceso=proceso, contenido=contenido, quien=quien, momento=AHORA)
    importacion.seguir(importacion=fila.pk, momento=AHORA)
    fila.refresh_from_db()
    return fila


def faltas_de(fila: Importacion) -> list[Any]:
    faltas = importacion.informe_de(fila)["faltas"]
    assert isinstance(faltas, list)
    return faltas


@pytest.mark.numeral("ET 3.2", "ET 3.7")
def test_a_file_with_one_bad_row_registers_nobody_and_says_which(
    proceso: Proceso, pilar: Cuenta
) -> None:
    mala = ANA.replace("PEXXAN01020320M400", "PEXXAN01020420M400")

    fila = seguir("OAX26", csv(ABEL, mala), pilar.pk)

    assert fila.estado == "CON_FALTAS"
    assert faltas_de(fila) == [
        [3, "Fecha de nacimiento", "No es la fecha de nacimiento que trae la clave de elector."]
    ]
    assert not Auxiliar.objects.exists()


@pytest.mark.numeral("ET 3.2 h")
def test_a_curp_of_another_person_is_a_fault(proceso: Proceso, pilar: Cuenta) -> None:
    fila = seguir("OAX26", csv(ABEL + "SABC560626MDFLRN01"), pilar.pk)

    assert [f[1] for f in faltas_de(fila)] == ["CURP"]


@pytest.mark.numeral("ET 4.7")
def test_an_e_mail_is_of_one_person_in_the_file_and_in_the_process(
    proceso: Proceso, pilar: Cuenta
) -> None:
    repetida = ANA.replace("ana@", "abel@")
    assert "renglón 2" in faltas_de(seguir("OAX26", csv(ABEL, repetida), pilar.pk))[0][2]

    registrar("OAX26", csv(ABEL), pilar)

    assert "ya usa" in faltas_de(seguir("OAX26", csv(repetida), pilar.pk))[0][2]


def registrar(proceso: str, contenido: bytes, quien: Cuenta) -> Importacion:
    fila = seguir(proceso, contenido, quien.pk)
    importacion.atestiguar(importacion=fila.pk, proceso=proceso, quien=quien.pk, momento=AHORA)
    importacion.seguir(importacion=fila.pk, momento=AHORA)
    fila.refresh_from_db()
    return fila


@pytest.mark.numeral("ET 3.3", "ET 3.7")
def test_once_attested_all_are_registered_with_their_e_mail_and_the_file_is_gone(
    proceso: Proceso, pilar: Cuenta
) -> None:
    fila = registrar("OAX26", csv(ABEL, ANA), pilar)

    assert fila.estado == "HECHA"
    assert bytes(fila.archivo) == b""
    assert list(Auxiliar.objects.order_by("numero").values_list("numero", flat=True)) == [
        "0001", "0002",
    ]  # fmt: skip
    assert Aviso.objects.filter(plantilla="alta_de_auxiliar").count() == 2

    importacion.seguir(importacion=fila.pk, momento=AHORA)
    assert Auxiliar.objects.count() == 2


def test_what_became_impossible_meanwhile_registers_nobody(proceso: Proceso, pilar: Cuenta) -> None:
    fila = seguir("OAX26", csv(ANA, ABEL), pilar.pk)
    registrar("OAX26", csv(ABEL), pilar)

    importacion.atestiguar(importacion=fila.pk, proceso="OAX26", quien=pilar.pk, momento=AHORA)
    importacion.seguir(importacion=fila.pk, momento=AHORA)

    fila.refresh_from_db()
    assert fila.estado == "CON_FALTAS"
    assert Auxiliar.objects.count() == 1


def test_before_its_review_nothing_is_attested(proceso: Proceso, pilar: Cuenta) -> None:
    fila = importacion.subir(proceso="OAX26", contenido=csv(ABEL), quien=pilar.pk, momento=AHORA)

    def atestiguar() -> object:
        return importacion.atestiguar(
            importacion=fila.pk, proceso="OAX26", quien=pilar.pk, momento=AHORA
        )

    assert code_of(atestiguar) == "importacion-improcedente"
    with pytest.raises(IntegrityError), transaction.atomic():
        Importacion.objects.filter(pk=fila.pk).update(estado="HECHA")


@pytest.mark.numeral("ET 14.1")
def test_the_file_and_what_was_found_are_sealed(proceso: Proceso, pilar: Cuenta) -> None:
    fila = seguir("OAX26", csv(ABEL), pilar.pk)

    guardado = bytes(fila.archivo) + bytes(fila.informe)
    assert all(dato not in guardado for dato in (b"Abel", b"NZCRAB", b"abel@"))


class TestPages:
    def subir(self, client: Client, contenido: bytes) -> Any:
        archivo = SimpleUploadedFile("auxiliares.csv", contenido, content_type="text/csv")
        return client.post(URL, {"archivo": archivo})

    @pytest.fixture
    def en_sesion(self, client: Client, pilar: Cuenta, proceso: Proceso) -> Client:
        client.force_login(pilar)
        return client

    @pytest.mark.numeral("ET 3.7")
    def test_pilar_uploads_reviews_attests_and_sees_it_done(self, en_sesion: Client) -> None:
        url = self.subir(en_sesion, csv(ABEL, ANA))["Location"]
        fila = Importacion.objects.get()
        assert "Revisando" in en_sesion.get(url).content.decode()
        importacion.seguir(importacion=fila.pk, momento=AHORA)
        assert "NZCRAB82050620H900" in en_sesion.get(url).content.decode()

        assert en_sesion.post(f"{url}atestiguar/").status_code == 422
        assert en_sesion.post(f"{url}atestiguar/", {"revisada": "on"}).status_code == 302
        assert en_sesion.post(f"{url}atestiguar/", {"revisada": "on"}).status_code == 409
        importacion.seguir(importacion=fila.pk, momento=AHORA)

        assert "Se registraron todas" in en_sesion.get(url).content.decode()

    def test_faults_are_shown_by_row(self, en_sesion: Client) -> None:
        url = self.subir(en_sesion, csv(ABEL.replace("951 000 0000", "12")))["Location"]
        importacion.seguir(importacion=Importacion.objects.get().pk, momento=AHORA)

        assert "diez cifras" in en_sesion.get(url).content.decode()

    def test_the_template_opens_in_a_spreadsheet(self, en_sesion: Client) -> None:
        plantilla = en_sesion.get(f"{URL}plantilla/").content

        assert plantilla.startswith(b"\xef\xbb\xbf")
        assert lectura.leer(plantilla + ABEL.encode()).filas[0].campos["nombres"] == "Abel"

    def test_a_gigabyte_is_turned_away_unread(self, en_sesion: Client) -> None:
        respuesta = en_sesion.post(URL, b"", "text/csv", headers={"Content-Length": str(1024**3)})

        assert respuesta.status_code == HTTPStatus.REQUEST_ENTITY_TOO_LARGE
        megas = settings.FILE_UPLOAD_MAX_MEMORY_SIZE // 1024**2
        assert f"{megas} MB" in respuesta.content.decode()

    def test_six_megabytes_are_told_to_be_parted(self, en_sesion: Client) -> None:
        assert self.subir(en_sesion, b"x" * (6 * 1024**2)).status_code == 413

    def test_files_without_end_are_refused(
        self, en_sesion: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("rubrica.auxiliares.importacion.MAX_POR_DIA", 1)

        assert [self.subir(en_sesion, csv(ABEL)).status_code for _ in range(2)] == [302, 429]
        assert Importacion.objects.count() == 1

    def test_ramiro_is_kept_out(
        self, client: Client, ramiro: Cuenta, pilar: Cuenta, proceso: Proceso
    ) -> None:
        fila = seguir("OAX26", csv(ABEL), pilar.pk)
        client.force_login(ramiro)

        for url in (URL, f"{URL}plantilla/", f"{URL}{fila.pk}/"):
            assert client.get(url).status_code == HTTPStatus.FORBIDDEN
        assert client.post(f"{URL}{fila.pk}/atestiguar/").status_code == HTTPStatus.FORBIDDEN
        assert client.get(f"/auxiliares/JAL26/archivo/{fila.pk}/").status_code == 404
