import { useEffect, useState } from "preact/hooks"
import { anotarRescate, hacerRescate, porRescatar, type PorRescatar, type Rescate as Hecho } from "../../almacen/index.ts"
import { boveda, cuenta, cuentaPropia, enroladas, ir, propia, type Boveda } from "../../app/estado.ts"
import { ahora } from "../../app/hora.ts"
import { modo } from "../../app/modo.ts"
import { compartir, descargar, hayCompartir, nombreDeRescate } from "../../app/rescate.ts"
import { cierreDeEnvio } from "../../core/plazos.ts"
import { rescate } from "../../textos/es-MX/rescate.ts"
import { fechaHora } from "../../textos/fechas.ts"
import { comunes } from "../../textos/index.ts"
import { useActo } from "../comunes/acto.ts"
import { AvisoDeNegativa, Nota } from "../comunes/Aviso.tsx"
import { Boton } from "../comunes/Boton.tsx"
import { Casilla } from "../comunes/Campo.tsx"
import { Pantalla } from "../comunes/Pantalla.tsx"
import { Acuses } from "./Acuses.tsx"

function cuando(momento: Date): string {
  return comunes.horaCentro(fechaHora(momento))
}

function usePorRescatar(ids: readonly string[], vez: number): PorRescatar | undefined {
  const [hay, setHay] = useState<PorRescatar>()
  useEffect(() => void porRescatar(ids).then(setHay), [ids.join(" "), cuenta.value, cuentaPropia.value, vez])
  return hay
}

/** The file of those vaults: asked for, being written, ready, and known to have left. */
function useArchivo(ids: readonly string[]) {
  const [hecho, setHecho] = useState<Hecho>()
  const [hechos, setHechos] = useState(0)
  const [vez, setVez] = useState(0)
  const { ocupado, negativa, hacer } = useActo()
  const preparar = (): void => void hacer(async () => setHecho(await hacerRescate(ids, setHechos)))
  const salio = async ({ ids: dentro }: Hecho): Promise<void> => {
    await anotarRescate(dentro, ahora().getTime())
    setVez((v) => v + 1)
  }
  return { hecho, hechos, hay: usePorRescatar(ids, vez), ocupado, negativa, preparar, salio, olvidar: () => setHecho(undefined) }
}

/** Whoever may have something on this phone: its auxiliares, and the citizen who gave her own (ET 7.20). */
function deTodos(): readonly Boveda[] {
  return [...(enroladas.value ?? []), ...(propia.value ? [propia.value] : [])]
}

/** Whose file it is: of the mode in which the app stands (ET 4.3). */
function deQuien(): Boveda | null {
  return modo(boveda.value !== null) === "mi-apoyo" ? propia.value : boveda.value
}

/** *Archivo de rescate*: what has no acuse leaves in a file; its receipts come back in another. */
export function Rescate() {
  const [todas, setTodas] = useState(false)
  const una = deQuien()
  const suyas = todas || !una ? deTodos() : [una]
  const archivo = useArchivo(suyas.map(({ boveda: id }) => id))
  const cambiarTodas = (cuales: boolean): void => {
    setTodas(cuales)
    archivo.olvidar()
  }
  return (
    <Pantalla paso="rescate" titulo={rescate.titulo} alVolver={() => ir("inicio")} pie={<Pie archivo={archivo} suyas={suyas} />}>
      <p>{rescate.texto}</p>
      {archivo.negativa && <AvisoDeNegativa palabras={archivo.negativa.palabras} codigo={archivo.negativa.codigo} />}
      {archivo.hay && <Cuanto hay={archivo.hay} />}
      <DeTodas marcada={todas} alCambiar={cambiarTodas} />
      {archivo.hecho && <Listo hecho={archivo.hecho} />}
      {una && <Donde suya={una} {...(archivo.hay && { procesos: archivo.hay.procesos })} />}
      <Acuses />
    </Pantalla>
  )
}

