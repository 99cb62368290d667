"""What ``servers`` says."""

from __future__ import annotations

from collections.abc import Mapping

from generator.messages.language import Language

SERVING: Mapping[str, Mapping[Language, str]] = {
    "server-name": {
        Language.VI: "Tên máy chủ (--name, hoặc site_url trong mkdocs.yml) phải có dạng kho.example"
        " hoặc kho.example:8080, chỉ gồm chữ không dấu, chữ số, “-” và “.”; gặp “{got}”.",
        Language.EN: "The host name (--name, or site_url in mkdocs.yml) must be like kho.example or"
        " kho.example:8080, of plain letters, digits, “-” and “.”; got “{got}”.",
    },
    "server-base": {
        Language.VI: "Đường dẫn của trang (--base, hoặc site_url trong mkdocs.yml) phải bắt đầu"
        " bằng “/” như /so-tay, chỉ gồm chữ không dấu, chữ số và “-”, “_”, “.”, “~”, không có phần"
        " nào bắt đầu bằng “.”; gặp “{got}”. Trang ở gốc của máy chủ: --base /",
        Language.EN: "The path of the site (--base, or site_url in mkdocs.yml) must begin with “/”"
        " like /so-tay, of plain letters, digits and “-”, “_”, “.”, “~”, no part beginning with"
        " “.”; got “{got}”. At the root of the host: --base /",
    },
    "server-target": {
        Language.VI: "--target phải là đường dẫn đầy đủ trên máy chủ như /srv/so-tay, chỉ gồm chữ"
        " không dấu, chữ số và “-”, “_”, “.”, “~”, không có phần nào bắt đầu bằng “.”; gặp"
        " “{got}”.",
        Language.EN: "--target must be a full path on the server like /srv/so-tay, of plain"
        " letters, digits and “-”, “_”, “.”, “~”, no part beginning with “.”; got “{got}”.",
    },
    "server-out-needed": {
        Language.VI: "Loại này gồm tệp cấu hình và cả trang đã dựng: hãy thêm --out THƯ-MỤC (chưa"
        " có hoặc đang trống).",
        Language.EN: "This kind is made of configuration and the site itself: add --out DIR (new or"
        " empty).",
    },
    "server-no-inside": {
        Language.VI: "--inside chỉ dùng cho: {kinds}.",
        Language.EN: "--inside is for these only: {kinds}.",
    },
    "server-out-taken": {
        Language.VI: "“{out}” đã có và khác với tệp sẽ ghi; không ghi đè vì có thể đã được sửa tay."
        " Hãy so sánh, chuyển tệp cũ đi rồi chạy lại, hoặc chọn --out khác.",
        Language.EN: "“{out}” exists and differs from what is to be written; it is kept, since it"
        " may have been edited. Compare, move it away and run again, or choose another --out.",
    },
    "server-written": {
        Language.VI: "Đã ghi: {files}. Các bước tiếp theo ở đầu tệp {first}.",
        Language.EN: "Written: {files}. The next steps are at the head of {first}.",
    },
}
