"""What ``pack`` says."""

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
}
