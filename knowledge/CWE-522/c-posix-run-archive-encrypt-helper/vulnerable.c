#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define GPG "/usr/bin/gpg"

int encrypt_recording(const char *file, const char *passphrase)
{
    char *const args[] = { GPG, "--batch", "--yes", "--pinentry-mode", "loopback", "--passphrase",
                           (char *)passphrase, "--symmetric", "--cipher-algo", "AES256", "--",
                           (char *)file, NULL };
    int status = 0;
    pid_t child;

    child = fork();
    if (child < 0) {
        perror("fork");
        return -1;
    }
    if (child == 0) {
        execv(GPG, args);
        _exit(127);
    }
    if (waitpid(child, &status, 0) != child) {
        perror("waitpid");
        return -1;
    }
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
        fprintf(stderr, "recorder: encryption of %s failed\n", file);
        return -1;
    }
    return unlink(file);
}
