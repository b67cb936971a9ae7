// Only browsers too old for modules run this, and so for the app: written as they understand it.
document.getElementById("app").innerHTML =
  "<h1>Este navegador es muy viejo</h1><p>La aplicación no puede abrir en él.</p><p>Actualícelo desde la tienda de aplicaciones, o instale Chrome o Firefox, y vuelva a abrir esta página.</p>"
