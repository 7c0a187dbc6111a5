/* encoding.h: from bytes to UTF-8, keeping what came from where. SPDX-License-Identifier: MIT */
#pragma once

#include <galley/version.h>
#include <glib.h>

G_BEGIN_DECLS

typedef enum {
    GALLEY_ENCODING_ERROR_TOO_LARGE, /* source or text would pass 2³² - 2 bytes */
} GalleyEncodingError;
#define GALLEY_ENCODING_ERROR (galley_encoding_error_quark())
GALLEY_API GQuark galley_encoding_error_quark(void);

/**
 * GalleyRun:
 * @text: where the run begins in the text
 * @source: where it begins in the source
 * @unit_text: bytes of text in one unit
 * @unit_source: bytes of source that one unit stands for
 *
 * A stretch of equal units that lasts until the next run or the end of the text. ASCII and UTF-8
 * are copied byte by byte, 1:1; "é" of windows-1252 is 2:1, an ASCII character of UTF-16 is 1:2,
 * U+FFFD for a malformed sequence of n bytes is 3:n. Source before the first run, or between the
 * last unit of a run and the next run, has no text (a byte order mark).
 */
typedef struct {
    guint32 text;
    guint32 source;
    guint32 unit_text;
    guint32 unit_source;
} GalleyRun;

/** GalleyEncoding: one of a fixed set; never freed. */
typedef struct GalleyEncoding GalleyEncoding;

/**
 * galley_encoding_find:
 * @label: a name as found in documents: case of ASCII letters and white space around do not matter
 *
 * Knows the labels of the WHATWG Encoding Standard for the encodings of galley_encoding_list(), and
 * more. Unlike there, each label means what it says: "iso-8859-1" and "latin1" are ISO-8859-1 (80
 * to 9F are C1 controls), not windows-1252; so with "us-ascii", "iso-8859-9" and "iso-8859-11".
 * And a byte without meaning, such as 81 in windows-1252, is malformed, not a C1 control.
 *
 * Returns: (transfer none) (nullable): the encoding, or %NULL for an unknown label
 */
GALLEY_API const GalleyEncoding *galley_encoding_find(const char *label);

/**
 * galley_encoding_detect_bom:
 * @bytes: (array length=size) (element-type guint8): the beginning of a source
 * @bom_size: (out) (optional): size of the byte order mark; 0 without one
 *
 * FF FE 00 00 is taken as UTF-32LE, not as UTF-16LE and a NUL.
 *
 * Returns: (transfer none) (nullable): UTF-8, UTF-16 or UTF-32, or %NULL without a byte order mark
 */
GALLEY_API const GalleyEncoding *
galley_encoding_detect_bom(const void *bytes, gsize size, gsize *bom_size);

/**
 * galley_encoding_find_web: what browsers take a label for
 *
 * As galley_encoding_find(), but for labels that the WHATWG Encoding Standard widens: "iso-8859-1"
 * and "us-ascii" are windows-1252, "iso-8859-9" is windows-1254, "iso-8859-11" windows-874.
 *
 * Returns: (transfer none) (nullable): the encoding, or %NULL for an unknown label
 */
GALLEY_API const GalleyEncoding *galley_encoding_find_web(const char *label);

/**
 * galley_encoding_detect_html:
 * @bytes: (array length=size) (element-type guint8): a page of which nobody else says what it is in
 *
 * Returns: (transfer none): the byte order mark's encoding; else that of a <meta> in the first 1,024
 * bytes (HTML, "prescan a byte stream"); else UTF-8 where all bytes are that, and windows-1252
 */
GALLEY_API const GalleyEncoding *galley_encoding_detect_html(const void *bytes, gsize size);

/**
 * galley_encoding_find_unread: labels whose encoding is known by name alone
 *
 * Those of Chinese, Japanese and Korean encodings of several bytes, for which galley has no tables:
 * what says that it is in one must not be read as if it were in another.
 *
 * Returns: (transfer none) (nullable): such as "shift_jis", "gbk"; %NULL for any other label
 */
GALLEY_API const char *galley_encoding_find_unread(const char *label);

/**
 * galley_encoding_detect_html_unread:
 * @bytes: (array length=size) (element-type guint8): as galley_encoding_detect_html() has it
 *
 * Returns: (transfer none) (nullable): the name of the encoding that the page's <meta> says it is in
 * and that galley cannot decode; %NULL where there is none, and where the bytes are UTF-8 after all
 */
GALLEY_API const char *galley_encoding_detect_html_unread(const void *bytes, gsize size);

/**
 * galley_encoding_list:
 *
 * Returns: (transfer none) (array zero-terminated=1): the names of all encodings, UTF-8 first
 */
GALLEY_API const char *const *galley_encoding_list(void);

/** galley_encoding_get_name: Returns: (transfer none): the name in lower case, itself a label */
GALLEY_API const char *galley_encoding_get_name(const GalleyEncoding *encoding);

/**
 * galley_encoding_decode:
 * @bytes: (array length=size) (element-type guint8): the whole source
 * @text: where the text is appended
 * @runs: (element-type GalleyRun) (nullable): where its runs are appended: their offsets count from
 *   the beginning of @text and of @bytes
 * @n_malformed: (out) (optional): how many U+FFFD were put for malformed sequences
 *
 * A byte order mark of @encoding at the beginning is left out. What is malformed becomes U+FFFD: in
 * UTF-8 one for each maximal subpart of a sequence (Unicode 3.9, "U+FFFD Substitution"), in UTF-16
 * one for an unpaired surrogate, in UTF-32 one for a unit that is no character, elsewhere one for a
 * byte that has no meaning; one for what is left when the source ends inside a character.
 *
 * Returns: %FALSE with @error set if source or text is too large: @text and @runs stay as they were
 */
GALLEY_API gboolean galley_encoding_decode(const GalleyEncoding *encoding,
                                           const void *bytes,
                                           gsize size,
                                           GString *text,
                                           GArray *runs,
                                           guint64 *n_malformed,
                                           GError **error);

G_END_DECLS
