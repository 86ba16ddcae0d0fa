# Sourced by every script: one environment, one way to speak, and the two builds that more than one script needs.
# shellcheck shell=bash
set -euo pipefail

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
export ROOT
# Compiled parts stay outside the checkout, so that a fresh clone does not start from nothing.
export CARGO_TARGET_DIR=${CARGO_TARGET_DIR:-${XDG_CACHE_HOME:-$HOME/.cache}/tocsin/target}
# cargo's own tools, then wasm-opt, Playwright and Lighthouse from npm.
export PATH="${CARGO_HOME:-$HOME/.cargo}/bin:$ROOT/tests/node_modules/.bin:$PATH"
# Trunk looks on the PATH for its tools; it must not ask a server for others.
export TRUNK_SKIP_VERSION_CHECK=true
# The list of what is embedded is no news.
export MEMORY_SERVE_QUIET=1
export CHROMIUM=${CHROMIUM:-/usr/bin/chromium}
export FIREFOX=${FIREFOX:-/usr/bin/firefox-esr}
export CHROMEDRIVER=${CHROMEDRIVER:-/usr/bin/chromedriver}
# Python packages that tests need, beside the compiled parts.
export VENV=${XDG_CACHE_HOME:-$HOME/.cache}/tocsin/venv

started=$SECONDS

say() { printf '\033[1m==>\033[0m %s\n' "$*"; }

