# Sourced by every script: the environment, output functions, and the two builds that several scripts need.
# shellcheck shell=bash
set -euo pipefail

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
export ROOT
# Build output is outside the checkout, so that a fresh clone can reuse it.
export CARGO_TARGET_DIR=${CARGO_TARGET_DIR:-${XDG_CACHE_HOME:-$HOME/.cache}/tocsin/target}
# Cargo's tools, then wasm-opt, Playwright and Lighthouse from npm.
export PATH="${CARGO_HOME:-$HOME/.cargo}/bin:$ROOT/tests/node_modules/.bin:$PATH"
# Trunk takes its tools from the PATH and must not download others.
export TRUNK_SKIP_VERSION_CHECK=true
# Do not print the list of embedded files.
export MEMORY_SERVE_QUIET=1
export CHROMIUM=${CHROMIUM:-/usr/bin/chromium}
export FIREFOX=${FIREFOX:-/usr/bin/firefox-esr}
export CHROMEDRIVER=${CHROMEDRIVER:-/usr/bin/chromedriver}
# Python packages for tests.
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

# One hash over all inputs of the app's build.
app_inputs() {
  (cd "$ROOT" && find Cargo.toml Cargo.lock .cargo Trunk.toml index.html src crates/wire style public script/bundle script/split \
    tests/package-lock.json -type f -not -path 'public/built/*' -print0 | LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum | cut -d' ' -f1)
}

# Builds the app into dist/, unless its inputs are unchanged. TOCSIN_QUICK=1 builds a large, unoptimized app in seconds.
build_app() {
  local inputs stamp how=(--release) profile=wasm
  inputs=$(app_inputs)${TOCSIN_QUICK:-}
  stamp=$CARGO_TARGET_DIR/app-$(printf '%s' "$ROOT" | cksum | cut -d' ' -f1).built
  if [ -f "$ROOT/dist/index.html" ] && [ "$(cat "$stamp" 2>/dev/null)" = "$inputs" ]; then
    say "App: unchanged since the last build"
    return
  fi
  if [ "${TOCSIN_QUICK:-}" = 1 ]; then how=() profile=quick; fi
  say "App: compiling to WebAssembly (about 5 minutes the first time, 3 minutes after that)"
  # Trunk accepts only true and false for NO_COLOR.
  (cd "$ROOT" && env -u NO_COLOR RUST_BACKTRACE=0 TRUNK_BUILD_CARGO_PROFILE=$profile \
    trunk build --offline --locked "${how[@]}") ||
    fail "the app did not build" "see the message above"
  mkdir -p "$CARGO_TARGET_DIR"
  printf '%s' "$inputs" >"$stamp"
}

# build_server <cargo profile> [further cargo arguments]: builds the binary with the embedded app and sets SERVER to its path.
#
# `--example bare` adds the dependencies of tests and examples. Cargo unifies the features of shared dependencies over everything
# it builds, so without it everything that the tests compiled would be compiled again.
build_server() {
  local profile=$1 folder=$1
  shift
  if [ "$folder" = dev ]; then folder=debug; fi
  say "Server: building with the app embedded ($profile; the first time 4 to 10 minutes, seconds after that)"
  (cd "$ROOT" && cargo build --locked --profile "$profile" --workspace --bin tocsin-server --features tocsin-server/embed "$@") ||
    fail "the server did not build" "see the compiler's message above"
  SERVER=$CARGO_TARGET_DIR/$folder/tocsin-server
  export SERVER
}
