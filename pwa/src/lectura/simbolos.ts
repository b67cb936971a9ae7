/**
 * The reader of codes itself: zxing-cpp, compiled by tools/lector for what a credential carries.
 * This is all the glue it needs: grey pixels in, symbols out, and the few functions by which C++
 * throws and catches, since the oldest phones have no exceptions of their own in WebAssembly.
 */

import type { Simbologia } from "./codigos.ts"

/** One symbol, as its bytes were read. */
export interface Simbolo {
  readonly simbologia: Simbologia
  readonly bytes: Uint8Array<ArrayBuffer>
}

export interface Lector {
  /** Return what is read in `gris` (row after row); `rapida`: one look, no turns, for the live picture. */
  readonly leer: (gris: Uint8Array, ancho: number, alto: number, rapida?: boolean) => Simbolo[]
}

interface Exportado {
  readonly memory: WebAssembly.Memory
  readonly __indirect_function_table: WebAssembly.Table
  readonly __stack_pointer: WebAssembly.Global<"i32">
  readonly _initialize: () => void
  readonly hubo_excepcion: () => void
  readonly pedir: (bytes: number) => number
  readonly soltar: (donde: number) => void
  readonly leer: (gris: number, ancho: number, alto: number, rapida: number) => number
}

/** What C++ has thrown: where it lies, and the address of its type. */
class Excepcion extends Error {
  readonly donde: number
  readonly tipo: number
  constructor(donde: number, tipo: number) {
    super("C++")
    this.donde = donde
    this.tipo = tipo
  }
}

// In the order of `simbologias` in lector.cpp.
const SIMBOLOGIAS: readonly Simbologia[] = ["Code128", "PDF417", "QRCode"]

type Importada = (...datos: number[]) => number | undefined | void

/** Return what the module asks for; `exportado` is known only once it runs. */
function importadas(modulo: WebAssembly.Module, exportado: () => Exportado): Record<string, Importada> {
  let lanzada = new Excepcion(0, 0)
  let elegido = 0
  const invocar: Importada = (indice = 0, ...datos) => {
    const { __stack_pointer: pila, __indirect_function_table: tabla, hubo_excepcion } = exportado()
    const antes = pila.value
    try {
      return (tabla.get(indice) as Importada)(...datos)
    } catch (error) {
      if (!(error instanceof Excepcion)) throw error
      pila.value = antes
      lanzada = error
      hubo_excepcion()
    }
  }
  // Of the types that a catch names, the one thrown; else the first, which in zxing-cpp is the widest.
  const elegir: Importada = (...tipos) => {
    elegido = tipos.includes(lanzada.tipo) ? lanzada.tipo : (tipos[0] ?? 0)
    return lanzada.donde
  }
  const propias: Record<string, Importada> = {
    __cxa_throw: (donde = 0, tipo = 0) => {
      throw new Excepcion(donde, tipo)
    },
    __resumeException: () => {
      throw lanzada
    },
    __cxa_get_exception_ptr: (donde) => donde,
    llvm_eh_typeid_for: (tipo) => tipo,
    getTempRet0: () => elegido,
  }
  const deNombre = (nombre: string): Importada | undefined =>
    nombre.startsWith("invoke_") ? invocar : nombre.startsWith("__cxa_find_matching_catch_") ? elegir : propias[nombre]
  return Object.fromEntries(WebAssembly.Module.imports(modulo).flatMap(({ name }) => [[name, deNombre(name)]])) as Record<string, Importada>
}

/** Read the answer of `leer`: how many, then of each its kind, its length and its bytes. */
function simbolosEn(memoria: ArrayBuffer, donde: number): Simbolo[] {
  const vista = new DataView(memoria)
  let lugar = donde + 4
  return Array.from({ length: vista.getUint32(donde, true) }, () => {
    const [cual, largo] = [vista.getUint32(lugar, true), vista.getUint32(lugar + 4, true)]
    const bytes = new Uint8Array(memoria.slice(lugar + 8, lugar + 8 + largo))
    lugar += 8 + largo
    return { simbologia: SIMBOLOGIAS[cual] ?? "QRCode", bytes }
  })
}

/** Return a reader that runs `modulo`. */
export async function arrancar(modulo: WebAssembly.Module): Promise<Lector> {
  const instancia: WebAssembly.Instance = await WebAssembly.instantiate(modulo, { env: importadas(modulo, () => exportado) })
  const exportado = instancia.exports as unknown as Exportado
  exportado._initialize()
  return {
    leer(gris, ancho, alto, rapida = false) {
      const donde = exportado.pedir(gris.length)
      try {
        new Uint8Array(exportado.memory.buffer).set(gris, donde)
        const respuesta = exportado.leer(donde, ancho, alto, Number(rapida))
        return simbolosEn(exportado.memory.buffer, respuesta)
      } finally {
        exportado.soltar(donde)
      }
    },
  }
}
