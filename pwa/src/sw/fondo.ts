/** What the worker does when the system wakes it because the network is back (ET 6.3). */

/**
 * Tell the pages of the app to send what waits. The worker sends nothing by itself: a page knows
 * whether a capture is under way and how long ago its time token came, and the code that checks a
 * receipt would come twice. Without a page it rests; the next launch sends.
 */
export async function avisar(clientes: Clients): Promise<void> {
  const paginas = await clientes.matchAll({ type: "window", includeUncontrolled: true })
  for (const pagina of paginas) pagina.postMessage({ tipo: "enviar" })
}
