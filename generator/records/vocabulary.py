"""Closed vocabularies of the records, with the Vietnamese labels that pages print.

Values are what an editor writes. Symbols of kinds follow Hướng dẫn 36-HD/VPTW and 05-HD/VPTW for
Party documents and Nghị định 30/2020/NĐ-CP (phụ lục III) for State documents.
"""

from __future__ import annotations

from enum import StrEnum

from generator.citations.slugs import slug


class Kind(StrEnum):
    """Kind of document (ELI ``type_document``, schema.org ``legislationType``)."""

    CONSTITUTION = "hiến pháp"
    LAW = "luật"
    ORDINANCE = "pháp lệnh"
    RESOLUTION = "nghị quyết"
    JOINT_RESOLUTION = "nghị quyết liên tịch"
    DECREE = "nghị định"
    CIRCULAR = "thông tư"
    DIRECTIVE = "chỉ thị"
    CONCLUSION = "kết luận"
    DECISION = "quyết định"
    REGULATION = "quy định"
    RULES = "quy chế"
    GUIDELINE = "hướng dẫn"
    NOTICE = "thông báo"
    CONCLUSION_NOTICE = "thông báo kết luận"
    PLAN = "kế hoạch"
    PROGRAMME = "chương trình"
    ACTION_PROGRAMME = "chương trình hành động"
    COORDINATION_PROGRAMME = "chương trình phối hợp"
    SCHEME = "đề án"
    REPORT = "báo cáo"
    OFFICIAL_LETTER = "công văn"
    CODE_OF_CONDUCT = "quy tắc ứng xử"

    @property
    def label(self) -> str:
        return capitalised(self.value)

    @property
    def slug(self) -> str:
        return slug(self.value)

    @property
    def symbols(self) -> frozenset[str]:
        """Symbols that a number of this kind may carry; empty where it carries none."""
        return _SYMBOLS.get(self, frozenset())


_SYMBOLS: dict[Kind, frozenset[str]] = {
    Kind.ORDINANCE: frozenset({"PL"}),
    Kind.RESOLUTION: frozenset({"NQ"}),
    Kind.JOINT_RESOLUTION: frozenset({"NQLT"}),
    Kind.DECREE: frozenset({"NĐ"}),
    Kind.CIRCULAR: frozenset({"TT", "TTLT"}),
    Kind.DIRECTIVE: frozenset({"CT"}),
    Kind.CONCLUSION: frozenset({"KL"}),
    Kind.DECISION: frozenset({"QĐ"}),
    Kind.REGULATION: frozenset({"QĐ", "QĐi", "QyĐ"}),
    Kind.RULES: frozenset({"QC"}),
    Kind.GUIDELINE: frozenset({"HD"}),
    Kind.NOTICE: frozenset({"TB"}),
    Kind.CONCLUSION_NOTICE: frozenset({"TB", "KL"}),
    Kind.PLAN: frozenset({"KH"}),
    Kind.PROGRAMME: frozenset({"CTr"}),
    Kind.ACTION_PROGRAMME: frozenset({"CTr", "CTrHĐ", "CTHĐ"}),
    Kind.COORDINATION_PROGRAMME: frozenset({"CTr", "CTrPH", "CTPH"}),
    Kind.SCHEME: frozenset({"ĐA"}),
    Kind.REPORT: frozenset({"BC"}),
    Kind.OFFICIAL_LETTER: frozenset({"CV"}),
}


class RelationType(StrEnum):
    """Relation of the acting document to another one; written on the acting side only.

    Names follow ELI (``based_on``, ``cites``, ``amends``, ``repeals``, ``corrects``,
    ``consolidates``); the rest are relations of Party documents that ELI has no term for.
    """

    REPLACES = "replaces"
    REPEALS = "repeals"
    SUSPENDS = "suspends"
    AMENDS = "amends"
    CORRECTS = "corrects"
    CONSOLIDATES = "consolidates"
    CONTINUES = "continues"
    CONCRETISES = "concretises"
    DETAILS = "details"
    GUIDES = "guides"
    IMPLEMENTS = "implements"
    PROMULGATES = "promulgates"
    REVIEWS = "reviews"
    CONCLUDES_REVIEW = "concludes_review"
    BASED_ON = "based_on"
    CITES = "cites"
    RELATED = "related"

    @property
    def label(self) -> str:
        """What the acting document does: heading of its outgoing relations."""
        return _RELATION_LABELS[self][0]

    @property
    def inverse_label(self) -> str:
        """What is done to the other document: heading of its incoming relations."""
        return _RELATION_LABELS[self][1]


