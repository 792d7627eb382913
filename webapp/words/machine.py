"""Faults that machines meet, for the people who set them up."""

WORDS = {
    "error.415": ("Isi permintaan bukan JSON", "The body is not JSON"),
    "error.429": ("Terlalu sering. Coba lagi nanti.", "Too often. Try again later."),
    "error.too_often": ("Terlalu sering. Coba lagi nanti.", "Too often. Try again later."),
    "error.not_json": (
        "Isi permintaan bukan JSON yang dapat dibaca (Content-Type: application/json, UTF-8).",
        "The body is not JSON that can be read (Content-Type: application/json, UTF-8).",
    ),
    "error.not_an_object": ("Isi permintaan harus satu objek JSON.", "The body must be one JSON object."),
    "error.field_unknown": ("Isian ini tidak dikenal.", "This field is not known."),
    "error.field_missing": ("Isian ini wajib ada.", "This field is required."),
    "error.field_twice": ("Isian ini diberikan dua kali.", "This field is given twice."),
    "error.field_type": ("Jenis nilai isian ini salah.", "The value of this field has the wrong type."),
    "error.field_value": ("Nilai isian ini tidak dapat dibaca.", "The value of this field cannot be read."),
    "error.field_range": ("Nilai isian ini di luar batas.", "The value of this field is out of range."),
    "error.unknown_window": (
        "Tidak ada gelombang antrean itu pada hari itu.",
        "There is no such release window on that day.",
    ),
}
