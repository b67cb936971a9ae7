/** The worker of engines without modules in workers: there the page proves a new version after the change. */

import { servir } from "./sw.ts"

servir(() => Promise.resolve())
