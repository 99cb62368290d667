"""Phrases of Vietnamese administrative writing on công tác dân vận, to build texts from."""

from __future__ import annotations

TOPICS: tuple[tuple[str, str | None, tuple[str, ...]], ...] = (
    ("Công tác dân vận", None, (
        "tăng cường và đổi mới sự lãnh đạo của Đảng đối với công tác dân vận",
        "công tác dân vận của hệ thống chính trị trong tình hình mới",
        "nâng cao chất lượng đội ngũ cán bộ làm công tác dân vận",
    )),
    ("Dân vận chính quyền", "Công tác dân vận", (
        "tiếp tục tăng cường, đổi mới công tác dân vận của cơ quan hành chính nhà nước",
        "nâng cao hiệu quả công tác dân vận chính quyền các cấp",
        "Năm dân vận chính quyền",
    )),
    ("Phong trào thi đua “Dân vận khéo”", "Công tác dân vận", (
        "đẩy mạnh phong trào thi đua “Dân vận khéo”",
        "xây dựng, nhân rộng mô hình, điển hình “Dân vận khéo”",
        "tiêu chí, quy trình công nhận mô hình “Dân vận khéo”",
    )),
    ("Dân chủ ở cơ sở", "Công tác dân vận", (
        "xây dựng và thực hiện quy chế dân chủ ở cơ sở",
        "thực hiện dân chủ ở xã, phường, thị trấn",
        "thực hiện dân chủ trong hoạt động của cơ quan, đơn vị sự nghiệp công lập",
    )),
    ("Giám sát, phản biện xã hội", "Công tác dân vận", (
        "giám sát và phản biện xã hội của Mặt trận Tổ quốc và các đoàn thể chính trị - xã hội",
        "lấy ý kiến phản biện xã hội đối với dự thảo quy hoạch, kế hoạch sử dụng đất",
    )),
    ("Góp ý xây dựng Đảng", None, (
        "để Mặt trận Tổ quốc và nhân dân tham gia góp ý xây dựng Đảng, xây dựng chính quyền",
        "tiếp thu, giải trình ý kiến góp ý của nhân dân đối với cán bộ, đảng viên",
    )),
    ("Tiếp dân, đối thoại", None, (
        "trách nhiệm của người đứng đầu cấp ủy trong việc tiếp dân, đối thoại trực tiếp với dân",
        "xử lý phản ánh, kiến nghị của dân",
        "tổ chức hội nghị đối thoại giữa người đứng đầu chính quyền với nhân dân",
    )),
    ("Khiếu nại, tố cáo", "Tiếp dân, đối thoại", (
        "tăng cường công tác tiếp công dân, giải quyết khiếu nại, tố cáo",
        "giải quyết các vụ việc khiếu nại đông người, phức tạp, kéo dài",
    )),
    ("Dân tộc thiểu số", "Công tác dân vận", (
        "công tác dân vận ở vùng đồng bào dân tộc thiểu số",
        "phát huy vai trò người có uy tín trong đồng bào dân tộc thiểu số",
        "phát triển kinh tế - xã hội vùng đồng bào dân tộc thiểu số và miền núi",
    )),
    ("Tôn giáo", "Công tác dân vận", (
        "công tác tôn giáo trong tình hình mới",
        "nhà, đất liên quan đến tôn giáo",
        "vận động chức sắc, chức việc, tín đồ các tôn giáo",
    )),
    ("Đại đoàn kết toàn dân tộc", None, (
        "phát huy sức mạnh đại đoàn kết toàn dân tộc",
        "Ngày hội Đại đoàn kết toàn dân tộc ở khu dân cư",
    )),
    ("Giai cấp công nhân", None, (
        "xây dựng giai cấp công nhân thời kỳ đẩy mạnh công nghiệp hóa, hiện đại hóa",
        "xây dựng quan hệ lao động hài hòa, ổn định, tiến bộ trong doanh nghiệp",
    )),
    ("Nông dân, nông thôn mới", None, (
        "vận động nhân dân tham gia xây dựng nông thôn mới",
        "nâng cao vai trò, trách nhiệm của Hội Nông dân",
    )),
    ("Thanh niên", None, (
        "tăng cường sự lãnh đạo của Đảng đối với công tác thanh niên",
        "phong trào thanh niên tình nguyện",
    )),
    ("Phụ nữ và bình đẳng giới", None, (
        "công tác phụ nữ trong tình hình mới",
        "xây dựng gia đình no ấm, bình đẳng, tiến bộ, hạnh phúc",
    )),
    ("Cải cách hành chính", "Dân vận chính quyền", (
        "đẩy mạnh cải cách thủ tục hành chính, nâng cao chất lượng phục vụ nhân dân",
        "văn hóa công sở, đạo đức công vụ và thái độ phục vụ nhân dân",
        "đo lường sự hài lòng của người dân đối với dịch vụ công",
    )),
    ("Chuyển đổi số", "Cải cách hành chính", (
        "tổ công nghệ số cộng đồng",
        "vận động người dân sử dụng dịch vụ công trực tuyến",
    )),
    ("Giải phóng mặt bằng", None, (
        "công tác vận động nhân dân trong giải phóng mặt bằng",
        "bồi thường, hỗ trợ, tái định cư khi thực hiện các dự án trọng điểm",
    )),
    ("Học tập và làm theo Bác Hồ", None, (
        "đẩy mạnh học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh",
        "học tập tác phẩm “Dân vận” của Chủ tịch Hồ Chí Minh",
    )),
    ("Phòng, chống suy thoái", None, (
        "ngăn chặn, đẩy lùi suy thoái về tư tưởng chính trị, đạo đức, lối sống",
        "phát huy vai trò của nhân dân trong đấu tranh phòng, chống “tự diễn biến”",
    )),
    ("Phòng, chống tham nhũng", None, (
        "tăng cường sự lãnh đạo của Đảng đối với công tác phòng, chống tham nhũng, tiêu cực",
        "phát huy vai trò của nhân dân trong phát hiện, tố giác tham nhũng, lãng phí",
    )),
    ("Quốc phòng, an ninh", None, (
        "công tác dân vận của lực lượng vũ trang",
        "phong trào toàn dân bảo vệ an ninh Tổ quốc",
        "vận động nhân dân tham gia tự quản đường biên, cột mốc",
    )),
    ("Hương ước, quy ước", "Dân chủ ở cơ sở", (
        "xây dựng và thực hiện hương ước, quy ước của cộng đồng dân cư",
    )),
    ("Ngày truyền thống dân vận", None, (
        "kỷ niệm Ngày truyền thống công tác dân vận của Đảng",
        "Ngày Dân vận của cả nước",
    )),
)  # fmt: skip
"""(name, name of the parent topic, subjects that documents on it are about)."""

