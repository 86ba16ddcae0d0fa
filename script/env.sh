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
  (cd "$ROOT" && find Cargo.toml Cargo.lock .cargo Trunk.toml index.html src crates/wire style public script/bundle script/split \
    tests/package-lock.json -type f -not -path 'public/built/*' -print0 | LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum | cut -d' ' -f1)
}

# The app into dist/; nothing is done when its inputs have not changed. With TOCSIN_QUICK=1 in seconds, but large.
build_app() {
  local inputs stamp how=(--release)
  inputs=$(app_inputs)${TOCSIN_QUICK:-}
  stamp=$CARGO_TARGET_DIR/app-$(printf '%s' "$ROOT" | cksum | cut -d' ' -f1).built
  if [ -f "$ROOT/dist/index.html" ] && [ "$(cat "$stamp" 2>/dev/null)" = "$inputs" ]; then
    say "App: unchanged since the last build"
    return
  fi
  if [ "${TOCSIN_QUICK:-}" = 1 ]; then how=(--cargo-profile quick); fi
  say "App: compiling to WebAssembly (about 5 minutes the first time, 3 minutes after that)"
  # Trunk understands no NO_COLOR but true and false.
  (cd "$ROOT" && env -u NO_COLOR RUST_BACKTRACE=0 trunk build --offline --locked "${how[@]}") ||
    fail "the app did not build" "the message stands above"
  mkdir -p "$CARGO_TARGET_DIR"
  printf '%s' "$inputs" >"$stamp"
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
