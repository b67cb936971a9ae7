"""Write vectors/credencial/*.json (keys, folio, ids and plazos), which both languages read.

It imports nothing of rubrica: its arithmetic is its own, so that the vectors are a second opinion and
not an echo. What is published, and what only a person can decide (dates, letters of names), is by
hand. A wrong case is a sound one with exactly one thing broken and every digit after it made anew.
Seeded: the same run gives the same bytes, and server/rubrica/core/tests/test_vectores.py checks it.
"""

from __future__ import annotations

import json
import random
import string
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

VECTORS = Path(__file__).resolve().parents[1] / "vectors/credencial"
SEMILLA = 20260601
Caso = dict[str, Any]

ICAO = "0123456789" + string.ascii_uppercase
RENAPO = "0123456789ABCDEFGHIJKLMNÑOPQRSTUVWXYZ"
BASE_37 = "0123456789" + string.ascii_uppercase + "-"
HABLADOS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


# ---------------------------------------------------------------- MRZ


def siete_tres_uno(texto: str) -> str:
    """Check digit of ICAO 9303, by thirds rather than by a cycle of weights."""
    total = 0
    for peso, inicio in ((7, 0), (3, 1), (1, 2)):
        total += peso * sum(max(ICAO.find(c), 0) for c in texto[inicio::3])
    return str(total)[-1]


def zona(**cambios: str) -> str:
    """Three lines with the parts given; digits not given are computed over what is written."""
    p = {
        "doc": "IDMEX", "cic": "123456789", "relleno": "<<", "ocr": "2575012345678",
        "nace": "820506", "sexo": "H", "vence": "331231", "pais": "MEX", "opcional": "<00<<12345<",
        "nombre": "HERNANDEZ<GARCIA<<JUAN<CARLOS<",
    } | cambios  # fmt: skip
    p.setdefault("dc", siete_tres_uno(p["cic"]))
    p.setdefault("dn", siete_tres_uno(p["nace"]))
    p.setdefault("dv", siete_tres_uno(p["vence"]))
    cubierto = p["cic"] + p["dc"] + p["relleno"] + p["ocr"] + p["nace"] + p["dn"]
    p.setdefault("comp", siete_tres_uno(cubierto + p["vence"] + p["dv"] + p["opcional"]))
    uno = p["doc"] + p["cic"] + p["dc"] + p["relleno"] + p["ocr"]
    dos = p["nace"] + p["dn"] + p["sexo"] + p["vence"] + p["dv"] + p["pais"]
    return "\n".join((uno, dos + p["opcional"] + p["comp"], p["nombre"]))


def otro_digito(digito: str) -> str:
    return str((int(digito) + 1) % 10)


def linea_de_nombre(apellidos: str, nombres: str) -> str:
    return f"{apellidos}<<{nombres}".replace(" ", "<")[:30].ljust(30, "<")


APELLIDOS = "GARCIA LOPEZ,CRUZ MARTINEZ,NUNEZ,DE LA O VASQUEZ,XOCHIHUA SOLIS,LEON PENA".split(",")
NOMBRES = "ANA,JUAN CARLOS,MARIA DE LOS ANGELES,JOSE,GUADALUPE,ITANDEHUI".split(",")


def mrz_valida(azar: random.Random) -> Caso:
    partes = {
        "cic": f"{azar.randrange(10**9):09}",
        "ocr": f"{azar.randrange(1, 2624):04}{azar.randrange(10**9):09}",
        "nace": f"{azar.randrange(100):02}{azar.randrange(1, 13):02}{azar.randrange(1, 29):02}",
        "sexo": azar.choice("HM"),
        "vence": f"{azar.randrange(24, 37)}1231",
        "opcional": f"<{azar.randrange(5):02}<<{azar.randrange(10**5):05}<",
        "nombre": linea_de_nombre(azar.choice(APELLIDOS), azar.choice(NOMBRES)),
    }
    avisos = () if partes["nombre"].endswith("<") else ("nombre_truncado",)
    return caso_mrz("fabricada", zona(**partes), partes, avisos)


def caso_mrz(nombre: str, texto: str, partes: dict[str, str], avisos: tuple[str, ...] = ()) -> Caso:
    apellidos, _, nombres = partes["nombre"].partition("<<")
    valor = {
        "cic": partes["cic"],
        "ocr": partes["ocr"],
        "nacimiento": partes["nace"],
        "sexo": partes["sexo"],
        "vigencia": f"20{partes['vence'][:2]}-{partes['vence'][2:4]}-{partes['vence'][4:]}",
        "emision": partes["opcional"][1:3],
        "apellidos": apellidos.replace("<", " ").strip(),
        "nombres": nombres.replace("<", " ").strip(),
        "avisos": list(avisos),
    }
    return {"nombre": nombre, "entrada": texto, "valor": valor}


PUBLICADAS_MRZ = {
    "IDMEX1234567897<<2575012345678\n8205063H3312315MEX<00<<12345<4\nHERNANDEZ<GARCIA<<JUAN<CARLOS<": {
        "cic": "123456789", "ocr": "2575012345678", "nace": "820506", "sexo": "H", "vence": "331231",
        "opcional": "<00<<12345<", "nombre": "HERNANDEZ<GARCIA<<JUAN<CARLOS<",
    },
    "IDMEX2000000174<<0066000000042\n0102030M3412318MEX<01<<54321<6\nPRUEBA<EJEMPLO<<ANA<<<<<<<<<<<": {
        "cic": "200000017", "ocr": "0066000000042", "nace": "010203", "sexo": "M", "vence": "341231",
        "opcional": "<01<<54321<", "nombre": "PRUEBA<EJEMPLO<<ANA<<<<<<<<<<<",
    },
}  # fmt: skip
BASE = next(iter(PUBLICADAS_MRZ.values()))


