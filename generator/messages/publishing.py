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
        Language.VI: "Không tạo được liên kết “current” ({reason}); nơi công bố phải nằm trên hệ"
        " thống tệp có liên kết tượng trưng. Trang đang công bố được giữ nguyên.",
        Language.EN: "The link “current” cannot be made ({reason}); the target's file system must"
        " know symbolic links. What is live is kept.",
    },
    "copy-differs": {
        Language.VI: "Tệp chép sang khác với bản gốc, hãy kiểm tra ổ đĩa: {files}. Trang đang công"
        " bố được giữ nguyên.",
        Language.EN: "What arrived differs from what was copied, check the disk: {files}. What is"
        " live is kept.",
    },
    "publish-failed": {
        Language.VI: "Chưa công bố xong: {reason}. Sửa xong hãy chạy lại lệnh.",
        Language.EN: "Not published: {reason}. Mend that and run again.",
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
