/* describe.h: what a record's head says, as metadata. SPDX-License-Identifier: MIT */
#pragma once

#include <galley/document.h>

#include "content.h"
#include "head.h"

/* describe_record: sets all metadata of the record */
void describe_record(const Head *head, const Content *content, GalleyDocument *document);
