# shellcheck shell=bash
# A mount and process namespace for one script, of which nothing is left when the script ends,
# however it ends.

# enter_private_namespace SCRIPT ARGUMENTS...: runs the script again in new namespaces and exits
# with its status; returns only in there.
enter_private_namespace() {
    if [[ ${VENEER_PRIVATE:-} == "$(readlink /proc/self/ns/mnt)" ]]; then
        return
    fi
    local supervised
    # The kernel ends unshare when this shell is killed, and all in the namespace when unshare is.
    setpriv --pdeathsig KILL unshare --mount --pid --fork --kill-child --propagation unchanged \
        -- bash -euo pipefail -c '. "$1"; shift; become_private "$@"' - \
        "$fixtures/lib/private.sh" "$@" <&0 &
    supervised=$!
    trap 'kill -KILL $supervised; exit 143' TERM HUP
    trap 'kill -KILL $supervised; exit 130' INT
    wait "$supervised" && exit 0 || exit $?
}

# Cuts every mount's ties to the outside, then becomes the command.
become_private() {
    # In a chroot `/` need not be a mount point. Entering a mount namespace, even one's own, leads
    # to its real root, where everything can be made private at once.
    nsenter --mount=/proc/self/ns/mnt -- mount --make-rprivate /
    mount -t proc proc /proc
    VENEER_PRIVATE=$(readlink /proc/self/ns/mnt)
    export VENEER_PRIVATE
    exec "$@"
}

# Runs a command as a child of the first process, which a signal would not end by itself.
run_as_first_process() {
    local status=0
    unset VENEER_PRIVATE
    trap 'exit 143' TERM
    "$@" <&0 &
    wait $! || status=$?
    exit "$status"
}
