// What the console asks of the server. Every answer is one of: ok, refused (the server said why),
// no session, no network. Nothing here decides what to do about it.

/** Value of the CSRF cookie now: signing in again in another tab changes it. */
function csrf() {
  const hallada = document.cookie.match(/(?:^|; )(?:oficial_csrf|csrf)=([^;]+)/)
  return hallada ? decodeURIComponent(hallada[1]) : ""
}

/** The answer to a request, as {tipo: "bien" | "rechazo" | "sesion" | "red", ...}. Never throws. */
async function pedir(url, opciones) {
  let respuesta
  try {
    respuesta = await fetch(url, { credentials: "same-origin", redirect: "manual", cache: "no-store", ...opciones })
  } catch {
    return { tipo: "red" }
  }
  if (respuesta.type === "opaqueredirect" || respuesta.status === 401) return { tipo: "sesion" }
  if (respuesta.ok) return { tipo: "bien", respuesta }
  if (respuesta.status >= 500) return { tipo: "red" }
  const cruda = respuesta.clone()
  return { tipo: "rechazo", estado: respuesta.status, motivo: await motivoDe(respuesta), cruda }
}

/** The problem+json of a refusal; a stale form comes as a page and reads as a lost session. */
async function motivoDe(respuesta) {
  try {
    return await respuesta.json()
  } catch {
    return { title: "El servidor no aceptó la solicitud.", que_hacer: "Recargue la página." }
  }
}

/** GET of something; `parte` asks for that part of a page alone. */
export function leer(url, parte = "") {
  return pedir(url, { headers: { Accept: "text/html, multipart/form-data", "X-Parte": parte } })
}

/** POST of fields; `alSalir` lets it outlive the page. */
export function mandar(url, campos = {}, { alSalir = false } = {}) {
  return pedir(url, {
    method: "POST",
    keepalive: alSalir,
    headers: { Accept: "application/json", "X-CSRFToken": csrf() },
    body: new URLSearchParams(campos),
  })
}

/** POST of a form whose answer is the page of the same record; follows where it leads. */
export function corregir(url, campos) {
  return pedir(url, {
    method: "POST",
    redirect: "follow",
    headers: { Accept: "text/html", "X-CSRFToken": csrf(), "X-Parte": "registro" },
    body: campos,
  })
}
