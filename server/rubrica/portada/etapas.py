"""The stages in the life of a process, in their order: which page opens each, and who may."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse


@dataclass(frozen=True, kw_only=True)
class Etapa:
    """nombre: word of the ET; vista: URL name that opens it; accion: the permission it asks for."""

    nombre: str
    vista: str
    accion: str

    def url(self) -> str:
        """Return its address in this service, or "" when another service answers for it."""
        try:
            return reverse(self.vista)
        except NoReverseMatch:
            return ""


ETAPAS = (
    Etapa(nombre="Mecanismo", vista="procesos:lista", accion="procesos.ver"),
    Etapa(nombre="Padrón", vista="padron:cortes", accion="padron.ver"),
    Etapa(nombre="Mantenimiento", vista="mantenimiento:lista", accion="mantenimiento.anunciar"),
    Etapa(nombre="Auxiliares", vista="auxiliares:lista", accion="auxiliares.ver"),
    Etapa(nombre="Cédulas de auxiliares", vista="cedulas:inicio", accion="cedulas.ver"),
    Etapa(nombre="Cifras", vista="cifras:inicio", accion="registros.ver_cuenta"),
    Etapa(nombre="Captación", vista="registros:captacion", accion="registros.ver_cuenta"),
    Etapa(nombre="Archivos de rescate", vista="mesa:rescate", accion="procesos.ver"),
    Etapa(nombre="Papel", vista="excepcion:inicio", accion="excepcion.ver"),
    Etapa(nombre="Papel", vista="excepcion_portal:inicio", accion="excepcion.ver_observaciones"),
    Etapa(nombre="Mesa de Control", vista="mesa:inicio", accion="mesa.dictaminar"),
    Etapa(nombre="Marcha de la Mesa", vista="mesa:supervision", accion="mesa.supervisar"),
    Etapa(nombre="Control de calidad", vista="mesa:calidad", accion="mesa.controlar_calidad"),
    Etapa(nombre="Registros apartados", vista="mesa:apartados", accion="mesa.supervisar"),
    Etapa(nombre="Registros sin abrir", vista="mesa:charola", accion="mesa.supervisar"),
    Etapa(nombre="Revisión y audiencias", vista="audiencia:inicio", accion="audiencia.ver"),
    Etapa(
        nombre="Operar derecho de audiencia",
        vista="audiencia:operar",
        accion="audiencia.operar",
    ),
    Etapa(nombre="Fechas de revisión", vista="audiencia_portal:inicio", accion="audiencia.acordar"),
    Etapa(nombre="Compulsa", vista="compulsa:inicio", accion="compulsa.ver"),
    Etapa(nombre="Cuentas", vista="cuentas_oficial:lista", accion="cuentas.ver"),
    Etapa(nombre="Resultados", vista="resultados:inicio", accion="resultados.ver"),
)
