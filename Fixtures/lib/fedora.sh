# shellcheck shell=bash
# Fedora's own packages.

readonly downloads=$cache/rpms
readonly base_names=(
    bash coreutils fedora-release-container filesystem findutils gawk glibc-minimal-langpack grep
    gzip sed setup shadow-utils systemd tar util-linux
)
# iputils has a capability, git-core has hard links.
readonly extra_names=(git-core htop iputils jq mtr procps-ng tree)
readonly large_names=(clang emacs-nw gdb git golang llvm podman)

# download_closure FOLDER NAME...: the named packages and all that they need, as if nothing were
# installed; prints their file names.
download_closure() {
    mkdir -p "$1"
    (cd "$1" && dnf --assumeyes --quiet download --resolve --alldeps \
        --setopt=install_weak_deps=False --arch="$(uname -m)" --arch=noarch "${@:2}") >&2
    find "$1" -name '*.rpm' -printf '%f\n' | sort
}

# distribution_packages FOLDER: everything, to be signed again with our key.
distribution_packages() {
    download_closure "$downloads/base" "${base_names[@]}" >/dev/null
    download_closure "$downloads/extra" "${extra_names[@]}" >/dev/null
    cp "$downloads"/{base,extra}/*.rpm "$1"
}

# large_packages FOLDER: a gibibyte of them.
large_packages() { download_closure "$1" "${large_names[@]}" >/dev/null; }

# The file names in the repository of what the base root gets.
base_packages() { download_closure "$downloads/base" "${base_names[@]}"; }

rpm_install() { rpm --install "$@"; }

# Fedora's /usr/sbin is /usr/bin; and users, without which rpm gives their files to root.
prepare_base() {
    rmdir "$1/usr/sbin"
    ln -s bin "$1/usr/sbin"
    local package
    package=$(echo "$downloads"/base/setup-*.rpm)
    (cd "$1" && rpm2cpio "$package" | cpio --quiet --extract ./etc/passwd ./etc/group)
}
