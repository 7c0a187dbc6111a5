/* interrupt.c: SIGINT and SIGTERM ask a run to end. SPDX-License-Identifier: MIT */
#include "run/interrupt-private.h"

#include <signal.h>
#include <sys/prctl.h>

static volatile sig_atomic_t asked;

static void
on_interrupt(G_GNUC_UNUSED int number)
{
    asked = 1;
}

void
galley_interrupt_watch(void)
{
    struct sigaction action = { .sa_handler = on_interrupt };
    asked = 0;
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
}

gboolean
galley_interrupt_is_asked(void)
{
    return asked != 0;
}

void
galley_interrupt_leave_to_parent(void)
{
    static const int others[] = { SIGINT, SIGTERM, SIGHUP, SIGUSR1 };
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    for (gsize i = 0; i < G_N_ELEMENTS(others); i++)
        signal(others[i], SIG_IGN);
}