def mrz_unidas() -> Iterator[Caso]:
    """Forms in which the same zone arrives: joined, with spaces, in small letters."""
    sana = zona()
    yield caso_mrz("en un renglón", sana.replace("\n", ""), BASE)
    yield caso_mrz("en un renglón con espacios", sana.replace("\n", " "), BASE)
    yield caso_mrz("con espacios entre letras", " ".join(sana), BASE)
    yield caso_mrz("en minúsculas", sana.lower(), BASE)


def mrz_con_aviso() -> Iterator[Caso]:
    for sexo, aviso in (("X", "sexo_x"), ("<", "sexo_oculto")):
        yield caso_mrz(f"sexo {sexo}", zona(sexo=sexo), BASE | {"sexo": sexo}, (aviso,))
    larga = {"nombre": "HERNANDEZ<GARCIA<<JUAN<CARLOSA"}
    yield caso_mrz("nombre truncado", zona(**larga), BASE | larga, ("nombre_truncado",))
    sana = zona()
    for lugar, leido in ((0, "1"), (5, "I"), (6, "Z"), (9, "S"), (21, "O"), (34, "S"), (12, "B")):
        if sana[lugar] == leido:
            raise ValueError("the confusion changes nothing")
        confusa = sana[:lugar] + leido + sana[lugar + 1 :]
        yield caso_mrz(f"{sana[lugar]} leído {leido}", confusa, BASE, ("lectura_corregida",))
    nombre = sana.replace("CARLOS", "CARL0S")
    yield caso_mrz("cero en el nombre", nombre, BASE, ("nombre_corregido",))


def mrz_danadas() -> Iterator[Caso]:
    """One thing wrong in each; the digits that cover it agree with what is written."""
    malos = [
        ("falta un carácter", zona()[:-1], "longitud"),
        ("sobra un carácter", zona() + "<", "longitud"),
        ("vacía", "", "longitud"),
        ("solo dos renglones", zona()[:61], "longitud"),
        ("pasaporte", zona(doc="P<MEX"), "documento"),
        ("otro país en el documento", zona(doc="IDGTM"), "documento"),
        ("otra nacionalidad", zona(pais="GTM"), "nacionalidad"),
        ("letra en el CIC", zona(cic="12345A789"), "caracter"),
        ("relleno en el CIC", zona(cic="12345<789"), "caracter"),
        ("dígito del CIC ausente", zona(dc="<"), "caracter"),
        ("dígito del nacimiento ausente", zona(dn="<"), "caracter"),
        ("dígito de la vigencia ausente", zona(dv="<"), "caracter"),
        ("dígito compuesto ausente", zona(comp="<"), "caracter"),
        ("letra en el OCR", zona(ocr="257501234567T"), "caracter"),
        ("letra en el nacimiento", zona(nace="8205H6"), "caracter"),
        ("signo en el nombre", zona(nombre="D/AMICO<GARCIA<<JUAN<CARLOS<<<"), "caracter"),
        ("Ñ en el nombre", zona(nombre="NUÑEZ<GARCIA<<JUAN<CARLOS<<<<<"), "caracter"),
        ("sin el relleno", zona(relleno="<0"), "relleno"),
        ("dígito del CIC", zona(dc=otro_digito(siete_tres_uno(BASE["cic"]))), "digito_del_cic"),
        ("un dígito del CIC por otro", zona(cic="123456780", dc="7"), "digito_del_cic"),
        ("CIC con vecinos cambiados", zona(cic="213456789", dc="7"), "digito_del_cic"),
        ("dígito del nacimiento", zona(dn="4"), "digito_del_nacimiento"),
        ("un día por otro", zona(nace="820507", dn="3"), "digito_del_nacimiento"),
        ("dígito de la vigencia", zona(dv="6"), "digito_de_la_vigencia"),
        ("una vigencia por otra", zona(vence="321231", dv="5"), "digito_de_la_vigencia"),
        ("dígito compuesto", zona(comp="5"), "digito_compuesto"),
        ("un dígito del OCR por otro", zona(ocr="2575012345679", comp="4"), "digito_compuesto"),
        ("la emisión por otra", zona(opcional="<01<<12345<", comp="4"), "digito_compuesto"),
        ("nacimiento en el mes 13", zona(nace="821306"), "nacimiento"),
        ("nacimiento el 30 de febrero", zona(nace="820230"), "nacimiento"),
        ("29 de febrero de año común", zona(nace="810229"), "nacimiento"),
        ("nacimiento el día cero", zona(nace="820500"), "nacimiento"),
        ("vigencia el 31 de abril", zona(vence="330431"), "vigencia"),
        ("vigencia en el mes cero", zona(vence="330031"), "vigencia"),
        ("sexo F, como en el pasaporte", zona(sexo="F"), "sexo"),
        ("sexo A", zona(sexo="A"), "sexo"),
        ("sin apellido", zona(nombre="<<JUAN<CARLOS".ljust(30, "<")), "nombre"),
    ]
    for nombre, entrada, causa in malos:
        yield {"nombre": nombre, "entrada": entrada, "causa": causa}


