#!/bin/sh
# Runs a command beside a GNOME Keyring of its own, unlocked and empty, in a folder that is gone
# afterwards. For a machine without a desktop session, under `dbus-run-session`: the person's own
# keyring, if there is one, is neither opened nor changed.
set -eu

bus() { # method, argument: asks the bus itself, which starts nobody
    dbus-send --session --print-reply --dest=org.freedesktop.DBus / "org.freedesktop.DBus.$1" "$2"
}

folder=$(mktemp -d)
trap 'kill "$keyring" 2>/dev/null || :; rm -rf "$folder"' EXIT
trap 'exit 1' HUP INT TERM
mkdir -m 700 "$folder/run" "$folder/data"
printf practice | XDG_DATA_HOME="$folder/data" XDG_RUNTIME_DIR="$folder/run" \
    gnome-keyring-daemon --foreground --unlock --components=secrets >/dev/null 2>&1 &
keyring=$!

# Asked for before it is there, the bus would start the person's own instead.
tries=100
until bus NameHasOwner string:org.freedesktop.secrets | grep -q true; do
    tries=$((tries - 1))
    test "$tries" -gt 0 || { echo "aikagi: the keyring didn't start" >&2; exit 1; }
    sleep 0.1
done
"$@"
