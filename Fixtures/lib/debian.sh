# shellcheck shell=bash
# Debian packages as a source of RPM packages.

debs=$cache/debs
apt_options=()

# use_architecture NAME: packages of another architecture, from indexes of their own.
use_architecture() {
    local VERSION_CODENAME mirror state=$cache/$1
    # shellcheck source=/dev/null
    VERSION_CODENAME=$(. /etc/os-release && echo "$VERSION_CODENAME")
    mirror=$(debian_mirror)
    debs=$state/debs
    mkdir -p "$state/lists/partial"
    echo "deb $mirror $VERSION_CODENAME main" >"$state/sources.list"
    apt_options=(-o APT::Architecture="$1" -o APT::Architectures="$1" -o Acquire::Languages=none
        -o Dir::State::lists="$state/lists" -o Dir::Cache::pkgcache= -o Dir::Cache::srcpkgcache=
        -o Dir::Etc::sourcelist="$state/sources.list" -o Dir::Etc::sourceparts=/dev/null)
    apt_from_nothing update
}

# The names on a list of packages.list.
listed() { awk -v list="$1" '$1 == list { print $2 }' "$fixtures/lib/packages.list"; }

# Runs apt as on a machine where nothing is installed, without touching this one.
apt_from_nothing() {
    : >"$cache/nothing-installed"
    apt-get --quiet=2 --assume-yes -o Dir::State::status="$cache/nothing-installed" \
        -o Debug::NoLocking=1 -o APT::Sandbox::User=root -o APT::Install-Recommends=0 \
        "${apt_options[@]}" "$@"
}

# The package files that the named packages need in all, one a line, downloaded if necessary.
download_closure() {
    mkdir -p "$debs/partial" "$cache/no-debs/partial"
    apt_from_nothing install -o Dir::Cache::archives="$debs" --download-only "$@" >/dev/null
    # apt leaves out what it has already, so it is asked about a folder that is always empty.
    apt_from_nothing install -o Dir::Cache::archives="$cache/no-debs" --print-uris "$@" |
        awk '{ print $2 }'
}

# convert_closure NAME...: the closure of the names as unsigned RPM packages in the cache;
# prints their paths.
convert_closure() {
    local converted file closure
    converted=$cache/converted-$(fingerprint "$fixtures"/lib/{convert,rpmbuild,*.py})
    mkdir -p "$converted"
    find "$cache" -maxdepth 1 -name 'converted-*' ! -path "$converted" -exec rm -rf {} +
    closure=$(download_closure "$@")
    mapfile -t closure <<<"$closure"
    printf '%s\n' "${closure[@]}" |
        xargs -P "$(nproc)" -I{} "$fixtures/lib/convert" "$debs/{}" "$converted"
    for file in "${closure[@]}"; do
        printf '%s\n' "$converted/${file%.deb}.rpm"
    done
}

# listed_packages LIST FOLDER: what is on the base's list and on another one, unsigned.
listed_packages() {
    local names
    mapfile -t names < <(listed base; listed "$1")
    convert_closure "${names[@]}" | xargs cp -t "$2"
}

distribution_packages() { listed_packages extra "$1"; }
foreign_packages() { listed_packages foreign "$1"; }
large_packages() { listed_packages large "$1"; }

# The file names in the repository of what the base root gets.
base_packages() {
    local names
    mapfile -t names < <(listed base)
    convert_closure "${names[@]}" | sed 's,.*/,,'
}

# Debian's rpm asks for a word before it installs anything.
rpm_install() { rpm --force-debian --install "$@"; }

# Users and groups, without which rpm gives their files to root.
prepare_base() {
    dpkg-deb --extract "$(echo "$debs"/base-passwd_*.deb)" "$1"
    cp "$1/usr/share/base-passwd/passwd.master" "$1/etc/passwd"
    cp "$1/usr/share/base-passwd/group.master" "$1/etc/group"
}
