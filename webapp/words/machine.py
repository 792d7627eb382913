"""Tickets from lists and machines, and the faults that machines meet, for the people who set them up."""

WORDS = {
    "error.415": ("Isi permintaan bukan JSON", "The body is not JSON"),
    "error.429": ("Terlalu sering. Coba lagi nanti.", "Too often. Try again later."),
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
    "today.stand_ins": ("Bisa menggantikan:", "Can stand in:"),
    "today.free": ("bebas", "free"),
    "today.at_desk": ("sekarang di {desk}", "now at {desk}"),
    "today.at_desk_then": ("bertugas di {desk}", "posted at {desk}"),
    "today.no_stand_in": (
        "Tidak ada pengganti: yang bisa sedang tidak hadir atau jamnya habis.",
        "Nobody can stand in: those who could are away or have no minutes left.",
    ),
    "today.upload": ("Catat banyak sekaligus (daftar atau CSV)", "Note many at once (list or CSV)"),
    "today.rows": ("Daftar antrean terbit", "List of tickets out"),
    "today.rows_hint": (
        "Baris pertama: meja;gelombang;antrean. Contoh: adminduk;pagi;12. Jumlah sejak gelombang dibuka.",
        "First line: desk;window;tickets. For example adminduk;pagi;12. The total since the window opened.",
    ),
    "today.file": ("Berkas CSV", "CSV file"),
    "today.file_hint": (
        "Kolom yang sama. Semua baris dicatat, atau tidak satu pun.",
        "The same columns. All rows are noted, or none.",
    ),
    "today.send": ("Kirim berkas", "Send the file"),
    "today.list_noted": ("{count} gelombang dicatat.", "{count} windows noted."),
    "today.list_size": ("Isi 1 sampai {most} baris.", "Give 1 to {most} lines."),
    "today.list_large": (
        "Berkas lebih dari {most} kB. Bagi menjadi beberapa berkas; tidak ada yang dicatat.",
        "The file has more than {most} kB. Divide it into several files; nothing was noted.",
    ),
    "today.list_headings": (
        "Baris pertama harus berisi kolom {headings} (meja, gelombang, antrean).",
        "The first line must name the columns {headings}.",
    ),
    "today.list_row": ("Baris {row}: {fault}", "Line {row}: {fault}"),
    "today.list_twice": ("gelombang ini sudah disebut.", "this window was given before."),
    "today.list_tickets": (
        '"{value}" bukan bilangan 0 sampai {most}.',
        '"{value}" is no number from 0 to {most}.',
    ),
    "today.list_window": (
        'tidak ada gelombang "{window}" di meja "{desk}" hari itu.',
        'no window "{window}" at desk "{desk}" that day.',
    ),
    "error.password_first": (
        "Ganti dulu kata sandi pertama Anda di halaman masuk.",
        "Change your first password in the pages first.",
    ),
    "error.unknown_window": (
        "Tidak ada gelombang antrean itu pada hari itu.",
        "There is no such release window on that day.",
    ),
}
