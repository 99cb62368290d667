"""What ``verify`` says of a web address and of signatures, and what is said of signing."""

from __future__ import annotations

from collections.abc import Mapping

from generator.messages.language import Language

VERIFYING: Mapping[str, Mapping[Language, str]] = {
    "asking": {
        Language.VI: "Đang tải và kiểm tra mọi tệp của {address}…",
        Language.EN: "Fetching and checking every file of {address}…",
    },
    "address-whole": {
        Language.VI: "{address} nguyên vẹn: {files} tệp đúng như manifest.txt ở đó.",
        Language.EN: "{address} is whole: {files} files are as manifest.txt there says.",
    },
    "address-damaged": {
        Language.VI: "{address} không đúng như manifest.txt ở đó ({count} tệp). Trên máy chủ hãy"
        " chạy sotay verify với thư mục công bố: nếu ở đó nguyên vẹn thì do cấu hình máy chủ web,"
        " nếu không thì công bố lại (sotay publish).",
        Language.EN: "{address} is not as manifest.txt there says ({count} files). On the server"
        " run sotay verify with the folder that is published to: if that is whole, the web server's"
        " settings are at fault, else publish anew (sotay publish).",
    },
    "answer-missing": {
        Language.VI: "thiếu: {path} ({detail})",
        Language.EN: "missing: {path} ({detail})",
    },
    "answer-changed": {
        Language.VI: "khác: {path} ({detail})",
        Language.EN: "changed: {path} ({detail})",
    },
    "answer-refused": {
        Language.VI: "không trả lời được: {path} ({detail})",
        Language.EN: "refused: {path} ({detail})",
    },
    "header-lacking": {
        Language.VI: "cảnh báo: {count} câu trả lời phải có tiêu đề {header} như trong"
        " .may-chu/, ví dụ {path}; hãy dùng tệp cấu hình máy chủ đi kèm.",
        Language.EN: "warning: {count} answers must have the header {header} as in .may-chu/, for"
        " example {path}; use the files for web servers that come along.",
    },
    "led-on": {
        Language.VI: "lưu ý: máy chủ tự dẫn {count} địa chỉ sang trang khác của sổ tay, ví dụ"
        " {path}; tệp ở đó không xem được.",
        Language.EN: "note: the server itself leads on from {count} addresses to other pages of the"
        " site, for example {path}; the files there cannot be seen.",
    },
    "address-wrong": {
        Language.VI: "Địa chỉ phải có dạng http(s)://máy-chủ/đường-dẫn/, không có mật khẩu, “?” hay"
        " “#”; gặp “{address}”.",
        Language.EN: "An address must be http(s)://host/path/ without a password, “?” or “#”; got"
        " “{address}”.",
    },
    "address-silent": {
        Language.VI: "{address} phải trả lời được, nhưng: {reason}. Kiểm tra địa chỉ, mạng và máy"
        " chủ web rồi chạy lại.",
        Language.EN: "{address} must answer, but: {reason}. Check the address, the network and the"
        " web server, and run again.",
    },
    "address-tls": {
        Language.VI: "Chứng thư của {address} phải được máy này tin cậy, nhưng: {reason}. Nếu là"
        " chứng thư nội bộ, đặt biến SSL_CERT_FILE chỉ tới chứng thư gốc của đơn vị.",
        Language.EN: "The certificate of {address} must be one that this machine trusts, but:"
        " {reason}. For one of your own set SSL_CERT_FILE to the root certificate.",
    },
    "address-elsewhere": {
        Language.VI: "{address} dẫn sang máy chủ hoặc đường dẫn khác: {onward}. Hãy kiểm tra địa"
        " chỉ ấy.",
        Language.EN: "{address} leads to another host or path: {onward}. Verify that address.",
    },
    "address-no-site": {
        Language.VI: "{address}manifest.txt phải là danh sách tệp của một sổ tay đã công bố, nhưng"
        " không phải (HTTP {status}). Nêu địa chỉ trang chủ của sổ tay; trang công bố bằng bản cũ"
        " thì công bố lại.",
        Language.EN: "{address}manifest.txt must list the files of a published site, but does not"
        " (HTTP {status}). Give the address of the site's home page; publish anew what an older"
        " version has published.",
    },
    "address-switched": {
        Language.VI: "Trong lúc kiểm tra, {address} đã chuyển sang bản phát hành khác; hãy chạy"
        " lại.",
        Language.EN: "{address} was switched to another release meanwhile; run again.",
    },
    "signed-by": {
        Language.VI: "Chữ ký đúng, của {identity}.",
        Language.EN: "The signature is good, by {identity}.",
    },
    "signature-refused": {
        Language.VI: "manifest.txt phải có chữ ký (manifest.txt.sig) của người nêu trong {signers};"
        " ở đây thì {found}. Đừng dùng bản này khi chưa hỏi người công bố.",
        Language.EN: "manifest.txt must be signed (manifest.txt.sig) by somebody named in"
        " {signers}; here {found}. Do not use this before you have asked who published it.",
    },
    "signature-none": {Language.VI: "không có chữ ký", Language.EN: "there is no signature"},
    "signature-other": {
        Language.VI: "chữ ký không khớp, hoặc là của người khác",
        Language.EN: "the signature does not match, or is somebody else's",
    },
    "signers-missing": {
        Language.VI: "--signers phải là tệp đã có, mỗi dòng một người: tên, rồi khóa công khai"
        " (ssh-keygen, ALLOWED SIGNERS); không có “{signers}”.",
        Language.EN: "--signers must be a file that exists, with a name and a public key a line"
        " (ssh-keygen, ALLOWED SIGNERS); there is no “{signers}”.",
    },
    "identity-alone": {
        Language.VI: "--identity chỉ dùng cùng với --signers.",
        Language.EN: "--identity goes with --signers only.",
    },
    "sign-no-program": {
        Language.VI: "Ký và kiểm tra chữ ký cần chương trình ssh-keygen (OpenSSH 8.9 trở lên); hãy"
        " cài đặt rồi chạy lại.",
        Language.EN: "Signing and checking signatures needs ssh-keygen (OpenSSH 8.9 or newer);"
        " install it and run again.",
    },
    "sign-no-key": {
        Language.VI: "--sign phải là tệp khóa SSH đã có, không có “{file}”. Tạo khóa: ssh-keygen -t"
        " ed25519 -f {file}",
        Language.EN: "--sign must be an SSH key that exists, there is no “{file}”. Make one:"
        " ssh-keygen -t ed25519 -f {file}",
    },
    "sign-passphrase": {
        Language.VI: "Khóa {file} có mật khẩu và chưa được mở. Chạy ssh-add {file} trước, hoặc chạy"
        " lệnh này ở cửa sổ lệnh để được hỏi.",
        Language.EN: "The key {file} has a passphrase and was not opened. Run ssh-add {file} first,"
        " or run this at a terminal to be asked.",
    },
    "sign-failed": {
        Language.VI: "ssh-keygen phải ký được bằng khóa {file}, nhưng: {reason}. Kiểm tra đây có"
        " đúng là khóa riêng SSH và chỉ mình bạn đọc được (chmod 600).",
        Language.EN: "ssh-keygen must be able to sign with the key {file}, but: {reason}. Check"
        " that it is a private SSH key that you alone may read (chmod 600).",
    },
    "site-unsealed": {
        Language.VI: "“{site}” phải có manifest.txt đọc được; hãy chạy sotay build rồi làm lại.",
        Language.EN: "“{site}” must have a readable manifest.txt; run sotay build and try again.",
    },
    "site-changed": {
        Language.VI: "Trang phải đúng như lúc dựng xong, nhưng “{file}” bị thiếu hoặc bị sửa. Xóa"
        " thư mục site rồi chạy lại lệnh.",
        Language.EN: "The site must be as it was built, but “{file}” is missing or changed. Delete"
        " the folder site and run again.",
    },
}
