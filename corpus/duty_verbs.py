"""Verbs with which Vietnamese plans begin a task, for sentences whose subject stands late.

"Trong quá trình thực hiện, nếu có vướng mắc, các cơ quan kịp thời phản ánh …": that "các
cơ quan" is the subject is told by the verb after it. Collected from the wording of plans
and directives; manner words ("chủ động", "kịp thời") stand before a verb.
"""

import re

_MANNER = (
    "chủ động", "kịp thời", "tích cực", "khẩn trương", "nghiêm túc", "tiếp tục", "thường xuyên",
    "tăng cường", "đẩy mạnh", "tập trung", "trực tiếp", "định kỳ", "nâng cao", "phát huy",
)  # fmt: skip
_VERBS = (
    "ban hành", "biên soạn", "bảo đảm", "bố trí", "báo cáo", "bổ sung", "chia sẻ", "chuyển",
    "chuẩn bị", "chấp hành", "chấn chỉnh", "chỉ đạo", "chịu trách nhiệm", "chủ trì", "cung cấp",
    "công bố", "công khai", "cải thiện", "cập nhật", "cắt giảm", "cử", "duy trì", "giao",
    "giám sát", "giúp", "giải quyết", "gửi", "hoàn thiện", "hoàn thành", "huy động", "hướng dẫn",
    "hỗ trợ", "khai thác", "khuyến khích", "kiểm tra", "kiến nghị", "lập", "lồng ghép", "lựa chọn",
    "nghiên cứu", "phát triển", "phê duyệt", "phản ánh", "phối hợp", "phổ biến", "phân công",
    "quán triệt", "quản lý", "rà soát", "sơ kết", "sắp xếp", "tham gia", "tham mưu", "thanh tra",
    "thay thế", "theo dõi", "thiết lập", "thông báo", "thúc đẩy", "thực hiện", "tiến hành",
    "tiếp nhận", "trao đổi", "triển khai", "trình", "tuyên truyền", "tuân thủ", "tạo điều kiện",
    "tổ chức", "tổng hợp", "tổng kết", "vận hành", "vận động", "xác định", "xây dựng", "xử lý",
    "xem xét", "ưu tiên", "ứng dụng", "áp dụng", "đánh giá", "đào tạo", "đăng ký", "đề xuất",
    "đôn đốc", "đầu tư", "đẩy nhanh", "định hướng", "cân đối", "vận dụng", "thu hút", "thẩm định",
)  # fmt: skip

VERB = re.compile(rf"(?:{'|'.join((*_MANNER, *_VERBS))})\b")
"""The start of a task in lower case."""
