/**
 * The message catalogue. Each screen imports the part it shows, so that the first one stays small;
 * another language is another folder beside es-MX with the same keys.
 */
export { comunes, negativas } from "./es-MX/comunes.ts"
export { consejos } from "./es-MX/consejos.ts"
