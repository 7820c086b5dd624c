#include <ctype.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

struct rule_parser {
    const char *p;
    bool failed;
};

bool input_active(const char *name);

static bool parse_or(struct rule_parser *rp);

static bool parse_term(struct rule_parser *rp)
{
    char name[24];
    size_t n = 0;

    if (*rp->p == '!') {
        rp->p++;
        return !parse_term(rp);
    }
    if (*rp->p == '(') {
        rp->p++;
        bool value = parse_or(rp);
        if (*rp->p != ')')
            rp->failed = true;
        else
            rp->p++;
        return value;
    }
    while (isalnum((unsigned char)*rp->p) && n < sizeof name - 1)
        name[n++] = *rp->p++;
    name[n] = '\0';
    if (n == 0)
        rp->failed = true;
    return n > 0 && input_active(name);
}

static bool parse_or(struct rule_parser *rp)
{
    bool value = parse_term(rp);
    while (!rp->failed && (*rp->p == '|' || *rp->p == '&')) {
        char op = *rp->p++;
        bool right = parse_term(rp);
        value = op == '|' ? value || right : value && right;
    }
    return value;
}

int evaluate_alarm_rule(const char *text, bool *active)
{
    struct rule_parser rp = {text, false};
    *active = parse_or(&rp);
    return rp.failed || *rp.p != '\0' ? -1 : 0;
}