def mrz(azar: random.Random) -> list[Caso]:
    publicadas = [caso_mrz("ejemplo publicado", t, p) for t, p in PUBLICADAS_MRZ.items()]
    bisiesta = {"nace": "000229"}
    return [
        *publicadas,
        caso_mrz("29 de febrero de 2000", zona(**bisiesta), BASE | bisiesta),
        *(mrz_valida(azar) for _ in range(20)),
        *mrz_unidas(),
        *mrz_con_aviso(),
        *mrz_danadas(),
    ]


# ---------------------------------------------------------------- short keys


def claves(azar: random.Random) -> list[Caso]:
    buenos = [("cic", "123456789", "123456789"), ("cic", "1234567897", "123456789"),
        ("cic", " 000000001 ", "000000001"), ("ocr", "2575012345678", "2575012345678"),
        ("ocr", "257501234567", "257501234567"), ("identificador", "000000042", "000000042"),
        ("emision", "00", "00"), ("emision", "04", "04"), ("seccion", "0001", "0001"),
        ("seccion", "9999", "9999"), ("barras", "123456789", "cic 123456789"),
        ("barras", "2000000174", "cic 200000017"), ("barras", "257501234567", "ocr 257501234567"),
        ("barras", "0066000000042", "ocr 0066000000042")]  # fmt: skip
    malos = [("cic", "12345678", "longitud"), ("cic", "12345678901", "longitud"),
        ("cic", "12345678A", "caracter"), ("cic", "1234567898", "digito_del_cic"),
        ("cic", "", "longitud"), ("cic", "１２３４５６７８９", "caracter"),
        ("ocr", "25750123456", "longitud"), ("ocr", "25750123456789", "longitud"),
        ("ocr", "257501234567O", "caracter"), ("identificador", "00000042", "longitud"),
        ("identificador", "0000000042", "longitud"), ("identificador", "00000004O", "caracter"),
        ("emision", "1", "longitud"), ("emision", "001", "longitud"), ("emision", "1A", "caracter"),
        ("seccion", "0000", "seccion"), ("seccion", "123", "longitud"),
        ("seccion", "12345", "longitud"), ("seccion", "12A4", "caracter"),
        ("barras", "12345678", "longitud"), ("barras", "12345678901", "longitud"),
        ("barras", "20000001740000", "longitud"), ("barras", "2000000175", "digito_del_cic"),
        ("barras", "IDMEX2000000", "caracter")]  # fmt: skip
    hechos = [f"{azar.randrange(10**9):09}" for _ in range(6)]
    return [
        *({"clave": c, "entrada": e, "valor": v} for c, e, v in buenos),
        *({"clave": "cic", "entrada": c + siete_tres_uno(c), "valor": c} for c in hechos),
        *({"clave": c, "entrada": e, "causa": m} for c, e, m in malos),
    ]


# ---------------------------------------------------------------- CURP and clave de elector


def con_digito(diecisiete: str) -> str:
    """CURP with its digit, found by trying the ten against Σ value·weight ≡ 0 (mod 10)."""
    suma = sum(RENAPO.index(c) * p for c, p in zip(diecisiete, range(18, 1, -1), strict=True))
    return diecisiete + next(d for d in "0123456789" if (suma + int(d)) % 10 == 0)


def curp(azar: random.Random) -> list[Caso]:
    publicadas = [("SABC560626MDFLRN01", "1956-06-26"), ("MOTR930411HJCRMN03", "1993-04-11"),
        ("HEGJ820506HBCRRN02", "1982-05-06")]  # fmt: skip
    hechas = [
        ("no binaria", "GAXA990101XOCRXN0", "1999-01-01"),
        ("29 de febrero de 2000", "LOPA000229MOCPRNA", "2000-02-29"),
        ("nacida en 2004", "CUMI040710MOCRRTA", "2004-07-10"),
        ("cero donde podría ir O", "CUMI940710MOCRRT0", "1994-07-10"),
        ("O donde podría ir cero", "CUMI040710MOCRRTO", "2004-07-10"),
        ("nacida en el extranjero", "SIXJ750321HNEMXN0", "1975-03-21"),
        ("palabra inconveniente", "BXCA800101HOCRLN0", "1980-01-01"),
    ]
    return [
        *({"nombre": "ejemplo publicado", "entrada": c, "valor": v} for c, v in publicadas),
        *({"nombre": n, "entrada": con_digito(c), "valor": v} for n, c, v in hechas),
        *(curp_valida(azar) for _ in range(20)),
        *curp_danadas(),
        *curp_ciegas(),
    ]


def curp_valida(azar: random.Random) -> Caso:
    anio = azar.randrange(1930, 2008)
    mes, dia = azar.randrange(1, 13), azar.randrange(1, 29)
    letras = azar.choice("BCDFGHJLMNPRSTV") + azar.choice("AEIOUX") + azar.choice("BCDFGHJLMX")
    entidad = azar.choice("AS BC CS DF GR JC MC OC PL VZ ZS NE".split())
    consonantes = "".join(azar.choice("BCDFGHJKLMNPQRSTVWXYZ") for _ in range(3))
    distintivo = azar.choice("0123" if anio < 2000 else "ABC")
    base = f"{letras}{azar.choice('ABCJMX')}{anio % 100:02}{mes:02}{dia:02}{azar.choice('HM')}"
    texto = con_digito(base + entidad + consonantes + distintivo)
    return {"nombre": "fabricada", "entrada": texto, "valor": f"{anio}-{mes:02}-{dia:02}"}