_RELATION_LABELS: dict[RelationType, tuple[str, str]] = {
    RelationType.REPLACES: ("Thay thế", "Được thay thế bởi"),
    RelationType.REPEALS: ("Bãi bỏ, làm hết hiệu lực", "Bị bãi bỏ, hết hiệu lực bởi"),
    RelationType.SUSPENDS: ("Đình chỉ, ngưng hiệu lực", "Bị đình chỉ, ngưng hiệu lực bởi"),
    RelationType.AMENDS: ("Sửa đổi, bổ sung", "Được sửa đổi, bổ sung bởi"),
    RelationType.CORRECTS: ("Đính chính", "Được đính chính bởi"),
    RelationType.CONSOLIDATES: ("Hợp nhất", "Được hợp nhất bởi"),
    RelationType.CONTINUES: ("Tiếp tục thực hiện", "Được tiếp tục thực hiện bởi"),
    RelationType.CONCRETISES: ("Cụ thể hóa", "Được cụ thể hóa bởi"),
    RelationType.DETAILS: ("Quy định chi tiết", "Được quy định chi tiết bởi"),
    RelationType.GUIDES: ("Hướng dẫn", "Được hướng dẫn bởi"),
    RelationType.IMPLEMENTS: ("Triển khai thực hiện", "Được triển khai thực hiện bởi"),
    RelationType.PROMULGATES: ("Ban hành kèm theo", "Được ban hành kèm theo"),
    RelationType.REVIEWS: ("Sơ kết", "Được sơ kết bởi"),
    RelationType.CONCLUDES_REVIEW: ("Tổng kết", "Được tổng kết bởi"),
    RelationType.BASED_ON: ("Căn cứ", "Là căn cứ của"),
    RelationType.CITES: ("Dẫn chiếu", "Được dẫn chiếu bởi"),
    RelationType.RELATED: ("Liên quan", "Liên quan"),
}


class Confidence(StrEnum):
    """How well a record or a relation is borne out by its sources."""

    CONFIRMED = "confirmed"
    SINGLE_SOURCE = "single-source"
    UNCONFIRMED = "unconfirmed"

    @property
    def label(self) -> str:
        return {
            Confidence.CONFIRMED: "Đã kiểm chứng",
            Confidence.SINGLE_SOURCE: "Một nguồn",
            Confidence.UNCONFIRMED: "Chưa kiểm chứng",
        }[self]


class Branch(StrEnum):
    """Part of the political system that a body belongs to."""

    PARTY = "party"
    STATE = "state"
    FRONT = "front"

    @property
    def label(self) -> str:
        return {
            Branch.PARTY: "Đảng",
            Branch.STATE: "Nhà nước",
            Branch.FRONT: "Mặt trận Tổ quốc và đoàn thể",
        }[self]


class Level(StrEnum):
    """Territorial or organisational level, from the centre down."""

    CENTRAL = "central"
    AGENCY = "agency"
    PROVINCE = "province"
    DISTRICT = "district"
    COMMUNE = "commune"
    GRASSROOTS = "grassroots"

    @property
    def label(self) -> str:
        return {
            Level.CENTRAL: "Trung ương",
            Level.AGENCY: "Bộ, ngành, cơ quan",
            Level.PROVINCE: "Cấp tỉnh",
            Level.DISTRICT: "Cấp huyện",
            Level.COMMUNE: "Cấp xã",
            Level.GRASSROOTS: "Cơ sở",
        }[self]


class Field(StrEnum):
    """The four fields of the “Dân vận khéo” movement."""

    ECONOMY = "kinh tế"
    CULTURE = "văn hóa - xã hội"
    DEFENCE = "quốc phòng - an ninh"
    POLITICAL_SYSTEM = "xây dựng hệ thống chính trị"

    @property
    def label(self) -> str:
        return capitalised(self.value)

    @property
    def slug(self) -> str:
        return slug(self.value)


class Category(StrEnum):
    """Whether a model is run by a collective or by one person."""

    COLLECTIVE = "collective"
    INDIVIDUAL = "individual"

    @property
    def label(self) -> str:
        return {Category.COLLECTIVE: "Tập thể", Category.INDIVIDUAL: "Cá nhân"}[self]


class ModelState(StrEnum):
    """How far a model has come: registered by its unit, or recognised by a competent body."""

    REGISTERED = "registered"
    RECOGNISED = "recognised"

    @property
    def label(self) -> str:
        return {ModelState.REGISTERED: "Đăng ký", ModelState.RECOGNISED: "Được công nhận"}[self]


def capitalised(text: str) -> str:
    """Upper-case the first letter and leave the rest as it is."""
    return text[:1].upper() + text[1:]
