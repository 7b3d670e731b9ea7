# shellcheck shell=bash
# Repositories with one fault each, for tests of bad input: repo-bad/FAULT, in which the package is
# called veneer-FAULT unless the comment says otherwise.

readonly bad_spec=$fixtures/bad.spec

# bad_package FAULT NAME ARGUMENTS...: signed, in $bad/FAULT.
bad_package() {
    mkdir -p "$bad/$1"
    build_spec "$bad_spec" "$bad/$1" --define "named $2" "${@:3}"
    sign_packages fixtures "$bad/$1/$2"-*.rpm
}

# Flips the bits of one byte near the end of a file, where an RPM package has its payload.
tamper() {
    python3 - "$1" <<'END'
import sys
with open(sys.argv[1], "r+b") as file:
    file.seek(-40, 2)
    byte = file.read(1)[0]
    file.seek(-40, 2)
    file.write(bytes([byte ^ 255]))
END
}

# Packages whose bytes or signatures are wrong.
make_untrusted() {
    mkdir -p "$bad"/{unsigned,stranger}
    build_spec "$bad_spec" "$bad/unsigned" --define 'named veneer-unsigned'
    build_spec "$bad_spec" "$bad/stranger" --define 'named veneer-stranger'
    sign_packages stranger "$bad"/stranger/*.rpm
    bad_package tampered veneer-tampered
    tamper "$bad"/tampered/*.rpm
}

# Packages that cannot be installed beside the base or beside each other.
make_unsolvable() {
    bad_package missing veneer-missing --define 'header Requires: nobody-provides-this >= 2'
    bad_package conflict veneer-conflict --define 'header Conflicts: coreutils'
    bad_package newer veneer-newer --define 'header Requires: coreutils >= 99'
    # veneer-left and veneer-right
    bad_package rivals veneer-left --define 'header Conflicts: veneer-right'
    bad_package rivals veneer-right
}

# Packages whose files an extension must not have.
make_unwelcome() {
    bad_package outside veneer-outside --define 'lines /srv/veneer/data' \
        --define 'script install -d srv/veneer; echo data >srv/veneer/data'
    bad_package device veneer-device --define 'lines %%dev(c,1,3) /usr/lib/veneer-null'
    # veneer-first and veneer-second: one path, two contents
    bad_package clash veneer-first --define 'lines /usr/share/veneer-clash' \
        --define 'script echo first >usr/share/veneer-clash'
    bad_package clash veneer-second --define 'lines /usr/share/veneer-clash' \
        --define 'script echo second >usr/share/veneer-clash'
}

# Metadata that does not match or cannot be read.
break_metadata() {
    local fault primary
    for fault in checksum truncated malformed; do
        bad_package "$fault" "veneer-$fault"
        index_repository "$bad/$fault"
    done
    tamper "$bad"/checksum/*.rpm
    primary=$(echo "$bad"/truncated/repodata/*-primary.xml.gz)
    truncate --size=$(($(stat --format=%s "$primary") / 2)) "$primary"
    sed -i 's,</repomd>,<data type="primary">,' "$bad/malformed/repodata/repomd.xml"
    sign_file fixtures "$bad/malformed/repodata/repomd.xml"
}

# make_bad_repositories FOLDER
make_bad_repositories() {
    local bad=$1 fault
    make_untrusted
    make_unsolvable
    make_unwelcome
    for fault in "$bad"/*; do
        index_repository "$fault"
    done
    break_metadata
}