def curp_danadas() -> Iterator[Caso]:
    sana = "HEGJ820506HBCRRN02"
    malos = [
        ("falta el dígito", sana[:-1], "longitud"), ("sobra uno", sana + "0", "longitud"),
        ("vacía", "", "longitud"), ("cero por la inicial", "0" + sana[1:], "caracter"),
        ("consonante por la vocal", con_digito("HNGJ820506HBCRRN0"), "caracter"),
        ("letra en la fecha", con_digito("HEGJ82O506HBCRRN0"), "caracter"),
        ("vocal entre las consonantes", con_digito("HEGJ820506HBCARN0"), "caracter"),
        ("Ñ, que la CURP escribe X", con_digito("HEÑJ820506HBCRRN0"), "caracter"),
        ("letra por dígito verificador", sana[:-1] + "B", "caracter"),
        ("30 de febrero", con_digito("HEGJ820230HBCRRN0"), "nacimiento"),
        ("mes 13", con_digito("HEGJ821306HBCRRN0"), "nacimiento"),
        ("29 de febrero de 1900", con_digito("HEGJ000229HBCRRN0"), "nacimiento"),
        ("29 de febrero de 2001", con_digito("HEGJ010229HBCRRNA"), "nacimiento"),
        ("sexo F", con_digito("HEGJ820506FBCRRN0"), "sexo"),
        ("entidad que no existe", con_digito("HEGJ820506HXXRRN0"), "entidad"),
        ("entidad en números", con_digito("HEGJ820506HBDRRN0"), "entidad"),
        ("una letra por otra", "HEGK820506HBCRRN02", "digito"),
        ("un día por otro", "HEGJ820507HBCRRN02", "digito"),
        ("vecinos cambiados", "HEGJ820560HBCRRN02".replace("0560", "5006"), "nacimiento"),
        ("iniciales cambiadas", "HEJG820506HBCRRN02", "digito"),
    ]  # fmt: skip
    malos += [(f"dígito {d}", sana[:-1] + d, "digito") for d in "013456789"]
    for nombre, entrada, causa in malos:
        yield {"nombre": nombre, "entrada": entrada, "causa": causa}


def curp_ciegas() -> Iterator[Caso]:
    """What the digit does not see: a wrong CURP that passes, kept so that nobody trusts it more."""
    de_2004 = con_digito("CUMI040710MOCRRTO")
    for nombre, entrada, nace in (
        ("ciega: decena del día, que pesa 10", "HEGJ820516HBCRRN02", "1982-05-16"),
        ("ciega: M por H", "HEGJ820506MBCRRN02", "1982-05-06"),
        ("ciega: 0 por O en la 17", de_2004[:16] + "0" + de_2004[17], "1904-07-10"),
        ("ciega: difieren en 5 con peso par", "HEGJ820506HBCRWN02", "1982-05-06"),
        ("ciega: difieren en 2 en la 14, que pesa 5", "HEGJ820506HBCTRN02", "1982-05-06"),
    ):
        if con_digito(entrada[:17]) != entrada:
            raise ValueError(f"{nombre}: the digit sees it")
        yield {"nombre": nombre, "entrada": entrada, "valor": nace}


def clave(azar: random.Random) -> list[Caso]:
    entidades = [f"{n:02}" for n in range(1, 33)] + ["87", "88"]
    buenas = [("ejemplo publicado", "HRGRJN82050602H900"), ("sexo X", "HRGRJN82050602X900"),
        ("con Ñ", "NÑGRJN82050602H900"), ("un apellido", "HRXXJN82050602M400"),
        ("29 de febrero", "HRGRJN00022920M000"), ("en minúsculas", "hrgrjn82050602h900")]  # fmt: skip
    malas = [("falta uno", "HRGRJN82050602H90", "longitud"), ("vacía", "", "longitud"),
        ("sobra uno", "HRGRJN82050602H9000", "longitud"), ("cero por O", "HRGRJ082050602H900", "caracter"),
        ("O en la fecha", "HRGRJN82O50602H900", "caracter"), ("sexo en número", "HRGRJN820506021900", "caracter"),
        ("letra al final", "HRGRJN82050602H90A", "caracter"), ("signo", "HR/RJN82050602H900", "caracter"),
        ("mes 13", "HRGRJN82130602H900", "nacimiento"), ("31 de junio", "HRGRJN82063102H900", "nacimiento"),
        ("29 de febrero de año común", "HRGRJN81022902H900", "nacimiento"), ("mes 00", "HRGRJN82000602H900", "nacimiento"),
        ("entidad 00", "HRGRJN82050600H900", "entidad"), ("entidad 33", "HRGRJN82050633H900", "entidad"),
        ("entidad 86", "HRGRJN82050686H900", "entidad"), ("entidad 89", "HRGRJN82050689H900", "entidad"),
        ("sexo F", "HRGRJN82050602F900", "sexo"), ("sexo Ñ", "HRGRJN82050602Ñ900", "caracter")]  # fmt: skip
    hechas = [
        f"{''.join(azar.choices('BCDFGHJLMNPRSTVXZ', k=6))}{azar.randrange(100):02}"
        f"{azar.randrange(1, 13):02}{azar.randrange(1, 29):02}{e}{azar.choice('HM')}"
        f"{azar.randrange(10)}00"
        for e in entidades
    ]
    return [
        *({"nombre": n, "entrada": e, "valor": e.upper()} for n, e in buenas),
        *({"nombre": "fabricada", "entrada": e, "valor": e} for e in hechas),
        *({"nombre": n, "entrada": e, "causa": c} for n, e, c in malas),
    ]


