"""/componentes: every piece of the pages, with the states it can be in."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from rubrica.portada.estatus import ESTATUS

COLORES = (
    "papel", "papel-alto", "papel-bajo", "barro", "cantera", "linea", "borde", "grana",
    "grana-tinte", "grana-fondo", "anil", "anil-tinte", "cempasuchil", "cempasuchil-tinte", "nopal",
    "nopal-tinte", "nopal-fondo", "cantera-tinte",
)  # fmt: skip


class FormularioDeMuestra(forms.Form):
    nombre = forms.CharField(label="Nombre(s)", help_text="Como aparece en la credencial.")
    correo = forms.EmailField(label="Correo electrónico", required=False)
    municipio = forms.ChoiceField(
        label="Municipio",
        choices=[("", "Elija uno"), ("066", "Oaxaca de Juárez"), ("012", "San Pedro Ya̱bee")],
    )
    aviso = forms.ChoiceField(
        label="¿Cómo quiere el aviso?",
        choices=[("correo", "Por correo"), ("portal", "En el portal")],
        widget=forms.RadioSelect,
    )
    acepta = forms.BooleanField(label="Leí el aviso de privacidad")


@require_safe
def componentes(request: HttpRequest) -> HttpResponse:
    """The catalogue of pieces."""
    return render(request, "portada/componentes.html", _contexto())


def _contexto() -> dict[str, Any]:
    con_faltas = FormularioDeMuestra(
        {"nombre": "", "correo": "sin arroba", "municipio": "066"}, auto_id="falta_%s"
    )
    return {
        "colores": COLORES,
        "estatus": [e for e in ESTATUS if e not in {"EN_PROCESAMIENTO", "ENVIADO", "HECHO"}],
        "momento": datetime(2026, 11, 23, 20, 5, tzinfo=UTC),
        "form": FormularioDeMuestra(),
        "con_faltas": con_faltas,
        "hoja": Paginator(range(717_290), 50).page(2),
        "filas": [
            ("Para compulsa", 1_085, "anil"), ("Duplicados", 90, "cantera"),
            ("Con inconsistencia", 206, "grana"), ("En Mesa de Control", 540, "cempasuchil"),
            ("En procesamiento", 79, "cantera"),
        ],
        "pestanas": [
            {"nombre": "Por auxiliar", "url": "?por=auxiliar", "actual": True},
            {"nombre": "Por municipio", "url": "?por=municipio", "actual": False},
            {"nombre": "Por día", "url": "?por=dia", "actual": False},
        ],
        "auxiliares": [
            ("0153", "Citlali Ya̱ꞌbe Ruiz Muñoz", 1204, "EN_MESA"),
            ("0154", "Ángel Ñuu Savi López", 88, "PARA_COMPULSA"),
        ],
    }  # fmt: skip
