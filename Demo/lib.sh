# shellcheck shell=bash
# How the demo talks: what it does, what it shows, and that each step is as expected.

bold=$'\e[1m' dim=$'\e[2m' plain=$'\e[0m'
[[ -t 1 && -z ${NO_COLOR:-} ]] || bold='' dim='' plain=''

chapter() { printf '\n%s%s%s\n' "$bold" "$*" "$plain"; }
tell() { printf '%s\n' "$*"; }

# Shows a command as a person would type it, then runs it.
show() {
    local shown="$*"
    shown=${shown//$work\//}
    printf '%s$ %s%s\n' "$dim" "${shown//$VENEER/veneer}" "$plain"
    "$@" 2>&1 | sed "s|$work/||g; s/^/    /"
    return "${PIPESTATUS[0]}"
}

fail() {
    printf '\nDEMO FAILED: %s\n' "$*" >&2
    exit 1
}

# expect WHAT PATTERN COMMAND…: the command succeeds and its output has the pattern.
expect() {
    local what=$1 pattern=$2 output
    shift 2
    output=$("$@" 2>&1) || fail "$what: '$*' ended with $?: $output"
    grep -qE -- "$pattern" <<<"$output" || fail "$what: no '$pattern' in: $output"
    printf '  ok: %s\n' "$what"
}

# refuse WHAT CODE COMMAND…: the command fails with exactly this exit code.
refuse() {
    local what=$1 code=$2 status=0 output
    shift 2
    output=$("$@" 2>&1) || status=$?
    ((status == code)) || fail "$what: exit code $status, not $code: $output"
    printf '  ok: %s: %s\n' "$what" "$(sed "s|$work/||g" <<<"${output%%$'\n'*}")"
}