# ---------------------------------------------------------------- letters of names, by hand


def nombres(_: random.Random) -> list[Caso]:
    """(paterno, materno, nombres) → positions 1-4 and 14-16 of the CURP, and 1-6 of the clave."""
    filas = """\
Hernández|García|Juan|HEGJ|RRN|HRGRJN|ejemplo publicado
Sarmiento|Bellorín|Carlos|SABC|RLR|SRBLCR|
D/Amico|Rivas|Rocío|DXRR|XVC|DXRVRC|signo en la posición de la vocal
García-Rubio|León|Ana|GALA|RNN|GRLNAN|signo que no participa
Muñoz|Peña|Luis|MUPL|XXS|MXPXLS|la Ñ como primera consonante interna
Ñandú|Ávila|Óscar|XAAO|NVS|XNAVOS|la Ñ como inicial, y acentos
Argüelles|Güemes|Úrsula|AUGU|RMR|ARGMUR|diéresis
Po|Uc|Eo|POUE|XCX|PXUCEX|sin consonante interna
Ich|Tzec|Bll|IXTB|CZL|ICTZBL|sin vocal interna
Cruz||Rosa|CUXR|RXS|CRXXRS|un solo apellido
Pérez|Luna|José|PELJ|RNS|PRLNJS|José sin otro nombre
Pérez|Luna|José Antonio|PELA|RNN|PRLNAN|José y otro nombre
Pérez|Luna|María José|PELJ|RNS|PRLNJS|María José
Pérez|Luna|José María|PELM|RNR|PRLNMR|José María
Pérez|Luna|Ma. de los Ángeles|PELA|RNN|PRLNAN|Ma. y partículas
Pérez|Luna|J. Jesús|PELJ|RNS|PRLNJS|J. y otro nombre
Pérez|Luna|Ma. del Carmen|PELC|RNR|PRLNCR|Ma. del
De la O|Sosa|Inés|OXSI|XSN|OXSSIN|partículas y una letra
Mc Gregor|De la Cruz|Yolanda|GECY|RRL|GRCRYL|partículas en ambos apellidos
Van der Waals|Y López|Edna|WALE|LPD|WLLPED|partículas extranjeras
Martínez de la Vega|Ruiz y Soto|Elsa|MARE|RZL|MRRZEL|apellidos compuestos
Baca|Alonso|Carlos|BAAC|CLR|BCALCR|apellido que es palabra, iniciales que no
Pulido|Tapia|Antonio|PXTA|LPN|PLTPAN|PUTA
Mendoza|Ortiz|Nadia|MXON|NRD|MNORND|MEON
Robles|Abad|Beatriz|ROAB|BBT|RBABBT|
Cota|Gómez|Irma|CXGI|TMR|CTGMIR|COGI
Ceballos|Xol|Mixtli|CEXM|BLX|CBXLMX|equis verdaderas"""
    campos = ("paterno", "materno", "nombres", "iniciales", "consonantes", "clave", "nombre")
    return [dict(zip(campos, fila.split("|"), strict=True)) for fila in filas.splitlines()]


# ---------------------------------------------------------------- the cross-check, by hand


