import { render } from "preact"
import "./estilos.css"
import "./estilos/ajustes.css"
import { ajustes, aplicarAjustes } from "./app/ajustes.ts"
import { actualizarManifiesto } from "./app/alDia.ts"
import { instalar } from "./app/actualizacion.ts"
import { Aplicacion } from "./app/Aplicacion.tsx"
import { vigilarEnvios } from "./app/envio.ts"
import { bloquear, refrescar, visitar } from "./app/estado.ts"
import { vigilarInactividad } from "./app/inactividad.ts"
import { vigilarMantenimiento } from "./app/mantenimiento.ts"
import { vigilarAlmacen } from "./app/recarga.ts"
import { elegirIdioma, idiomaDe } from "./textos/idioma.ts"
import { NoArranca } from "./pantallas/NoArranca.tsx"

const LIMPIEZA_MS = 15_000 // what nobody waits for comes after what somebody does

const raiz = document.getElementById("app")
if (!raiz) throw new Error("no #app")

addEventListener("hashchange", visitar)
vigilarInactividad(bloquear)
vigilarAlmacen()
aplicarAjustes()
// A language that does not come leaves es-MX, which is always there.
elegirIdioma(idiomaDe(ajustes.value.idioma)).catch(() => undefined).then(() => refrescar()).then(
  () => {
    render(<Aplicacion />, raiz)
    void actualizarManifiesto().then(() => import("./app/audios.ts")).then(({ actualizarAudios }) => actualizarAudios())
    vigilarEnvios()
    vigilarMantenimiento()
    void import("./app/vigia.ts").then(({ vigilar }) => vigilar())
    setTimeout(() => void import("./almacen/borrador.ts").then(({ olvidarViejos }) => olvidarViejos(Date.now())).catch(() => undefined), LIMPIEZA_MS)
  },
  (error: unknown) => render(<NoArranca error={error} />, raiz),
)
void instalar()
