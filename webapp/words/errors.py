"""Faults, each with the way out."""

WORDS = {
    "error.help": (
        "Kembali ke halaman sebelumnya lalu coba lagi. Bila terulang, sebutkan kode di bawah kepada pengelola.",
        "Go back and try again. If it happens again, tell the code below to whoever runs the system.",
    ),
    "error.code": ("Kode: {code}", "Code: {code}"),
    "error.home": ("Ke halaman depan", "To the first page"),
    "error.400": ("Permintaan ini tidak dapat dibaca", "This request cannot be read"),
    "error.401": ("Silakan masuk dulu", "Please sign in first"),
    "error.403": ("Halaman ini bukan untuk peran Anda", "This page is not for your role"),
    "error.404": ("Halaman ini tidak ada", "There is no such page"),
    "error.405": ("Cara membuka halaman ini tidak cocok", "This page cannot be opened in this way"),
    "error.409": ("Data ini berubah sejak Anda membukanya", "This changed since you opened it"),
    "error.413": ("Berkas atau isian terlalu besar", "The file or form is too large"),
    "error.413_help": (
        "Berkas paling besar 20 MB. Hapus lembar, gambar, atau baris yang tidak perlu.",
        "A file may have 20 MB. Remove sheets, pictures or rows that are not needed.",
    ),
    "error.422": ("Isian ini tidak dapat diterima", "This value cannot be accepted"),
    "error.500": ("Ada yang tidak beres di sistem", "Something went wrong inside"),
    "error.500_help": (
        "Data tidak berubah. Coba lagi; bila terulang, sebutkan kode di bawah kepada pengelola.",
        "No data were changed. Try again; if it happens again, tell the code below to whoever runs the system.",
    ),
    "error.503": ("Sistem sedang menyimpan data lain", "The system is busy saving other data"),
    "error.503_help": ("Coba lagi dalam beberapa detik.", "Try again in a few seconds."),
    "error.404_help": (
        "Mungkin alamatnya salah ketik, atau isinya milik instansi lain.",
        "The address may be mistyped, or it belongs to another agency.",
    ),
    "error.403_help": (
        "Minta administrator bila Anda perlu membukanya.",
        "Ask the administrator if you need it.",
    ),
    "error.form_expired": (
        "Isian ini sudah kedaluwarsa. Muat ulang halamannya lalu kirim sekali lagi.",
        "This form has expired. Load the page again and send it once more.",
    ),
    "error.no_mall": ("Belum ada data mal. Impor data dulu.", "There are no data of the mall yet. Import them first."),
    "error.no_mall_help": (
        "Halaman ini menunggu data pertama: unggah isian singkat atau data mal, atau coba dengan data contoh.",
        "This page waits for the first data: send the short form or the mall's data, or try the sample.",
    ),
    "error.unknown_plan": ("Jadwal itu tidak ada", "There is no such roster"),
    "error.plan_changed": (
        "Jadwal ini sudah diubah orang lain sejak Anda membukanya. Lihat perubahannya, lalu ulangi.",
        "Somebody changed this roster since you opened it. Look at the change, then do it again.",
    ),
    "error.not_a_draft": (
        "Hanya draf terbaru yang dapat diterbitkan.",
        "Only the newest draft can be published.",
    ),
    "error.mall_changed": (
        "Data mal berubah sejak Anda membukanya. Muat ulang lalu ulangi.",
        "The data of the mall changed since you opened them. Load the page again.",
    ),
    "error.changed_since": (
        "Ada perubahan sesudah impor ini. Urungkan perubahan yang lebih baru dulu.",
        "Something changed after this import. Undo the later change first.",
    ),
    "error.already_undone": ("Impor ini sudah diurungkan.", "This import was undone already."),
    "error.user_exists": ("Nama pengguna itu sudah dipakai.", "That user name is taken."),
    "error.store_full": ("Penyimpanan penuh; tidak ada yang tersimpan", "The disk is full; nothing was saved"),
    "error.week_closed": ("Minggu itu tutup seluruhnya.", "The mall is closed all that week."),
    "error.no_history": ("Belum ada data kunjungan.", "No visits were counted yet."),
    "error.duplicate": ("Dua baris berkas ini berisi hal yang sama.", "Two rows of this file are about the same."),
    "error.upload_gone": (
        "Pratinjau ini sudah tidak ada. Unggah berkasnya sekali lagi.",
        "This preview is gone. Upload the file again.",
    ),
}
