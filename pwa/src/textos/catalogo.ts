/** All that the app says: what another language must say too. Types only; nothing is loaded by it. */

import type * as ajustes from "./es-MX/ajustes.ts"
import type * as almacen from "./es-MX/almacen.ts"
import type * as alta from "./es-MX/alta.ts"
import type * as avisos from "./es-MX/avisos.ts"
import type * as ayuda from "./es-MX/ayuda.ts"
import type * as captura from "./es-MX/captura.ts"
import type * as comprobacion from "./es-MX/comprobacion.ts"
import type * as comunes from "./es-MX/comunes.ts"
import type * as consejos from "./es-MX/consejos.ts"
import type * as contrasena from "./es-MX/contrasena.ts"
import type * as cuidado from "./es-MX/cuidado.ts"
import type * as diagnostico from "./es-MX/diagnostico.ts"
import type * as envio from "./es-MX/envio.ts"
import type * as escuchar from "./es-MX/escuchar.ts"
import type * as inicio from "./es-MX/inicio.ts"
import type * as rescate from "./es-MX/rescate.ts"
import type * as miApoyo from "./es-MX/miApoyo.ts"
import type * as telefono from "./es-MX/telefono.ts"
import type { Forma } from "./idioma.ts"

type Partes =
  & typeof ajustes
  & typeof almacen
  & typeof alta
  & typeof avisos
  & typeof ayuda
  & typeof captura
  & typeof comprobacion
  & typeof comunes
  & typeof consejos
  & typeof contrasena
  & typeof cuidado
  & typeof diagnostico
  & typeof envio
  & typeof escuchar
  & typeof inicio
  & typeof rescate
  & typeof miApoyo
  & typeof telefono

/** A whole language: `tsc` refuses one that lacks a key. */
export type Catalogo = { readonly [N in keyof Partes]: Forma<Partes[N]> }
