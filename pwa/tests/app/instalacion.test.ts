/** On an iPhone a tab and the installed app keep apart what they keep; and who sends seldom is told. */

import { afterEach, describe, expect, it, vi } from "vitest"
import { diasSinEnviar, esPestanaAparte } from "../../src/app/instalacion.ts"

afterEach(() => vi.unstubAllGlobals())

const IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X)"
const IPAD = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)"
const ANDROID = "Mozilla/5.0 (Linux; Android 11)"

describe("a tab whose storage is not the installed app's", () => {
  it.each<[string, string, number, boolean, boolean, boolean]>([
    ["a tab of an iPhone", IPHONE, 5, false, false, true],
    ["the installed app of an iPhone", IPHONE, 5, true, true, false],
    ["an iPhone that says it by the older sign", IPHONE, 5, true, false, false],
    ["a tab of an iPad, which says it is a Mac", IPAD, 5, false, false, true],
    ["a Mac", IPAD, 0, false, false, false],
    ["a tab of an Android", ANDROID, 5, false, false, false],
  ])("%s", (_, userAgent, maxTouchPoints, standalone, matches, esperado) => {
    vi.stubGlobal("navigator", { userAgent, maxTouchPoints, standalone })
    vi.stubGlobal("matchMedia", () => ({ matches }))

    expect(esPestanaAparte()).toBe(esperado)
  })
})

describe("the days without a word of the server", () => {
  const HORA = 3_600_000
  it.each<[string, number | null, number, number, number]>([
    ["never heard of", null, 100 * HORA, 5, 0],
    ["with nothing to send", 0, 100 * HORA, 0, 0],
    ["just under 48 hours", 0, 48 * HORA - 1, 5, 0],
    ["48 hours", 0, 48 * HORA, 5, 2],
    ["a week", 0, 7 * 24 * HORA + 5, 1, 7],
  ])("%s", (_, ultimo, ahora, esperan, dias) => {
    expect(diasSinEnviar(ultimo, ahora, esperan)).toBe(dias)
  })
})