SYNONYMS: dict[str, tuple[str, ...]] = {
    "Công tác dân vận": ("công tác quần chúng", "vận động quần chúng", "vận động nhân dân"),
    "Dân vận chính quyền": (
        "công tác dân vận của cơ quan nhà nước", "công tác dân vận của chính quyền",
    ),
    "Phong trào thi đua “Dân vận khéo”": (
        "dân vận khéo", "điển hình dân vận khéo", "thi đua dân vận khéo",
    ),
    "Dân chủ ở cơ sở": (
        "QCDC", "quy chế dân chủ", "pháp lệnh dân chủ", "dân biết, dân bàn, dân làm, dân kiểm tra",
    ),
    "Giám sát, phản biện xã hội": ("phản biện xã hội", "giám sát của nhân dân"),
    "Góp ý xây dựng Đảng": ("nhân dân góp ý", "tham gia xây dựng Đảng"),
    "Tiếp dân, đối thoại": (
        "tiếp công dân", "đối thoại trực tiếp với dân", "người đứng đầu tiếp dân",
    ),
    "Khiếu nại, tố cáo": ("KNTC", "khiếu kiện", "đơn thư", "giải quyết đơn thư"),
    "Dân tộc thiểu số": ("DTTS", "đồng bào dân tộc", "vùng dân tộc, miền núi"),
    "Tôn giáo": ("đồng bào có đạo", "giáo dân"),
    "Đại đoàn kết toàn dân tộc": ("đại đoàn kết", "đoàn kết toàn dân"),
    "Giai cấp công nhân": ("công nhân", "người lao động"),
    "Thanh niên": ("vận động thanh niên",),
    "Cải cách hành chính": ("CCHC", "TTHC", "một cửa", "dịch vụ công trực tuyến"),
    "Học tập và làm theo Bác Hồ": ("làm theo Bác", "học Bác", "tư tưởng Hồ Chí Minh"),
    "Phòng, chống suy thoái": ("tự chuyển hóa", "tu dưỡng đạo đức, lối sống"),
    "Phòng, chống tham nhũng": ("PCTN", "chống tham nhũng"),
    "Hương ước, quy ước": ("hương ước", "quy ước thôn"),
    "Ngày truyền thống dân vận": ("Ngày Dân vận cả nước", "tác phẩm Dân vận"),
}  # fmt: skip
"""Other names of topics, as the topics of the project have them."""

