# Shared by the scripts: sourced, not run. Goes to the root of the repository.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

# The binary that ships: no Swift runtime needed on the machine that runs it.
release_flags=(--configuration release --static-swift-stdlib --product whtest)

# Builds with SwiftPM's temporary folders and locks beside what is built: it leaves them behind.
build() {
  mkdir -p .build/tmp
  TMPDIR="$PWD/.build/tmp" swift build "$@"
}

# Runs a command and shows what it prints only if it fails.
quietly() {
  local log
  log=$(mktemp)
  if ! "$@" >"$log" 2>&1; then
    cat "$log" >&2
    rm -f "$log"
    return 1
  fi
  rm -f "$log"
}
