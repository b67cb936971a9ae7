// node medir.js ADDRESS CHROMIUM: Lighthouse's performance on its simulated phone, as JSON on stdout.
import { launch } from "chrome-launcher"
import lighthouse from "lighthouse"

const [direccion, chromium] = process.argv.slice(2)
const OPCIONES = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-dev-shm-usage"]
const MOSTRADAS = ["first-contentful-paint", "largest-contentful-paint", "total-blocking-time", "cumulative-layout-shift", "speed-index"]

/** Return the audits of performance that lost anything, the costliest first, a line each. */
function perdidas({ audits, categories }) {
  return categories.performance.auditRefs
    .map(({ id, weight }) => ({ peso: weight * (1 - (audits[id].score ?? 1)), ...audits[id] }))
    .filter(({ score, metricSavings }) => score !== null && (score < 1 || Object.values(metricSavings ?? {}).some((ms) => ms > 0)))
    .sort((a, b) => b.peso - a.peso)
    .slice(0, 8)
    .map(({ id, score, displayValue }) => `${id}: ${Math.round(score * 100)} (${displayValue ?? "—"})`)
}

const chrome = await launch({ chromePath: chromium, chromeFlags: OPCIONES })
try {
  const { lhr } = await lighthouse(direccion, { port: chrome.port, onlyCategories: ["performance"], logLevel: "error" })
  if (lhr.runtimeError) throw new Error(lhr.runtimeError.message)
  const tiempos = Object.fromEntries(MOSTRADAS.map((id) => [id, lhr.audits[id].displayValue]))
  console.log(JSON.stringify({ puntaje: Math.round(lhr.categories.performance.score * 100), tiempos, perdidas: perdidas(lhr) }))
} finally {
  chrome.kill()
}
