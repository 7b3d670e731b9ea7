# shellcheck shell=bash
# A host made of the same Fedora release as this machine.

# install_host FOLDER
install_host() {
    local VERSION_ID
    # shellcheck source=/dev/null
    VERSION_ID=$(. /etc/os-release && echo "$VERSION_ID")
    dnf --assumeyes --quiet --installroot="$1" --use-host-config --releasever="$VERSION_ID" \
        --setopt=install_weak_deps=False install \
        fedora-release systemd systemd-container dbus-broker erofs-utils gnupg2 curl procps-ng \
        >"$made/host.log" 2>&1 || {
        tail -n 20 "$made/host.log" >&2
        die 1 "dnf could not make the host" "its log is '$made/host.log'"
    }
}
