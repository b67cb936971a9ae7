/** Only within the period is a support sealed, by the time that nobody can set, whatever screen is open (ET 4.8). */

import { afterEach, beforeEach, describe, expect, it, vi } from "vitest"
import { guardarFicha } from "../../src/almacen/consulta.ts"
import { AlmacenError, bovedas, contadores, guardarManifiesto, type Sesion } from "../../src/almacen/index.ts"
import { marcar } from "../../src/almacen/reloj.ts"
import { REGISTRO } from "../alambre.ts"
import { enrolar, ficha, manifiesto, telefonoNuevo } from "../bovedas.ts"

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

const [INICIO, FIN] = [Date.UTC(2026, 10, 1, 6), Date.UTC(2026, 11, 1, 5, 59, 59)]
const UN_ANIO = 365 * 24 * 3_600_000
let sesion: Sesion

const en = (ms: number): string => new Date(ms).toISOString()
const sellar = (): Promise<string> => sesion.sellarYGuardar(REGISTRO, "apoyo").then(() => "hecho", (e: unknown) => (e instanceof AlmacenError ? e.codigo : String(e)))

/** The server says that it is `servidor`; the phone's own clock says `telefono`. */
async function oir(servidor: number, telefono = servidor): Promise<void> {
  vi.setSystemTime(telefono)
  await guardarFicha(sesion.boveda, ficha({ hora: en(servidor) }), telefono)
}

/** As after a restart of the phone: what was counted without a clock is gone. */
function reiniciar(): void {
  marcar("another token")
}

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ["Date", "performance"] })
  vi.setSystemTime(INICIO)
  await telefonoNuevo()
  sesion = await enrolar()
  await guardarManifiesto(sesion.boveda, manifiesto({ version: 2, periodo: { inicio: en(INICIO), fin: en(FIN) } }))
})
afterEach(() => {
  vi.restoreAllMocks()
  vi.useRealTimers()
})

describe("ET 4.8 the instant of sealing", () => {
  it.each([
    ["a millisecond before the start", INICIO - 1, "fuera-del-periodo"],
    ["at the start", INICIO, "hecho"],
    ["at the last instant", FIN, "hecho"],
    ["a millisecond after the end", FIN + 1, "fuera-del-periodo"],
  ])("%s", async (_, momento, dicho) => {
    await oir(momento)

    expect(await sellar()).toBe(dicho)
  })

  it("is that of the seal, though the screen was opened with the period open", async () => {
    await oir(FIN - 60_000)
    vi.advanceTimersByTime(60_001)

    expect(await sellar()).toBe("fuera-del-periodo")
  })

  it.each([["behind", -UN_ANIO], ["ahead", UN_ANIO]])("is not moved by a phone whose clock is a year %s", async (_, corrida) => {
    await oir(FIN - 60_000, FIN - 60_000 + corrida)
    expect(await sellar()).toBe("hecho")
    vi.advanceTimersByTime(60_001)

    expect(await sellar()).toBe("fuera-del-periodo")
  })

  it("after a restart is never before the server's last word, with the clock set back", async () => {
    await oir(FIN + 1)
    reiniciar()
    vi.setSystemTime(INICIO)

    expect(await sellar()).toBe("fuera-del-periodo")
  })

  it("refused leaves no folio, no gap in the chain, and may be tried again once the period was extended", async () => {
    await oir(FIN + 1)
    expect(await sellar()).toBe("fuera-del-periodo")
    expect(await contadores(sesion.boveda)).toMatchObject({ guardados: 0 })
    await guardarManifiesto(sesion.boveda, manifiesto({ version: 3, periodo: { inicio: en(INICIO), fin: en(FIN + 1000) } }))

    expect(await sellar()).toBe("hecho")
    expect((await bovedas())[0]?.inscripcion?.consecutivo).toBe(1)
  })

  it("does not hold back the alta, which is no support", async () => {
    await oir(INICIO - UN_ANIO)

    await expect(sesion.sellarYGuardar(REGISTRO, "alta")).resolves.toBeDefined()
  })
})