def cruce(_: random.Random) -> list[Caso]:
    """clave + CURP → divergences as "clase motivo posiciones"."""
    curp_, otra = con_digito("HEGJ820506HBCRRN0"), con_digito("HEXJ820506HBCRXN0")
    extranjero = con_digito("HEGJ820506HNERRN0")
    filas = [
        ("coinciden", "HRGRJN82050602H900", curp_, []),
        ("homoclave y dígito no participan", "HRGRJN82050602H412", curp_, []),
        ("un apellido en ambas", "HRXXJN82050602H900", otra, []),
        ("un apellido solo en la CURP", "HRGRJN82050602H900", otra, ["advertencia sin_letra 3,4"]),
        ("Ñ en la clave", "HRÑXJN82050602H900", otra, ["advertencia sin_letra 3"]),
        ("nombres en otro orden", "GRHRJN82050602H900", curp_, ["advertencia orden_de_nombres 1,3"]),
        ("otro nombre de pila", "HRGRPD82050602H900", curp_, ["advertencia otra_palabra 5,6"]),
        ("otro apellido materno", "HRLPJN82050602H900", curp_, ["advertencia otra_palabra 3,4"]),
        ("dos palabras distintas", "HRLPPD82050602H900", curp_, ["impedimento letras 3,4,5,6"]),
        ("otra palabra y otro día", "HRGRPD82050702H900", curp_, ["impedimento letras 5,6", "impedimento nacimiento 12"]),
        ("año rectificado", "HRGRJN81050602H900", curp_, ["advertencia nacimiento_rectificado 8"]),
        ("mes rectificado", "HRGRJN82060602H900", curp_, ["advertencia nacimiento_rectificado 10"]),
        ("día rectificado", "HRGRJN82051602H900", curp_, ["advertencia nacimiento_rectificado 11"]),
        ("mes y día distintos", "HRGRJN82060702H900", curp_, ["impedimento nacimiento 10,12"]),
        ("año y día distintos", "HRGRJN71050702H900", curp_, ["impedimento nacimiento 7,8,12"]),
        ("otra entidad", "HRGRJN82050620H900", curp_, ["impedimento entidad 13,14"]),
        ("clave con 87", "HRGRJN82050687H900", curp_, ["advertencia exterior 13,14"]),
        ("clave con 88", "HRGRJN82050688H900", curp_, ["advertencia exterior 13,14"]),
        ("CURP con NE", "HRGRJN82050620H900", extranjero, ["advertencia exterior 13,14"]),
        ("87 y NE", "HRGRJN82050687H900", extranjero, ["advertencia exterior 13,14"]),
        ("sexo distinto", "HRGRJN82050602M900", curp_, ["advertencia sexo 15"]),
        ("sexo X en la clave", "HRGRJN82050602X900", curp_, ["advertencia sexo 15"]),
        ("sexo y entidad", "HRGRJN82050620M900", curp_, ["impedimento entidad 13,14", "advertencia sexo 15"]),
        ("otra persona", "LPMRPD91073120M100", curp_, ["impedimento letras 1,2,3,5,6", "impedimento nacimiento 7,8,10,11,12", "impedimento entidad 13,14", "advertencia sexo 15"]),
        ("Ñ y otra palabra", "HRÑXPD82050602H900", otra, ["advertencia sin_letra 3", "advertencia otra_palabra 5,6"]),
    ]  # fmt: skip
    return [{"nombre": n, "clave": k, "curp": c, "divergencias": d} for n, k, c, d in filas]


# ---------------------------------------------------------------- folio and ids


def cierra(texto: str) -> bool:
    """Whether the weighted sum is zero: weight 1 for the last character, 2 for the one before…"""
    return sum((len(texto) - i) * BASE_37.index(c) for i, c in enumerate(texto)) % 37 == 0


def folio_valido(
    azar: random.Random, proceso: str, auxiliar: str, dispositivo: int, n: int
) -> Caso:
    while True:
        inicio = f"{proceso}-{auxiliar}-{dispositivo}-{n:05}-{''.join(azar.choices(HABLADOS, k=2))}"
        finales = [inicio + c for c in HABLADOS if cierra(inicio + c)]
        if finales:
            valor = {"proceso": proceso, "auxiliar": auxiliar, "dispositivo": dispositivo,
                     "consecutivo": n, "azar": inicio[-2:]}  # fmt: skip
            return {"nombre": "fabricado", "entrada": finales[0], "valor": valor}


def folio(azar: random.Random) -> list[Caso]:
    partes = [("OAX26", "0153", 1, 42), ("OAX26", "0153", 2, 0), ("A000", "0000", 1, 1),
        ("ZZZZZZZZ", "99999999", 99, 99999999), ("CP2026", "10000", 10, 99999), ("IC01", "0001", 9, 100000)]  # fmt: skip
    buenos = [folio_valido(azar, *p) for p in partes * 3]
    sano: str = buenos[0]["entrada"]
    hablado = buenos[0] | {
        "nombre": "dictado: minúsculas y espacios",
        "entrada": f" {sano.lower()} ",
    }
    return [*buenos, hablado, *folio_danados(azar, sano)]


def folio_danados(azar: random.Random, sano: str) -> Iterator[Caso]:
    def caso(nombre: str, entrada: str) -> Caso:
        return {"nombre": nombre, "entrada": entrada, "valor": None}

    for i in range(len(sano)):
        otra = azar.choice([c for c in BASE_37 if c != sano[i]])
        yield caso(f"carácter {i + 1} equivocado", sano[:i] + otra + sano[i + 1 :])
    for i in range(len(sano) - 1):
        if sano[i] != sano[i + 1]:
            cambiados = sano[:i] + sano[i + 1] + sano[i] + sano[i + 2 :]
            yield caso(f"cambiados {i + 1} y {i + 2}", cambiados)
    yield caso("vacío", "")
    yield caso("sin guiones", sano.replace("-", ""))
    yield caso("sin el carácter de control", sano[:-1])
    yield caso("ſ por S, que en mayúsculas es S", "ſ" + sano[1:])


def uuid7(_: random.Random) -> list[Caso]:
    """RFC 9562 appendix A.6, the edges, and texts that are no UUIDv7."""
    return [
        {"ms": 0x017F22E279B0, "azar": "0cc318c4dc0c0c07398f", "uuid": "017f22e2-79b0-7cc3-98c4-dc0c0c07398f"},
        {"ms": 0, "azar": "00" * 10, "uuid": "00000000-0000-7000-8000-000000000000"},
        {"ms": 2**48 - 1, "azar": "ff" * 10, "uuid": "ffffffff-ffff-7fff-bfff-ffffffffffff"},
        {"ms": 0x019AD767A800, "azar": "f0f1f2f3f4f5f6f7f8f9", "uuid": "019ad767-a800-70f1-b2f3-f4f5f6f7f8f9"},
        *({"ajeno": t} for t in (
            "", "019ad767-a800-40f1-b2f3-f4f5f6f7f8f9", "019AD767-A800-70F1-B2F3-F4F5F6F7F8F9",
            "019ad767a80070f1b2f3f4f5f6f7f8f9", "019ad767-a800-70f1-c2f3-f4f5f6f7f8f9",
            "{019ad767-a800-70f1-b2f3-f4f5f6f7f8f9}", "019ad767-a800-70f1-b2f3-f4f5f6f7f8f")),
    ]  # fmt: skip


