"""Words of the notice and of quotas."""

WORDS = {
    "notice.not_yet": ("Kuota belum diumumkan.", "No quotas are announced yet."),
    "notice.not_yet_help": (
        "Kuota minggu ini muncul di sini setelah jadwal diterbitkan. Silakan lihat lagi nanti.",
        "This week's quotas appear here once the roster is published. Please look again later.",
    ),
    "notice.not_yet_announced": (
        "Kuota diumumkan {announced}. Silakan lihat lagi saat itu.",
        "Quotas are announced {announced}. Please look again then.",
    ),
    "notice.over": (
        "Semua hari di bawah ini sudah lewat. Kuota berikutnya belum diumumkan.",
        "All days below are over. The next quotas are not announced yet.",
    ),
    "notice.over_announced": (
        "Semua hari di bawah ini sudah lewat. Kuota berikutnya diumumkan {announced}.",
        "All days below are over. The next quotas are announced {announced}.",
    ),
    "notice.done_today": (
        "Nomor hari ini sudah selesai dibagikan (pukul {last}). Yang terlihat: besok, {day}.",
        "Today's numbers are no longer handed out (since {last}). Shown: tomorrow, {day}.",
    ),
    "notice.done_today_later": (
        "Nomor hari ini sudah selesai dibagikan (pukul {last}), dan besok tutup. Buka lagi: {day}.",
        "Today's numbers are no longer handed out (since {last}), and tomorrow is closed. Open again: {day}.",
    ),
    "notice.shut_today": (
        "Hari ini tutup. Yang terlihat: besok, {day}.",
        "Closed today. Shown: tomorrow, {day}.",
    ),
    "notice.shut_today_later": (
        "Hari ini dan besok tutup. Buka lagi: {day}.",
        "Closed today and tomorrow. Open again: {day}.",
    ),
    "notice.search": ("Cari layanan, misalnya KTP", "Search for a service, for example passport"),
    "notice.none_found": (
        "Tidak ada layanan dengan kata itu. Hapus beberapa huruf, atau lihat semua layanan di bawah.",
        "No service has these words. Delete some letters, or look through all services below.",
    ),
    "notice.complaints_title": ("Pengaduan", "Complaints"),
    "notice.elsewhere_own": ("Tempat lain: {office}", "Elsewhere: {office}"),
    "notice.by_hand": (
        "{day}, {window}: ditetapkan {tickets} antrean. {reason}",
        "{day}, {window}: set to {tickets} tickets. {reason}",
    ),
    "notice.by_hand_channel": (
        "{day}, {window}: {tickets} antrean {channel}. {reason}",
        "{day}, {window}: {tickets} tickets {channel}. {reason}",
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
    "poster.link": ("Poster A4", "A4 poster"),
    "poster.title": ("Kuota antrean", "Tickets for"),
    "poster.desk": ("Layanan", "Service"),
    "poster.note": ("Keterangan", "Note"),
    "poster.scan": ("Pindai untuk kabar terbaru", "Scan for the latest"),
    "poster.code": ("Kode QR ke {address}", "QR code to {address}"),
    "poster.here_only": (
        "Alamat {address} hanya dikenal komputer ini: ponsel warga tidak dapat membukanya. Buka loketplan lewat alamat "
        "yang dikenal dari luar, atau isi LOKETPLAN_HOSTS, sebelum poster dicetak.",
        "Only this machine knows {address}: citizens' phones cannot open it. Open loketplan by an address that is "
        "known outside, or set LOKETPLAN_HOSTS, before the poster is printed.",
    ),
    "poster.over": ("Hari ini sudah lewat.", "This day is over."),
    "poster.valid": (
        "Berlaku hanya {day}; bila berubah, pengumuman di alamat itu yang benar.",
        "Valid on {day} only; if it changes, the notice at that address is right.",
    ),
    "notice.published": ("Diperbarui {moment} {zone}", "Updated {moment} {zone}"),
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
    "quota.draft_how": (
        "Angkanya berubah bila jadwalnya diubah (petugas, istirahat): kuota dihitung ulang dari jadwal itu. "
        "Menetapkan kuota dengan tangan bisa setelah terbit.",
        "Its figures change with the roster (officers, breaks): quotas are worked out from it again. A quota can be "
        "set by hand once it is published.",
    ),
    "quota.edit_roster": ("Ubah jadwal", "Change the roster"),
    "quota.publish": ("Terbitkan kuota", "Publish the quotas"),
    "quota.publish_hint": (
        "Kuota terbit bersama jadwalnya, dengan satu pemeriksaan.",
        "Quotas are published with their roster, in one review.",
    ),
    "quota.since": ("Sejak {day}", "Since {day}"),
    "quota.first_day": ("Perubahan", "Change"),
    "quota.same": ("tetap", "same"),
    "quota.why": ("Mengapa {tickets} antrean?", "Why {tickets} tickets?"),
    "quota.why_estimated": (
        "≈ {tickets} adalah perkiraan, antara {low} dan {high}: {causes} belum diukur.",
        "≈ {tickets} is an estimate, between {low} and {high}: {causes} not measured yet.",
    ),
    "quota.why_measure": (
        "Yang paling mempersempit: ukur {figure}. Lebar kisaran seminggu turun dari {wide} menjadi {left} antrean.",
        "What narrows it most: measure {figure}. The week's ranges shrink from {wide} to {left} tickets.",
    ),
    "quota.why_lowered": (
        "{window}: uji simulasi menurunkan {before} menjadi {after}.",
        "{window}: the proof run lowered {before} to {after}.",
    ),
    "quota.why_cap": ("{window}: {cap} hanya cukup untuk {tickets}.", "{window}: {cap} allow {tickets} only."),
    "quota.why_enough": (
        "Cukup untuk ≈ {visits} kunjungan yang diperkirakan; tidak ada yang perlu diperbaiki.",
        "Enough for the ≈ {visits} visits expected; nothing to repair.",
    ),
    "quota.why_no_remedy": (
        "Tidak ada cara murah yang dicoba untuk hari ini; coba di Bagaimana jika.",
        "No cheap measure was tried for this day; try one in What-if.",
    ),
    "quota.why_to_measure": ("Ukur meja ini", "Measure this desk"),
    "quota.none_posted": (
        "Tidak ada petugas yang ditugaskan pada jam ini.",
        "Nobody is posted in these hours.",
    ),
    "quota.none_cap": ("Habis oleh batas lain: {cap}.", "Used up by another limit: {cap}."),
    "quota.none_break": (
        "Meja kosong {span} (istirahat): nomor baru akan menunggu lebih dari janji {minutes} menit.",
        "Nobody at the desk {span} (break): a new number would wait over the promised {minutes} minutes.",
    ),
    "quota.none_before_closing": (
        "Tidak ada waktu tersisa sebelum tutup {close}.",
        "No time is left before closing at {close}.",
    ),
    "quota.none_busy": (
        "Masih melayani nomor gelombang sebelumnya; nomor baru akan menunggu lebih dari janji {minutes} menit atau "
        "lewat tutup {close}.",
        "Still serving the numbers of earlier windows; a new one would wait over the promised {minutes} minutes or "
        "past closing at {close}.",
    ),
    "quota.none_wait": (
        "Dengan petugas yang ada, satu nomor pun akan menunggu lebih dari janji {minutes} menit.",
        "With the officers there, even one number would wait over the promised {minutes} minutes.",
    ),
    "quota.words": ("Isi pengumuman", "Words of the notice"),
    "quota.words_question": ("Apa lagi yang dibaca warga di pengumuman?", "What else do citizens read in the notice?"),
    "quota.words_hint": (
        "Yang kosong tidak ditampilkan. Pengumuman mengikutinya begitu disimpan.",
        "What is empty is not shown. The notice follows as soon as it is saved.",
    ),
    "quota.words_complaints_hint": (
        "Ke mana warga mengadu. Misalnya: WA 0811-0000-000, meja informasi, atau lapor.go.id.",
        "Where citizens complain. For example: WhatsApp 0811-0000-000, the information desk, or lapor.go.id.",
    ),
    "quota.words_announced": ("Kuota diumumkan", "Quotas are announced"),
    "quota.words_announced_hint": (
        "Dibaca sebelum kuota terbit. Misalnya: Jumat pukul 15.00.",
        "Read before they are published. For example: on Fridays at 15:00.",
    ),
    "quota.words_elsewhere": ("Tempat lain bila nomor habis", "Where else to go when numbers are gone"),
    "quota.words_office": ("Kosong: {office}.", "Empty: {office}."),
    "quota.words_saved": ("Tersimpan; pengumuman sudah mengikutinya.", "Saved; the notice follows at once."),
    "quota.longest": ("≈ Tunggu 9 dari 10", "≈ Wait of 9 in 10"),
    "quota.range_short": ("kisaran {low}-{high}", "range {low}-{high}"),
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
    "override.channel": ("Saluran", "Channel"),
    "override.channel_hint": (
        "Satu saluran mendapat sebagian dari kuota gelombang ini; kuota seluruhnya tetap.",
        "One channel gets a part of this window's quota; the whole stays as it is.",
    ),
    "override.channel_over": (
        "Saluran bersama-sama paling banyak {tickets} antrean. Naikkan dulu kuota gelombangnya.",
        "The channels together have at most {tickets} tickets. Raise the window's quota first.",
    ),
    "override.below_channels": (
        "Saluran sudah mendapat {tickets}; kuota gelombang tidak boleh di bawahnya.",
        "The channels have {tickets} already; the window's quota cannot be below.",
    ),
    "override.part": ("{channel}: {tickets}", "{channel}: {tickets}"),
    "override.ends": ("sampai {day}", "until {day}"),
    "channel.all": ("semua saluran", "all channels"),
    "channel.loket": ("di loket", "at the counter"),
    "channel.daring": ("daring", "online"),
    "channel.lainnya": ("saluran lain", "another channel"),
    "override.figures": (
        "Bila semua antrean terambil: {share} menunggu dalam janji, 9 dari 10 paling lama {longest} menit, dan pada "
        "{finish} hari semua selesai sebelum tutup.",
        "If all tickets are taken: {share} wait within the promise, 9 in 10 at most {longest} minutes, and on {finish} "
        "of days all are served by closing.",
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