TITLES: dict[str, tuple[str, ...]] = {
    "kế hoạch": ("Triển khai thực hiện {of}", "Về {subject} {period}", "Về {subject}"),
    "báo cáo": ("Kết quả thực hiện {of}", "Tình hình, kết quả {subject} {period}"),
    "công văn": ("Về việc triển khai {of}", "Về việc {subject}"),
    "hướng dẫn": ("Thực hiện {of}", "Một số nội dung về {subject}"),
    "thông báo": ("Kết luận về {subject} {period}", "Về việc {subject}"),
    "chương trình hành động": ("Thực hiện {of}",),
    "đề án": ("Nâng cao hiệu quả công tác {subject} {period}",),
}
TITLES_OF_OTHER_KINDS = ("Về {subject}", "Về {subject} {period}", "Về tiếp tục thực hiện {of}")

PERIODS = (
    "trong tình hình mới", "trong giai đoạn hiện nay", "đến năm 2025, tầm nhìn đến năm 2030",
    "giai đoạn 2011 - 2015", "giai đoạn 2016 - 2020", "giai đoạn 2021 - 2025",
    "giai đoạn 2026 - 2030", "trên địa bàn", "trong thời kỳ đẩy mạnh công nghiệp hóa",
)  # fmt: skip

AUDIENCES = (
    "các cấp ủy, tổ chức đảng", "chính quyền các cấp", "Mặt trận Tổ quốc và các đoàn thể",
    "người đứng đầu cơ quan, đơn vị", "ban dân vận cấp ủy các cấp", "khối dân vận cơ sở",
    "tổ dân vận thôn, bản, tổ dân phố", "cán bộ, công chức, viên chức", "lực lượng vũ trang",
    "các sở, ban, ngành", "Hội Nông dân các cấp", "Đoàn Thanh niên", "Hội Liên hiệp Phụ nữ",
    "Hội Cựu chiến binh", "Liên đoàn Lao động", "ủy ban nhân dân cấp xã", "các doanh nghiệp",
    "người có uy tín trong cộng đồng", "báo, đài và hệ thống truyền thanh cơ sở",
    "ban chỉ đạo thực hiện quy chế dân chủ", "đảng viên nơi cư trú", "cơ quan thanh tra",
    "ban thanh tra nhân dân", "ban giám sát đầu tư của cộng đồng", "hội đồng nhân dân các cấp",
)  # fmt: skip

