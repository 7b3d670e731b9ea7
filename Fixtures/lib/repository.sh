# shellcheck shell=bash
# rpm-md repositories.

# index_repository FOLDER [ARGUMENTS...]: (re)writes repodata, signed, with the key beside it.
index_repository() {
    createrepo_c --quiet --general-compress-type=gz "$@"
    sign_file fixtures "$1/repodata/repomd.xml"
    cp "$keys/fixtures.asc" "$1/repodata/repomd.xml.key"
}

# build_spec SPEC FOLDER ARGUMENTS...: puts the packages of a spec file into the folder, unsigned.
build_spec() {
    local work
    work=$(mktemp -d)
    if ! "$fixtures/lib/rpmbuild" "$work" "${@:3}" "$1" >"$work/log" 2>&1; then
        cat "$work/log" >&2
        rm -rf "$work"
        die 1 "cannot build '$1'"
    fi
    local built
    for built in "$work"/rpms/*.rpm; do
        mv "$built" "$2/$(rpm -qp --nosignature --qf '%{NVRA}.rpm' "$built")"
    done
    rm -rf "$work"
}

# build_hello VERSION FOLDER
build_hello() {
    build_spec "$fixtures/veneer-hello/veneer-hello.spec" "$2" \
        --define "number $1" --define "from $fixtures/veneer-hello"
    sign_packages fixtures "$2/veneer-hello-$1"-*.rpm
}

# build_cases FOLDER: a package for each thing that an extension has to do in another way.
build_cases() {
    build_spec "$fixtures/veneer-cases/veneer-cases.spec" "$1"
    sign_packages fixtures "$1"/veneer-cases-*.rpm
}
