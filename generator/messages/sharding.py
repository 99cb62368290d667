"""What is said of builds in parts: ``build --shard`` and ``assemble``."""

from __future__ import annotations

from collections.abc import Mapping

from generator.messages.language import Language

SHARDING: Mapping[str, Mapping[Language, str]] = {
    "bad-shard": {
        Language.VI: "phần phải có dạng I/N với I từ 1 đến N, ví dụ 2/8; gặp “{got}”",
        Language.EN: "a shard must be like I/N with I from 1 to N, for example 2/8; got “{got}”",
    },
    "out-without-shard": {
        Language.VI: "--out là nơi đặt một phần, nên phải đi với --shard I/N.",
        Language.EN: "--out is where a part goes, so it must come with --shard I/N.",
    },
    "part-built": {
        Language.VI: "Đã dựng phần {shard}: {part}",
        Language.EN: "Made part {shard}: {part}",
    },
    "assembled": {
        Language.VI: "Đã ghép {parts} phần: {texts} tệp và {pages} trang lấy từ đó.",
        Language.EN: "Joined {parts} parts: {texts} files and {pages} pages came from them.",
    },
    "part-damaged": {
        Language.VI: "“{part}” phải là một phần nguyên vẹn (lần dựng bị dừng, hay chép chưa hết?)."
        " Hãy chép lại, hoặc dựng lại bằng sotay build --shard I/N.",
        Language.EN: "“{part}” must be a whole part (was its build stopped, or a copy cut short?)."
        " Copy it again, or make it again by sotay build --shard I/N.",
    },
    "part-of-other-count": {
        Language.VI: "Các phần phải cùng một cách chia (N = {wanted}), “{part}” lại là {shard}. Chỉ"
        " đưa vào các phần có cùng N.",
        Language.EN: "All parts must be of one division (N = {wanted}), but “{part}” is {shard}."
        " Give those with the same N alone.",
    },
    "part-of-other-day": {
        Language.VI: "“{part}” phải được dựng cho ngày {wanted}, gặp {got}. Ghép với --as-of {got},"
        " hoặc dựng lại bằng sotay build --shard {shard} --as-of {wanted}.",
        Language.EN: "“{part}” must be made for {wanted}, got {got}. Assemble with --as-of {got},"
        " or make it again by sotay build --shard {shard} --as-of {wanted}.",
    },
    "part-of-other-inputs": {
        Language.VI: "“{part}” phải được dựng từ đúng các bản ghi, thiết lập, chương trình và gói"
        " phần mềm ở đây. Lấy cùng một bản trong kho phiên bản ở mọi máy rồi dựng lại bằng sotay"
        " build --shard {shard}.",
        Language.EN: "“{part}” must be made from the very records, settings, program and packages"
        " that are here. Check out one revision on all machines and make it again by sotay build"
        " --shard {shard}.",
    },
    "parts-missing": {
        Language.VI: "Phải có đủ {count} phần, còn thiếu phần: {numbers}. Dựng từng phần ấy bằng"
        " sotay build --shard I/{count}.",
        Language.EN: "All {count} parts must be given, missing: {numbers}. Make each of these by"
        " sotay build --shard I/{count}.",
    },
}
