# shellcheck shell=bash
# Fedora's own packages.

downloads=$cache/rpms
machine=$(uname -m)
readonly base_names=(
    bash coreutils fedora-release-container filesystem findutils gawk glibc-minimal-langpack grep
    gzip sed setup shadow-utils systemd tar util-linux
)
# iputils has a capability, git-core has hard links.
readonly extra_names=(git-core htop iputils jq mtr procps-ng tree)
readonly foreign_names=(htop jq tree)
readonly large_names=(clang emacs-nw gdb git golang llvm podman)

# use_architecture NAME: packages of another architecture.
use_architecture() {
    case $1 in
    arm64) machine=aarch64 ;;
    *) die 64 "there are no packages for '$1'" ;;
    esac
    downloads=$cache/$1/rpms
}

# download_closure FOLDER NAME...: the named packages and all that they need, as if nothing were
# installed; prints their file names.
download_closure() {
    mkdir -p "$1"
    (cd "$1" && dnf --assumeyes --quiet download --resolve --alldeps \
        --setopt=install_weak_deps=False --forcearch="$machine" \
        --arch="$machine" --arch=noarch "${@:2}") >&2
    find "$1" -name '*.rpm' -printf '%f\n' | sort
}

# distribution_packages FOLDER: everything, to be signed again with our key.
distribution_packages() {
    download_closure "$downloads/base" "${base_names[@]}" >/dev/null
    download_closure "$downloads/extra" "${extra_names[@]}" >/dev/null
    cp "$downloads"/{base,extra}/*.rpm "$1"
}

# foreign_packages FOLDER: the base's packages and a few more, to be signed again with our key.
foreign_packages() {
    download_closure "$downloads/base" "${base_names[@]}" >/dev/null
    download_closure "$downloads/extra" "${foreign_names[@]}" >/dev/null
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
