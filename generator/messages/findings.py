"""What each finding says, by its code: what must hold, what was found, and the way out.

A hint whose values a finding does not carry is left out.
"""

from __future__ import annotations

from collections.abc import Mapping

from generator.messages.addresses import ADDRESSES
from generator.messages.entry import Entry
from generator.messages.entry import error as _error
from generator.messages.entry import warning as _warning
from generator.messages.full_text import FULL_TEXT
from generator.messages.sealing import SEALING

_LIKELY_VI, _LIKELY_EN = "có lẽ là “{suggestion}”", "probably “{suggestion}”"

CATALOGUE: Mapping[str, Entry] = {
    **FULL_TEXT,
    # --- the file -------------------------------------------------------------------------------
    "unreadable": _error(
        "tệp phải đọc được: {reason}",
        "the file must be readable: {reason}",
        "kiểm tra quyền đọc của tệp",
        "check the permissions of the file",
    ),
    "too-large": _error(
        "tệp bản ghi không được quá {limit} byte",
        "a record file must have at most {limit} bytes",
        "mỗi tệp chỉ ghi một bản ghi; hãy tách tệp này",
        "one file holds one record; split this one",
    ),
    "not-utf8": _error(
        "tệp phải được lưu bằng mã UTF-8, gặp byte {byte}",
        "the file must be UTF-8, got byte {byte}",
        "lưu lại tệp với bảng mã UTF-8 (Notepad: Lưu thành… → Mã hóa → UTF-8)",
        "save the file again as UTF-8",
    ),
    "control-character": _error(
        "tệp không được chứa ký tự điều khiển, gặp {character}",
        "the file must not hold control characters, got {character}",
        "xóa ký tự này",
        "delete the character",
    ),
    "tab-indent": _error(
        "đầu dòng phải thụt bằng dấu cách, gặp phím Tab",
        "lines must be indented with spaces, got a tab",
        "thay mỗi Tab bằng hai dấu cách",
        "replace each tab by two spaces",
    ),
    "yaml-syntax": _error(
        "tệp phải đúng cú pháp YAML: {problem}",
        "the file must be valid YAML: {problem}",
        "thường do thiếu dấu cách sau “:”, thụt dòng lệch, hoặc giá trị có “: ” mà chưa đặt trong"
        " ngoặc kép",
        "often a missing blank after “:”, uneven indentation, or a value with “: ” without quotes",
    ),
    "empty-file": _error(
        "tệp phải chứa một bản ghi, nhưng đang trống",
        "the file must hold a record, but it is empty",
        "điền bản ghi hoặc xóa tệp",
        "write the record or delete the file",
    ),
    "many-documents": _error(
        "mỗi tệp chỉ chứa một bản ghi, gặp dấu “---” thứ hai",
        "a file holds one record, got a second “---”",
        "đưa mỗi bản ghi vào một tệp riêng",
        "put each record in a file of its own",
    ),
    "alias": _error(
        "bản ghi không được dùng neo và bí danh YAML, gặp “{name}”",
        "records must not use YAML anchors and aliases, got “{name}”",
        "viết lại giá trị đầy đủ; nếu là chữ thì đặt trong ngoặc kép",
        "write the value out; if it is text, put it in quotes",
    ),
    "tag": _error(
        "bản ghi không được dùng thẻ YAML, gặp “{name}”",
        "records must not use YAML tags, got “{name}”",
        "bỏ thẻ; nếu là chữ thì đặt trong ngoặc kép",
        "drop the tag; if it is text, put it in quotes",
    ),
    "too-deep": _error(
        "bản ghi không được lồng quá {limit} tầng",
        "a record must not nest deeper than {limit} levels",
        "xem lại thụt dòng và các dấu ngoặc “[” “{{”",
        "look at the indentation and at brackets “[” “{{”",
    ),
    "key-not-text": _error(
        "tên khóa phải là một từ, không phải danh sách hay nhóm khóa",
        "a key must be a word, not a list or a mapping",
    ),
    "duplicate-key": _error(
        "khóa “{key}” chỉ được viết một lần; lần đầu ở dòng {line}",
        "key “{key}” must stand once; it stands first in line {line}",
        "gộp hai giá trị hoặc xóa một khóa",
        "join the two values or delete one key",
    ),
    # --- the record -----------------------------------------------------------------------------
    "unknown-key": _error(
        "khóa “{key}” không có trong loại bản ghi này",
        "this type of record has no key “{key}”",
        _LIKELY_VI,
        _LIKELY_EN,
    ),
    "missing-key": _error(
        "bản ghi phải có khóa “{key}”",
        "the record must have the key “{key}”",
        "thêm dòng “{key}: …”",
        "add a line “{key}: …”",
    ),
    "not-text": _error(
        "“{key}” phải là một dòng chữ",
        "“{key}” must be a text",
        "viết “{key}: …” trên một dòng, không dùng gạch đầu dòng hay khóa con",
        "write “{key}: …”, without dashes or keys below it",
    ),
    "not-list": _error(
        "“{key}” phải là danh sách, gặp “{got}”",
        "“{key}” must be a list, got “{got}”",
        "viết mỗi giá trị trên một dòng, bắt đầu bằng “- ”",
        "write each value on a line of its own that begins with “- ”",
    ),
    "not-mapping": _error(
        "“{key}” phải gồm các khóa con, gặp “{got}”",
        "“{key}” must have keys of its own, got “{got}”",
        "viết mỗi khóa con trên một dòng “khóa: giá trị”",
        "write lines “key: value” below it",
    ),
    "empty-list": _error(
        "“{key}” phải có ít nhất một giá trị",
        "“{key}” must have at least one value",
    ),
    "empty-text": _error(
        "“{key}” không được để trống",
        "“{key}” must not be empty",
        "điền giá trị hoặc xóa dòng này",
        "write a value or delete the line",
    ),
    "unknown-value": _error(
        "giá trị phải là một trong: {allowed}; gặp “{got}”",
        "the value must be one of: {allowed}; got “{got}”",
        _LIKELY_VI,
        _LIKELY_EN,
    ),
    "date-form": _error(
        "ngày phải viết dạng 2013-06-03, 2013-06 hoặc 2013, gặp “{got}”",
        "a date must be written 2013-06-03, 2013-06 or 2013, got “{got}”",
        "viết năm-tháng-ngày; chưa rõ ngày hoặc tháng thì bỏ phần đó, không điền số đoán",
        "write year-month-day; leave out what is not known, never guess",
    ),
    "date-impossible": _error(
        "ngày phải có trong lịch, gặp “{got}”",
        "the date must exist in the calendar, got “{got}”",
        "kiểm tra lại ngày và tháng trong nguồn",
        "check day and month with the source",
    ),
    "not-whole-number": _error(
        "“{key}” phải là số nguyên không có số 0 ở đầu, gặp “{got}”",
        "“{key}” must be a whole number without leading zeros, got “{got}”",
        "viết bằng chữ số, ví dụ 55",
        "write digits, for example 55",
    ),
    "not-flag": _error(
        "“{key}” phải là true hoặc false, gặp “{got}”",
        "“{key}” must be true or false, got “{got}”",
    ),
    "url-form": _error(
        "địa chỉ phải bắt đầu bằng http:// hoặc https://, không có dấu cách, không kèm tên và mật"
        " khẩu (…@), gặp “{got}”",
        "an address must begin with http:// or https:// and hold no blanks, nor a name and password"
        " (…@), got “{got}”",
        "chép lại địa chỉ từ thanh địa chỉ của trình duyệt, hoặc bỏ khóa url",
        "copy the address from the browser, or leave the key url out",
    ),
    "id-form": _error(
        "mã bản ghi chỉ gồm chữ thường không dấu, chữ số và gạch nối, gặp “{got}”",
        "an id consists of lower-case ASCII letters, digits and hyphens, got “{got}”",
        "ví dụ: 25-nq-tw-2013",
        "for example: 25-nq-tw-2013",
    ),
    "ref-form": _error(
        "ref phải là mã bản ghi, có thể kèm điều, khoản sau dấu “#”, gặp “{got}”",
        "ref must be the id of a record, with an article behind “#” if need be, got “{got}”",
        "ví dụ: 10-2022-qh15 hoặc 10-2022-qh15#dieu-3",
        "for example: 10-2022-qh15 or 10-2022-qh15#dieu-3",
    ),
    # --- texts ----------------------------------------------------------------------------------
    "not-nfc": _warning(
        "chữ phải ở dạng Unicode dựng sẵn (NFC), gặp dạng tổ hợp ở “{got}”",
        "text must be in Unicode NFC, got a decomposed form in “{got}”",
        "gõ lại chữ này bằng bộ gõ với bảng mã Unicode dựng sẵn",
        "type the word again with a precomposed keyboard",
    ),
    "look-alike": _error(
        "chữ “{got}” ({code_point}) trông giống chữ khác",
        "the letter “{got}” ({code_point}) is a look-alike",
        "thay bằng “{suggestion}”",
        "replace it by “{suggestion}”",
    ),
    "invisible-character": _error(
        "văn bản không được có ký tự ẩn, gặp {code_point}",
        "text must not hold invisible characters, got {code_point}",
        "xóa ký tự này, hoặc thay bằng dấu cách thường",
        "delete it, or replace it by an ordinary blank",
    ),
    "stacked-marks": _error(
        "một chữ mang nhiều nhất bốn dấu, chữ này mang nhiều hơn",
        "a letter must not carry more than four marks, this one does",
        "xóa các dấu thừa rồi gõ lại chữ này",
        "delete the marks and type the letter again",
    ),
    # --- the library ----------------------------------------------------------------------------
    "wrong-folder": _error(
        "tệp bản ghi phải có đuôi .yaml và nằm trong thư mục của loại mình ({folders})",
        "a record file must end in .yaml and lie in the folder of its type ({folders})",
        "chuyển thành {suggestion}",
        "move it to {suggestion}",
    ),
    "id-mismatch": _error(
        "id phải trùng tên tệp “{stem}”, gặp “{got}”",
        "the id must equal the file name “{stem}”, got “{got}”",
        "viết “id: {stem}” hoặc đổi tên tệp; id đã công bố thì giữ nguyên",
        "write “id: {stem}” or rename the file; a published id never changes",
    ),
    "duplicate-id": _error(
        "mỗi id chỉ thuộc một bản ghi; “{got}” đã có ở {other}",
        "an id belongs to one record; “{got}” already stands in {other}",
        "đặt id khác, ví dụ thêm năm hoặc tên địa phương",
        "choose another id, for example with a year or a place",
    ),
    "duplicate-document": _error(
        "hai văn bản không được trùng cả loại, số, cơ quan và ngày; văn bản này đã có ở {other}",
        "two documents must not share kind, number, bodies and date; this one stands in {other}",
        "gộp hai bản ghi, hoặc sửa trường chép sai",
        "join the two records, or mend the field that was copied wrongly",
    ),
    "number-form": _error(
        "số, ký hiệu phải viết theo dạng chuẩn, gặp “{got}”",
        "a number must be written in normal form, got “{got}”",
        "viết “{suggestion}”; dạng in khác đi ghi vào number_printed",
        "write “{suggestion}”; forms as printed go into number_printed",
    ),
    "address-form": _error(
        "mã và số phải cho địa chỉ mà một trang mang được, “{got}” cho “{name}”",
        "ids and numbers must give an address that a page can have, “{got}” gives “{name}”",
        "cần có chữ hoặc chữ số, nhiều nhất 100 ký tự; không dùng index, trang-2 hay tên mà Windows"
        " giữ riêng (con, nul, aux…)",
        "it needs letters or digits, 100 characters at most; not index, trang-2, or a name that"
        " Windows keeps for itself (con, nul, aux…)",
    ),
    "number-grammar": _warning(
        "số, ký hiệu phải theo một dạng đã biết (25-NQ/TW, 16/CT-TTg, 59/2023/NĐ-CP,"
        " 10/2022/QH15), gặp “{got}”",
        "a number must follow a known form (25-NQ/TW, 16/CT-TTg, 59/2023/NĐ-CP, 10/2022/QH15),"
        " got “{got}”",
        "kiểm tra lại với nguồn",
        "check it with the source",
    ),
    "number-kind": _error(
        "ký hiệu của {kind} phải là {expected}, gặp “{got}”",
        "the symbol of a {kind} must be {expected}, got “{got}”",
        "sửa kind hoặc number cho khớp với văn bản",
        "mend kind or number as the document has it",
    ),
    "number-body": _error(
        "ký hiệu cơ quan phải là của nơi ban hành ({expected}), gặp “{got}”",
        "the code must be one of the issuing bodies ({expected}), got “{got}”",
        "sửa issued_by hoặc number; nếu cơ quan dùng ký hiệu này thì thêm vào codes của cơ quan",
        "mend issued_by or number; if the body uses this code, add it to the codes of the body",
    ),
    "unknown-reference": _error(
        "“{got}” phải là id của một bản ghi loại {expected}",
        "“{got}” must be the id of a record of type {expected}",
        _LIKELY_VI,
        _LIKELY_EN,
    ),
    "unknown-article": _error(
        "“{got}” phải là điều, khoản có trong toàn văn của {record}",
        "“{got}” must be an article or clause in the full text of {record}",
        _LIKELY_VI,
        _LIKELY_EN,
    ),
    "relation-both-sides": _error(
        "mỗi quan hệ chỉ viết một bên; bên kia đã viết ở {other}",
        "a relation is written on one side; the other side stands in {other}",
        "giữ ở văn bản tác động (thường là văn bản mới hơn), xóa ở bên kia",
        "keep it on the acting document (mostly the newer one), delete the other",
    ),
    "relation-to-itself": _error(
        "bản ghi không được tham chiếu chính nó",
        "a record must not refer to itself",
        "sửa id cho đúng bản ghi kia",
        "write the id of the other record",
    ),
    "relation-repeated": _error(
        "mỗi quan hệ chỉ viết một lần; “{type} → {to}” đã có ở dòng {line}",
        "a relation is written once; “{type} → {to}” already stands in line {line}",
        "xóa một dòng, hoặc ghi scope khác nhau",
        "delete one, or give different scopes",
    ),
    "cycle": _error(
        "{what} không được thành vòng: {path}",
        "{what} must not run in a circle: {path}",
        "bỏ một mắt xích",
        "remove one link",
    ),
    "effective-before-issued": _error(
        "ngày có hiệu lực ({effective}) không được trước ngày ban hành ({issued})",
        "the day of effect ({effective}) must not come before the day of issue ({issued})",
        "kiểm tra hai ngày với nguồn",
        "check both with the source",
    ),
    "expires-before-effective": _error(
        "ngày hết hiệu lực ({expires}) phải sau ngày ban hành hoặc có hiệu lực ({start})",
        "the day of expiry ({expires}) must come after issue or effect ({start})",
        "kiểm tra hai ngày với nguồn",
        "check both with the source",
    ),
    "older-acts-on-newer": _error(
        "văn bản {type} phải không cũ hơn văn bản kia: {own} trước {other}",
        "a document that {type} another must not be older: {own} is before {other}",
        "kiểm tra hai ngày, hoặc chuyển quan hệ sang bên kia",
        "check both dates, or write the relation on the other side",
    ),
    "issuer-not-existing": _error(
        "cơ quan “{body}” tồn tại {life}, nên không thể ban hành ngày {issued}",
        "body “{body}” existed {life}, so it cannot have issued on {issued}",
        "chọn cơ quan của thời kỳ đó (tiền thân hoặc kế thừa), hoặc sửa ngày",
        "choose the body of that time (predecessor or successor), or mend the date",
    ),
    "lifetime-order": _error(
        "ngày kết thúc ({end}) không được trước ngày bắt đầu ({start})",
        "the end ({end}) must not come before the beginning ({start})",
        "kiểm tra hai ngày với nguồn",
        "check both with the source",
    ),
    "minutes-mismatch": _error(
        "thời lượng các phần phải khớp với cả buổi: các phần cộng được {sum} phút, duration ghi"
        " {total}",
        "minutes of the parts must fit the session: the parts sum to {sum}, duration says {total}",
        "sửa duration, hoặc minutes của từng phần",
        "mend duration, or the minutes of the parts",
    ),
    "sum-mismatch": _error(
        "tổng phải bằng các phần cộng lại: {key} cộng được {sum}, total ghi {total}",
        "the total must be the sum of its parts: {key} sums to {sum}, total says {total}",
        "kiểm tra lại từng số với nguồn",
        "check each number with the source",
    ),
    "source-too-old": _error(
        "nguồn ({published}) không được cũ hơn điều nó nêu ({fact})",
        "a source ({published}) must not be older than what it states ({fact})",
        "kiểm tra hai ngày; nguồn in sai thì đưa vào conflicts",
        "check both dates; a source that misprints belongs into conflicts",
    ),
    "missing-source": _error(
        "bản ghi phải nêu ít nhất một nguồn",
        "a record must name at least one source",
        "thêm sources với title và nếu có thì publisher, published_on, url",
        "add sources with a title and, where known, publisher, published_on, url",
    ),
    # --- the publication log --------------------------------------------------------------------
    "log-damaged": _error(
        "tệp nhật ký công bố phải nguyên vẹn như khi lệnh publish ghi: {reason}",
        "a file of the publication log must be as publish wrote it: {reason}",
        "lấy lại tệp từ kho phiên bản (git checkout -- {path}); nếu vướng xung đột khi gộp, giữ cả"
        " hai tệp, mỗi lần công bố là một tệp riêng",
        "restore it from version control (git checkout -- {path}); after a merge keep both sides'"
        " files, each publication has its own",
    ),
    "log-gap": _error(
        "nhật ký công bố phải liền mạch, thiếu lần công bố trước: {path}",
        "the publication log must be whole, the publication before is missing: {path}",
        "lấy lại tệp ấy từ kho phiên bản, hoặc từ máy đã công bố lần đó",
        "restore that file from version control, or from the machine that published it",
    ),
    "not-ours": _error(
        "trang được tạo ra không được ghi đè lên trang viết tay",
        "a generated page must not overwrite a page written by hand",
        "đổi tên trang viết tay này",
        "rename the page written by hand",
    ),
    **ADDRESSES,
    **SEALING,
}
