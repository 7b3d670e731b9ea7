# shellcheck shell=bash
# A booted host inside a private namespace: one nspawn after the other over one throw-away root.

readonly machine=/run/veneer-host

# A cgroup2 tree where systemd looks for it, whatever the machine has there.
mount_cgroups() {
    [[ -d /sys/fs/cgroup ]] || mount -t sysfs sysfs /sys
    mount -t cgroup2 cgroup2 /sys/fs/cgroup
}

# Where systemd wants to be: a cgroup of its own, and a /run that nobody else uses.
prepare_machine() {
    mount_cgroups
    mkdir -p "/sys/fs/cgroup/$1"
    echo 0 >"/sys/fs/cgroup/$1/cgroup.procs"
    mount -t tmpfs -o mode=0755 tmpfs /run
    mkdir -p "$machine"/{upper,work,root,dev}
    mknod "$machine/dev/loop-control" c 10 237
}

# Loop devices are the machine's: systemd removes those that it has used, so the next free one can
# have any number, and a host that lacks its node cannot attach an image ("Device or resource busy").
add_loop_devices() {
    local folder=$machine/root/etc/tmpfiles.d number
    mkdir -p "$folder"
    for number in {0..511}; do
        echo "b /dev/loop$number 0660 root disk - 7:$number"
    done >"$folder/loop-devices.conf"
}

# The created root under a writable layer in memory, or a copy of it where the root is itself an
# overlay: the kernel stacks two at most, and the second one is the extensions'.
lay_root() {
    if [[ $(stat --file-system --format=%T "$1") == overlayfs ]]; then
        cp -a "$1/." "$machine/root"
    else
        mount -t overlay overlay "$machine/root" \
            -o "lowerdir=$1,upperdir=$machine/upper,workdir=$machine/work"
    fi
}

# Keeps the host up through its reboots; runs beside the rest.
keep_running() {
    local status=133
    # With --keep-unit nspawn leaves a reboot to whoever started it, and says so by this status.
    while ((status == 133)); do
        status=0
        systemd-nspawn --quiet --boot --directory="$machine/root" --machine=veneer-host \
            --register=no --keep-unit --link-journal=no --resolv-conf=off --timezone=off \
            --console=read-only --bind="$machine/dev/loop-control:/dev/loop-control" \
            </dev/null >>"$machine/console" 2>&1 &
        echo $! >"$machine/nspawn"
        wait $! || status=$?
    done
    echo "$status" >"$machine/ended"
}
