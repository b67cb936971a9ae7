/** The wire: both languages read what both wrote, and refuse what is damaged. */

import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { leerAcuse, leerHora, leerManifiesto, leerRechazo } from "../src/core/acuse.ts"
import { b64u, deB64u, hex } from "../src/core/bytes.ts"
import { CborInvalido, decode, encode, type Valor } from "../src/core/cbor.ts"
import * as codigo from "../src/core/codigo.ts"
import { comoMapa, type Contenido } from "../src/core/contenido.ts"
import { ed, JwsInvalido, verificar, type Verificador } from "../src/core/jws.ts"
import { leer as leerManifiestoEntero } from "../src/core/manifiesto.ts"
import { MAX_PAQUETE, PaqueteGrande, sellar } from "../src/core/paquete.ts"
import { aad, componer, resumen, TYP, type Datos } from "../src/core/sobre.ts"
import { abrir, comoJson, deB64, deHex, deJson, es256, LLAVES, puntoDelTelefono, REGISTRO, telefono, vector } from "./alambre.ts"

interface Caso {
  readonly nombre: string
  readonly sobre: string
  readonly resumen: string
  readonly datos: Datos
  readonly aad: string
  readonly contenido: unknown
  readonly paquete: string
  readonly codigo_integridad: string
}
interface Firmado {
  readonly clave: "acuse" | "hora" | "manifiesto" | "telefono"
  readonly typ: string
  readonly jws: string
  readonly carga: Record<string, unknown>
}
interface Danado {
  readonly nombre: string
  readonly jws: string
  readonly code: string
}

const CASOS = ["python", "typescript", "python-aceptacion", "typescript-aceptacion"].flatMap((de) => vector<Caso[]>(`paquete/${de}.json`))
const TELEFONO = es256(puntoDelTelefono())

function codeDe(acto: () => unknown): string {
  try {
    acto()
  } catch (error) {
    if (error instanceof JwsInvalido) return error.code
    throw error
  }
  return "aceptado"
}

describe("a paquete", () => {
  it.each(CASOS)("opens under its own sobre: $nombre", async (caso) => {
    const mapa = await abrir(deB64(caso.paquete), caso.datos, LLAVES.proceso.privada)

    expect(comoJson(mapa)).toEqual(caso.contenido)
    expect(hex(aad(caso.datos))).toBe(caso.aad)
    expect(codigo.de(deB64(caso.paquete))).toBe(caso.codigo_integridad)
    expect(resumen(caso.sobre)).toBe(caso.resumen)
  })

  it.each(["id", "folio", "proceso", "dispositivo", "anterior", "capturado_en", "app"] as const)("does not open under another %s", async (campo) => {
    const caso = CASOS[0] as Caso
    const otro: Datos = { ...caso.datos, [campo]: `${String(caso.datos[campo])}x` }

    await expect(abrir(deB64(caso.paquete), otro, LLAVES.proceso.privada)).rejects.toThrow()
  })

  it("is written the same whatever the order of the members", () => {
    const alReves = Object.fromEntries(Object.entries(REGISTRO).reverse()) as unknown as Contenido

    expect(encode(comoMapa(alReves))).toEqual(encode(comoMapa(REGISTRO)))
  })

  it("carries only what the format names, whatever else the object has", () => {
    const conNombre = { ...REGISTRO, nombre: "Ciro", claves: { ...REGISTRO.claves, curp: "X" } }

    expect(encode(comoMapa(conNombre))).toEqual(encode(comoMapa(REGISTRO)))
  })

  it("is not sealed over 4 MiB, nor with a fraction in it", async () => {
    const { datos } = CASOS[0] as Caso
    const publica = deHex(LLAVES.proceso.publica)

    await expect(sellar({ ...REGISTRO, anverso: new Uint8Array(MAX_PAQUETE) }, datos, publica)).rejects.toThrow(PaqueteGrande)
    await expect(sellar({ ...REGISTRO, firma: { ancho: 1.5, alto: 1, trazos: [[0, 0, 0]] } }, datos, publica)).rejects.toThrow(TypeError)
  })

  it("gets from the phone a sobre that the vector key verifies", async () => {
    const { datos } = CASOS[0] as Caso
    const jws = await componer(datos, new Uint8Array(80), await telefono())

    expect(verificar(jws, TYP, TELEFONO)).toMatchObject({ folio: datos.folio, bytes: 80 })
  })
})