# ---------------------------------------------------------------- plazos, by hand


def plazos(_: random.Random) -> list[Caso]:
    """Each border second. Days off besides Mexico's are in `inhabiles`; answers are hora Centro."""
    inicio, fin = "2026-03-01T00:00:00-06:00", "2026-03-31T23:59:59-06:00"
    periodo = [
        ("2026-02-28T23:59:59-06:00", False), ("2026-03-01T00:00:00-06:00", True), ("2026-03-01T05:59:59Z", False),
        ("2026-03-01T06:00:00Z", True), ("2026-03-31T23:59:59-06:00", True), ("2026-04-01T00:00:00-06:00", False),
        ("2026-04-01T05:59:59Z", True), ("2026-04-01T05:59:59.001Z", False), ("2026-03-15T12:00:00+02:00", True),
    ]  # fmt: skip
    envio = [
        ("2026-03-31T23:59:59-06:00", True), ("2026-04-01T00:00:00-06:00", True), ("2026-04-01T23:59:58-06:00", True),
        ("2026-04-01T23:59:59-06:00", True), ("2026-04-02T00:00:00-06:00", False), ("2026-04-01T23:59:59.001-06:00", False),
        ("2026-04-02T05:59:59Z", True), ("2026-04-02T06:00:00Z", False), ("2026-04-02T00:59:59-05:00", True),
    ]  # fmt: skip
    codigo = [
        ("2026-03-09T23:59:59-06:00", False), ("2026-03-10T00:00:00-06:00", True), ("2026-03-11T00:00:00-06:00", True),
        ("2026-03-11T00:00:01-06:00", False), ("2026-03-11T06:00:00Z", True), ("2026-03-11T06:00:01Z", False),
    ]  # fmt: skip
    return [
        *({"numeral": "ET 4.8", "funcion": "dentro_del_periodo", "inicio": inicio, "fin": fin, "momento": m, "valor": v} for m, v in periodo),
        *({"numeral": "ET 6.6", "funcion": "acepta_envio", "fin": fin, "momento": m, "valor": v} for m, v in envio),
        *({"numeral": "ET 7.7", "funcion": "codigo_vigente", "generado_en": "2026-03-10T00:00:00-06:00", "momento": m, "valor": v} for m, v in codigo),
        *plazos_de_intervalo(inicio, fin),
        *plazos_de_dias(),
    ]  # fmt: skip


def plazos_de_intervalo(inicio: str, fin: str) -> Iterator[Caso]:
    """A capture is outside only when its whole interval is."""
    for desde, hasta, valor in (
        ("2026-02-27T00:00:00Z", "2026-02-28T00:00:00Z", True),
        ("2026-02-27T00:00:00Z", "2026-03-01T05:59:59Z", True),
        ("2026-02-27T00:00:00Z", "2026-03-01T06:00:00Z", False),
        ("2026-03-10T00:00:00Z", "2026-03-11T00:00:00Z", False),
        ("2026-04-01T05:59:59Z", "2026-04-01T20:00:00Z", False),
        ("2026-04-01T06:00:00Z", "2026-04-01T20:00:00Z", True),
        ("2026-02-01T00:00:00Z", "2026-05-01T00:00:00Z", False),
    ):
        yield {"numeral": "ET 4.8", "funcion": "fuera_del_periodo", "inicio": inicio, "fin": fin,
               "no_antes": desde, "no_despues": hasta, "valor": valor}  # fmt: skip


