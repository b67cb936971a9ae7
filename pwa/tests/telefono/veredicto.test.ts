import { describe, expect, it } from "vitest"
import { juzgarAlmacen, juzgarBateria, juzgarCamara, juzgarCifrado, juzgarNavegador, juzgarReloj, leerNavegador, PRUEBAS, veredicto, type Estado, type Resultados } from "../../src/telefono/veredicto.ts"

const todas = (estado: Estado): Resultados => Object.fromEntries(PRUEBAS.map((prueba) => [prueba, { estado, codigo: "bien" }]))

describe("the verdict (ET 12.1)", () => {
  it("waits while a test waits, and says yes only with all of them", () => {
    expect(veredicto({})).toBe("en-curso")
    expect(veredicto({ ...todas("pasa"), camara: { estado: "falta", codigo: "porProbar" } })).toBe("en-curso")
    expect(veredicto({ ...todas("pasa"), bateria: { estado: "sin-dato", codigo: "noDice" } })).toBe("sirve")
  })

  it("is decided by what cannot be, then by what must be mended", () => {
    expect(veredicto({ almacen: { estado: "no-puede", codigo: "noGuarda" }, reloj: { estado: "arregle", codigo: "atrasado" } })).toBe("no-sirve")
    expect(veredicto({ reloj: { estado: "arregle", codigo: "atrasado" } })).toBe("arregle")
  })
})

describe("each test", () => {
  it("takes a storage that does not give back for a phone that cannot, and a full one for one to mend", () => {
    expect(juzgarAlmacen(false, 9e9)).toEqual({ estado: "no-puede", codigo: "noGuarda" })
    expect(juzgarAlmacen(true, 49_999_999)).toEqual({ estado: "arregle", codigo: "lleno", medida: 49 })
    expect(juzgarAlmacen(true, 50_000_000).estado).toBe("pasa")
    expect(juzgarAlmacen(true, undefined).estado).toBe("pasa")
  })

  it("tells a slow password from one that is wrong", () => {
    expect(juzgarCifrado(true, 10_000)).toEqual({ estado: "pasa", codigo: "bien", medida: "10.0" })
    expect(juzgarCifrado(true, 10_001).codigo).toBe("lento")
    expect(juzgarCifrado(false, 1).estado).toBe("no-puede")
  })

  it("says by how much the clock is wrong, and which way (ET 4.8)", () => {
    expect(juzgarReloj(undefined).estado).toBe("sin-dato")
    expect(juzgarReloj(-149_000).estado).toBe("pasa")
    expect(juzgarReloj(180_000)).toEqual({ estado: "arregle", codigo: "adelantado", medida: 3 })
    expect(juzgarReloj(-86_400_000)).toEqual({ estado: "arregle", codigo: "atrasado", medida: 1440 })
  })

  it("minds a low battery only off the charger", () => {
    expect(juzgarBateria(0.19, false).codigo).toBe("baja")
    expect(juzgarBateria(0.19, true).estado).toBe("pasa")
    expect(juzgarBateria(0.2, false).estado).toBe("pasa")
  })

  it("asks of the camera size and focus, by what the person saw", () => {
    const camara = { ancho: 1080, alto: 1920, enfoques: ["continuous"], linterna: true }
    expect(juzgarCamara(camara, true)).toEqual({ estado: "pasa", codigo: "conLuz", medida: "1920 × 1080" })
    expect(juzgarCamara(camara, false).codigo).toBe("borrosa")
    expect(juzgarCamara({ ...camara, enfoques: ["fixed"] }, false).codigo).toBe("fija")
    expect(juzgarCamara({ ...camara, ancho: 640, alto: 480 }, true).codigo).toBe("chica")
  })

  it.each([
    ["Mozilla/5.0 (Linux; Android 10; SM-A107M) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/119.0.0.0 Mobile Safari/537.36", "Chrome", 119, "Android 10", "pasa"],
    ["Mozilla/5.0 (Linux; Android 7.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/93.0.4577.62 Mobile Safari/537.36", "Chrome", 93, "Android 7", "arregle"],
    ["Mozilla/5.0 (iPhone; CPU iPhone OS 15_3 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/15.3 Mobile/15E148 Safari/604.1", "Safari", 15.3, "iOS 15", "arregle"],
    ["Mozilla/5.0 (iPhone; CPU iPhone OS 17_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/119.0.6045.109 Mobile/15E148 Safari/604.1", "Safari", 17.1, "iOS 17", "pasa"],
    ["Mozilla/5.0 (Android 12; Mobile; rv:120.0) Gecko/120.0 Firefox/120.0", "Firefox", 120, "Android 12", "pasa"],
    ["Mozilla/5.0 (Linux; Android 12; M2101; wv) AppleWebKit/537.36 Version/4.0 Chrome/119.0.0.0 Mobile Safari/537.36 [FBAN/FB4A]", "Chrome", 119, "Android 12", "arregle"],
  ])("reads %s", (agente, motor, version, sistema, estado) => {
    const leido = leerNavegador(agente)
    expect(leido).toMatchObject({ motor, version, sistema })
    expect(juzgarNavegador(leido).estado).toBe(estado)
  })
})
