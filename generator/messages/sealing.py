"""What the seal finds in a site that is built and not yet shown, and what is said then."""

from __future__ import annotations

from collections.abc import Mapping

from generator.messages.entry import Entry, error, warning
from generator.messages.language import Language

_MEND_VI = "sửa trong {source} rồi chạy lại"
_MEND_EN = "mend it in {source} and run again"
_PROGRAM_VI = (
    "nội dung viết tay có thể gây ra: xem {source}; nếu không phải, đây là lỗi của chương trình,"
    " hãy báo người bảo trì"
)
_PROGRAM_EN = (
    "something written by hand may cause it: look at {source}; if not, it is a bug of the program,"
    " tell its maintainers"
)

SEALING: Mapping[str, Entry] = {
    "dead-link": error(
        "liên kết phải dẫn tới một tệp của trang; “{got}” dẫn tới {to}, không có tệp này",
        "a link must lead to a file of the site; “{got}” leads to {to}, which is not there",
        f"{_MEND_VI}: ghi đúng địa chỉ, hoặc bỏ liên kết",
        f"{_MEND_EN}: write the right address, or drop the link",
    ),
    "link-case": error(
        "liên kết phải đúng chữ hoa, chữ thường như tên tệp; “{got}” dẫn tới {to}",
        "a link must be written in capitals and small letters as the file is; “{got}” leads to"
        " {to}",
        "tệp có tên {there}; sửa trong {source}",
        "the file is called {there}; mend it in {source}",
    ),
    "link-slash": error(
        "địa chỉ của một thư mục phải kết thúc bằng “/”, gặp “{got}”",
        "the address of a folder must end in “/”, got “{got}”",
        "ghi “{got}/” trong {source}",
        "write “{got}/” in {source}",
    ),
    "rooted-address": error(
        "địa chỉ phải tương đối để trang chạy dưới mọi đường dẫn; “{got}” bắt đầu bằng “/”",
        "an address must be relative so that the site works below any path; “{got}” begins with"
        " “/”",
        "ghi địa chỉ tính từ trang này, ví dụ ../../van-ban/, trong {source}",
        "write it from this page on, for example ../../van-ban/, in {source}",
    ),
    "address-leaves": error(
        "địa chỉ phải ở trong trang; “{got}” đi lên quá thư mục gốc",
        "an address must stay within the site; “{got}” climbs out of it",
        "bớt “../” trong {source}",
        "take a “../” away in {source}",
    ),
    "dead-anchor": error(
        "liên kết phải dẫn tới một mục có thật; {to} không có mục “#{anchor}”",
        "a link must lead to an anchor that is there; {to} has no “#{anchor}”",
        "sửa phần sau dấu # trong {source}, hoặc bỏ phần ấy",
        "mend what stands after # in {source}, or drop it",
    ),
    "repeated-anchor": error(
        "mỗi id chỉ được có một lần trên một trang; “{got}” có nhiều lần nên liên kết chỉ tới được"
        " mục đầu",
        "an id must stand once on a page; “{got}” stands several times, so links reach the first"
        " only",
        "đổi một đề mục hoặc một “{{ #… }}” trong {source}",
        "change a heading or a “{{ #… }}” in {source}",
    ),
    "foreign-request": error(
        "trang không được tải gì từ máy chủ khác; “{got}” sẽ bị tải khi mở trang",
        "nothing may be loaded from another host; “{got}” would be when the page is opened",
        "lưu tệp ấy vào docs/ rồi trỏ tới bản lưu, hoặc đổi thành liên kết thường, trong {source}",
        "keep a copy of the file in docs/ and name that, or make it a plain link, in {source}",
    ),
    "foreign-address": error(
        "mã và dữ liệu của trang không được nêu máy chủ khác, gặp “{got}”",
        "scripts and data of the site must name no other host, got “{got}”",
        _PROGRAM_VI,
        _PROGRAM_EN,
    ),
    "link-scheme": error(
        "liên kết phải là địa chỉ trong trang, https://, http://, mailto: hoặc tel:; gặp “{got}”",
        "a link must be an address of the site, https://, http://, mailto: or tel:; got “{got}”",
        _MEND_VI,
        _MEND_EN,
    ),
    "link-referrer": error(
        'liên kết ra ngoài phải có rel="noreferrer" để không lộ người đọc từ đâu tới; “{got}” chưa'
        " có",
        'a link to another host must have rel="noreferrer", which keeps to itself where readers'
        " come from; “{got}” has not",
        "trong {source} ghi: [chữ](địa chỉ){{ rel=noreferrer }}",
        "in {source} write: [words](address){{ rel=noreferrer }}",
    ),
    "inline-script": error(
        "mã phải nằm trong tệp riêng, không nằm trong trang; gặp {got}",
        "code must be in a file of its own, not in the page; got {got}",
        _PROGRAM_VI,
        _PROGRAM_EN,
    ),
    "inline-style": error(
        "kiểu trình bày phải nằm trong tệp riêng, trình duyệt bỏ qua kiểu ghi trong trang; gặp"
        " {got}",
        "styles must be in a file of their own, browsers ignore those in the page; got {got}",
        _PROGRAM_VI,
        _PROGRAM_EN,
    ),
    "inline-handler": error(
        "phần tử của trang không được mang mã chạy, gặp {got}",
        "elements of a page must carry no code, got {got}",
        _PROGRAM_VI,
        _PROGRAM_EN,
    ),
    "forbidden-element": error(
        "trang không được có khung, phần nhúng hay địa chỉ gốc khác, gặp {got}",
        "a page must have no frames, plug-ins or other base address, got {got}",
        f"thay bằng một liên kết thường; {_PROGRAM_VI}",
        f"make it a plain link; {_PROGRAM_EN}",
    ),
    "policy-missing": error(
        "mỗi trang phải có thẻ Content-Security-Policy trong phần đầu, nhưng trang này không có",
        "every page must have its Content-Security-Policy in the head, but this one has none",
        "nếu trang có mẫu riêng (theme.custom_dir), mẫu phải gồm partials/sotay-policy.html; nguồn"
        " của trang: {source}",
        "a template of your own (theme.custom_dir) must include partials/sotay-policy.html; the"
        " page is made from {source}",
    ),
    "policy-late": error(
        "thẻ Content-Security-Policy phải đứng trước mọi thứ mà nó bảo vệ, nhưng {got} đứng trước",
        "the Content-Security-Policy must stand before all that it guards, but {got} comes first",
        "đưa partials/sotay-policy.html lên ngay sau meta charset trong mẫu của trang; nguồn của"
        " trang: {source}",
        "put partials/sotay-policy.html right after meta charset in the template; the page is made"
        " from {source}",
    ),
    "policy-differs": error(
        "Content-Security-Policy phải đúng là “{wanted}”, gặp “{got}”",
        "the Content-Security-Policy must be “{wanted}”, got “{got}”",
        "bỏ thẻ viết tay trong {source} hoặc trong mẫu của trang",
        "drop the one written by hand in {source} or in the template",
    ),
    "machine-path": error(
        "không tệp nào được nêu thư mục của máy đã dựng trang, gặp “{got}”",
        "no file may name a folder of the machine that built the site, got “{got}”",
        "xóa đường dẫn ấy khỏi {source}; nếu ở đó không có, đây là lỗi của chương trình, hãy báo"
        " người bảo trì",
        "delete that path from {source}; if it does not stand there, it is a bug of the program,"
        " tell its maintainers",
    ),
    "secret": error(
        "trang không được chứa khóa, mã truy cập hay mật khẩu, gặp “{got}”",
        "the site must hold no keys, tokens or passwords, got “{got}”",
        "xóa khỏi {source}, rồi đổi khóa hoặc mật khẩu ấy vì đã lộ trong kho",
        "delete it from {source}, then change that key or password: it is in the repository",
    ),
    "strange-file": error(
        "trang chỉ gồm tệp để đọc; “{got}” là tệp tạm, bản lưu của trình soạn thảo hoặc khóa",
        "the site must hold files for readers alone; “{got}” is a left-over of an editor or a key",
        "xóa {source}, hoặc chuyển ra ngoài docs/",
        "delete {source}, or move it out of docs/",
    ),
    "file-name": error(
        'tên tệp phải dùng được trên Windows: không có < > : " | ? * \\, không kết thúc bằng dấu'
        " chấm hay dấu cách, không phải CON, NUL…; gặp “{got}”",
        'a file name must do on Windows: no < > : " | ? * \\, no dot or blank at its end, not CON,'
        " NUL…; got “{got}”",
        "đổi tên {source}",
        "rename {source}",
    ),
    "file-twin": error(
        "tên tệp phải khác nhau cả khi không kể hoa thường; “{got}” trùng với “{other}”",
        "file names must differ in more than capitals; “{got}” is “{other}” on some systems",
        "đổi tên {source}",
        "rename {source}",
    ),
    "path-long": error(
        "đường dẫn của tệp trong trang không được quá {limit} ký tự để chép được sang Windows, gặp"
        " {got}",
        "the path of a file must have at most {limit} characters to be copied to Windows, got"
        " {got}",
        "đặt tên (mã) ngắn hơn cho {source}",
        "give {source} a shorter name (id)",
    ),
    "page-heavy": warning(
        "trang của một bản ghi nên có tối đa {limit} KB khi nén, trang này có {got} KB",
        "the page of a record should have at most {limit} KB compressed, this one has {got} KB",
        "rút gọn tóm tắt và nội dung chính trong {source}; trang dài vì nhiều văn bản khác dẫn tới"
        " thì không phải sửa",
        "shorten summary and key points in {source}; where many other documents lead to it there is"
        " nothing to mend",
    ),
    "visit-heavy": warning(
        "lần mở đầu tiên nên tải tối đa {limit} KB khi nén, trang này tải {got} KB",
        "a first visit should load at most {limit} KB compressed, this page loads {got} KB",
        "giảm cỡ hình trong {source}, hoặc chia trang thành nhiều trang",
        "make the images of {source} smaller, or part the page into several",
    ),
    "list-long": warning(
        "một trang nên liệt kê tối đa {limit} dòng, trang này có {got} dòng",
        "a page should list at most {limit} lines, this one has {got}",
        "chia danh sách theo năm hoặc theo chủ đề trong {source}",
        "part the list by year or topic in {source}",
    ),
}

SEALED: Mapping[str, Mapping[Language, str]] = {
    "rejected": {
        Language.VI: "Trang mới có {errors} lỗi (xem trên) nên không được đưa ra; trang cũ được giữ"
        " nguyên. Sửa rồi chạy lại; bản có lỗi nằm trong .sotay/spare.",
        Language.EN: "The new site has {errors} errors (see above) and is not shown; the last site"
        " is kept. Mend them and run again; the one with errors lies in .sotay/spare.",
    },
    "found-more": {
        Language.VI: "      … và {count} chỗ khác cũng bị {code}",
        Language.EN: "      … and {count} other places with {code}",
    },
}
