/* interrupt-private.h: SIGINT and SIGTERM ask a run to end. SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

/** galley_interrupt_watch: from now on they ask, instead of ending the process */
void galley_interrupt_watch(void);
/** galley_interrupt_is_asked: no more blocks, but those that are done count */
gboolean galley_interrupt_is_asked(void);
