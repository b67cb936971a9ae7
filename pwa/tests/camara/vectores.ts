/** Writes vectors/camara/medidas.json: what the app measures of the pictures. Run by hand: `npm run vectores`. */
import { writeFileSync } from "node:fs"
import { join } from "node:path"
import { CARPETA, CASOS, medir, tramaDePrueba } from "./pixeles.ts"

writeFileSync(join(CARPETA, "medidas.json"), JSON.stringify({ casos: CASOS.map(medir), trama: tramaDePrueba() }, null, 1) + "\n")
