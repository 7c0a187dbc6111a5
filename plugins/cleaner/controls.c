/* controls.c: drops controls, terminal escapes, and what shows nothing. SPDX-License-Identifier: MIT */
#include "cleaner.h"

#include <galley/unicode.h>

#define REASON_CONTROL "control-character"
#define REASON_INVISIBLE "invisible-character"
#define ESCAPE 0x1B
#define ZERO_WIDTH_NON_JOINER 0x200C
#define ZERO_WIDTH_JOINER 0x200D
#define NEXT_LINE 0x85

/* How far an operating system command is searched for its end: titles and links are short. */
#define COMMAND_MAX 512

/* ESC ] ... BEL, or ESC ] ... ESC \: what sets a window's title, or makes a link. */
static guint32
command_end(const char *text, guint32 size, guint32 at)
{
    guint32 limit = MIN(size, at + COMMAND_MAX);
    for (guint32 i = at; i < limit && text[i] != '\n'; i++) {
        if (text[i] == '\a')
            return i + 1;
        if (text[i] == ESCAPE)
            return i + 1 < size && text[i + 1] == '\\' ? i + 2 : at - 1;
    }
    return at - 1;
}

/* ESC [ parameters intermediates final, as ECMA-48 has it; the ESC alone if that is not what follows. */
static guint32
control_sequence_end(const char *text, guint32 size, guint32 at)
{
    guint32 i = at;
    while (i < size && text[i] >= 0x30 && text[i] <= 0x3F)
        i++;
    while (i < size && text[i] >= 0x20 && text[i] <= 0x2F)
        i++;
    return i < size && text[i] >= 0x40 && text[i] <= 0x7E ? i + 1 : at - 1;
}

/* The end of the escape sequence that begins at @at. */
static guint32
escape_end(const char *text, guint32 size, guint32 at)
{
    if (at + 1 >= size)
        return at + 1;
    switch (text[at + 1]) {
    case '[':
        return control_sequence_end(text, size, at + 2);
    case ']':
        return command_end(text, size, at + 2);
    case '(':
    case ')': /* chooses a character set */
        return at + 2 < size && g_ascii_isalnum(text[at + 2]) ? at + 3 : at + 1;
    default:
        return at + 1;
    }
}

/* Controls but those that end or part words: tab and line ends have sub-steps of their own. */
static gboolean
is_control(gunichar character)
{
    if (character < 0x20)
        return character < '\t' || character > '\r';
    return character >= 0x7F && character < 0xA0 && character != NEXT_LINE;
}

static const struct {
    gunichar first, last;
} invisible[] = {
    { 0xAD, 0xAD },     /* soft hyphen */
    { 0x61C, 0x61C },   /* Arabic letter mark */
    { 0x200B, 0x200F }, /* zero-width space and joiners, left-to-right and right-to-left mark */
    { 0x202A, 0x202E }, /* embeddings and overrides */
    { 0x2060, 0x2064 }, /* word joiner, invisible operators */
    { 0x2066, 0x206F }, /* isolates, deprecated format characters */
    { 0xFEFF, 0xFEFF }, /* zero-width no-break space */
    { 0xFFF9, 0xFFFB }, /* interlinear annotation */
};

static gboolean
is_invisible(gunichar character)
{
    for (gsize i = 0; i < G_N_ELEMENTS(invisible); i++) {
        if (character <= invisible[i].last)
            return character >= invisible[i].first;
    }
    return FALSE;
}

/* Scripts whose letters change shape by joiners: Arabic to Thaana, Indic to Tibetan and Burmese, Khmer, Mongolian. */
static gboolean
is_joining(gunichar character)
{
    return (character >= 0x600 && character < 0x10A0) ||
           (character >= 0x1780 && character < 0x18B0);
}

/* Whether the joiner at @at holds an emoji sequence together, or shapes a letter. */
static gboolean
joiner_counts(const char *text, guint32 size, guint32 at, gunichar joiner)
{
    guint32 end = galley_utf8_next(text, at);
    if (at == 0 || end >= size)
        return FALSE;
    gunichar before = galley_utf8_get(text, galley_utf8_previous(text, at));
    gunichar after = galley_utf8_get(text, end);
    if (is_joining(before))
        return joiner == ZERO_WIDTH_JOINER || is_joining(after);
    guint32 flags = galley_unichar_get_properties(before);
    return joiner == ZERO_WIDTH_JOINER && before >= 0x80 &&
           (flags & (GALLEY_UNICODE_EXTENDED_PICTOGRAPHIC | GALLEY_UNICODE_EMOJI_MODIFIER |
                     GALLEY_UNICODE_VARIATION_SELECTOR)) != 0 &&
           (galley_unichar_get_properties(after) & GALLEY_UNICODE_EXTENDED_PICTOGRAPHIC) != 0;
}

static void
drop_character(Pass *pass, guint32 at, gunichar character)
{
    guint32 end = galley_utf8_next(pass->text, at);
    if (is_control(character))
        pass_edit(pass, at, end, NULL, 0, REASON_CONTROL);
    else if (is_invisible(character) &&
             !((character == ZERO_WIDTH_JOINER || character == ZERO_WIDTH_NON_JOINER) &&
               joiner_counts(pass->text, pass->size, at, character)))
        pass_edit(pass, at, end, NULL, 0, REASON_INVISIBLE);
}

void
drop_controls(Pass *pass)
{
    guint32 at = find_special(pass->text, pass->size, 0);
    while (at < pass->size) {
        guint32 end = galley_utf8_next(pass->text, at);
        if (pass->text[at] == ESCAPE) {
            end = escape_end(pass->text, pass->size, at);
            pass_edit(pass, at, end, NULL, 0, REASON_CONTROL);
        } else {
            drop_character(pass, at, galley_utf8_get(pass->text, at));
        }
        at = find_special(pass->text, pass->size, end);
    }
}
