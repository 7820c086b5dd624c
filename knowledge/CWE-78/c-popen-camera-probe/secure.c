#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

struct camera {
    char host[128];
    char channel[64];
};

int probe_camera(const struct camera *cam, char *codec, size_t codec_len)
{
    char url[256];
    FILE *out;
    int fds[2], status;
    pid_t pid;

    if (codec_len == 0)
        return -1;
    snprintf(url, sizeof url, "rtsp://%s:554/%s", cam->host, cam->channel);

    if (pipe(fds) != 0)
        return -1;
    pid = fork();
    if (pid == 0) {
        dup2(fds[1], STDOUT_FILENO);
        close(fds[0]);
        close(fds[1]);
        execlp("ffprobe", "ffprobe", "-v", "error", "-select_streams", "v:0",
               "-show_entries", "stream=codec_name", "-of", "csv=p=0", url, (char *)NULL);
        _exit(127);
    }
    close(fds[1]);
    out = pid > 0 ? fdopen(fds[0], "r") : NULL;
    if (out == NULL || fgets(codec, (int)codec_len, out) == NULL)
        codec[0] = '\0';
    codec[strcspn(codec, "\r\n")] = '\0';
    if (out != NULL)
        fclose(out);
    else
        close(fds[0]);
    if (pid < 0 || waitpid(pid, &status, 0) < 0 || !WIFEXITED(status) || WEXITSTATUS(status) != 0) {
        fprintf(stderr, "camera %s/%s does not answer\n", cam->host, cam->channel);
        return -1;
    }
    return codec[0] != '\0' ? 0 : -1;
}
