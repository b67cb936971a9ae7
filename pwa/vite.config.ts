import { createHash } from "node:crypto"
import { readFileSync, readdirSync, writeFileSync } from "node:fs"
import { extname, join, relative, resolve } from "node:path"
import { brotliCompressSync, gzipSync } from "node:zlib"
import { build, defineConfig, type Plugin } from "vite"
import { arbolDe } from "./manuales.ts"

const RAIZ = import.meta.dirname
const BASE = "/app/"
const SALIDA = resolve(RAIZ, process.env["APP_SALIDA"] ?? "dist")
const { version } = JSON.parse(readFileSync(join(RAIZ, "package.json"), "utf8")) as { version?: string }
// A story installs an older version and updates it: the same code under another number, elsewhere.
const VERSION = process.env["APP_VERSION"] ?? version ?? "0.1.0"

/** Every file under `carpeta`, as paths relative to it, sorted. */
function archivos(carpeta: string): string[] {
  return readdirSync(carpeta, { recursive: true, withFileTypes: true })
    .filter((entrada) => entrada.isFile())
    .map((entrada) => relative(carpeta, join(entrada.parentPath, entrada.name)))
    .sort()
}

const CARPETA_DE_MANUAL = "manual/"
const MANUALES = resolve(RAIZ, "../docs/manuales")
/** Those that a phone keeps: of the person who captures, and of who gives a support alone. */
const MANUALES_DEL_TELEFONO = ["auxiliar", "mi-apoyo"]

/** The manuals as the app draws them: a pack apart from the app's own weight. */
function manuales(): Plugin {
  return {
    name: "rubrica-manuales",
    apply: "build",
    generateBundle() {
      for (const nombre of MANUALES_DEL_TELEFONO) {
        const arbol = arbolDe(readFileSync(join(MANUALES, `${nombre}.md`), "utf8"))
        this.emitFile({ type: "asset", fileName: `${CARPETA_DE_MANUAL}${nombre}.json`, source: JSON.stringify(arbol) })
      }
    },
  }
}

/** What the service worker keeps for when there is no signal, and one name for that exact set. */
function precache(deManual: boolean): { urls: string[]; huella: string } {
  const nombres = archivos(SALIDA).filter((nombre) => !TRABAJADORES.includes(nombre) && nombre.startsWith(CARPETA_DE_MANUAL) === deManual)
  const hash = createHash("sha256")
  for (const nombre of nombres) hash.update(nombre).update(readFileSync(join(SALIDA, nombre)))
  const urls = nombres.map((nombre) => (nombre === "index.html" ? BASE : BASE + nombre))
  return { urls, huella: hash.digest("hex").slice(0, 16) }
}

const TRABAJADORES = ["trabajador.js", "sw.js"]

/** The list of files that a worker keeps, known once everything else is built. */
function constantes(): Record<string, string> {
  const { urls, huella } = precache(false)
  return { __PRECACHE__: JSON.stringify(urls), __HUELLA__: JSON.stringify(huella), __MANUAL__: JSON.stringify(precache(true)) }
}

/**
 * Finish the two service workers: trabajador.js, built with the app, whose code it shares; and sw.js,
 * one classic script of its own for engines whose workers are not modules.
 */
function serviceWorker(): Plugin {
  return {
    name: "rubrica-service-worker",
    apply: "build",
    closeBundle: { sequential: true, async handler() {
      const define = constantes()
      const modulo = join(SALIDA, "trabajador.js")
      const conLista = readFileSync(modulo, "utf8").replace(/__(?:PRECACHE|HUELLA|MANUAL)__/g, (nombre) => `(${define[nombre] ?? ""})`)
      writeFileSync(modulo, conLista)
      await build({
        configFile: false,
        root: RAIZ,
        base: BASE,
        publicDir: false,
        logLevel: "warn",
        define,
        build: {
          outDir: SALIDA,
          emptyOutDir: false,
          lib: { entry: resolve(RAIZ, "src/sw/clasico.ts"), formats: ["iife"], name: "rubrica", fileName: () => "sw.js" },
        },
      })
    } },
  }
}

const COMPRESIBLES = new Set([".html", ".js", ".css", ".wasm", ".bin", ".svg", ".webmanifest", ".json"])


/** Leave beside each file its compressed forms: the server hands them over as they are. */
function comprimidos(): Plugin {
  return {
    name: "rubrica-comprimidos",
    apply: "build",
    closeBundle: {
      sequential: true,
      order: "post",
      handler() {
        for (const nombre of archivos(SALIDA).filter((n) => COMPRESIBLES.has(extname(n)))) {
          const datos = readFileSync(join(SALIDA, nombre))
          writeFileSync(join(SALIDA, `${nombre}.br`), brotliCompressSync(datos))
          writeFileSync(join(SALIDA, `${nombre}.gz`), gzipSync(datos))
        }
      },
    },
  }
}

interface Grafo { getModuleInfo(id: string): { importedIds: readonly string[] } | null }

/** Every module that one imports before it can start, itself included. */
function loQueExige(entrada: string, grafo: Grafo): Set<string> {
  const vistos = new Set<string>()
  const cola = [join(RAIZ, entrada)]
  for (let id = cola.pop(); id !== undefined; id = cola.pop()) {
    if (vistos.has(id)) continue
    vistos.add(id)
    cola.push(...(grafo.getModuleInfo(id)?.importedIds ?? []))
  }
  return vistos
}

let exigidos: Record<"inicio" | "telefono" | "trabajador", Set<string>> | undefined

/**
 * In which file a module of the first screen goes: few files, since each costs a phone a round trip.
 * What the worker or the other page need too is apart: neither loads the screens of the app.
 */
function archivoDe(id: string, grafo: Grafo): string | null {
  exigidos ??= {
    inicio: loQueExige("src/main.tsx", grafo),
    telefono: loQueExige("src/main-telefono.tsx", grafo),
    trabajador: loQueExige("src/sw/trabajador.ts", grafo),
  }
  if (id.endsWith(".css") || !exigidos.inicio.has(id)) return null
  return exigidos.trabajador.has(id) ? "comun" : exigidos.telefono.has(id) ? "paginas" : "primera"
}

export default defineConfig({
  root: RAIZ,
  base: BASE,
  define: { __VERSION__: JSON.stringify(VERSION) },
  plugins: [manuales(), serviceWorker(), comprimidos()],
  build: {
    outDir: SALIDA,
    emptyOutDir: true,
    target: ["chrome94", "firefox114", "safari15.4"],
    // The policy of the page allows no data: font and no inline style: every asset is a file.
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    // No module of ours does anything by being imported but these two: the rest splits by use.
    // Two pages: the app, and the one that tests a phone before anything is installed. And the worker.
    rolldownOptions: {
      input: { index: join(RAIZ, "index.html"), telefono: join(RAIZ, "telefono.html"), trabajador: join(RAIZ, "src/sw/trabajador.ts") },
      output: {
        codeSplitting: { groups: [{ name: archivoDe, debugName: "primera pantalla" }] },
        entryFileNames: ({ name }) => (name === "trabajador" ? "trabajador.js" : "assets/[name]-[hash].js"),
      },
      treeshake: { moduleSideEffects: [{ test: /\/src\/.*\.tsx?$/, sideEffects: false }, { test: /\/main[\w-]*\.tsx$|\.css$|(lector|vigia)\.worker|sw\/trabajador\.ts/, sideEffects: true }] },
    },
  },
  worker: { format: "es" },
  test: { include: ["tests/**/*.test.ts"], environment: "node" },
} as Parameters<typeof defineConfig>[0])
