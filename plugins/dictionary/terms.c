/* terms.c: a dictionary as it is read: categories, and the terms that are counted in them.
 * SPDX-License-Identifier: MIT */
#include "terms.h"

#include <string.h>

#include <galley/galley.h>

const char *const terms_formats[] = { "auto", "dic", "yaml", "csv", "tsv", NULL };

void
terms_init(Terms *terms, guint levels)
{
    *terms = (Terms){ .categories = g_ptr_array_new(),
                      .list = g_array_new(FALSE, FALSE, sizeof(Term)),
                      .numbers = g_hash_table_new(g_str_hash, g_str_equal),
                      .strings = g_string_chunk_new(4096),
                      .levels = levels };
}

void
terms_clear(Terms *terms)
{
    g_clear_pointer(&terms->categories, g_ptr_array_unref);
    g_clear_pointer(&terms->list, g_array_unref);
    g_clear_pointer(&terms->numbers, g_hash_table_unref);
    g_clear_pointer(&terms->strings, g_string_chunk_free);
}

/* ---- for the parsers ---- */

guint32
terms_category(Terms *terms, const char *const *names, guint n)
{
    g_autoptr(GString) name = g_string_new(NULL);
    guint depth = terms->levels > 0 ? MIN(n, terms->levels) : n;
    for (guint i = 0; i < depth; i++)
        g_string_append_printf(name, "%s%s", i > 0 ? "." : "", names[i]);
    guint number = GPOINTER_TO_UINT(g_hash_table_lookup(terms->numbers, name->str));
    if (number == 0) {
        char *kept = g_string_chunk_insert_len(terms->strings, name->str, (gssize)name->len);
        g_ptr_array_add(terms->categories, kept);
        number = terms->categories->len;
        g_hash_table_insert(terms->numbers, kept, GUINT_TO_POINTER(number));
    }
    return number - 1;
}

/* Where the white space that @text ends with begins. */
static guint32
stripped_size(const char *text, guint32 size)
{
    while (size > 0) {
        guint32 last = galley_utf8_previous(text, size);
        if (!galley_unichar_is_space(galley_utf8_get(text, last)))
            break;
        size = last;
    }
    return size;
}

gboolean
terms_add(Terms *terms, guint32 category, const char *text, gsize size)
{
    guint32 begin = 0, end = stripped_size(text, (guint32)size);
    while (begin < end && galley_unichar_is_space(galley_utf8_get(text, begin)))
        begin = galley_utf8_next(text, begin);
    if (begin == end)
        return FALSE;
    Term term = { .category = category };
    term.text = g_string_chunk_insert_len(terms->strings, text + begin, (gssize)(end - begin));
    g_array_append_val(terms->list, term);
    return TRUE;
}

/* Line and column, in characters, of the byte @at. A line ends as in YAML: LF, CRLF or CR. */
static void
find_place(const TermsFile *file, gsize at, guint *line, guint *column)
{
    gsize begin = 0;
    *line = 1;
    at = MIN(at, file->size);
    for (gsize i = 0; i < at; i++)
        if (file->text[i] == '\n' ||
            (file->text[i] == '\r' && (i + 1 >= file->size || file->text[i + 1] != '\n'))) {
            ++*line;
            begin = i + 1;
        }
    *column = galley_utf8_count(file->text + begin, at - begin) + 1;
}

gboolean
terms_fail(const TermsFile *file, gsize at, GError **error, const char *format, ...)
{
    guint line, column;
    va_list arguments;
    va_start(arguments, format);
    g_autofree char *what = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    find_place(file, at, &line, &column);
    g_set_error(error, GALLEY_PLUGIN_ERROR, GALLEY_PLUGIN_ERROR_FILE, "%s:%u:%u: %s", file->path,
                line, column, what);
    return FALSE;
}

/* ---- files ---- */

TermsFormat
terms_guess(const char *path, const char *text)
{
    static const struct {
        const char *suffix;
        TermsFormat format;
    } names[] = {
        { ".dic", TERMS_DIC },  { ".dicx", TERMS_AUTO }, { ".yaml", TERMS_YAML },
        { ".yml", TERMS_YAML }, { ".csv", TERMS_CSV },   { ".tsv", TERMS_TSV },
    };
    g_autofree char *lower = g_ascii_strdown(path, -1);
    for (gsize i = 0; i < G_N_ELEMENTS(names); i++)
        if (g_str_has_suffix(lower, names[i].suffix))
            return names[i].format;
    while (g_ascii_isspace(*text))
        text++;
    return *text == '%' ? TERMS_DIC : TERMS_AUTO;
}

/* The file's text by way of a document, which decodes what galley can read. */
static gboolean
decode(TermsFile *file, const char *encoding, GError **error)
{
    const GalleyEncoding *found = galley_encoding_find(encoding);
    guint32 size;
    g_autoptr(GalleyDocument) document = galley_document_new();
    if (!galley_document_set_source(document, file->text, file->size, found, error))
        return FALSE;
    const char *text = galley_document_get_text(document, &size);
    if (galley_document_get_n_malformed(document) > 0) {
        const char *fault = g_strstr_len(text, (gssize)size, "\xEF\xBF\xBD");
        TermsFile decoded = { file->path, (char *)text, size };
        return terms_fail(&decoded, fault != NULL ? (gsize)(fault - text) : 0, error,
                          "this is not %s: save the dictionary as UTF-8, or name its encoding "
                          "(“encoding: windows-1252” is that of older LIWC files)",
                          encoding);
    }
    g_free(file->text);
    file->text = g_strndup(text, size);
    file->size = size;
    return TRUE;
}

gboolean
terms_parse(Terms *terms, TermsFormat format, const TermsFile *file, GError **error)
{
    const char *nul = memchr(file->text, '\0', file->size);
    if (nul != NULL)
        return terms_fail(file, (gsize)(nul - file->text), error,
                          "a NUL byte: this is not a text file");
    gboolean read = format == TERMS_DIC ? terms_parse_dic(terms, file, error)
                    : format == TERMS_YAML
                        ? terms_parse_yaml(terms, file, error)
                        : terms_parse_table(terms, file, format == TERMS_TSV ? '\t' : ',', error);
    if (read && terms->list->len == 0)
        return terms_fail(file, file->size, error, "there is not a single term in this dictionary");
    return read;
}

gboolean
terms_load(Terms *terms, const char *path, TermsFormat format, const char *encoding, GError **error)
{
    TermsFile file = { .path = path };
    g_autoptr(GError) fault = NULL;
    if (!g_file_get_contents(path, &file.text, &file.size, &fault)) {
        g_set_error_literal(error, GALLEY_PLUGIN_ERROR, GALLEY_PLUGIN_ERROR_FILE, fault->message);
        return FALSE;
    }
    gboolean read = decode(&file, encoding, error);
    if (read && format == TERMS_AUTO)
        format = terms_guess(path, file.text);
    if (read && format == TERMS_AUTO)
        read = terms_fail(&file, 0, error,
                          "the name does not tell what format this is: say “format: dic” (LIWC), "
                          "“yaml” (quanteda), “csv” or “tsv” (term, category)");
    else if (read)
        read = terms_parse(terms, format, &file, error);
    g_free(file.text);
    return read;
}
