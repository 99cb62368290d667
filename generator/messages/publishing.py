"""What ``publish``, ``rollback``, ``releases`` and ``verify`` say."""

from __future__ import annotations

from collections.abc import Mapping

from generator.messages.language import Language

PUBLISHING: Mapping[str, Mapping[Language, str]] = {
    "copying": {
        Language.VI: "Đang chép và kiểm tra bản phát hành…",
        Language.EN: "Copying and verifying the release…",
    },
    "published": {
        Language.VI: "Đã công bố {release}: {copied} tệp được chép, {linked} tệp dùng lại.",
        Language.EN: "Published {release}: {copied} files copied, {linked} linked.",
    },
    "published-already": {
        Language.VI: "Không có gì mới: {release} đang được công bố và nguyên vẹn.",
        Language.EN: "Nothing is new: {release} is live and whole.",
    },
    "logged": {
        Language.VI: "Nhật ký: {path}. Hãy đưa tệp này vào kho phiên bản.",
        Language.EN: "Log: {path}. Commit this file.",
    },
    "log-recovered": {
        Language.VI: "Lần công bố trước bị dừng giữa chừng; đã ghi bù vào nhật ký: {path}",
        Language.EN: "The last publication was stopped half-way; it is in the log now: {path}",
    },
    "pruned": {
        Language.VI: "Đã xóa bản phát hành cũ: {releases}",
        Language.EN: "Deleted old releases: {releases}",
    },
    "rolled-back": {
        Language.VI: "Đang công bố {release}. Nhật ký trong kho không đổi.",
        Language.EN: "{release} is live. The log in the repository is unchanged.",
    },
    "no-releases": {
        Language.VI: "Chưa có bản phát hành nào trong “{target}”.",
        Language.EN: "There is no release in “{target}” yet.",
    },
    "release-line": {
        Language.VI: "{mark} {release}  {files} tệp",
        Language.EN: "{mark} {release}  {files} files",
    },
    "verified": {
        Language.VI: "{release} nguyên vẹn: {files} tệp đúng như lúc công bố.",
        Language.EN: "{release} is whole: {files} files are as they were published.",
    },
    "not-verified": {
        Language.VI: "{release} không còn nguyên vẹn ({count} tệp). Chạy sotay publish để công bố"
        " lại, hoặc sotay rollback để trở về bản trước.",
        Language.EN: "{release} is damaged ({count} files). Run sotay publish to publish anew, or"
        " sotay rollback to go back.",
    },
    "fault-missing": {Language.VI: "thiếu: {path}", Language.EN: "missing: {path}"},
    "fault-changed": {Language.VI: "bị sửa: {path}", Language.EN: "changed: {path}"},
    "fault-foreign": {Language.VI: "tệp lạ: {path}", Language.EN: "foreign: {path}"},
    "target-busy": {
        Language.VI: "Một lần công bố khác đang chạy vào “{target}”; chờ xong rồi chạy lại.",
        Language.EN: "Another publication to “{target}” is under way; run again when it is done.",
    },
    "target-no-folder": {
        Language.VI: "“{target}” phải là một thư mục đã có (ổ mạng đã kết nối chưa?). Nơi công bố"
        " mới: tạo thư mục trống rồi chạy lại.",
        Language.EN: "“{target}” must be an existing folder (is the share mounted?). For a new"
        " target make an empty folder and run again.",
    },
    "target-in-base": {
        Language.VI: "“{target}” phải nằm ngoài các thư mục mà kho này dùng.",
        Language.EN: "“{target}” must lie outside the folders that this knowledge base uses.",
    },
    "target-in-use": {
        Language.VI: "“{target}” phải trống hoặc chứa các bản phát hành trước (releases/).",
        Language.EN: "“{target}” must be empty or hold earlier releases (releases/).",
    },
    "target-current": {
        Language.VI: "“{target}/current” phải là liên kết do lệnh publish tạo; hãy chuyển nó đi chỗ"
        " khác.",
        Language.EN: "“{target}/current” must be a link made by publish; move it away.",
    },
    "target-ahead": {
        Language.VI: "“{target}” đã công bố lần {publication} từ một bản sao khác của kho. Hãy lấy"
        " directives/cong-bo/ của bản sao ấy về (git pull) rồi chạy lại.",
        Language.EN: "“{target}” was published to from another copy ({publication}). Bring its"
        " directives/cong-bo/ here (git pull) and run again.",
    },
    "no-symlinks": {
        Language.VI: "Không tạo được liên kết “current” ({reason}); nơi công bố này dùng liên kết"
        " nên phải nằm trên hệ thống tệp có liên kết tượng trưng. Nếu không thể, hãy công bố vào"
        " một thư mục mới với --switch pointer. Trang đang công bố được giữ nguyên.",
        Language.EN: "The link “current” cannot be made ({reason}); this target uses a link, so its"
        " file system must know symbolic links. If it cannot, publish to a new folder with"
        " --switch pointer. What is live is kept.",
    },
    "target-keeps-switch": {
        Language.VI: "“{target}” phải giữ cách chuyển bản đã dùng từ đầu: --switch {switch}. Muốn"
        " đổi cách, hãy công bố vào một thư mục mới, trống.",
        Language.EN: "“{target}” must keep how it switches: --switch {switch}. To change that,"
        " publish to a new, empty folder.",
    },
    "target-full": {
        Language.VI: "“{target}” phải còn chỗ trống nhưng đã đầy ({reason}). Hãy dọn chỗ rồi chạy"
        " lại; những lần công bố sau thêm --keep 2 để giữ ít bản cũ hơn. Trang đang công bố được"
        " giữ nguyên.",
        Language.EN: "“{target}” must have room but is full ({reason}). Make room and run again;"
        " later, --keep 2 keeps fewer releases. What is live is kept.",
    },
    "target-read-only": {
        Language.VI: "“{target}” phải cho ghi nhưng không ghi được ({reason}). Hãy kết nối lại ổ"
        " với quyền ghi, hoặc xin quyền ghi thư mục này, rồi chạy lại. Trang đang công bố được giữ"
        " nguyên.",
        Language.EN: "“{target}” must be writable and is not ({reason}). Mount it for writing, or"
        " get the right to write there, and run again. What is live is kept.",
    },
    "target-failed": {
        Language.VI: "“{target}” báo lỗi: {reason}. Khắc phục xong hãy chạy lại lệnh. Trang đang"
        " công bố vẫn nguyên vẹn.",
        Language.EN: "“{target}” failed: {reason}. Mend that and run again. What is live is whole.",
    },
    "target-unreachable": {
        Language.VI: "Không kết nối được tới “{target}”: {reason}. Phải vào được máy ấy bằng lệnh"
        " ssh mà không cần gõ mật khẩu (khóa, tên máy, cổng); thử bằng ssh rồi chạy lại.",
        Language.EN: "“{target}” cannot be reached: {reason}. It must be possible to log in with"
        " ssh without a password (key, host name, port); try with ssh, then run again.",
    },
    "target-cut": {
        Language.VI: "Mất kết nối tới “{target}” ({reason}). Trang đang công bố vẫn nguyên vẹn;"
        " phần đã chép được giữ lại. Khi mạng ổn định hãy chạy lại lệnh để làm tiếp.",
        Language.EN: "The connection to “{target}” broke ({reason}). What is live is whole; what"
        " has arrived is kept. When the network is back run again to go on.",
    },
    "bad-address": {
        Language.VI: "Địa chỉ nơi công bố phải có dạng ssh://tên@máy:cổng/đường/dẫn hoặc"
        " ssh://tên@máy/~/thư-mục, gặp “{got}”.",
        Language.EN: "The address of a target must look like ssh://user@host:port/path or"
        " ssh://user@host/~/folder, got “{got}”.",
    },
    "no-program-here": {
        Language.VI: "Máy này phải có chương trình {program} (Debian, Ubuntu: apt install"
        " openssh-client rsync). Trên Windows: công bố vào ổ mạng, hoặc chạy trong WSL.",
        Language.EN: "This machine must have {program} (Debian, Ubuntu: apt install openssh-client"
        " rsync). On Windows: publish to a mounted share, or run it in WSL.",
    },
    "no-program-there": {
        Language.VI: "Máy của “{target}” phải có {programs}. Nhờ người quản trị cài đặt (Debian,"
        " Ubuntu: apt install rsync coreutils findutils util-linux), hoặc gắn thư mục ấy thành ổ"
        " mạng rồi công bố vào ổ.",
        Language.EN: "The machine of “{target}” must have {programs}. Have them installed (Debian,"
        " Ubuntu: apt install rsync coreutils findutils util-linux), or mount its folder here and"
        " publish to that.",
    },
    "carried-lost": {
        Language.VI: "{count} tệp của bản cũ bị hỏng hoặc thiếu nên không mang sang: {files}. Bản"
        " mới vẫn đầy đủ; tab đang mở từ bản cũ có thể phải tải lại.",
        Language.EN: "{count} files of older releases are damaged or missing and were left out:"
        " {files}. The new release is whole; tabs opened on an old one may need a reload.",
    },
    "copy-differs": {
        Language.VI: "Tệp chép sang khác với bản gốc, hãy kiểm tra ổ đĩa: {files}. Trang đang công"
        " bố được giữ nguyên.",
        Language.EN: "What arrived differs from what was copied, check the disk: {files}. What is"
        " live is kept.",
    },
    "release-damaged": {
        Language.VI: "Bản phát hành {release} hỏng tệp {file}. Chọn bản khác: sotay releases, sotay"
        " rollback.",
        Language.EN: "Release {release} is damaged in {file}. Choose another: sotay releases, sotay"
        " rollback.",
    },
    "no-release": {
        Language.VI: "Không có bản phát hành “{release}” trong “{target}”; xem: sotay releases",
        Language.EN: "There is no release “{release}” in “{target}”; see: sotay releases",
    },
    "no-older-release": {
        Language.VI: "Trong “{target}” không có bản phát hành nào trước bản đang công bố.",
        Language.EN: "“{target}” has no release before the one that is live.",
    },
    "not-corrected": {
        Language.VI: "--correct phải nêu bản ghi đã công bố và có thay đổi lần này; không"
        " phải: {pages}",
        Language.EN: "--correct must name records that were published and have changed now; these"
        " have not: {pages}",
    },
    "not-a-page": {
        Language.VI: "--correct phải là id của bản ghi có trang riêng, gặp “{got}”.",
        Language.EN: "--correct must be the id of a record with a page, got “{got}”.",
    },
}