/** On a phone of several people the file may be of all of them: making it needs no password. */
function DeTodas({ marcada, alCambiar }: { marcada: boolean; alCambiar: (marcada: boolean) => void }) {
  if (deTodos().length < 2) return null
  return <Casilla nombre="todas" marcada={marcada} alCambiar={alCambiar}>{rescate.todas}</Casilla>
}

function Pie({ archivo: { hecho, hechos, hay, ocupado, preparar, salio }, suyas }: { archivo: ReturnType<typeof useArchivo>; suyas: readonly Boveda[] }) {
  if (hecho) return <Sacar hecho={hecho} nombre={nombreDeRescate(suyas, hecho.hasta)} alSalir={() => salio(hecho)} />
  const total = hay?.registros ?? 0
  return <Boton accion="preparar" clase="primario" apagado={ocupado || total === 0} alTocar={preparar}>{ocupado ? rescate.preparando(hechos, total) : rescate.preparar(total)}</Boton>
}

function Cuanto({ hay: { registros, bytes, hecho, sinRescatar } }: { hay: PorRescatar }) {
  if (registros === 0) return <Nota tono="bien" icono="palomita">{rescate.vacio}</Nota>
  return (
    <div class="campos" data-registros={registros} data-sin-rescatar={sinRescatar}>
      <Nota tono="espera" icono="telefono">{rescate.que(registros, (bytes / 1e6).toFixed(1))}</Nota>
      {hecho && <p>{rescate.hecho(cuando(new Date(hecho.en)), hecho.hasta)} {sinRescatar > 0 ? rescate.faltan(sinRescatar) : rescate.completo}</p>}
    </div>
  )
}

function Listo({ hecho: { ids, danados } }: { hecho: Hecho }) {
  return (
    <div class="campos" role="status">
      <p><strong>{rescate.listo(ids.length)}</strong> {rescate.llevarlo}</p>
      {danados > 0 && <Nota tono="espera" icono="aviso">{rescate.danados(danados)}</Nota>}
    </div>
  )
}

/** The file is ready: a touch of its own shares it, since the sheet opens only right after one. */
function Sacar({ hecho, nombre, alSalir }: { hecho: Hecho; nombre: string; alSalir: () => Promise<void> }) {
  const [salio, setSalio] = useState(false)
  const { ocupado, negativa, hacer } = useActo()
  const comparte = hayCompartir()
  const sacar = (como: () => boolean | Promise<boolean>): void =>
    void hacer(async () => {
      if (!(await como())) return
      await alSalir()
      setSalio(true)
    })
  const bajar = (): boolean => {
    descargar(hecho.archivo, nombre)
    return true
  }
  return (
    <>
      {negativa && <AvisoDeNegativa palabras={negativa.palabras} codigo={negativa.codigo} />}
      {salio && <p role="status" data-salio>{rescate.entregado}</p>}
      {comparte && <Boton accion="compartir" clase="primario" icono="enviar" apagado={ocupado} alTocar={() => sacar(() => compartir(hecho.archivo, nombre))}>{rescate.compartir}</Boton>}
      <Boton accion="guardar" clase={comparte ? "secundario" : "primario"} apagado={ocupado} alTocar={() => sacar(bajar)}>{rescate.guardar}</Boton>
    </>
  )
}

/** Where it is taken, and until when if all of it is of the process that this phone knows. */
function Donde({ suya, procesos = [] }: { suya: Boveda; procesos?: readonly string[] }) {
  const conPlazo = procesos.every((proceso) => proceso === suya.proceso)
  const cierre = cierreDeEnvio(new Date(suya.manifiesto.periodo.fin))
  return (
    <section class="campos" aria-labelledby="donde">
      <h2 id="donde">{rescate.donde}</h2>
      <p>{rescate.dondeTexto(`${location.origin}/rescate/`)}</p>
      {conPlazo && <p>{ahora() > cierre ? rescate.cerrado : rescate.plazo(cuando(cierre))}</p>}
    </section>
  )
}