# fail "what went wrong" "what to do about it"
fail() {
  printf '\033[1mfailed:\033[0m %s\n' "$1" >&2
  if [ $# -gt 1 ]; then printf '        %s\n' "$2" >&2; fi
  exit 1
}

elapsed() { printf '%d min %02d s' $(((SECONDS - started) / 60)) $(((SECONDS - started) % 60)); }

has() { command -v "$1" >/dev/null 2>&1; }

# One hash over everything that the app is built from.
app_inputs() {
  (cd "$ROOT" && find Cargo.toml Cargo.lock Trunk.toml index.html staff.html tv.html src crates/wire style public \
    script/bundle tests/package-lock.json -type f -not -path 'public/built/*' -print0 | LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum | cut -d' ' -f1)
}

# The programs that staff.html is built with beside the door, each with the first parts of the addresses that it draws.
PROGRAMS='control=staff/control
tray=staff/tray
office=staff/compose staff/messages staff/visits staff/records staff/device
admin=staff/providers staff/coverage staff/accounts staff/addresses staff/clients staff/services staff/links staff/templates staff/deliveries staff/governance'

# Both entries and the map library into dist/; nothing is done when their inputs have not changed.
build_app() {
  local inputs stamp
  inputs=$(app_inputs)
  stamp=$CARGO_TARGET_DIR/app-$(printf '%s' "$ROOT" | cksum | cut -d' ' -f1).built
  if [ -f "$ROOT/dist/staff/index.html" ] && [ "$(cat "$stamp" 2>/dev/null)" = "$inputs" ]; then
    say "App: unchanged since the last build"
    return
  fi
  say "App: compiling all programs to WebAssembly (about 8 minutes the first time, 4 minutes after that)"
  rm -rf "$ROOT/dist"
  trunk_build index.html "$ROOT/dist" /
  trunk_build staff.html "$ROOT/dist/staff" /staff/
  trunk_build tv.html "$ROOT/dist/tv" /tv/
  make_program_pages
  mkdir -p "$ROOT/dist/vendor"
  cp -R "$ROOT/tests/node_modules/leaflet/dist" "$ROOT/dist/vendor/leaflet" ||
    fail "the map library is not there" "run script/setup"
  find "$ROOT/dist/vendor" \( -name '*.map' -o -name '*-src*' \) -delete
  "$ROOT/script/trim" || fail "the programs could not be trimmed" "the message stands above"
  fill_service_worker
  mkdir -p "$CARGO_TARGET_DIR"
  printf '%s' "$inputs" >"$stamp"
}

# A page for each program, at each of its addresses, made of the door's by naming another program in it. A stylesheet stays out
# when it draws parts of blocks (`block__part`) and the program names none of them.
make_program_pages() {
  (cd "$ROOT/dist" && PROGRAMS=$PROGRAMS node - <<'NODE'
const fs = require('fs'), door = fs.readFileSync('staff/index.html', 'utf8');
const [, name] = /staff\/(staff-[0-9a-f]+)\.js/.exec(door) ?? [];
if (!name) throw new Error('the door names no program');
for (const line of process.env.PROGRAMS.split('\n')) {
  const [program, addresses] = line.split('=');
  if (!fs.existsSync(`staff/${program}.js`)) throw new Error(`staff.html builds no ${program}`);
  const wasm = fs.readFileSync(`staff/${program}_bg.wasm`, 'latin1');
  const page = door.replaceAll(name, program).replace(/<style[^>]*>([^]*?)<\/style>/g, (style, rules) => {
    const parts = rules.match(/\.[a-z]+__[\w-]+/g);
    return !parts || parts.some((part) => wasm.includes(part.slice(1))) ? style : '';
  });
  for (const address of addresses.split(' ')) {
    fs.mkdirSync(address, { recursive: true });
    fs.writeFileSync(`${address}/index.html`, page);
  }
}
NODE
  ) || fail "the programs' pages could not be made" "the message stands above"
}

# Tells the service worker what the resident's entry consists of, each file with its content's hash. Its own bytes change
# with any of them, which is how browsers notice a new build.
fill_service_worker() {
  (cd "$ROOT/dist" && node - <<'NODE'
const fs = require('fs'), hash = (bytes) => require('crypto').createHash('sha256').update(bytes).digest('hex');
const own = /\.(js|wasm|css|webmanifest)$|^icons\/icon-192\.png$/, files = { '/': hash(fs.readFileSync('index.html')) };
for (const file of fs.readdirSync('.', { recursive: true }).sort()) {
  if (own.test(file) && !/^(staff|tv|vendor)\/|service-worker/.test(file)) files['/' + file] = hash(fs.readFileSync(file));
}
const version = hash(JSON.stringify(files)).slice(0, 16), source = fs.readFileSync('service-worker.js', 'utf8');
const filled = source.replace('FILES = {}', () => `FILES = ${JSON.stringify(files)}`).replace('VERSION = "dev"', `VERSION = '${version}'`);
if (!filled.includes(version) || !filled.includes(files['/'])) throw new Error('public/service-worker.js has no place for its files');
fs.writeFileSync('service-worker.js', filled);
NODE
  ) || fail "the service worker could not be filled" "the message stands above"
}

# trunk_build <page> <folder> <address>; with TOCSIN_QUICK=1 in seconds, but large.
trunk_build() {
  local how=(--release --cargo-profile wasm)
  if [ "${TOCSIN_QUICK:-}" = 1 ]; then how=(--cargo-profile quick); fi
  # Trunk understands no NO_COLOR but true and false.
  (cd "$ROOT" && env -u NO_COLOR RUST_BACKTRACE=0 trunk build --offline --locked "${how[@]}" \
    --dist "$2" --html-output index.html --public-url "$3" "$1") ||
    fail "the app's page $1 did not build" "the message stands above"
}

# build_server <cargo profile> [more of what to build]: the binary with the app in it; its path is left in SERVER.
#
# `--example bare` brings in what only tests and examples depend on. Cargo chooses features of shared dependencies by all that
# is asked for, so without it everything that the tests compiled would be compiled once more.
build_server() {
  local profile=$1 folder=$1
  shift
  if [ "$folder" = dev ]; then folder=debug; fi
  say "Server: building with the app embedded ($profile; the first time 4 to 10 minutes, seconds after that)"
  (cd "$ROOT" && cargo build --locked --profile "$profile" --workspace --bin tocsin-server --features tocsin-server/embed "$@") ||
    fail "the server did not build" "the compiler's message stands above"
  SERVER=$CARGO_TARGET_DIR/$folder/tocsin-server
  export SERVER
}