def plazos_de_dias() -> Iterator[Caso]:
    """Answers are days (hora Centro) or instants (UTC)."""
    lunes = ["2026-03-23"]  # a Monday on which the authority rests
    filas: list[tuple[str, str, str, str, list[str]]] = [
        ("ET 1.2", "ultimo_dia_de_solicitud", "2026-03-11T00:00:00-06:00", "2026-03-09", []),
        ("ET 1.2", "ultimo_dia_de_solicitud", "2026-03-11T05:59:59Z", "2026-03-06", []),
        ("ET 1.2", "ultimo_dia_de_solicitud", "2026-03-09T00:00:00-06:00", "2026-03-05", []),
        ("ET 1.2", "ultimo_dia_de_solicitud", "2026-03-17T08:00:00-06:00", "2026-03-12", []),
        ("ET 1.2", "ultimo_dia_de_solicitud", "2026-03-24T08:00:00-06:00", "2026-03-20", []),
        ("ET 1.2", "ultimo_dia_de_solicitud", "2026-03-24T08:00:00-06:00", "2026-03-19", lunes),
        ("ET 10.2", "ultimo_dia_de_revision", "2026-03-02T10:00:00-06:00", "2026-03-17", []),
        ("ET 10.2", "ultimo_dia_de_revision", "2026-03-01T23:59:59-06:00", "2026-03-13", []),
        ("ET 10.2", "ultimo_dia_de_revision", "2026-03-02T00:00:00-06:00", "2026-03-17", []),
        ("ET 10.2", "ultimo_dia_de_revision", "2026-03-14T12:00:00-06:00", "2026-03-31", lunes),
        ("ET 10.4", "corte_del_padron", "2026-03-01T00:00:00-06:00", "2026-02-28", []),
        ("ET 10.4", "corte_del_padron", "2026-03-01T05:59:59Z", "2026-01-31", []),
        ("ET 10.4", "corte_del_padron", "2026-03-01T06:00:00Z", "2026-02-28", []),
        ("ET 10.4", "corte_del_padron", "2026-01-01T00:00:00-06:00", "2025-12-31", []),
        ("ET 10.4", "corte_del_padron", "2028-03-31T23:59:59-06:00", "2028-02-29", []),
        ("ET 10.4", "corte_del_padron", "2026-04-30T23:59:59-06:00", "2026-03-31", []),
        ("ET 6.4", "dia_centro", "2026-03-11T05:59:59Z", "2026-03-10", []),
        ("ET 6.4", "dia_centro", "2026-03-11T06:00:00Z", "2026-03-11", []),
        ("ET 6.4", "dia_centro", "2021-07-01T04:59:59Z", "2021-06-30", []),
        ("ET 6.4", "dia_centro", "2021-07-01T05:00:00Z", "2021-07-01", []),
        ("ET 11.3", "aviso_de_audiencia", "2026-04-15T10:00:00-06:00", "2026-04-13T16:00:00+00:00", []),
        ("ET 11.3", "aviso_de_audiencia", "2022-04-04T10:00:00-05:00", "2022-04-02T15:00:00+00:00", []),
        ("ET 11.9", "resultado_de_audiencia", "2026-04-15T14:30:00-06:00", "2026-04-16T20:30:00+00:00", []),
        ("ET 6.6", "cierre_de_envio", "2026-03-31T23:59:59-06:00", "2026-04-02T05:59:59+00:00", []),
        ("ET 6.6", "cierre_de_envio", "2022-04-02T23:59:59-06:00", "2022-04-04T05:59:59+00:00", []),
        ("ET 7.7", "vencimiento_del_codigo", "2026-03-10T00:00:00-06:00", "2026-03-11T06:00:00+00:00", []),
        ("ET 13.2", "ultimo_dia_de_preliminares", "2026-04-27T09:00:00-06:00", "2026-05-05", []),
        ("ET 13.2", "ultimo_dia_de_preliminares", "2026-04-27T23:59:59-06:00", "2026-05-05", []),
        ("ET 13.2", "ultimo_dia_de_preliminares", "2026-04-28T00:00:00-06:00", "2026-05-06", []),
        ("ET 13.2", "ultimo_dia_de_preliminares", "2026-04-25T12:00:00-06:00", "2026-05-04", []),
        ("ET 13.4", "dia_de_definitivos", "2026-09-15T12:00:00-06:00", "2026-09-18", []),
        ("ET 13.4", "dia_de_definitivos", "2026-11-13T12:00:00-06:00", "2026-11-18", []),
        ("ET 13.4", "dia_de_definitivos", "2026-12-24T12:00:00-06:00", "2026-12-29", []),
        ("ET 13.4", "dia_de_definitivos", "2026-03-20T12:00:00-06:00", "2026-03-25", lunes),
        ("ET 13.7", "ultimo_dia_de_entrega_final", "2026-03-31T23:59:59-06:00", "2026-04-23", []),
        ("ET 13.7", "ultimo_dia_de_entrega_final", "2026-04-01T00:00:00-06:00", "2026-04-24", []),
        ("ET 13.7", "ultimo_dia_de_entrega_final", "2026-11-30T23:59:59-06:00", "2026-12-23", []),
        ("ET 13.7", "ultimo_dia_de_entrega_final", "2026-12-10T23:59:59-06:00", "2027-01-05", []),
        ("ET 13.8", "ultimo_dia_del_portal", "2026-05-04T10:00:00-06:00", "2026-06-03", []),
        ("ET 13.8", "ultimo_dia_del_portal", "2026-05-05T05:59:59Z", "2026-06-03", []),
        ("ET 13.8", "ultimo_dia_del_portal", "2026-05-05T06:00:00Z", "2026-06-04", []),
    ]  # fmt: skip
    for numeral, funcion, momento, valor, inhabiles in filas:
        yield {"numeral": numeral, "funcion": funcion, "momento": momento, "inhabiles": inhabiles,
               "valor": valor}  # fmt: skip


ARCHIVOS: dict[str, Callable[[random.Random], list[Caso]]] = {
    "mrz": mrz, "claves": claves, "curp": curp, "clave": clave, "nombres": nombres,
    "cruce": cruce, "folio": folio, "uuid7": uuid7, "plazos": plazos,
}  # fmt: skip


def contenido(archivo: str) -> str:
    """Text of vectors/credencial/<archivo>.json: one case a line, so that a change is one line of a diff."""
    casos = ARCHIVOS[archivo](random.Random(f"{SEMILLA} {archivo}"))  # noqa: S311
    lineas = ",\n".join("  " + json.dumps(caso, ensure_ascii=False) for caso in casos)
    return f"[\n{lineas}\n]\n"


def main() -> int:
    VECTORS.mkdir(parents=True, exist_ok=True)
    for archivo in ARCHIVOS:
        texto = contenido(archivo)
        (VECTORS / f"{archivo}.json").write_text(texto, encoding="utf-8")
        print(f"{archivo}: {len(json.loads(texto))}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
