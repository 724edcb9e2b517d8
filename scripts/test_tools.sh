#!/bin/sh
# Install what the tests need: three browsers, a virtual screen and keyboard for them, a font with Han glyphs,
# Node for the page's own checks and Java for the Nu HTML checker. List what it cannot install.
#
#     sh scripts/test_tools.sh [node]     `node`: only Node, which is all that `make test-fast` needs
set -eu

have() { command -v "$1" >/dev/null 2>&1; }

missing=
want() { # want PACKAGE COMMAND...: add the package to the missing ones if none of the commands exists
    package=$1
    shift
    for name in "$@"; do
        if have "$name"; then return; fi
    done
    missing="$missing $package"
}

want "nodejs npm" npm
if [ "${1:-all}" != node ]; then
    want chromium chromium chromium-browser google-chrome "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"
    want firefox-esr firefox-esr firefox
    want webkit2gtk-driver WebKitWebDriver
    want xvfb Xvfb
    want xdotool xdotool
    want default-jre-headless java
    if have dpkg && ! dpkg -s fonts-noto-cjk >/dev/null 2>&1; then missing="$missing fonts-noto-cjk"; fi
fi
[ -n "$missing" ] || exit 0

if ! have apt-get; then
    echo "The tests need what Debian calls:$missing. Please install it." >&2
    exit 1
fi
as_root=
if [ "$(id -u)" -ne 0 ]; then as_root=sudo; fi
echo "installing for the tests:$missing"
$as_root apt-get update -qq
# shellcheck disable=SC2086 # the list is meant to be split
$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null
