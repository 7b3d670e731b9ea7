// What labelling needs of libselinux: looking paths up in file contexts.
#pragma once
#include <selinux/label.h>
#include <selinux/selinux.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

// What libselinux said last on this thread. It is told through a function with a variable number of arguments, which Swift has not.
static inline char *veneer_selinux_words(void) {
    static _Thread_local char words[512];
    return words;
}

static int veneer_selinux_note(int type, const char *format, ...) {
    (void)type;
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(veneer_selinux_words(), 512, format, arguments);
    va_end(arguments);
    return 0;
}

// Takes every label as it is: the policy that judges labels is not this machine's.
static int veneer_selinux_accept(char **context) {
    (void)context;
    return 0;
}

// libselinux says nothing on standard error from here on, and asks no kernel whether a label is valid.
static inline void veneer_selinux_listen(void) {
    selinux_set_callback(SELINUX_CB_VALIDATE, (union selinux_callback){.func_validate = veneer_selinux_accept});
    selinux_set_callback(SELINUX_CB_LOG, (union selinux_callback){.func_log = veneer_selinux_note});
}
