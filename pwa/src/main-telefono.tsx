import { render } from "preact"
import "./estilos.css"
import "./estilos/ajustes.css"
import { ajustes, aplicarAjustes } from "./app/ajustes.ts"
import { Telefono } from "./pantallas/telefono/Telefono.tsx"
import { elegirIdioma, idiomaDe } from "./textos/idioma.ts"

const raiz = document.getElementById("app")
if (!raiz) throw new Error("no #app")

aplicarAjustes()
void elegirIdioma(idiomaDe(ajustes.value.idioma))
  .catch(() => undefined)
  .then(() => render(<Telefono alSalir={() => location.assign("/")} alAbrir={() => location.assign("/app/")} />, raiz))
