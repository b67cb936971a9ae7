// Runs tools/vectores.ts on any Node that builds the app: Vite takes the types away.
import { runnerImport } from "vite"

await runnerImport(new URL("vectores.ts", import.meta.url).pathname, { configFile: false })
