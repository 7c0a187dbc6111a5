/* note.c: the ABI numbers in a shared object's ELF note, read before any of its code runs.
 * SPDX-License-Identifier: MIT */
#include "plugin/note-private.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include <gelf.h>
#include <libelf.h>

#include <galley/plugin.h>

#define NOTE_SECTION ".note.galley"
#define NOTE_NAME "GALLEY"
#define NOTE_TYPE 1

/* The contents of the section called .note.galley, or %NULL. */
static Elf_Data *
find_section(Elf *elf)
{
    size_t names;
    if (elf_getshdrstrndx(elf, &names) != 0)
        return NULL;
    for (Elf_Scn *section = elf_nextscn(elf, NULL); section; section = elf_nextscn(elf, section)) {
        GElf_Shdr header;
        if (!gelf_getshdr(section, &header) || header.sh_type != SHT_NOTE)
            continue;
        const char *name = elf_strptr(elf, names, header.sh_name);
        if (name && strcmp(name, NOTE_SECTION) == 0)
            return elf_getdata(section, NULL);
    }
    return NULL;
}

static gboolean
parse_note(Elf_Data *data, guint32 abi[2])
{
    GElf_Nhdr header;
    size_t name_at, value_at;
    if (gelf_getnote(data, 0, &header, &name_at, &value_at) == 0)
        return FALSE;
    const char *bytes = data->d_buf;
    if (header.n_type != NOTE_TYPE || header.n_namesz != sizeof NOTE_NAME || header.n_descsz != 8 ||
        memcmp(bytes + name_at, NOTE_NAME, sizeof NOTE_NAME) != 0)
        return FALSE;
    memcpy(abi, bytes + value_at, 8);
    return TRUE;
}

static gboolean
read_note(int fd, guint32 abi[2], gboolean *is_elf)
{
    Elf *elf = elf_begin(fd, ELF_C_READ, NULL);
    *is_elf = elf && elf_kind(elf) == ELF_K_ELF;
    Elf_Data *data = *is_elf ? find_section(elf) : NULL;
    gboolean found = data && data->d_buf && parse_note(data, abi);
    elf_end(elf);
    return found;
}

gboolean
galley_note_check(int fd, const char *path, GError **error)
{
    guint32 abi[2] = { 0, 0 };
    gboolean is_elf = FALSE;
    elf_version(EV_CURRENT);
    if (!read_note(fd, abi, &is_elf)) {
        g_set_error(error, GALLEY_PLUGIN_ERROR, GALLEY_PLUGIN_ERROR_ABI,
                    is_elf ? "%s: not a galley plugin: it has no note " NOTE_SECTION
                             " (is GALLEY_PLUGIN_DEFINE() missing?)"
                           : "%s: not a shared object",
                    path);
        return FALSE;
    }
    if (abi[0] == GALLEY_ABI_MAJOR &&
        (GALLEY_ABI_MAJOR > 0 ? abi[1] <= GALLEY_ABI_MINOR : abi[1] == GALLEY_ABI_MINOR))
        return TRUE;
    g_set_error(error, GALLEY_PLUGIN_ERROR, GALLEY_PLUGIN_ERROR_ABI,
                "%s: built for galley's plugin ABI %u.%u; this is %d.%d: build it again", path,
                abi[0], abi[1], GALLEY_ABI_MAJOR, GALLEY_ABI_MINOR);
    return FALSE;
}
