// Compares modules as they are served with their sources: node compare.mjs <folder of sources> <folder of served files>
// prints the name of each file that does not parse, or that is another program than its source, and ends with 1 if there is any. Comments,
// spaces, trailing commas, the names of private members and the hashes in names of files make no difference.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";

/** The parts of a program in order: what each is, and its text if it has no parts. */
function partsOf(file) {
  const program = ts.createSourceFile("module.js", readFileSync(file, "utf8"), ts.ScriptTarget.Latest, false, ts.ScriptKind.JS);
  if (program.parseDiagnostics.length > 0) {
    return program.parseDiagnostics.map(({ messageText }) => messageText);
  }
  const names = new Map();
  const parts = [];
  const visit = (node) => {
    const text = ts.isPrivateIdentifier(node) ? numberOf(names, node.text) : (node.text ?? "").replace(/\.[0-9a-f]{10}\./, ".");
    const operator = ts.SyntaxKind[node.operator] ?? (ts.isVariableDeclarationList(node) ? node.flags & ts.NodeFlags.BlockScoped : "");
    parts.push(`${ts.SyntaxKind[node.kind]} ${text}${operator}`);
    ts.forEachChild(node, visit);
  };
  ts.forEachChild(program, visit);
  return parts;
}

function numberOf(names, name) {
  return names.get(name) ?? names.set(name, names.size).get(name);
}

const [sources, served] = process.argv.slice(2);
for (const name of readdirSync(served)) {
  const source = partsOf(join(sources, name));
  const other = partsOf(join(served, name));
  const at = other.findIndex((part, index) => part !== source[index]);
  if (at >= 0 || source.length !== other.length) {
    console.log(`${name}: ${source[at] ?? "an end"} became ${other[at] ?? "an end"}`);
    process.exitCode = 1;
  }
}
