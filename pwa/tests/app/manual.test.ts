import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { describe, expect, it } from "vitest"
import { arbolDe } from "../../manuales.ts"
import { buscar, seccionPara } from "../../src/app/manual.ts"
import { ETIQUETAS, type Nodo } from "../../src/pantallas/ayuda/arbol.ts"

const RAIZ = join(import.meta.dirname, "../..")
const leer = (nombre: string) => arbolDe(readFileSync(join(RAIZ, `../docs/manuales/${nombre}.md`), "utf8"))

function etiquetas(nodos: readonly Nodo[]): string[] {
  return nodos.flatMap((nodo) => (typeof nodo === "string" ? [] : [nodo.e, ...etiquetas(nodo.c)]))
}

/** Every `paso` that some screen writes down as such. */
function pasos(): string[] {
  const pantallas = join(RAIZ, "src/pantallas")
  const fuentes = readdirSync(pantallas, { recursive: true, encoding: "utf8" }).filter((f) => f.endsWith(".tsx")).map((f) => readFileSync(join(pantallas, f), "utf8"))
  return fuentes.flatMap((fuente) => [...fuente.matchAll(/\bpaso="([\w-]+)"/g)].map(([, paso = ""]) => paso))
}

describe("the manuals (ET 4.3, 4.6)", () => {
  it.each(["auxiliar", "mi-apoyo"])("%s is drawn with the tags that the app knows, and says no HTML", (nombre) => {
    const { titulo, secciones } = leer(nombre)
    const usadas = new Set(secciones.flatMap(({ cuerpo }) => etiquetas(cuerpo)))

    expect(titulo).toMatch(/^Manual de/)
    expect(secciones.length).toBeGreaterThan(5)
    expect([...usadas].filter((etiqueta) => !ETIQUETAS.has(etiqueta) && etiqueta !== "a")).toEqual([])
    expect(secciones.every(({ cuerpo }) => cuerpo.length > 0)).toBe(true)
  })

  it("has, for every screen that names its step, a part that tells of it", () => {
    const manual = leer("auxiliar")
    const ids = [...manual.secciones, ...leer("mi-apoyo").secciones].map(({ id }) => id)

    expect(pasos().length).toBeGreaterThan(20)
    expect(pasos().filter((paso) => !ids.includes(seccionPara(paso)))).toEqual([])
    expect(buscar(manual, seccionPara("captura-rostro"))?.titulo).toBe("Fotografiar el rostro")
  })

  it("tells how a password is reset, where one looks for it (ET 4.6)", () => {
    const { cuerpo } = buscar(leer("auxiliar"), seccionPara("captura-contrasena")) ?? {}

    expect(JSON.stringify(cuerpo)).toContain("Olvidé mi contraseña")
  })

  it("keeps what looks like HTML as words", () => {
    expect(arbolDe("# T\n\n## S\n\nuno <b>dos</b>").secciones[0]?.cuerpo).toEqual([{ e: "p", c: ["uno <b>dos</b>"] }])
  })
})
