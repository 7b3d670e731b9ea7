# shellcheck shell=bash
# What a script that `host run` starts can do with the host, and `host` itself.

# The process that is the host's first: the child of nspawn that is number 1 in its namespace.
host_leader() {
    local nspawn child children
    nspawn=$(<"$VENEER_HOST/nspawn") || return
    mapfile -d ' ' -t children 2>/dev/null <"/proc/$nspawn/task/$nspawn/children" || return
    for child in "${children[@]}"; do
        if grep -Eqs '^NSpid:.*\s1$' "/proc/$child/status"; then
            echo "$child"
            return
        fi
    done
    return 1
}

# inside COMMAND...: runs a command in the host.
inside() {
    local leader
    leader=$(host_leader) || {
        echo "error: the host is not running" >&2
        return 69
    }
    nsenter --target "$leader" --mount --uts --ipc --pid --root -- \
        env -i --chdir=/ HOME=/root TERM="${TERM:-dumb}" LANG=C.UTF-8 \
        PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin "$@"
}

# copy SOURCE PATH: a file or folder from outside to a path in the host.
copy() {
    (
        set -o pipefail
        inside mkdir -p "$(dirname "$2")"
        tar --create --directory="$(dirname "$1")" --xattrs "$(basename "$1")" \
            --transform "s,^[^/]*,$(basename "$2"),rSH" |
            inside tar --extract --directory="$(dirname "$2")" --xattrs
    )
}

# Waits until the host has started all that it starts.
wait_until_ready() {
    local state
    for _ in {1..600}; do
        [[ ! -f $VENEER_HOST/ended ]] || break
        state=$(inside systemctl is-system-running 2>/dev/null) || true
        [[ ! $state =~ ^(running|degraded)$ ]] || return 0
        sleep 0.2
    done
    echo "error: the host did not start; the end of its console:" >&2
    tail -n 40 "$VENEER_HOST/console" >&2
    return 1
}

# Reboots the host and waits until it is ready again.
reboot() {
    local before
    before=$(<"$VENEER_HOST/nspawn")
    inside systemctl reboot
    for _ in {1..300}; do
        [[ $(<"$VENEER_HOST/nspawn") == "$before" ]] || break
        sleep 0.2
    done
    wait_until_ready
}