describe("what is signed", () => {
  const firmados = [...vector<Firmado[]>("acuse/python.json"), ...vector<Firmado[]>("acuse/typescript.json")]
  const clave = (nombre: Firmado["clave"]): Verificador => (nombre === "telefono" ? TELEFONO : ed(deB64u(LLAVES[nombre])))

  it.each(firmados)("reads with its own key: $typ", (caso) => {
    expect(verificar(caso.jws, caso.typ, clave(caso.clave))).toEqual(caso.carga)
  })

  it("has a reader for each kind that a phone gets", () => {
    const [acuse, hora, rechazo, manifiesto] = firmados as [Firmado, Firmado, Firmado, Firmado]
    const [deAcuse, deHora, deManifiesto] = [LLAVES.acuse, LLAVES.hora, LLAVES.manifiesto].map(deB64u) as [Uint8Array, Uint8Array, Uint8Array]

    expect(leerAcuse(acuse.jws, deAcuse)).toEqual(acuse.carga)
    expect(leerHora(hora.jws, deHora)).toEqual(hora.carga)
    expect(leerRechazo(rechazo.jws, deAcuse)).toEqual(rechazo.carga)
    expect(leerManifiesto(manifiesto.jws, deManifiesto)).toEqual(manifiesto.carga)
    expect(leerManifiestoEntero(manifiesto.jws, deManifiesto, "OAX26").clave.suite).toBe(1)
    expect(codeDe(() => leerManifiestoEntero(manifiesto.jws, deManifiesto, "PUE26"))).toBe("jws-carga")
  })

  it.each(vector<Danado[]>("danados/acuse.json"))("is no receipt: $nombre", ({ jws, code }) => {
    expect(codeDe(() => leerAcuse(jws, deB64u(LLAVES.acuse)))).toBe(code)
  })

  const deForma = vector<Danado[]>("danados/sobre.json").filter(({ code }) => code.startsWith("jws-"))
  it.each(deForma)("is no sobre: $nombre", ({ jws, code }) => {
    expect(codeDe(() => verificar(jws, TYP, TELEFONO))).toBe(code)
  })
})

describe("bytes", () => {
  it("go to base64url and back, and a buffer of Node agrees", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(b64u(bytes)).toBe(Buffer.from(bytes).toString("base64url"))
        expect(deB64u(b64u(bytes))).toEqual(bytes)
      }),
    )
  })

  it("have one spelling: any other text is refused", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 12 }), (texto) => {
        let leidos: Uint8Array
        try {
          leidos = deB64u(texto)
        } catch {
          return
        }
        expect(b64u(leidos)).toBe(texto)
      }),
    )
  })
})

describe("CBOR", () => {
  const valores = fc.letrec<{ valor: Valor }>((tie) => ({
    valor: fc.oneof(
      { maxDepth: 4 },
      fc.constant(null),
      fc.boolean(),
      fc.maxSafeInteger(),
      fc.string({ unit: "binary" }),
      fc.uint8Array(),
      fc.array(tie("valor"), { maxLength: 4 }),
      fc.dictionary(fc.string({ unit: "binary" }).filter((clave) => clave !== "__proto__"), tie("valor"), { maxKeys: 4, noNullPrototype: true }),
    ),
  })).valor

  it("reads what it wrote, and writes it again the same", () => {
    fc.assert(
      fc.property(valores, (valor) => {
        expect(encode(decode(encode(valor)))).toEqual(encode(valor))
      }),
    )
  })

  it.each(["", "00 00", "9f00ff", "1817", "a2616100616100", "a2626161006162 00", "a10000", "c060", "f90000", "f7", "81".repeat(9) + "00"])("refuses %s", (hexa) => {
    expect(() => decode(deHex(hexa.replace(/ /g, "")))).toThrow(CborInvalido)
  })

  it("writes −0 as 0, which a float would not be", () => {
    expect(encode([-0])).toEqual(Uint8Array.of(0x81, 0))
    expect(deJson({ b64: "AA==" })).toEqual(Uint8Array.of(0))
  })
})
