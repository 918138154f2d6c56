#!/usr/bin/env bash
# Installs what Stet is built from, and with --tests what its tests need too. What is there is left alone: the second
# time it takes no time. It installs nothing but system packages (Debian and Ubuntu only, through apt) and the
# frontend's modules; Go and Node it only checks.
set -euo pipefail
cd "$(dirname "$0")/.."

# The libraries of the window, the sound and the pedals, and the compiler that links them.
build_packages=(gcc libc6-dev pkg-config libgtk-3-dev libwebkit2gtk-4.1-dev libasound2-dev libudev-dev)
# A screen and its window manager, a session bus, a sound server and a browser, what presses keys and looks at it all, and
# another decoder; voices that are made and voices that were recorded, with what they say; a reader of Word documents.
test_packages=(xvfb evilwm dbus libasound2-plugins pulseaudio pulseaudio-utils xdotool imagemagick ffmpeg flite1-dev asterisk-core-sounds-en-g722 asterisk-core-sounds-en asterisk-core-sounds-fr-g722 asterisk-core-sounds-fr pocketsphinx-testdata codec2-examples alsa-utils libreoffice-writer-nogui)

need_go=1.26
need_node=20.19

fail() {
  printf 'setup: %s\n' "$@" >&2
  exit 1
}

# at_least HAVE NEED: whether version HAVE is NEED or later.
at_least() {
  local -a have need
  IFS=. read -r -a have <<<"$1"
  IFS=. read -r -a need <<<"$2"
  local i
  for i in "${!need[@]}"; do
    ((10#${have[i]:-0} > 10#${need[i]})) && return 0
    ((10#${have[i]:-0} < 10#${need[i]})) && return 1
  done
  return 0
}

check_go() {
  command -v go >/dev/null || fail "Go is missing. Stet needs Go $need_go or later: https://go.dev/dl/"
  local have
  # Asked here, so that a Go that fetches the toolchain that go.mod names may do so.
  have=$(go env GOVERSION 2>&1) || fail "go does not run here: $have"
  have=${have#go}
  have=${have%%[!0-9.]*}
  at_least "$have" "$need_go" || fail "Go $have is too old. Stet needs Go $need_go or later: https://go.dev/dl/"
}

check_node() {
  command -v node >/dev/null || fail "Node is missing. Stet needs Node $need_node or later: https://nodejs.org/"
  command -v npm >/dev/null || fail "npm is missing. It comes with Node ($need_node or later): https://nodejs.org/"
  local have
  have=$(node --version)
  have=${have#v}
  at_least "$have" "$need_node" || fail "Node $have is too old. Stet needs Node $need_node or later: https://nodejs.org/"
}

has_browser() {
  local program
  for program in chromium chromium-browser google-chrome; do
    command -v "$program" >/dev/null && return 0
  done
  return 1
}

# missing PACKAGE...: those that dpkg does not know as installed, one a line.
missing() {
  local installed
  installed=$(dpkg-query -W -f='${binary:Package} ${db:Status-Status}\n' "$@" 2>/dev/null || true)
  local package
  for package in "$@"; do
    grep -Eq "^$package(:[a-z0-9]+)? installed\$" <<<"$installed" || printf '%s\n' "$package"
  done
}

install_debian() {
  local -a wanted=("${build_packages[@]}") lacking
  if ((tests)); then
    wanted+=("${test_packages[@]}")
    # Ubuntu has no package of it; any browser of the family will do.
    has_browser || wanted+=(chromium)
  elif [[ -z $(missing pulseaudio) && -n $(missing pipewire-alsa) ]]; then
    # ALSA reaches a PulseAudio server through this; PipeWire brings its own.
    wanted+=(libasound2-plugins)
  fi
  mapfile -t lacking < <(missing "${wanted[@]}")
  ((${#lacking[@]})) || return 0

  local -a root=()
  if ((EUID)); then
    command -v sudo >/dev/null || fail "these packages are missing, and there is no sudo to install them with. As root:" \
      "  apt-get install ${lacking[*]}"
    root=(sudo)
  fi
  local -a apt=("${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get)
  echo "setup: installing ${lacking[*]}"
  # Lists that are missing or old are the usual reason for a package that cannot be had.
  "${apt[@]}" install -y -q --no-install-recommends "${lacking[@]}" ||
    { "${apt[@]}" update -q && "${apt[@]}" install -y -q --no-install-recommends "${lacking[@]}"; } ||
    fail "apt could not install: ${lacking[*]}"
}

check_libraries() {
  command -v pkg-config >/dev/null && pkg-config --exists gtk+-3.0 webkit2gtk-4.1 alsa libudev && command -v "${CC:-gcc}" >/dev/null && return 0
  fail "this system has no apt. Install a C compiler, pkg-config, and the headers of GTK 3, WebKitGTK 4.1, ALSA and udev:" \
    "  Fedora  gcc pkgconf-pkg-config gtk3-devel webkit2gtk4.1-devel alsa-lib-devel systemd-devel" \
    "  Arch    base-devel gtk3 webkit2gtk-4.1 alsa-lib systemd-libs"
}

check_test_programs() {
  local program
  local -a lacking=()
  for program in Xvfb evilwm dbus-daemon pulseaudio pactl parec xdotool import ffmpeg soffice; do
    command -v "$program" >/dev/null || lacking+=("$program")
  done
  has_browser || lacking+=(chromium)
  ((${#lacking[@]} == 0)) || fail "the tests need these programs too: ${lacking[*]}"
}

# The modules are installed anew only when package-lock.json is not what they were installed from.
install_modules() {
  local stamp=frontend/node_modules/.stet-lock
  cmp -s frontend/package-lock.json "$stamp" && return 0
  echo 'setup: installing the modules of the frontend'
  (cd frontend && npm ci --no-audit --no-fund --loglevel=error)
  cp frontend/package-lock.json "$stamp"
}

tests=0
case ${1-} in
  '') ;;
  --tests) tests=1 ;;
  *) fail "usage: build/setup.sh [--tests]" ;;
esac

check_go
check_node
case $(uname -s) in
  Linux)
    if command -v apt-get >/dev/null && command -v dpkg-query >/dev/null; then
      install_debian
    else
      check_libraries
      ! ((tests)) || check_test_programs
    fi
    ;;
  Darwin)
    xcode-select -p >/dev/null 2>&1 || fail "Apple's command line tools are missing: xcode-select --install"
    ! ((tests)) || fail "the tests need a virtual screen and a sound server, and run on Linux"
    ;;
  MINGW* | MSYS*) ! ((tests)) || fail "the tests need a virtual screen and a sound server, and run on Linux" ;;
  *) fail "Stet is not known to run on $(uname -s)" ;;
esac
install_modules
