"""Findings about published addresses: the register, former ids, withdrawn records."""

from __future__ import annotations

from collections.abc import Mapping

from generator.messages.entry import Entry, error

ADDRESSES: Mapping[str, Entry] = {
    "registry-line": error(
        "mỗi dòng phải gồm một địa chỉ bắt đầu bằng “/”, một dấu cách và ngày công bố đầu tiên; gặp"
        " “{got}”",
        "a line must be an address that begins with “/”, a blank and the day of its first"
        " publication; got “{got}”",
        "lấy lại dòng này từ lịch sử của kho (git), ví dụ: /van-ban/25-nq-tw-2013/ 2026-11-23",
        "take the line back from the history (git), for example: /van-ban/25-nq-tw-2013/"
        " 2026-11-23",
    ),
    "registry-conflict": error(
        "sổ địa chỉ không được còn dấu xung đột khi gộp, gặp “{got}”",
        "the register of addresses must hold no marks of a merge, got “{got}”",
        "giữ mọi dòng địa chỉ của cả hai bên, chỉ xóa các dòng dấu",
        "keep the addresses of both sides, delete the marks only",
    ),
    "registry-repeated": error(
        "mỗi địa chỉ chỉ ghi một lần; “{got}” đã có ở dòng {line}",
        "an address stands once; “{got}” already stands in line {line}",
        "giữ dòng có ngày sớm hơn, xóa dòng kia",
        "keep the line with the earlier day, delete the other",
    ),
    "address-lost": error(
        "địa chỉ đã công bố phải luôn mở được; “{got}” không còn bản ghi nào",
        "a published address must answer for ever; “{got}” has lost its record",
        "đổi mã hoặc gộp: ghi “aliases: [{id}]” ở bản ghi thay nó; rút hẳn: lập thẻ"
        " directives/da-rut/{id}.yaml với “type: {folder}” và lý do; không xóa dòng này",
        "renamed or joined: write “aliases: [{id}]” in the record that takes its place; withdrawn:"
        " write directives/da-rut/{id}.yaml with “type: {folder}” and the reason; keep this line",
    ),
    "alias-taken": error(
        "mã cũ chỉ dẫn tới một bản ghi; “{got}” đã là mã của {other}",
        "a former id leads to one record; “{got}” already stands for {other}",
        "bỏ mã này khỏi aliases; nếu gộp hai bản ghi thì xóa tệp của bản ghi được gộp",
        "drop it from the aliases; to join two records, delete the file of the one that is joined",
    ),
    "former-id": error(
        "tham chiếu phải dùng mã hiện nay, không dùng mã cũ “{got}”",
        "a reference must use the id of today, not the former one “{got}”",
        "ghi “{suggestion}”",
        "write “{suggestion}”",
    ),
    "withdrawn-reference": error(
        "không tham chiếu tới bản ghi đã rút “{got}”: bỏ tham chiếu này hoặc trỏ sang bản ghi khác",
        "a reference must not lead to the withdrawn record “{got}”: drop it or name another record",
        "bản ghi thay thế là “{suggestion}”",
        "its successor is “{suggestion}”",
    ),
    "withdrawn-yet-living": error(
        "thẻ rút chỉ dành cho bản ghi không còn; “{got}” vẫn còn ở {other}",
        "a tombstone is for a record that is gone; “{got}” still lives in {other}",
        "xóa tệp của bản ghi nếu đã rút, hoặc xóa thẻ rút này",
        "delete the file of the record if it was withdrawn, or delete this tombstone",
    ),
    "successor-withdrawn": error(
        "bản ghi thay thế phải còn trong sổ tay, nhưng “{got}” cũng đã rút: ghi bản ghi khác,"
        " hoặc bỏ successor",
        "a successor must be alive, but “{got}” was withdrawn itself: name another, or drop the"
        " key",
        "ghi “{suggestion}”",
        "write “{suggestion}”",
    ),
}
