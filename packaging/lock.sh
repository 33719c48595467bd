#!/bin/sh
# Writes requirements.lock (what the program needs), requirements-dev.lock (that, and what its
# makers need) and requirements-installer.lock (what goes into an installer, and what freezes it)
# from pyproject.toml, and requirements-audit.lock (what `make audit` looks with): every version and hash, for every system and Python that Aikagi runs on, and
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

lock_group() { # file, group: that alone, without what the program needs
    test "${UPGRADE:-}" = "" || set -- "$@" --upgrade
    file=$1 group=$2
    shift 2
    "$tool/bin/uv" pip compile --quiet --universal --python-version 3.11 --generate-hashes \
        --no-emit-index-url --no-emit-find-links --no-header --group "$group" \
        --constraint requirements-dev.lock --output-file "$file" "$@"
}

lock requirements.lock --extra practice --extra build
lock requirements-dev.lock --extra dev --constraint requirements.lock
lock requirements-installer.lock --extra practice --extra installer \
    --constraint requirements.lock
lock_group requirements-audit.lock audit
