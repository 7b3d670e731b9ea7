# shellcheck shell=bash
# A host made of Debian 13 (systemd 257), or of another suite.

# install_host FOLDER [SUITE]
install_host() {
    local mirror
    mirror=$(debian_mirror)
    debootstrap --variant=minbase \
        --include=systemd-sysv,systemd-container,dbus,erofs-utils,curl,ca-certificates,gpg,procps \
        "${2:-trixie}" "$1" "$mirror" >"$made/host.log" 2>&1 || {
        tail -n 20 "$made/host.log" >&2
        die 1 "debootstrap could not make the host" "its log is '$made/host.log'"
    }
    # Packages and their lists are not needed again.
    rm -rf "$1"/var/cache/apt/archives/*.deb "$1"/var/lib/apt/lists/*
}
