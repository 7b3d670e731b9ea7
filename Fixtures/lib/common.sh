# shellcheck shell=bash
# What every fixture script shares: paths, messages, stamps and the distribution.

readonly fixtures=${BASH_SOURCE[0]%/lib/common.sh}
checkout=$(cd "$fixtures/.." && pwd)
readonly checkout
# Everything that the fixtures make lives here; the folder may be deleted at any time.
readonly made=${VENEER_FIXTURES:-$checkout/.build-fixtures}
readonly cache=$made/cache

say() { [[ -n ${VENEER_QUIET:-} ]] || printf 'fixtures: %s\n' "$*" >&2; }

die() {
    local status=$1
    shift
    printf 'error: %s\n' "$1" >&2
    (($# < 2)) || printf 'hint: %s\n' "$2" >&2
    exit "$status"
}

need_root() {
    ((EUID == 0)) || die 77 "'$1' needs root" "run it with sudo"
}

# The family of the distribution: debian or fedora.
family() {
    local ID='' ID_LIKE=''
    # shellcheck source=/dev/null
    . /etc/os-release
    case " $ID $ID_LIKE " in
    *' fedora '*) echo fedora ;;
    *' debian '*) echo debian ;;
    *) die 69 "cannot prepare fixtures on '$ID'" "use Debian 12 or later, or Fedora 42 or later" ;;
    esac
}

# One word that changes when any of the given files changes, or the distribution.
fingerprint() { cat -- /etc/os-release "$@" | sha256sum | cut -c1-16; }

# is_done STEP FINGERPRINT PATH...: whether the step was finished and what it made is still there.
is_done() {
    local path
    [[ -f $made/stamps/$1 && $(<"$made/stamps/$1") == "$2" ]] || return
    for path in "${@:3}"; do
        [[ -e $path ]] || return
    done
}

mark_done() {
    mkdir -p "$made/stamps"
    printf '%s\n' "$2" >"$made/stamps/$1.new"
    mv "$made/stamps/$1.new" "$made/stamps/$1"
}

# Puts a finished folder in the place of an older one.
install_folder() {
    rm -rf --one-file-system "$2"
    mv "$1" "$2"
}

# Lets one script at a time work on the fixtures; released when the script ends.
lock_fixtures() {
    mkdir -p "$made" "$cache"
    exec {fixtures_lock}>"$made/lock"
    flock "$fixtures_lock"
}

# The archive that this machine's own apt uses for Debian itself.
debian_mirror() {
    [[ -z ${VENEER_DEBIAN_MIRROR:-} ]] || { echo "$VENEER_DEBIAN_MIRROR"; return; }
    command -v apt-get >/dev/null ||
        die 69 "no Debian mirror is known here" "set VENEER_DEBIAN_MIRROR to the URL of one"
    apt-get indextargets --format '$(ORIGIN) $(LABEL) $(REPO_URI)' 'Created-By: Packages' |
        awk '$1 == "Debian" && $2 == "Debian" { print $3; exit }'
}
