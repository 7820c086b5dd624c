#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define GPG "/usr/bin/gpg"

int encrypt_recording(const char *file, const char *passphrase)
{
    char *const args[] = { GPG, "--batch", "--yes", "--pinentry-mode", "loopback", "--passphrase-fd",
                           "0", "--symmetric", "--cipher-algo", "AES256", "--",
                           (char *)file, NULL };
    int ends[2];
    size_t length = strlen(passphrase);
    int sent;
    int status = 0;
    pid_t child;

    if (pipe(ends) != 0) {
        perror("pipe");
        return -1;
    }
    child = fork();
    if (child < 0) {
        perror("fork");
        close(ends[0]);
        close(ends[1]);
        return -1;
    }
    if (child == 0) {
        dup2(ends[0], STDIN_FILENO);
        close(ends[0]);
        close(ends[1]);
        execv(GPG, args);
        _exit(127);
    }
    sent = write(ends[1], passphrase, length) == (ssize_t)length && write(ends[1], "\n", 1) == 1;
    close(ends[0]);
    close(ends[1]);
    if (waitpid(child, &status, 0) != child) {
        perror("waitpid");
        return -1;
    }
    if (!sent || !WIFEXITED(status) || WEXITSTATUS(status) != 0) {
        fprintf(stderr, "recorder: encryption of %s failed\n", file);
        return -1;
    }
    return unlink(file);
}
