"""Words of the roster handed back from a spreadsheet, and of the copied week."""

WORDS = {
    "edited.title": ("Jadwal dari XLSX", "Roster from XLSX"),
    "edited.question": (
        "Apa yang diubah di XLSX, dan apa akibatnya?",
        "What was changed in the XLSX, and what does it cost?",
    ),
    "edited.lead": (
        "Unduh jadwal, ubah nama petugas di lembar pertama, lalu serahkan di sini. Tidak ada yang tersimpan sebelum "
        "Anda "
        "menyetujuinya.",
        "Fetch the roster, change officers' names on its first sheet, and hand it in here. Nothing is kept before you "
        "agree.",
    ),
    "edited.how": (
        "Satu nama per sel, seperti di lembar petugas; sel kosong mengeluarkan petugas. Baris, tanggal, dan lembar "
        "lain "
        "jangan diubah; istirahat mengikuti sendiri.",
        "One name a cell, as in the sheet of officers; an empty cell takes the officer out. Leave rows, dates and the "
        "other sheets as they are; breaks follow by themselves.",
    ),
    "edited.fetch": ("Unduh jadwal XLSX", "Fetch the roster as XLSX"),
    "edited.file": ("Jadwal yang sudah diubah", "The edited roster"),
    "edited.file_hint": ("XLSX; paling besar 20 MB.", "XLSX; at most 20 MB."),
    "edited.go": ("Periksa perubahan", "Check the changes"),
    "edited.not_xlsx": (
        '"{name}" bukan buku kerja XLSX. Simpan sebagai XLSX, lalu serahkan lagi.',
        '"{name}" is no XLSX workbook. Save it as XLSX and hand it in again.',
    ),
    "edited.refused": (
        "▲ Belum bisa disimpan: {count} temuan",
        "▲ Cannot be kept yet (findings: {count})",
    ),
    "edited.refused_text": (
        "Tidak ada satu perubahan pun yang tersimpan. Perbaiki selnya di XLSX, lalu serahkan lagi.",
        "Not one change was kept. Mend the cells in the XLSX and hand it in again.",
    ),
    "edited.findings": ("Temuan per sel", "Findings by cell"),
    "edited.sheet_row": ("{sheet}, baris {row}", "{sheet}, row {row}"),
    "edited.nothing": (
        "Tidak ada yang berubah: XLSX ini sama dengan jadwal yang tersimpan.",
        "Nothing changed: this XLSX is the roster that is stored.",
    ),
    "edited.changes": ("{count} perubahan, per petugas", "Changes by officer ({count})"),
    "edited.breaks": ("Istirahat yang ikut bergeser", "Breaks that move with it"),
    "edited.effect": ("Akibatnya", "What it costs"),
    "edited.quick": (
        "Perkiraan cepat; saat disimpan, kuota dibuktikan dengan simulasi penuh.",
        "A quick estimate; when it is kept, quotas are proved by the full simulation.",
    ),
    "edited.save": ("Simpan {count} perubahan", "Keep the changes ({count})"),
    "edited.again": ("Serahkan berkas lain", "Hand in another file"),
    "edited.reason": ("XLSX {name}: {count} perubahan", "XLSX {name}: {count} changes"),
    "edited.saved": (
        "Tersimpan sebagai draf versi {version}: {count} perubahan dari XLSX.",
        "Kept as draft version {version} (changes from the XLSX: {count}).",
    ),
    "edited.link": ("Serahkan XLSX yang diubah", "Hand in an edited XLSX"),
    "copy.go": ("Salin minggu lalu", "Copy last week"),
    "copy.asked": (
        "Jadwal minggu lalu sedang disalin dan diperiksa; beberapa detik.",
        "Last week's roster is being copied and checked; some seconds.",
    ),
    "copy.nothing": (
        "Minggu lalu belum punya jadwal, jadi tidak ada yang bisa disalin. Susun jadwal.",
        "Last week has no roster, so there is nothing to copy. Plan the roster.",
    ),
    "job.kind_copy": ("Menyalin minggu lalu", "Copying last week"),
    "error.not_posted": (
        "petugas yang dikeluarkan di sini sudah tidak bertugas saat itu, misalnya karena cuti",
        "the officer taken out here is no longer posted then, for instance because of leave",
    ),
    "error.nothing_to_copy": (
        "Minggu lalu belum punya jadwal, jadi tidak ada yang bisa disalin.",
        "Last week has no roster, so there is nothing to copy.",
    ),
    "job.fault_nothing_to_copy": (
        "Minggu lalu belum punya jadwal, jadi tidak ada yang bisa disalin.",
        "Last week has no roster, so there is nothing to copy.",
    ),
}
