"""What the DERFE writes of an open process: what changes, and why."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms

from rubrica.procesos.cambios import CAMBIABLES, MAX_MOTIVO, TEXTOS_CON_VERSION, Causa, Datos
from rubrica.procesos.campos import Conclusion, direccion_de_aviso, fin_del_minuto
from rubrica.procesos.forms_de_requisito import DEL_REQUISITO, RequisitoForm, requisito_escrito
from rubrica.procesos.models import Proceso

NO_CAMBIA = {
    Causa.SIN_CAMBIOS: "No hay ningún cambio que registrar: cambie al menos un dato.",
    Causa.SE_ACORTA: "El periodo de un proceso abierto no se acorta: lo captado dentro del periodo"
    " anunciado debe seguir contando (ET 4.8).",
    Causa.CONCLUIDO: "El periodo ya concluyó: solo se amplía antes de que concluya (ET 4.8).",
}


def escrito_de(proceso: Proceso) -> dict[str, Any]:
    """Return what may change of a process, as CambiosForm takes it."""
    escrito = {campo: getattr(proceso, campo) for campo in CAMBIABLES if campo != "requisito"}
    return escrito | requisito_escrito(proceso.requisito)


class CambiosForm(RequisitoForm):
    """What the DERFE may change of an open process, and why."""

    fin = Conclusion("Conclusión de la captación", "Hora Centro. Solo puede ser posterior.")
    aviso_integral = direccion_de_aviso("Dirección oficial del aviso integral")
    aviso_simplificado = direccion_de_aviso("Dirección oficial del aviso simplificado")
    vigencia_prorrogada_desde = forms.DateField(
        label="Prórroga de vigencia en Mi Apoyo",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    manifiesto_ciudadano = forms.CharField(
        label="Manifiesto que se firma", widget=forms.Textarea(attrs={"rows": 4})
    )
    responsiva = forms.CharField(
        label="Responsiva de las personas auxiliares", widget=forms.Textarea(attrs={"rows": 6})
    )
    motivo = forms.CharField(
        label="Motivo del cambio",
        max_length=MAX_MOTIVO,
        help_text="El acuerdo o la resolución que lo ordena. Lo leen la persona promovente y el"
        " OPL.",
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields([f for f in self.fields if f not in (*DEL_REQUISITO, "motivo")])
        self.fields["motivo"] = self.fields.pop("motivo")

    def to_datos(self, fin: datetime) -> Datos:
        """Return what was written; a text keeps its line breaks as they were.

        fin: as it stands. The form shows no seconds: the same minute is no change.
        """
        datos = {c: v for c, v in self.cleaned_data.items() if c in CAMBIABLES}
        datos["requisito"] = self.to_requisito()
        if datos["fin"] == fin_del_minuto(fin):
            datos["fin"] = fin
        for texto in TEXTOS_CON_VERSION:
            datos[texto] = datos[texto].replace("\r\n", "\n")
        return Datos(**datos)
