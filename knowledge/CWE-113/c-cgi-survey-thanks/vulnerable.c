#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int form_value(const char *body, const char *name, char *out, size_t size);

int send_thanks(const char *body)
{
    char survey[64], nickname[64];

    if (form_value(body, "survey", survey, sizeof survey) != 0) {
        printf("Status: 400 Bad Request\r\nContent-Type: text/plain\r\n\r\n");
        printf("The survey is missing.\n");
        return -1;
    }
    if (form_value(body, "nickname", nickname, sizeof nickname) != 0)
        snprintf(nickname, sizeof nickname, "guest");

    printf("Status: 303 See Other\r\n");
    printf("Set-Cookie: nickname=%s; Path=/survey; HttpOnly; Secure\r\n", nickname);
    printf("Location: /survey/%s/thanks\r\n", survey);
    printf("Cache-Control: no-store\r\n");
    printf("Content-Type: text/plain\r\n\r\n");
    printf("Thank you.\n");
    if (fflush(stdout) != 0)
        return -1;
    fprintf(stderr, "survey answered, %zu bytes\n", strlen(body));
    return 0;
}
