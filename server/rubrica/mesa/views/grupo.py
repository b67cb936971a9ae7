"""Records nearly the same, side by side: each is ticked and decided on its own, with one reason."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import now
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from rubrica.cuentas.permisos import requiere
from rubrica.cuentas.peticion import actor_de
from rubrica.mesa import queries, services
from rubrica.mesa.forms import DictamenForm, IdsForm
from rubrica.mesa.rules import TESTIGOS
from rubrica.mesa.views.comun import pase, proceso_del


@require_safe
@never_cache
@requiere("mesa.dictaminar", proceso_de=proceso_del)
def grupo(request: HttpRequest, registro: UUID) -> HttpResponse:
    """A record and those nearly the same as it, with their images, taken for who looks."""
    return _page(request, registro, DictamenForm(), status=200)


def _page(
    request: HttpRequest,
    registro: UUID,
    form: DictamenForm,
    *,
    status: int,
    hechos: list[services.Decidido] | None = None,
    falta: str = "",
) -> HttpResponse:
    miembros = queries.grupo_de(registro)
    if not miembros:
        raise Http404
    suyos = services.tomar_grupo(
        ids=[m.id for m in miembros if m.en_mesa], operador=actor_de(request), momento=now()
    )
    for id in suyos:
        services.entregar(registro=id, operador=actor_de(request), momento=now())
    contexto = {
        "miembros": [(m, m.id in suyos, pase(request, m.id)) for m in miembros],
        "registro": registro,
        "testigos": TESTIGOS,
        "form": form,
        "hechos": hechos or [],
        "falta": falta,
    }
    return render(request, "mesa/grupo.html", contexto, status=status)


@require_POST
@requiere("mesa.dictaminar", proceso_de=proceso_del)
def dictaminar(request: HttpRequest, registro: UUID) -> HttpResponse:
    """Decide each record that was ticked, with one reason; say how each went."""
    form, marcados = DictamenForm(request.POST), set(IdsForm(request.POST).ids())
    del_grupo = {m.id for m in queries.grupo_de(registro)}
    if not form.is_valid() or not marcados or not marcados <= del_grupo:
        falta = "" if marcados else "Marque al menos un registro del grupo."
        return _page(request, registro, form, falta=falta, status=422)
    hechos = services.dictaminar_grupo(
        ids=marcados, dictamen=form.to_dictamen(operador=actor_de(request), momento=now())
    )
    return _page(request, registro, DictamenForm(), hechos=hechos, status=200)
