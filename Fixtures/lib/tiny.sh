# shellcheck shell=bash
# Extensions as small as they can be, made by mkfs.erofs: what a merge needs and no more.

# tiny_image FILE NAME VERSION: /usr/bin/NAME prints `NAME VERSION`; a unit of that name keeps
# running, and is wanted wherever the image is merged.
tiny_image() {
    local tree unit=usr/lib/systemd/system
    tree=$(mktemp -d)
    chmod 755 "$tree"
    mkdir -p "$tree"/{usr/bin,usr/lib/extension-release.d,"$unit/multi-user.target.d"}
    printf '#!/bin/sh\necho %s %s\n' "$2" "$3" >"$tree/usr/bin/$2"
    chmod 755 "$tree/usr/bin/$2"
    printf '%s\n' ID=debian VERSION_ID=12 EXTENSION_RELOAD_MANAGER=1 \
        >"$tree/usr/lib/extension-release.d/extension-release.$2"
    printf '%s\n' '[Service]' 'ExecStart=/bin/sleep infinity' >"$tree/$unit/$2.service"
    printf '%s\n' '[Unit]' "Upholds=$2.service" >"$tree/$unit/multi-user.target.d/10-$2.conf"
    mkfs.erofs -zlz4 "$1" "$tree" >/dev/null
    rm -rf "$tree"
}
