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
    char cmd[512];
    FILE *out;
    int status;

    if (codec_len == 0)
        return -1;
    snprintf(cmd, sizeof cmd,
             "ffprobe -v error -select_streams v:0 -show_entries stream=codec_name "
             "-of csv=p=0 rtsp://%s:554/%s", cam->host, cam->channel);

    out = popen(cmd, "r");
    if (out == NULL)
        return -1;
    if (fgets(codec, (int)codec_len, out) == NULL)
        codec[0] = '\0';
    codec[strcspn(codec, "\r\n")] = '\0';
    status = pclose(out);
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
        fprintf(stderr, "camera %s/%s does not answer\n", cam->host, cam->channel);
        return -1;
    }
    return codec[0] != '\0' ? 0 : -1;
}
