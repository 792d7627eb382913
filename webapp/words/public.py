"""Words of the notice and of quotas."""

WORDS = {
    "notice.not_yet": ("Kuota belum diumumkan.", "No quotas are announced yet."),
    "notice.not_yet_help": (
        "Kuota minggu ini muncul di sini setelah jadwal diterbitkan. Silakan lihat lagi nanti.",
        "This week's quotas appear here once the roster is published. Please look again later.",
    ),
    "notice.over": (
        "Ini kuota minggu yang sudah lewat. Kuota minggu ini belum diumumkan.",
        "These are the quotas of a past week. This week's are not announced yet.",
    ),
    "notice.search": ("Cari layanan", "Search for a service"),
    "notice.by_hand": (
        "{day}, {window}: ditetapkan {tickets} antrean. {reason}",
        "{day}, {window}: set to {tickets} tickets. {reason}",
    ),
    "notice.left": ("Hari ini sisa {left} antrean (pukul {at}).", "Today {left} tickets are left (at {at})."),
    "notice.full_next": (
        "Kuota hari ini habis (sejak {at}). Berikutnya: {day}, {tickets} antrean.",
        "Today's tickets are gone (since {at}). Next: {day}, {tickets} tickets.",
    ),
    "notice.full": (
        "Kuota hari ini habis (sejak {at}). Hari berikutnya diumumkan bersama kuota minggu depan.",
        "Today's tickets are gone (since {at}). The next day is announced with next week's quotas.",
    ),
    "notice.published": ("Terbit {moment} {zone}", "Published {moment} {zone}"),
    "notice.staff": ("Masuk petugas", "Staff sign-in"),
    "notice.text_day": ("{tickets} antrean", "{tickets} tickets"),
    "notice.picture": ("Kuota antrean {day}", "Tickets on {day}"),
    "error.not_published": ("Belum ada kuota yang diumumkan.", "No quotas are announced yet."),
    "quota.question": (
        "Berapa antrean boleh terbit, dan apa yang membatasi?",
        "How many tickets, and what binds them?",
    ),
    "quota.draft": (
        "Ini kuota rancangan. Warga baru melihatnya setelah jadwal diterbitkan.",
        "These are draft quotas. Citizens see them once the roster is published.",
    ),
    "quota.change": ("hari buka sebelumnya {before}", "open day before {before}"),
    "quota.then": ("lalu {name}", "then {name}"),
    "quota.minutes": ("{minutes} mnt", "{minutes} min"),
    "override.title": ("Tetapkan kuota dengan tangan", "Set a quota by hand"),
    "override.set": ("Ubah", "Change"),
    "override.by": ("ditetapkan {by}", "set by {by}"),
    "override.computed": ("hitungan {tickets} antrean", "computed {tickets} tickets"),
    "override.tickets": ("Antrean (kunjungan)", "Tickets (visits)"),
    "override.reason_hint": (
        "Dibaca warga di pengumuman. Misalnya: printer KTP rusak.",
        "Citizens read it in the notice. For example: the card printer is broken.",
    ),
    "override.until": ("Berlaku sampai", "Holds until"),
    "override.until_hint": (
        "Kosong: sampai hari itu selesai. Misalnya 16/03/2026.",
        "Empty: until that day is over. For example 16/03/2026.",
    ),
    "override.look": ("Lihat dampak", "See the effect"),
    "override.go": ("Tetapkan", "Set it"),
    "override.kept": ("Janji layanan tetap terpenuhi dengan kuota ini.", "The promise is kept with this quota."),
    "override.breaks_wait": (
        "Melanggar janji: hanya {share} menunggu paling lama {minutes} menit; 1 dari 10 menunggu "
        "lebih dari {longest} menit.",
        "Breaks the promise: only {share} wait at most {minutes} minutes; 1 in 10 waits over {longest} minutes.",
    ),
    "override.breaks_finish": (
        "Melanggar janji: pada {share} hari tidak semua selesai sebelum tutup.",
        "Breaks the promise: on {share} of days not all are served by closing.",
    ),
    "override.breaks_window": (
        "Melanggar janji tunggu {minutes} menit pada salah satu gelombang atau layanan.",
        "Breaks the promised wait of {minutes} minutes in one of the windows or services.",
    ),
    "override.below_issued": (
        "Sudah terbit {issued}; kuota tidak boleh di bawahnya.",
        "{issued} are out; not below that.",
    ),
    "override.nobody": ("Tidak ada petugas di meja ini hari itu.", "Nobody sits at this desk that day."),
    "override.saved": ("Kuota ditetapkan; pengumuman sudah mengikutinya.", "Quota set; the notice follows at once."),
    "override.ended": ("Kuota kembali ke hitungan.", "The computed quota holds again."),
    "override.end": ("Kembalikan", "Restore"),
}
