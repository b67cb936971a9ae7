"""How a form of allauth refuses: with a refusal of our catalogue, which the page then tells."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.views.generic.edit import FormView

from rubrica.core.rechazos import CATALOGADOS, Rechazo, rechazo
from rubrica.cuentas import rules


def falta(code: str) -> ValidationError:
    """Return, ready to raise in a form, the refusal of that code; KeyError if there is none."""
    return ValidationError(CATALOGADOS[code].titulo, code=code)


@contextmanager
def como_falta() -> Iterator[None]:
    """What is refused inside is refused by the form."""
    try:
        yield
    except Rechazo as motivo:
        raise falta(motivo.code) from None


def motivo_de(form: Any) -> Rechazo | None:
    """Return what the form was refused for; None if it is only incomplete."""
    codigos = (f.code for faltas in form.errors.as_data().values() for f in faltas)
    return next((rechazo(c) for c in codigos if c in CATALOGADOS), None)


def pagina_negada(vista: Any, form: Any) -> HttpResponse:
    """Return the page again: 422 with what is missing, or why it was refused and its status."""
    contexto = vista.get_context_data(form=form)
    motivo = motivo_de(form)
    if motivo is not None:
        form.errors.clear()  # told once, by its motivo
    respuesta: HttpResponse = vista.render_to_response({**contexto, "motivo": motivo})
    respuesta.status_code = motivo.status if motivo else 422
    return con_espera(respuesta, motivo)


def con_espera(respuesta: HttpResponse, motivo: Rechazo | None) -> HttpResponse:
    """Return the answer, with when to come back if it was too many."""
    if motivo is not None and motivo.status == 429:
        respuesta.headers["Retry-After"] = str(int(rules.VENTANA.total_seconds()))
    return respuesta


class ConMotivo(FormView):  # type: ignore[type-arg]
    """A page with a form, that tells why it was refused."""

    def form_invalid(self, form: Any) -> HttpResponse:
        return pagina_negada(self, form)
