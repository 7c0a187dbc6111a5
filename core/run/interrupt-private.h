/* interrupt-private.h: SIGINT and SIGTERM ask a run to end. SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

/** galley_interrupt_watch: from now on they ask, instead of ending the process */
void galley_interrupt_watch(void);
/** galley_interrupt_is_asked: no more blocks, but those that are done count */
gboolean galley_interrupt_is_asked(void);
/** galley_interrupt_leave_to_parent: of a process that was forked: signals that are sent to all of a group,
 * as a terminal, a service manager or a batch system does, are the parent's to answer; it goes with it */
void galley_interrupt_leave_to_parent(void);
