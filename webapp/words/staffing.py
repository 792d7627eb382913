"""Words of the staffing case."""

WORDS = {
    "job.kind_staffing": ("Menyusun usulan petugas", "Working out a staffing case"),
    "job.fault_no_officer": (
        "Meja ini belum punya petugas sendiri yang bisa melayaninya. Isi petugas dan keterampilannya lebih dahulu.",
        "This desk has no officer of its own who can serve it. Enter officers and skills first.",
    ),
    "job.fault_no_counter": (
        "Meja ini belum punya loket. Isi loketnya lebih dahulu.",
        "This desk has no counter yet. Enter its counters first.",
    ),
    "job.fault_desk_closed": (
        "Meja ini tutup sepanjang tahun. Periksa kalender dan hari buka instansi.",
        "This desk is closed all year. Check the calendar and the agency's open days.",
    ),
    "nav.staffing": ("Usulan petugas", "Staffing case"),
    "staffing.question": (
        "Pantaskah meminta tambahan petugas, dan berapa?",
        "Is one more officer justified, and how many?",
    ),
    "staffing.lead": (
        "Setahun ke depan disimulasikan dengan satu petugas kurang sampai lima lebih, dan cara tanpa biaya gaji dicoba "
        "di sampingnya. Pilih meja.",
        "The year ahead is simulated with one officer fewer to five more, and ways without a salary are tried beside. "
        "Choose a desk.",
    ),
    "staffing.desks": ("Meja", "Desks"),
    "staffing.officers": ("Petugas sendiri", "Own officers"),
    "staffing.result": ("Hasil terakhir", "Last result"),
    "staffing.not_yet": ("Belum dihitung", "Not worked out yet"),
    "staffing.none": (
        "Belum ada usulan untuk meja ini. Hitungan memerlukan sekitar satu menit; halaman ini boleh ditinggalkan.",
        "There is no case for this desk yet. It takes about a minute; you may leave this page.",
    ),
    "staffing.go": ("Hitung usulan", "Work out the case"),
    "staffing.again": ("Hitung ulang", "Work out again"),
    "staffing.stale": (
        "Data mal atau kunjungan berubah sejak usulan ini dihitung.",
        "The mall's data or visits changed since this case was worked out.",
    ),
    "staffing.running": ("Sedang dihitung: {sentence}", "Being worked out: {sentence}"),
    "staffing.queued": ("menunggu giliran", "waiting its turn"),
    "staffing.reload": ("Muat ulang", "Reload"),
    "staffing.see": ("Lihat usulan", "See the case"),
    "staffing.failed": ("Hitungan terakhir gagal. {fault}", "The last attempt failed. {fault}"),
    "staffing.no_officer": (
        "Meja ini belum punya petugas sendiri yang bisa melayaninya; usulan tidak dapat dihitung. Isi petugas dan "
        "keterampilannya lebih dahulu.",
        "This desk has no officer of its own who can serve it, so no case can be made. Enter its officers first.",
    ),
    "staffing.no_history": (
        "Belum ada hitungan kunjungan; usulan tidak dapat dihitung. Impor data kunjungan lebih dahulu.",
        "No visits were counted yet, so no case can be made. Import visits first.",
    ),
    "staffing.docx": ("Buat telaahan staf (DOCX)", "Make the memo (DOCX)"),
    "staffing.pdf": ("PDF", "PDF"),
    "staffing.note": ("Nota dinas (DOCX)", "Short note (DOCX)"),
    "staffing.xlsx": ("Angka (XLSX)", "Figures (XLSX)"),
    "staffing.letter": ("Kop, Kepada dan Dari", "Letterhead, to and from"),
    "staffing.letter_to": ("Kepada", "To"),
    "staffing.letter_from": ("Dari", "From"),
    "staffing.letter_kop": ("Kop (paling banyak lima baris)", "Letterhead (at most five lines)"),
    "staffing.letter_kept": (
        "Dipakai untuk berkas yang diunduh, tidak disimpan; semuanya dapat diubah di Word.",
        "Used for the file you download and not kept; all of it can be changed in Word.",
    ),
    "staffing.in_indonesian": (
        "Telaahan staf dan nota dinas berbahasa Indonesia; teksnya dapat diubah di Word.",
        "Memo and note are in Bahasa Indonesia; their text can be changed in Word.",
    ),
    "staffing.week_mall": (
        "Bagaimana jika, minggu {week}: {mall} kunjungan lebih di seluruh mal, {desk} di meja ini.",
        "What-if, week {week}: {mall} visits more in the whole mall, {desk} at this desk.",
    ),
    "staffing.week_desk": (
        "Bagaimana jika, minggu {week}: {desk} kunjungan lebih di meja ini.",
        "What-if, week {week}: {desk} visits more at this desk.",
    ),
    "staffing.to_whatif": ("Bagaimana jika untuk minggu itu", "What-if for that week"),
    "staffing.curve": (
        "Berapa yang dilayani tiap petugas tambahan?",
        "What does each added officer serve?",
    ),
    "staffing.basis": ("Dasar hitungan", "What it rests on"),
    "staffing.hides": ("Mengapa rata-rata menutupi masalah", "Why an average hides the problem"),
}
