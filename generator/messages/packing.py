"""What ``pack`` and ``apply`` say."""

from __future__ import annotations

from collections.abc import Mapping

from generator.messages.language import Language

PACKING: Mapping[str, Mapping[Language, str]] = {
    "packed": {
        Language.VI: "Đã đóng gói {files} tệp vào {out}. Mở {start} bằng trình duyệt, không cần"
        " mạng.",
        Language.EN: "Packed {files} files into {out}. Open {start} in a browser; no network is"
        " needed.",
    },
    "no-session": {
        Language.VI: "--session phải là id của một buổi tập huấn, gặp “{got}”. Hiện có: {known}",
        Language.EN: "--session must be the id of a training session, got “{got}”. There are:"
        " {known}",
    },
    "pack-not-empty": {
        Language.VI: "“{out}” phải là thư mục chưa có hoặc đang trống, hoặc tên tệp .zip.",
        Language.EN: "“{out}” must be a folder that does not exist or is empty, or a name in .zip.",
    },
    "pack-exists": {
        Language.VI: "Tệp “{out}” đã có; hãy chọn tên khác hoặc xóa tệp ấy trước.",
        Language.EN: "“{out}” exists already; choose another name or delete it first.",
    },
    "pack-failed": {
        Language.VI: "Chưa đóng gói được vào “{out}”: {reason}. Chưa có tệp nào được để lại ở đó.",
        Language.EN: "Nothing was packed into “{out}”: {reason}. No file was left there.",
    },
    "packed-release": {
        Language.VI: "Đã đóng gói cả sổ tay vào {out}: {files} tệp, {size} MB. Giải nén rồi mở"
        " {start} bằng trình duyệt, không cần mạng; hoặc đưa lên máy chủ bằng: sotay apply {out}"
        " NƠI-CÔNG-BỐ",
        Language.EN: "Packed the whole site into {out}: {files} files, {size} MB. Unpack it and"
        " open {start} in a browser, no network is needed; or bring it to a server with: sotay"
        " apply {out} TARGET",
    },
    "packed-changes": {
        Language.VI: "Đã đóng gói thay đổi kể từ {since} vào {out}: {files} tệp, {size} MB. Đưa lên"
        " máy chủ bằng: sotay apply {out} NƠI-CÔNG-BỐ",
        Language.EN: "Packed what has changed since {since} into {out}: {files} files, {size} MB."
        " Bring it to the server with: sotay apply {out} TARGET",
    },
    "pack-zip-only": {
        Language.VI: "Gói cả sổ tay phải là tên tệp .zip, gặp “{out}”.",
        Language.EN: "A pack of the whole site must be a name in .zip, got “{out}”.",
    },
    "pack-options": {
        Language.VI: "--session không dùng cùng --since, --from hay --sign; --sign không dùng cùng"
        " --from (bản đã công bố mang chữ ký của nó theo).",
        Language.EN: "--session does not go with --since, --from or --sign; --sign not with --from"
        " (a release brings its own signature along).",
    },
    "since-unknown": {
        Language.VI: "--since phải là một gói .zip trước đây, một bản phát hành, một nơi công bố"
        " hoặc tệp manifest.txt; “{since}” không phải.",
        Language.EN: "--since must be an earlier pack (.zip), a release, a target or a"
        " manifest.txt; “{since}” is none.",
    },
    "pack-none": {
        Language.VI: "Gói phải là tệp .zip đã có, không có “{pack}”.",
        Language.EN: "The pack must be a .zip file that exists, there is no “{pack}”.",
    },
    "pack-damaged": {
        Language.VI: "Gói bị hỏng ({reason}). Chép lại từ nơi gửi, hoặc đóng gói lại. Trang đang"
        " công bố được giữ nguyên.",
        Language.EN: "The pack is damaged ({reason}). Copy it again from where it came, or make it"
        " anew. What is live is kept.",
    },
    "pack-hostile": {
        Language.VI: "Gói phải do sotay pack tạo và chỉ chứa tệp của sổ tay, nhưng có mục không"
        " được phép: {reason}. Đừng dùng gói này; hỏi lại người gửi. Trang đang công bố được giữ"
        " nguyên.",
        Language.EN: "A pack must be made by sotay pack and hold files of the site alone, but it"
        " has what is not allowed: {reason}. Do not use it; ask who sent it. What is live is kept.",
    },
    "pack-newer": {
        Language.VI: "Gói phải có dạng 1, gặp dạng {got}: do bản sotay mới hơn tạo. Hãy cập nhật"
        " sotay trên máy này.",
        Language.EN: "A pack must have form 1, got {got}: a newer sotay has made it. Update sotay"
        " on this machine.",
    },
    "pack-no-room": {
        Language.VI: "Mở gói cần {needed} MB trống ở nơi công bố, chỉ còn {free} MB. Dọn chỗ rồi"
        " chạy lại; nếu con số quá lớn, đừng dùng gói này.",
        Language.EN: "Unpacking needs {needed} MB at the target, {free} MB are free. Make room and"
        " run again; if that is far too much, do not use this pack.",
    },
    "pack-lacks": {
        Language.VI: "Gói này chỉ chứa thay đổi kể từ {since}; nơi công bố phải còn bản ấy nguyên"
        " vẹn, nhưng thiếu {count} tệp, ví dụ {file}. Đóng gói lại với --since đúng bản đang có ở"
        " đây, hoặc đóng gói cả sổ tay. Trang đang công bố được giữ nguyên.",
        Language.EN: "This pack holds what has changed since {since} only; the target must have"
        " that release whole, but {count} files are lacking, for example {file}. Pack again with"
        " --since what is here, or pack the whole site. What is live is kept.",
    },
    "pack-older": {
        Language.VI: "Gói chứa lần công bố {pack}, cũ hơn lần đang hiển thị ({live}). Để trở về bản"
        " cũ dùng sotay rollback; nếu thật sự muốn dùng gói này, thêm --older.",
        Language.EN: "The pack holds the publication {pack}, older than the live one ({live}). To"
        " go back use sotay rollback; if you do want this pack, add --older.",
    },
    "applied": {
        Language.VI: "Đang công bố {release}, lấy từ gói {pack}: {copied} tệp được chép, {linked}"
        " tệp dùng lại.",
        Language.EN: "{release} is live, from the pack {pack}: {copied} files copied, {linked}"
        " linked.",
    },
    "applied-already": {
        Language.VI: "Không có gì mới trong gói: {release} đang được công bố và nguyên vẹn.",
        Language.EN: "Nothing is new in the pack: {release} is live and whole.",
    },
}
