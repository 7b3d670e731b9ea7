# shellcheck shell=bash
# Making the root that `host run` boots.

# create_host NAME [SUITE]: of the distribution itself, or of that suite of Debian on every distribution.
create_host() {
    local family=debian mark folder=$made/$1
    [[ -n ${2:-} ]] || family=$(family)
    # shellcheck source=debian-host.sh
    . "$fixtures/lib/$family-host.sh"
    lock_fixtures
    mark=$(fingerprint "$fixtures"/lib/{create,"$family-host"}.sh)
    is_done "$1" "$mark" "$folder" && return
    say "$1: installing the system (minutes)"
    rm -rf --one-file-system "$folder.new"
    install_host "$folder.new" "${@:2}"
    settle_host "$folder.new"
    install_folder "$folder.new" "$folder"
    mark_done "$1" "$mark"
}

# Nothing is to happen by itself while a test runs.
settle_host() {
    # Without a machine ID the first boot would be a first boot, with presets and all.
    echo 76656e65657200000000000000000001 >"$1/etc/machine-id"
    echo veneer-host >"$1/etc/hostname"
    rm -rf "$1/etc/systemd/system/timers.target.wants"
}
