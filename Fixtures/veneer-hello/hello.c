/* A service as small as one can be: it greets, keeps the greeting in /run, and waits.
 *
 * veneer-hello           prints the greeting and the version
 * veneer-hello --daemon  writes the greeting to /run/veneer-hello/greeting until it is ended
 */
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static volatile sig_atomic_t ended;

static void end(int signal_number) {
    (void)signal_number;
    ended = 1;
}

/* The first line of the first file that exists: the administrator's, then the vendor's. */
static void read_greeting(char *greeting, int size) {
    const char *const paths[] = {"/etc/veneer-hello.conf", "/usr/etc/veneer-hello.conf"};
    snprintf(greeting, size, "%s", "no configuration");
    for (int i = 0; i < 2; i++) {
        FILE *file = fopen(paths[i], "r");
        if (!file) continue;
        if (fgets(greeting, size, file)) greeting[strcspn(greeting, "\n")] = 0;
        fclose(file);
        return;
    }
}

static int serve(const char *greeting) {
    struct sigaction action = {.sa_handler = end};
    sigset_t blocked, waiting;
    sigemptyset(&blocked);
    sigaddset(&blocked, SIGTERM);
    sigprocmask(SIG_BLOCK, &blocked, &waiting);
    sigaction(SIGTERM, &action, NULL);
    mkdir("/run/veneer-hello", 0755);
    FILE *file = fopen("/run/veneer-hello/greeting", "w");
    if (!file) {
        perror("/run/veneer-hello/greeting");
        return 1;
    }
    fprintf(file, "veneer-hello " VERSION ": %s\n", greeting);
    if (fclose(file)) return 1;
    while (!ended) sigsuspend(&waiting);
    return 0;
}

int main(int count, char **arguments) {
    char greeting[200];
    read_greeting(greeting, sizeof greeting);
    if (count > 1 && strcmp(arguments[1], "--daemon") == 0) return serve(greeting);
    printf("veneer-hello " VERSION ": %s\n", greeting);
    return 0;
}
