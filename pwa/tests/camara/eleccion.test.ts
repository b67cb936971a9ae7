import { describe, expect, it } from "vitest"
import { candidatas, enfoca, esDeOtraCosa } from "../../src/camara/eleccion.ts"

const camaras = [
  { deviceId: "f", label: "camera2 1, facing front" },
  { deviceId: "u", label: "camera2 2, facing back, ultra wide" },
  { deviceId: "p", label: "camera2 0, facing back" },
  { deviceId: "", label: "" },
]

describe("the camera that reads a card", () => {
  it("is another one at the back, never the ultrawide nor the one that looks at the hand", () => {
    expect(candidatas(camaras, "u").map(({ deviceId }) => deviceId)).toEqual(["p"])
  })

  it("is not tried again when it is the one that is open", () => {
    expect(candidatas(camaras, "p")).toEqual([])
  })

  it.each(["Cámara trasera ultra gran angular", "Back Ultra Wide Camera", "Back Telephoto Camera", "macro"])("is not «%s»", (label) => {
    expect(esDeOtraCosa(label)).toBe(true)
  })

  it("focuses; a browser that does not tell is believed", () => {
    expect([enfoca(undefined), enfoca(["continuous", "manual"]), enfoca(["manual"]), enfoca([])]).toEqual([true, true, false, false])
  })
})
