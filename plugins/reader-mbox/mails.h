/* mails.h: where a mail ends in an mbox (RFC 4155 and its relatives). SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

/** Quoting: what became of lines that begin "From " when mails were put into the file. */
typedef enum {
    QUOTING_RD,   /* mboxrd: each ">From ", ">>From ", ... got a mark more */
    QUOTING_O,    /* mboxo: "From " alone got a mark */
    QUOTING_NONE, /* nothing */
} Quoting;

/* A scan over one mail, from its From_ line; all zero to begin with. */
typedef struct {
    gsize at;       /* bytes looked at, up to a line's beginning; where whole, the mail's end */
    gsize wanted;   /* where open: how many to have at hand */
    gboolean begun; /* the From_ line is passed */
    gboolean blank; /* the line before is empty */
    gboolean body;  /* the head is passed */
    gint64 length;  /* of the body, by Content-Length; -1: not said */
} MailScan;

/**
 * mails_scan:
 * @bytes: from the mail's beginning on; on a second call more of the same
 * @at_end: there are no more bytes
 * @by_length: Content-Length counts where a mail ends behind so many bytes
 *
 * A mail ends before a From_ line that stands behind an empty line, or at the end. A From_ line begins
 * "From " and has a month and a time in it, or a field in the line below: "From now on" is none.
 *
 * Returns: whether the end was found
 */
gboolean
mails_scan(MailScan *scan, const guint8 *bytes, gsize size, gboolean at_end, gboolean by_length);

/* mails_is_from: whether a line begins with "From " */
gboolean mails_is_from(const guint8 *bytes, gsize size);
/* mails_is_dated: whether a line has a month and a time in it, as in "Nov 28 06:00" */
gboolean mails_is_dated(const guint8 *line, gsize size);
/* mails_is_field: whether a line begins like "Subject:" */
gboolean mails_is_field(const guint8 *bytes, gsize size);

/**
 * mails_unquote:
 * @out: for the mail, where marks have to go
 *
 * Returns: @bytes, or those of @out
 */
const guint8 *mails_unquote(const guint8 *bytes, gsize *size, Quoting quoting, GString *out);
