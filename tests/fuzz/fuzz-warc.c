/* fuzz-warc.c: any bytes as a web archive: records end where they end, whatever is seen at once.
 * SPDX-License-Identifier: MIT */
#include "../../plugins/reader-warc/records.h"
#include "reader-target.h"

static ReaderChoice readers = {
    .options = {
        "payload_limit=100000",
        "status=;id=url",
        "types=response,resource,metadata,warcinfo;media_types=text/plain,application/warc-fields",
        "payload_limit=10;id=record-id",
    },
};

/* As much as the scan wants, and no more. */
static RecordStatus
scan_as_wanted(const guint8 *bytes, gsize size, RecordScan *scan)
{
    gsize wanted = 0, shown = 0, before;
    RecordStatus status;
    do {
        before = wanted;
        shown = MIN(size, wanted);
        status = records_scan(bytes, shown, shown < wanted, scan);
        wanted = scan->wanted;
        g_assert(status != RECORD_OPEN || wanted > before);
    } while (status == RECORD_OPEN);
    return status;
}

/* Answers with where the next record may begin. */
static gsize
cut(Host *host, const guint8 *bytes, gsize size)
{
    RecordScan scan, same;
    RecordStatus status = scan_as_wanted(bytes, size, &scan);
    g_assert(status == records_scan(bytes, size, TRUE, &same));
    if (status == RECORD_WHOLE) {
        g_assert(scan.size == same.size && scan.size > 0 && scan.size <= size);
        reader_try(host, bytes, scan.size);
        return scan.size;
    }
    gsize next = records_find(bytes, size);
    g_assert(next > 0 && next <= size);
    g_assert(next == size || (size - next >= 7 && memcmp(bytes + next, "WARC/1.", 7) == 0));
    g_assert(*scan.fault != '\0' && scan.fault_at <= size);
    return next;
}

int
LLVMFuzzerTestOneInput(const guint8 *bytes, size_t size)
{
    if (size == 0)
        return 0;
    Host *host = reader_chosen(&readers, bytes[0]);
    for (gsize at = 1; at < size;)
        at += cut(host, bytes + at, size - at);
    reader_try(host, bytes + 1, size - 1);
    return 0;
}
