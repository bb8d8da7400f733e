// Runs tfjs.js and onnx.js of a folder, in Node and in Chromium, and compares all *.f32 of it with own.csv: see check-exports.
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, normalize } from "node:path";

const folder = process.argv[2];
const TOLERANCE = 1e-5;
const TYPES = { html: "text/html", js: "text/javascript", mjs: "text/javascript", wasm: "application/wasm" };
const LIBRARIES = {
  tfjs: "node_modules/@tensorflow/tfjs/dist/tf.min.js",
  onnx: "node_modules/onnxruntime-web/dist/ort.wasm.min.js",
};
const script = name => readFileSync(join(folder, `${name}.js`), "utf8");
const keep = (name, bytes) => writeFileSync(join(folder, `${name}.f32`), bytes);

// The numbers of what a program calls `probabilities`, a tensor of either library.
const NUMBERS = "Float32Array.from(probabilities.data instanceof Function ? await probabilities.data() : probabilities.data)";

// A page that runs a program as the cookbook has it, and then hands in its probabilities, or why there are none.
const page = name => `<!doctype html><meta charset="utf-8"><script src="${LIBRARIES[name]}"></script><script type="module">
const hand = (to, body) => fetch(to, { method: "POST", body });
try {
  ${script(name)}
  await hand("/result/chromium-${name}", ${NUMBERS});
  await hand("/done", globalThis.tf ? "backend " + tf.getBackend() : "wasm");
} catch (e) {
  await hand("/failed", String(e.stack ?? e));
}
</script>`;

let ended = () => {};
const server = createServer(async (request, response) => {
  const path = decodeURI(request.url.split("?")[0]);
  if (request.method === "POST") {
    const parts = [];
    for await (const part of request) parts.push(part);
    const body = Buffer.concat(parts);
    if (path.startsWith("/result/")) keep(path.slice("/result/".length), body);
    else ended(`${path.slice(1)}, ${body}`);
    return response.end();
  }
  if (path.startsWith("/page/")) {
    response.setHeader("Content-Type", "text/html");
    return response.end(page(path.slice("/page/".length)).replace("<script", '<base href="/"><script'));
  }
  const file = join(folder, normalize(path));
  if (!existsSync(file)) return response.writeHead(404).end();
  response.setHeader("Content-Type", TYPES[file.split(".").pop()] ?? "application/octet-stream");
  return response.end(readFileSync(file));
});
await new Promise(listening => server.listen(0, "127.0.0.1", listening));
const url = `http://127.0.0.1:${server.address().port}/`;

const require = createRequire(join(folder, "package.json"));
const AsyncFunction = (async () => {}).constructor;
for (const [name, global, library] of [["tfjs", "tf", "@tensorflow/tfjs"], ["onnx", "ort", "onnxruntime-web"]]) {
  const code = script(name).replace('"digits-web', `"${url}digits-web`).replace('"digits.onnx"', `"${join(folder, "digits.onnx")}"`);
  const here = { log: line => console.log(`node ${name}: ${line}`) };
  const get = path => fetch(url + path);
  keep(`node-${name}`, await new AsyncFunction(global, "fetch", "console", `${code}\nreturn ${NUMBERS};`)(require(library), get, here));
}

const chromium = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(existsSync);
for (const name of chromium ? ["tfjs", "onnx"] : []) {
  const profile = mkdtempSync(join(tmpdir(), "check-exports-"));
  const end = new Promise((resolve, reject) => {
    ended = resolve;
    setTimeout(() => reject(new Error(`Chromium has not ended ${name} in two minutes`)), 120_000).unref();
  });
  const browser = spawn(chromium,
    ["--headless", "--no-sandbox", "--disable-gpu-sandbox", `--user-data-dir=${profile}`, `${url}page/${name}`], { stdio: "ignore" });
  try {
    console.log(`chromium ${name}: ${await end}`);
  } finally {
    await new Promise(closed => browser.on("exit", closed).kill());
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}
if (!chromium) console.log("chromium: not run, it is not there");
server.close();
server.closeAllConnections();

const own = readFileSync(join(folder, "own.csv"), "utf8").trim().split("\n").slice(1).flatMap(row => row.split(",").slice(3).map(Number));
let failed = false;
for (const file of readdirSync(folder).filter(name => name.endsWith(".f32")).sort()) {
  const bytes = readFileSync(join(folder, file));
  const theirs = new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
  const largest = theirs.length === own.length ? Math.max(...own.map((value, i) => Math.abs(value - theirs[i]))) : Infinity;
  const holds = largest <= TOLERANCE; // which NaN does not
  console.log(`${holds ? "same" : "DIFFERS"}  ${file.replace(".f32", "").padEnd(14)} largest difference of ${theirs.length} probabilities ${largest}`);
  failed ||= !holds;
}
process.exit(failed ? 1 : 0);
