# shellcheck shell=bash
# Making the root of peers, and a private view of it with the machine's paths.

# install_peers FOLDER: Debian's unstable suite on every distribution, for the same peers everywhere.
install_peers() {
    local mirror names
    mirror=$(debian_mirror)
    mapfile -t names < <(sed 's/#.*//; /^\s*$/d' "$fixtures/lib/peers.list")
    # debootstrap's own solver does not do for more than the base system.
    {
        debootstrap --variant=minbase sid "$1" "$mirror" &&
            run_privately "$script" --install "$1" "${names[@]}"
    } >"$made/peers.log" 2>&1 || {
        tail -n 20 "$made/peers.log" >&2
        die 1 "cannot make the root of peers" "its log is '$made/peers.log'"
    }
    # Packages and their lists are not needed again.
    rm -rf "$1"/var/cache/apt/archives/*.deb "$1"/var/lib/apt/lists/*
}

# prepare_root ROOT [PATH]...: the kernel's folders, and the machine's paths at the same place.
prepare_root() {
    local path
    mount --bind "$1" "$1"
    mount -t proc proc "$1/proc"
    mount --rbind /sys "$1/sys"
    mount --rbind /dev "$1/dev"
    for path in "${@:2}"; do
        mkdir -p "$1$path"
        mount --bind "$path" "$1$path"
    done
}

# install_names ROOT NAME...: by the root's own apt.
install_names() {
    prepare_root "$1"
    export DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8
    run_as_child chroot "$1" apt-get --quiet=2 --assume-yes --no-install-recommends install "${@:2}"
}
