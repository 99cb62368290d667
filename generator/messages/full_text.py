"""What the findings about full texts say."""

from __future__ import annotations

from collections.abc import Mapping

from generator.messages.entry import Entry, error, warning

FULL_TEXT: Mapping[str, Entry] = {
    "text-file-form": error(
        "text phải là tên một tệp .txt cạnh bản ghi, gồm chữ thường không dấu, số, gạch ngang,"
        " gặp “{got}”",
        "text must name a .txt file beside the record, in lower-case letters, digits and hyphens,"
        " got “{got}”",
        "ví dụ text: 10-2022-qh15.txt; không ghi thư mục",
        "for example text: 10-2022-qh15.txt; without a folder",
    ),
    "missing-text": error(
        "tệp toàn văn phải nằm cạnh bản ghi, không thấy “{got}”",
        "the full text must lie beside the record, “{got}” is not there",
        "có lẽ là “{suggestion}”",
        "probably “{suggestion}”",
    ),
    "text-outside": error(
        "tệp toàn văn không được là liên kết ra ngoài {folder}, gặp “{got}”",
        "the full text must not be a link out of {folder}, got “{got}”",
        "chép chính tệp ấy vào thư mục này",
        "copy the file itself into this folder",
    ),
    "text-too-large": error(
        "tệp toàn văn không được quá {limit} byte",
        "a full text must have at most {limit} bytes",
        "chỉ giữ lời văn; biểu mẫu, phụ lục để ngoài",
        "keep the wording only; leave forms and annexes out",
    ),
    "unused-text": warning(
        "tệp toàn văn phải được một bản ghi nêu ở khóa text",
        "a full text must be named by a record, in its key text",
        "thêm dòng text: {file} vào bản ghi của văn bản, hoặc xóa tệp",
        "add text: {file} to the record of the document, or delete the file",
    ),
    "article-repeated": error(
        "mỗi điều chỉ có một lần, gặp lại {got} (đã có ở dòng {line})",
        "an article must stand once, got {got} again (first in line {line})",
        "sửa số điều theo bản gốc; lời văn của quy chế, phụ lục kèm theo thuộc bản ghi khác",
        "mend the number after the original; the wording of a regulation or annex that is"
        " promulgated with the document belongs to a record of its own",
    ),
    "article-order": warning(
        "các điều phải nối tiếp nhau: chờ {expected}, gặp {got}",
        "articles must follow one another: expected {expected}, got {got}",
        "tìm điều còn thiếu trong bản gốc; nếu chỉ có một phần, ghi text_complete: false",
        "look for what is missing in the original; of an excerpt say text_complete: false",
    ),
}
