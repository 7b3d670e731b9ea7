# shellcheck shell=bash
# Making the root that `host run` boots.

# create_host FOLDER
create_host() {
    local family mark
    family=$(family)
    # shellcheck source=debian-host.sh
    . "$fixtures/lib/$family-host.sh"
    lock_fixtures
    mark=$(fingerprint "$fixtures"/lib/{create,"$family-host"}.sh)
    is_done host "$mark" "$1" && return
    say "host: installing the system (minutes)"
    rm -rf --one-file-system "$1.new"
    install_host "$1.new"
    settle_host "$1.new"
    install_folder "$1.new" "$1"
    mark_done host "$mark"
}

# Nothing is to happen by itself while a test runs.
settle_host() {
    # Without a machine ID the first boot would be a first boot, with presets and all.
    echo 76656e65657200000000000000000001 >"$1/etc/machine-id"
    echo veneer-host >"$1/etc/hostname"
    rm -rf "$1/etc/systemd/system/timers.target.wants"
}
