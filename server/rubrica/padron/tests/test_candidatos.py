"""Who may be the person looked for by name and day of birth; a human decides (ET 10.3)."""

from __future__ import annotations

from datetime import date

import pytest

from rubrica.padron import queries
from rubrica.padron.models import Corte
from rubrica.padron.nombres import llave_de_nombre, parecido

JUAN = {"paterno": "Hernández", "materno": "García", "nombres": "Juan"}
SU_DIA = date(1982, 5, 6)


@pytest.mark.numeral("ET 10.3")
@pytest.mark.parametrize(
    "escrito",
    [
        JUAN,
        {"paterno": "HERNANDEZ", "materno": "GARCIA", "nombres": "JUAN"},
        {"paterno": "García", "materno": "Hernández", "nombres": "Juan"},
        {"paterno": "Hernandes", "materno": "García", "nombres": "Juan"},
        {"paterno": "Hernández", "materno": "Garsía", "nombres": "Joan"},
    ],
)
def test_a_name_written_nearly_so_proposes_its_person(
    corte: Corte, escrito: dict[str, str]
) -> None:
    [candidato] = queries.candidatos(corte, **escrito, nacimiento=SU_DIA)

    assert candidato.hallazgo.persona.clave_elector == "HRGRJN82050620H900"
    assert candidato.parecido > 0.8


@pytest.mark.parametrize(
    ("escrito", "dia"),
    [
        (JUAN, date(1982, 6, 5)),
        ({**JUAN, "paterno": "Zárate"}, SU_DIA),
        ({"paterno": "", "materno": "", "nombres": ""}, SU_DIA),
    ],
)
def test_another_day_or_another_name_proposes_nobody(
    corte: Corte, escrito: dict[str, str], dia: date
) -> None:
    assert queries.candidatos(corte, **escrito, nacimiento=dia) == []


def test_who_has_one_surname_is_found(corte: Corte) -> None:
    [candidato] = queries.candidatos(
        corte, paterno="Peña", materno="", nombres="Ana", nacimiento=date(2001, 2, 3)
    )

    assert candidato.hallazgo.persona.clave_elector == "PRXXAN01020320M400"


def test_the_order_of_the_words_and_their_accents_do_not_count() -> None:
    assert llave_de_nombre("Núñez", "de la O", "Ma. Inés", "2000-01-01") == llave_de_nombre(
        "DE LA O", "NUNEZ", "INES MA", "2000-01-01"
    )
    assert parecido("Inés Núñez", "NUNEZ INES") == 1