TASKS = (
    "quán triệt, tuyên truyền sâu rộng nội dung văn bản đến cán bộ, đảng viên và nhân dân",
    "cụ thể hóa thành chương trình, kế hoạch phù hợp với điều kiện của địa phương, đơn vị",
    "công khai để nhân dân biết, nhân dân bàn, nhân dân làm, nhân dân kiểm tra, giám sát",
    "rà soát, sửa đổi, bổ sung quy chế làm việc và quy chế phối hợp",
    "định kỳ tiếp công dân, đối thoại và giải quyết kịp thời kiến nghị chính đáng",
    "xây dựng phong cách “trọng dân, gần dân, hiểu dân, học dân và có trách nhiệm với dân”",
    "đào tạo, bồi dưỡng kỹ năng vận động quần chúng cho cán bộ cơ sở",
    "phát hiện, biểu dương và nhân rộng gương người tốt, việc tốt",
    "huy động các nguồn lực xã hội hóa để hỗ trợ hộ nghèo, hộ cận nghèo",
    "nắm chắc tình hình, tâm tư, nguyện vọng của các tầng lớp nhân dân",
    "không để phát sinh điểm nóng, khiếu kiện đông người, vượt cấp",
    "đẩy mạnh ứng dụng công nghệ thông tin trong giải quyết thủ tục hành chính",
    "lồng ghép với các chương trình mục tiêu quốc gia trên địa bàn",
    "tăng cường kiểm tra, giám sát, kịp thời chấn chỉnh những hạn chế, khuyết điểm",
    "giữ gìn và phát huy bản sắc văn hóa tốt đẹp của các dân tộc",
    "vận động nhân dân hiến đất, góp ngày công làm đường giao thông nông thôn",
    "củng cố tổ tự quản, tổ hòa giải và câu lạc bộ ở khu dân cư",
    "lấy ý kiến nhân dân trước khi quyết định những việc liên quan trực tiếp đến đời sống",
    "gắn nhiệm vụ dân vận với nhiệm vụ chính trị thường xuyên của cơ quan, đơn vị",
    "bố trí kinh phí, phương tiện bảo đảm cho hoạt động của đội ngũ cốt cán",
    "phân công rõ người, rõ việc, rõ trách nhiệm, rõ thời gian hoàn thành",
    "phối hợp bảo đảm an ninh trật tự, an toàn xã hội ở địa bàn dân cư",
    "xử lý nghiêm cán bộ nhũng nhiễu, gây phiền hà cho người dân và doanh nghiệp",
    "đưa kết quả thực hiện vào tiêu chí đánh giá, xếp loại hằng năm",
    "sơ kết hằng năm, tổng kết cuối nhiệm kỳ và báo cáo cấp có thẩm quyền",
    "vận động chức sắc, tín đồ sống “tốt đời, đẹp đạo”",
    "giúp nhau xóa nhà tạm, nhà dột nát và chuyển đổi cơ cấu cây trồng, vật nuôi",
    "thực hiện nếp sống văn minh trong việc cưới, việc tang và lễ hội",
    "bảo vệ môi trường, phân loại rác tại nguồn, giữ gìn cảnh quan xanh, sạch, đẹp",
    "đấu tranh phản bác quan điểm sai trái, thù địch trên không gian mạng",
)

MANNERS = (
    "theo hướng gần dân, sát cơ sở", "bằng nhiều hình thức phong phú, thiết thực",
    "đúng quy định, tránh hình thức", "thường xuyên, liên tục", "ngay từ đầu nhiệm kỳ",
    "trong phạm vi chức năng, nhiệm vụ được giao", "gắn với các phong trào thi đua yêu nước",
)  # fmt: skip

GOALS = (
    "số thôn, bản, tổ dân phố có mô hình “Dân vận khéo”",
    "cán bộ làm công tác dân vận được bồi dưỡng nghiệp vụ",
    "hồ sơ thủ tục hành chính được giải quyết đúng hạn",
    "kiến nghị của cử tri được trả lời đúng thời hạn",
    "khu dân cư tổ chức Ngày hội Đại đoàn kết toàn dân tộc",
    "hộ gia đình đạt danh hiệu gia đình văn hóa",
    "xã, phường thực hiện tốt quy chế dân chủ ở cơ sở",
)

RESULTS = (
    "mô hình tập thể được công nhận", "điển hình cá nhân được khen thưởng",
    "hội nghị đối thoại được tổ chức", "hộ dân ký cam kết tham gia", "mét vuông đất được hiến",
    "ngày công do nhân dân đóng góp", "ý kiến, kiến nghị được giải quyết",
    "cuộc giám sát chuyên đề được thực hiện", "lớp tập huấn được mở cho cán bộ cơ sở",
)  # fmt: skip

SENTENCES = (
    "Văn bản yêu cầu {audience} {task}, {task2}.",
    "{Audience} có trách nhiệm {task} {manner}.",
    "Mục tiêu đặt ra là đến năm {year}, trên {percent}% {goal}.",
    "Nội dung nhấn mạnh việc {task}; đồng thời {task2} {manner}.",
    "Văn bản gồm {parts} phần, trọng tâm là {task} và {task2}.",
    "Qua {years} năm thực hiện, nguồn ghi nhận {count} {result}.",
    "Giao {audience} chủ trì, phối hợp với {audience2} {task}; hằng năm báo cáo kết quả.",
    "Việc {task} được đánh giá là khâu còn hạn chế, cần khắc phục {manner}.",
    "Theo {publisher}, {audience} đã {task}, góp phần vào {subject}.",
)

