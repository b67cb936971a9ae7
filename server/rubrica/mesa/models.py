"""What the Mesa keeps of its own work. A record and its decisions are of registros alone."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from rubrica.registros.rules import INCISOS, Puerta

LARGO_DE_CUENTA = 150


class Catalogo(models.Model):
    """The text of each version of the table of ET 10.3 that a dictamen used. Insert-only."""

    version = models.CharField(max_length=24, primary_key=True)
    texto = models.TextField()
    desde = models.DateTimeField()

    def __str__(self) -> str:
        return self.version


class SinAbrir(models.Model):
    """That a person asked to class a record that does not open, and what another answered.

    razon: sealed, as words of a person are. While `resuelta_en` is None it waits, in class f.
    """

    registro = models.UUIDField()
    proceso = models.CharField(max_length=8)
    razon = models.BinaryField()
    pedida_por = models.CharField(max_length=LARGO_DE_CUENTA)
    pedida_en = models.DateTimeField()
    resuelta_por = models.CharField(max_length=LARGO_DE_CUENTA, blank=True)
    resuelta_en = models.DateTimeField(null=True)
    confirmada = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["registro"], condition=Q(resuelta_en=None), name="sin_abrir_una_en_espera"
            ),
            # Two people, never one twice (ET 10.7 d).
            models.CheckConstraint(
                condition=Q(confirmada=False)
                | ~Q(resuelta_por=F("pedida_por")) & ~Q(resuelta_por=""),
                name="sin_abrir_dos_personas",
            ),
        ]

    def __str__(self) -> str:
        return str(self.registro)


class Carga(models.Model):
    """A load: what a person of the Mesa reviews before the rest of the queue (ET 10.1).

    puerta, senal: "" is any. dias: turned to the Mesa at least so many days ago.
    """

    proceso = models.CharField(max_length=8)
    operador = models.CharField(max_length=LARGO_DE_CUENTA)
    puerta = models.CharField(max_length=10, blank=True)
    senal = models.CharField(max_length=48, blank=True)
    dias = models.PositiveSmallIntegerField(default=0)
    asignada_por = models.CharField(max_length=LARGO_DE_CUENTA)
    asignada_en = models.DateTimeField()
    retirada_por = models.CharField(max_length=LARGO_DE_CUENTA, blank=True)
    retirada_en = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(puerta__in=["", *Puerta]), name="carga_puerta_del_catalogo"
            ),
            models.UniqueConstraint(
                fields=["proceso", "operador", "puerta", "senal", "dias"],
                condition=Q(retirada_en=None),
                name="carga_sin_repetir",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.proceso} {self.operador}"


class Muestra(models.Model):
    """A sample for the blind second review: first its universe is frozen, then a seed draws it.

    universo: SHA-256 of the folios decided until `hasta`, in hexadecimal. semilla, fuente: what
    was drawn in public, and where anyone finds it; "" until then.
    """

    proceso = models.CharField(max_length=8)
    hasta = models.DateTimeField()
    folios = models.PositiveIntegerField()
    universo = models.CharField(max_length=64)
    tamano = models.PositiveIntegerField()
    congelada_por = models.CharField(max_length=LARGO_DE_CUENTA)
    semilla = models.CharField(max_length=200, blank=True)
    fuente = models.CharField(max_length=300, blank=True)
    sorteada_por = models.CharField(max_length=LARGO_DE_CUENTA, blank=True)
    sorteada_en = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(sorteada_en=None) | ~Q(semilla="") & ~Q(fuente=""),
                name="muestra_con_semilla",
            ),
            models.CheckConstraint(
                condition=Q(tamano__gte=1) & Q(tamano__lte=F("folios")), name="muestra_cabe"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.proceso} {self.hasta:%Y-%m-%d}"


class Revision(models.Model):
    """One record of a sample: what the first person found, the second blind, the third if needed.

    inciso_…: of ET 10.3, "" when nothing was found; it says something once its person is named.
    """

    muestra = models.ForeignKey(Muestra, on_delete=models.PROTECT, related_name="revisiones")
    registro = models.UUIDField()
    primera = models.CharField(max_length=LARGO_DE_CUENTA)
    inciso_1 = models.CharField(max_length=1, blank=True)
    segunda = models.CharField(max_length=LARGO_DE_CUENTA, blank=True)
    inciso_2 = models.CharField(max_length=1, blank=True)
    segunda_en = models.DateTimeField(null=True)
    tercera = models.CharField(max_length=LARGO_DE_CUENTA, blank=True)
    inciso_3 = models.CharField(max_length=1, blank=True)
    tercera_en = models.DateTimeField(null=True)
    tomada_por = models.CharField(max_length=LARGO_DE_CUENTA, blank=True)
    tomada_hasta = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["muestra", "registro"], name="revision_una_vez"),
            models.CheckConstraint(
                condition=Q(segunda="") | ~Q(segunda=F("primera")), name="revision_otra_persona"
            ),
            models.CheckConstraint(
                condition=Q(tercera="")
                | ~Q(tercera=F("primera"))
                & ~Q(tercera=F("segunda"))
                & ~Q(segunda="")
                & ~Q(inciso_1=F("inciso_2")),
                name="revision_tercera_persona",
            ),
            models.CheckConstraint(
                condition=Q(
                    inciso_1__in=["", *INCISOS],
                    inciso_2__in=["", *INCISOS],
                    inciso_3__in=["", *INCISOS],
                ),
                name="revision_inciso_del_catalogo",
            ),
        ]

    def __str__(self) -> str:
        return str(self.registro)
