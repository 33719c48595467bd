#!/bin/sh
# Writes requirements.lock (what the program needs), requirements-dev.lock (that, and what its
# makers need) and requirements-installer.lock (what goes into an installer, and what freezes it)
# from pyproject.toml: every version and hash, for every system and Python that Aikagi runs on, and
# no index address, so that it installs from any mirror of PyPI.
set -eu
cd "$(dirname "$0")/.."

tool=build/lock
test -x "$tool/bin/uv" || { python3 -m venv "$tool" && "$tool/bin/pip" install --quiet 'uv>=0.9'; }

lock() { # file, options ...
    file=$1
    shift
    test "${UPGRADE:-}" = "" || set -- "$@" --upgrade
    "$tool/bin/uv" pip compile pyproject.toml --quiet --universal --python-version 3.11 \
        --generate-hashes --no-emit-index-url --no-emit-find-links --no-header \
        --output-file "$file" "$@"
}

lock requirements.lock --extra practice --extra build
lock requirements-dev.lock --extra dev --constraint requirements.lock
lock requirements-installer.lock --extra practice --extra installer \
    --constraint requirements.lock
