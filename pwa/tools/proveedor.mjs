// A real OpenID provider for the tests of the server: oidc-provider on a port of this machine.
// Usage: node proveedor.mjs PUERTO VUELTA PERSONAS; PERSONAS is a JSON of subject → claims. Its own
// pages ask who one is (any password) and for consent. Prints "listo" once it answers.
import { Provider } from "oidc-provider"

const [puerto, vuelta, personas] = process.argv.slice(2)
const dichos = JSON.parse(personas)

const proveedor = new Provider(`http://127.0.0.1:${puerto}`, {
  clients: [{ client_id: "rubrica", client_secret: "un-secreto-de-prueba-y-nada-mas", token_endpoint_auth_method: "client_secret_post", redirect_uris: [vuelta] }],
  claims: { openid: ["sub"], email: ["email", "email_verified"] },
  cookies: { keys: ["solo-de-pruebas"] },
  pkce: { required: () => true },
  findAccount: (_, sub) => (sub in dichos ? { accountId: sub, claims: () => ({ sub, ...dichos[sub] }) } : undefined),
})
proveedor.listen(Number(puerto), "127.0.0.1", () => console.log("listo"))
