/** One at a time: across the windows of this phone where the engine can, within this one always. */

const enEspera = new Map<string, Promise<unknown>>()

/** Run `acto` when nobody else holds `nombre`. */
export function aSolas<R>(nombre: string, acto: () => Promise<R>): Promise<R> {
  const previo = enEspera.get(nombre) ?? Promise.resolve()
  const turno = previo.then(() => entreVentanas(nombre, acto))
  enEspera.set(nombre, turno.catch(() => undefined))
  return turno
}

async function entreVentanas<R>(nombre: string, acto: () => Promise<R>): Promise<R> {
  // Safari before 15.4 has no Web Locks; there one window is all an installed app has.
  const locks = (globalThis.navigator as { readonly locks?: LockManager } | undefined)?.locks
  return locks ? ((await locks.request(nombre, acto))) : acto()
}

/** Run `acto` only if nobody holds `nombre`; undefined when somebody does. */
export async function siNadie<R>(nombre: string, acto: () => Promise<R>): Promise<R | undefined> {
  const locks = (globalThis.navigator as { readonly locks?: LockManager } | undefined)?.locks
  if (!locks) return enEspera.has(nombre) ? undefined : unico(nombre, acto)
  return (await locks.request(nombre, { ifAvailable: true }, (lock) => (lock ? acto() : undefined)))
}

/** Share `nombre` from now until the returned function is called: meanwhile nobody has it alone. */
export function compartir(nombre: string): () => void {
  let soltar = (): void => undefined
  const suelto = new Promise<void>((bien) => (soltar = bien))
  const locks = (globalThis.navigator as { readonly locks?: LockManager } | undefined)?.locks
  void (locks ? locks.request(nombre, { mode: "shared" }, () => suelto) : unico(nombre, () => suelto))
  return soltar
}

async function unico<R>(nombre: string, acto: () => Promise<R>): Promise<R> {
  const turno = acto()
  enEspera.set(nombre, turno)
  try {
    return await turno
  } finally {
    enEspera.delete(nombre)
  }
}
