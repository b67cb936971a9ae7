/** What the tests look up in a JWS that they do not verify. */

/** Return the protected header of a compact JWS. */
export function cabeceraDe(jws: string): { readonly kid: string } {
  return JSON.parse(Buffer.from(jws.split(".")[0] ?? "", "base64url").toString()) as { kid: string }
}
