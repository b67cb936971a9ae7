"""The page where a rescue file is handed in; it holds no key and decides nothing (ET 6.2).

The browser reads the file and asks recepción what any phone asks, so the same checks, receipts and
refusals apply whether the page comes from the portal or from the officials' network.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from rubrica.core.rechazos import CATALOGADOS
from rubrica.core.rescate import Causa


@require_safe
def rescate(request: HttpRequest) -> HttpResponse:
    """The page, with what each fault of a file means."""
    return render(
        request, "recepcion/rescate.html", {"causas": [CATALOGADOS[causa] for causa in Causa]}
    )