PROVISIONS = (
    "{Audience} có trách nhiệm {task} {manner}.",
    "{Audience} chủ trì, phối hợp với {audience2} {task}, {task2}.",
    "Việc {task} do {audience} thực hiện {manner}.",
    "Trong {parts} ngày làm việc từ khi nhận được kiến nghị, {audience} trả lời bằng văn bản.",
    "Đến năm {year}, trên {percent}% {goal}.",
    "{Audience} được cung cấp thông tin về {subject}, tham gia ý kiến và giám sát việc thực hiện.",
    "Kinh phí để {task} được bố trí trong dự toán hằng năm của {audience}.",
)

HEADINGS = (
    "Phạm vi điều chỉnh", "Đối tượng áp dụng", "Giải thích từ ngữ", "Nguyên tắc thực hiện",
    "Trách nhiệm của {audience}", "Việc {task}", "Quyền và nghĩa vụ của {audience}",
    "Những nội dung phải công khai", "Hình thức nhân dân bàn và quyết định",
    "Các hành vi bị nghiêm cấm", "Kinh phí bảo đảm", "Trình tự, thủ tục {task}",
    "Kiểm tra, giám sát", "Khen thưởng và xử lý vi phạm",
)  # fmt: skip

SENTENCE_MORE = "Bổ sung việc lấy ý kiến nhân dân bằng phiếu điện tử ở từng khu dân cư."
"""What an edit adds to a summary."""

KEY_POINTS = (
    "{Audience} {task}.",
    "Chỉ tiêu: trên {percent}% {goal} vào năm {year}.",
    "Gồm {parts} chương, {count} điều.",
    "{Audience} {task} {manner}, {task2}.",
    "Phân công: {audience} chủ trì; {audience2} phối hợp.",
)

PUBLISHERS = (
    ("Báo Nhân Dân", "nhandan.vn"), ("Báo Quân đội nhân dân", "qdnd.vn"),
    ("Tạp chí Dân vận", "danvan.vn"), ("Báo điện tử Chính phủ", "baochinhphu.vn"),
    ("Thư viện pháp luật", "thuvienphapluat.vn"), ("Luật Minh Khuê", "luatminhkhue.vn"),
    ("Cơ sở dữ liệu quốc gia về văn bản pháp luật", "vbpl.vn"), ("VietnamPlus", "vietnamplus.vn"),
    ("Báo Đại Đoàn Kết", "daidoanket.vn"), ("Cổng thông tin điện tử của tỉnh", "gov.vn"),
    ("Tạp chí Xây dựng Đảng", "xaydungdang.org.vn"), ("Tạp chí Cộng sản", "tapchicongsan.org.vn"),
)  # fmt: skip

SOURCE_TITLES = (
    "Toàn văn {document}", "Triển khai {document} ở địa phương", "Hội nghị quán triệt {document}",
    "Kết quả bước đầu về {subject}", "Nhìn lại {years} năm {subject}",
)  # fmt: skip

MODELS: dict[str, tuple[str, ...]] = {
    "kinh tế": (
        "Vận động nhân dân hiến đất làm đường giao thông nông thôn",
        "Giúp nhau chuyển đổi cơ cấu cây trồng, thoát nghèo bền vững",
        "Tổ hợp tác chăn nuôi bò sinh sản cho hộ nghèo",
    ),
    "văn hóa - xã hội": (
        "Khu dân cư xanh, sạch, đẹp, an toàn",
        "Đám cưới, đám tang tiết kiệm, văn minh",
        "Nâng bước em tới trường",
    ),
    "quốc phòng - an ninh": (
        "Camera an ninh do nhân dân đóng góp",
        "Dòng họ tự quản về an ninh trật tự",
        "Ánh sáng an ninh trên đường làng, ngõ xóm",
    ),
    "xây dựng hệ thống chính trị": (
        "Chính quyền thân thiện, vì nhân dân phục vụ",
        "Ngày thứ Năm không hẹn giải quyết thủ tục hành chính",
        "Chi bộ bốn tốt, tổ dân vận năm tốt",
    ),
}
