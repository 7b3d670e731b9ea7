# shellcheck shell=bash
# A mount and process namespace for one script, of which nothing is left when the script ends,
# however it ends.

is_private() { [[ ${VENEER_PRIVATE:-} == "$(readlink /proc/self/ns/mnt)" ]]; }

# run_privately SCRIPT ARGUMENTS...: runs a script in new namespaces, in which `is_private` holds,
# and returns its status. A signal ends the script and all that it started.
run_privately() {
    local status=0 supervised signalled=
    # The kernel ends unshare when this shell is killed, and all in the namespace when unshare is.
    setpriv --pdeathsig KILL unshare --mount --pid --fork --kill-child --propagation unchanged \
        -- bash -euo pipefail -c '. "$1"; shift; become_private "$@"' - \
        "$fixtures/lib/private.sh" "$@" <&0 &
    supervised=$!
    trap 'signalled=143; end_namespace "$supervised"' TERM HUP
    trap 'signalled=130; end_namespace "$supervised"' INT
    wait "$supervised" || status=$?
    # A trap ends the first wait early.
    [[ -z $signalled ]] || wait "$supervised" 2>/dev/null || status=$signalled
    trap - TERM HUP INT
    return "$status"
}

# Kills the first process of the namespace: unshare sees its end only after that of all the others.
end_namespace() {
    local first
    first=$(cat "/proc/$1/task/$1/children" 2>/dev/null) || true
    # shellcheck disable=SC2086 # none, before unshare has started it
    kill -KILL ${first:-$1} 2>/dev/null || true
}

# Cuts every mount's ties to the outside, then becomes the command.
become_private() {
    [[ -e /proc/self/ns/mnt ]] || {
        echo "error: '/proc' is not mounted" >&2
        exit 69
    }
    # In a chroot `/` need not be a mount point. Entering a mount namespace, even one's own, leads
    # to its real root, where everything can be made private at once.
    nsenter --mount=/proc/self/ns/mnt -- mount --make-rprivate /
    mount -t proc proc /proc
    VENEER_PRIVATE=$(readlink /proc/self/ns/mnt)
    export VENEER_PRIVATE
    if findmnt --mountpoint / >/dev/null; then
        exec "$@"
    fi
    # systemd's programs change the propagation of `/`, so it becomes a mount point here.
    mount --rbind / /mnt
    exec chroot /mnt env --chdir="$PWD" "$@"
}

# Runs a command as a child: the first process of a namespace would ignore most signals.
run_as_child() {
    local status=0
    "$@" <&0 &
    wait $! || status=$?
    return "$status"
}
