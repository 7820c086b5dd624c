#include <ctype.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

struct rule_parser {
    const char *p;
    bool failed;
};

#define RULE_MAX_DEPTH 24

bool input_active(const char *name);

static bool parse_or(struct rule_parser *rp, int depth);

static bool parse_term(struct rule_parser *rp, int depth)
{
    char name[24];
    size_t n = 0;

    if (depth > RULE_MAX_DEPTH) {
        rp->failed = true;
        return false;
    }
    if (*rp->p == '!') {
        rp->p++;
        return !parse_term(rp, depth + 1);
    }
    if (*rp->p == '(') {
        rp->p++;
        bool value = parse_or(rp, depth + 1);
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

static bool parse_or(struct rule_parser *rp, int depth)
{
    bool value = parse_term(rp, depth);
    while (!rp->failed && (*rp->p == '|' || *rp->p == '&')) {
        char op = *rp->p++;
        bool right = parse_term(rp, depth);
        value = op == '|' ? value || right : value && right;
    }
    return value;
}

int evaluate_alarm_rule(const char *text, bool *active)
{
    struct rule_parser rp = {text, false};
    *active = parse_or(&rp, 0);
    return rp.failed || *rp.p != '\0' ? -1 : 0;
}
