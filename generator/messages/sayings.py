"""What the commands say beside findings."""

from __future__ import annotations

from collections.abc import Mapping

from generator.messages.language import Language
from generator.messages.packing import PACKING
from generator.messages.publishing import PUBLISHING
from generator.messages.sealing import SEALED
from generator.messages.serving import SERVING
from generator.messages.sharding import SHARDING
from generator.messages.verifying import VERIFYING

SAYINGS: Mapping[str, Mapping[Language, str]] = {
    "clean": {
        Language.VI: "Không có lỗi: {records} bản ghi.",
        Language.EN: "No findings: {records} records.",
    },
    "found": {
        Language.VI: "{errors} lỗi, {warnings} cảnh báo trong {records} bản ghi.",
        Language.EN: "{errors} errors, {warnings} warnings in {records} records.",
    },
    "written": {
        Language.VI: "Tệp: {written} tệp được ghi, {pruned} tệp được xóa, {same} tệp giữ nguyên.",
        Language.EN: "Files: {written} written, {pruned} removed, {same} unchanged.",
    },
    "built": {
        Language.VI: "Đã dựng xong: {site}",
        Language.EN: "Built: {site}",
    },
    "unchanged": {
        Language.VI: "Không có gì thay đổi: {site}",
        Language.EN: "Nothing has changed: {site}",
    },
    "build-failed": {
        Language.VI: "Chưa dựng được, trang cũ được giữ nguyên: {reason}",
        Language.EN: "The build failed, the last site is kept: {reason}",
    },
    "asset-foreign": {
        Language.VI: "Tệp “{name}” của giao diện phải không chứa địa chỉ ngoài, gặp: {addresses}."
        " Hãy bỏ địa chỉ ấy khỏi tệp. Nếu đó là tệp của Material vừa nâng cấp: xem địa chỉ ấy dùng"
        " vào việc gì, rồi ghi vào KNOWN trong generator/site/assets.py.",
        Language.EN: "The theme's file “{name}” must hold no address of another host, got:"
        " {addresses}. Take it out. If the file is Material's, after an upgrade: see what the"
        " address is for, then write it into KNOWN in generator/site/assets.py.",
    },
    "asset-dropped": {
        Language.VI: "Mẫu trang phải chỉ dùng tệp mà trang mang theo, gặp “{name}”. Hãy bỏ chỗ dùng"
        " tệp ấy, hoặc bỏ tên nó khỏi UNUSED trong generator/site/assets.py.",
        Language.EN: "Templates must use only files that the site carries, got “{name}”. Do without"
        " it, or take its name out of UNUSED in generator/site/assets.py.",
    },
    "process-died": {
        Language.VI: "Một tiến trình dựng trang dừng giữa chừng (thiếu bộ nhớ?). Hãy chạy lại với"
        " ít tiến trình hơn: sotay build --jobs 1",
        Language.EN: "A process of the build ended half-way (out of memory?). Run again with fewer:"
        " sotay build --jobs 1",
    },
    "building": {
        Language.VI: "Đang dựng trang",
        Language.EN: "Building pages",
    },
    "serving": {
        Language.VI: "Mở {url} trong trình duyệt; dừng bằng Ctrl+C.",
        Language.EN: "Open {url} in a browser; stop with Ctrl+C.",
    },
    "not-a-base": {
        Language.VI: "“{root}” chưa phải kho tri thức: cần có mkdocs.yml và thư mục directives/."
        " Tạo mới bằng: sotay init THƯ-MỤC",
        Language.EN: "“{root}” is no knowledge base: it must have mkdocs.yml and directives/. Make"
        " one with: sotay init DIR",
    },
    "init-done": {
        Language.VI: "Đã tạo {root}. Tiếp theo: sotay -C {root} serve",
        Language.EN: "Made {root}. Next: sotay -C {root} serve",
    },
    "init-not-empty": {
        Language.VI: "Thư mục “{root}” phải trống hoặc chưa có.",
        Language.EN: "“{root}” must be empty or not exist yet.",
    },
    "port-busy": {
        Language.VI: "Cổng {port} đang có chương trình khác dùng; chọn cổng khác bằng --port.",
        Language.EN: "Port {port} is in use; choose another with --port.",
    },
    "busy": {
        Language.VI: "Kho này đang được một lần chạy khác xử lý; chờ xong rồi chạy lại.",
        Language.EN: "Another run is at work in this knowledge base; run again when it is done.",
    },
    "bad-filter": {
        Language.VI: "--filter phải có dạng TÊN=GIÁ-TRỊ, tên là một trong: {names}; gặp “{got}”.",
        Language.EN: "--filter must be NAME=VALUE with a name of: {names}; got “{got}”.",
    },
    "bad-line": {
        Language.VI: 'Mỗi dòng phải có dạng {{"q": "…"}}, gặp “{got}”.',
        Language.EN: 'Each line must be {{"q": "…"}}, got “{got}”.',
    },
    "nothing-found": {
        Language.VI: "Không tìm thấy gì.",
        Language.EN: "Nothing found.",
    },
    "cite-unknown": {
        Language.VI: "“{got}” phải là id, số ký hiệu của một văn bản có trong kho, hoặc một tệp văn"
        " bản thuần (UTF-8).",
        Language.EN: "“{got}” must be the id or number of a document of this base, or a plain text"
        " file (UTF-8).",
    },
    "cite-none": {
        Language.VI: "chưa có trong kho",
        Language.EN: "not in this base",
    },
    "cite-several": {
        Language.VI: "có thể là: {ids}",
        Language.EN: "may be: {ids}",
    },
    "cite-counts": {
        Language.VI: "{found} trích dẫn nhận ra, {several} còn phải chọn, {none} chưa có trong"
        " kho.",
        Language.EN: "{found} citations recognised, {several} to choose from, {none} not in this"
        " base.",
    },
    "no-index": {
        Language.VI: "Chưa đọc được chỉ mục tìm kiếm ({reason}). Hãy chạy: sotay build",
        Language.EN: "The search index cannot be read ({reason}). Run: sotay build",
    },
    "cannot-write": {
        Language.VI: "Không ghi được: {reason}",
        Language.EN: "Cannot write: {reason}",
    },
    "not-done": {
        Language.VI: "Chưa làm xong: {reason}. Sửa xong hãy chạy lại lệnh.",
        Language.EN: "Not done: {reason}. Mend that and run again.",
    },
    "bad-date": {
        Language.VI: "--as-of phải là một ngày như 2023-06-30, gặp “{got}”.",
        Language.EN: "--as-of must be a day such as 2023-06-30, got “{got}”.",
    },
    "outside": {
        Language.VI: "“{path}” phải là tệp trong thư mục directives/ của kho.",
        Language.EN: "“{path}” must be a file below directives/ of the knowledge base.",
    },
    **PACKING,
    **PUBLISHING,
    **SEALED,
    **SERVING,
    **SHARDING,
    **VERIFYING,
    "bug": {
        Language.VI: "Lỗi của chương trình ({reason}). Xin gửi tệp {log} cho nhóm phát triển.",
        Language.EN: "A bug of ours ({reason}). Please send us the file {log}.",
    },
}


def say(key: str, language: Language, **values: object) -> str:
    """A sentence of the commands."""
    return SAYINGS[key][language].format_map(values)
