"""Officials' pages of results."""

app_name = "resultados"
urlpatterns: list[object] = []
