"""Words of the settings: what each section asks, the preview of a change, and why a value is not taken."""

WORDS = {
    "settings.sections": ("Bagian pengaturan", "Sections of the settings"),
    "settings.tab_promise": ("Janji layanan", "Promise"),
    "settings.tab_hours": ("Jam dan istirahat", "Hours and breaks"),
    "settings.tab_counters": ("Loket dan alat", "Counters and equipment"),
    "settings.tab_services": ("Layanan dan keperluan", "Services and needs"),
    "settings.tab_rules": ("Aturan jadwal", "Rules"),
    "settings.tab_prices": ("Harga kekurangan", "Prices of shortfalls"),
    "settings.tab_assumptions": ("Anggapan", "Assumptions"),
    "settings.preview": ("Sebelum → Sesudah", "Before → after"),
    "settings.preview_of": ("Periksa perubahan: {what}", "Check the change: {what}"),
    "settings.changes": ("{count} perubahan; belum ada yang tersimpan.", "Changes: {count}; nothing is saved yet."),
    "settings.where": ("Di mana", "Where"),
    "settings.what": ("Apa", "What"),
    "settings.before": ("Sebelum", "Before"),
    "settings.after": ("Sesudah", "After"),
    "settings.newer": (
        "Data mal berubah sejak Anda membuka isian ini (terakhir oleh {who}, {when}). "
        "Periksa daftar di bawah: yang tertulis di kolom Sebelum adalah keadaan sekarang.",
        "The data of the mall changed since you opened this form (last by {who}, {when}). "
        "Check the list below: the column Before shows what holds now.",
    ),
    "settings.newer_why": ("Alasannya: {reason}", "The reason: {reason}"),
    "settings.stale": (
        "Jadwal minggu-minggu ini tidak lagi sesuai dan akan ditandai usang; susun ulang sesudah menyimpan:",
        "The rosters of these weeks will no longer fit and be marked stale; plan again after saving:",
    ),
    "settings.not_stale": ("Tidak ada jadwal yang menjadi usang.", "No roster becomes stale."),
    "settings.look": ("Lihat perubahan", "Show the change"),
    "settings.keep": ("Simpan perubahan", "Save the change"),
    "settings.change_again": ("Ubah lagi", "Change again"),
    "settings.leave_it": ("Tidak jadi", "Leave it"),
    "settings.kept": ("Tersimpan: {what}.", "Saved: {what}."),
    "settings.change": ("Ubah", "Change"),
    "settings.yes": ("ya", "yes"),
    "settings.no": ("tidak", "no"),
    "settings.any_desk": ("semua meja instansinya", "any desk of its agency"),
    "settings.whole_record": ("Seluruhnya", "All of it"),
    "settings.one_of_agencies": ("Instansi {name}", "Agency {name}"),
    "settings.one_of_desks": ("Meja {name}", "Desk {name}"),
    "settings.weekday_0": ("Sen", "Mon"),
    "settings.weekday_1": ("Sel", "Tue"),
    "settings.weekday_2": ("Rab", "Wed"),
    "settings.weekday_3": ("Kam", "Thu"),
    "settings.weekday_4": ("Jum", "Fri"),
    "settings.weekday_5": ("Sab", "Sat"),
    "settings.weekday_6": ("Min", "Sun"),
    # promise
    "settings.field_wait_minutes": ("Tunggu paling lama (menit)", "Longest wait (minutes)"),
    "settings.field_wait_share": ("Bagi berapa persen pengunjung", "For what per cent of visitors"),
    "settings.field_finish_probability": (
        "Selesai sebelum tutup pada berapa persen hari",
        "Done by closing on what per cent of days",
    ),
    "settings.field_grace_minutes": ("Kelonggaran sesudah tutup (menit)", "Grace after closing (minutes)"),
    # hours
    "settings.hours_question": (
        "Jam berapa kita buka, dan kapan istirahat?",
        "When are we open, and when is the break?",
    ),
    "settings.hours_lead": (
        "Berlaku tiap minggu. Satu tanggal yang lain sendiri diatur di",
        "These hold every week. A single date that differs is set in the",
    ),
    "settings.to_calendar": ("kalender", "calendar"),
    "settings.to_hours": ("Ubah jam, sesi dan istirahat", "Change hours, sessions and breaks"),
    "settings.hours_of": ("Jam layanan: {kind}", "Opening hours: {kind}"),
    "settings.follows": ("sama dengan: {kind}", "the same as: {kind}"),
    "settings.follows_now": (
        "Hari seperti ini sekarang mengikuti: {kind}. Menyimpan isian ini memberinya jam sendiri.",
        "Such days now follow: {kind}. Saving this form gives them hours of their own.",
    ),
    "settings.follow_again": (
        "Hapus jam sendiri ini; ikuti hari lain seperti semula.",
        "Remove these hours of its own; follow the other kind of day again.",
    ),
    "settings.make_own": ("Beri jam sendiri", "Give hours of its own"),
    "settings.own_hours": ("Jam sendiri", "Hours of its own"),
    "settings.sessions_hint": (
        "Satu sesi berlangsung sampai sesi berikutnya mulai, yang terakhir sampai tutup. Baris kosong tidak dihitung.",
        "A session lasts until the next one begins, the last until closing. Blank rows do not count.",
    ),
    "settings.session_n": ("Sesi {n}", "Session {n}"),
    "settings.window_n": ("Gelombang {n}", "Window {n}"),
    "settings.name_of_session": ("Nama sesi", "Name of the session"),
    "settings.name_of_window": ("Nama gelombang", "Name of the window"),
    "settings.begins": ("Mulai", "Begins"),
    "settings.ends": ("Selesai", "Ends"),
    "settings.closes": ("Tutup", "Closes"),
    "settings.field_sessions": ("Sesi", "Sessions"),
    "settings.field_windows": ("Gelombang nomor antrean", "Release windows of tickets"),
    "settings.field_last_ticket": ("Nomor terakhir", "Last ticket"),
    "settings.field_break_minutes": ("Lama istirahat (menit)", "Length of the break (minutes)"),
    "settings.field_break_starts": ("Istirahat boleh mulai", "The break may begin"),
    "settings.field_open_weekdays": ("Hari buka", "Open days"),
    "settings.break_minutes_hint": ("0 sampai 180.", "0 to 180."),
    "settings.break_starts_hint": (
        "Beberapa jam dalam satu sesi, misalnya 11.30, 12.00, 12.30. Kosong: tanpa istirahat.",
        "Several times within one session, e.g. 11.30, 12.00, 12.30. Blank: no break.",
    ),
    "settings.windows_hint": (
        "Nomor satu gelombang dibagikan bersama; paling banyak 4. Semua kosong: seperti sesi, sampai nomor terakhir.",
        "Tickets of a window are handed out together; at most 4. All blank: as the sessions, until the last ticket.",
    ),
    "settings.open_days": ("Hari buka tiap instansi", "Open days of each agency"),
    "settings.open_days_hint": (
        "Hari libur dan hari khusus di kalender tetap mendahului ini.",
        "Holidays and special days of the calendar still come first.",
    ),
    "settings.no_open_day": ("Pilih paling sedikit satu hari untuk {agency}.", "Tick at least one day for {agency}."),
    "settings.last_tickets": ("Nomor terakhir tiap meja", "Last ticket of each desk"),
    "settings.last_tickets_hint": (
        "Kosong: sama dengan mal ({usual}). Isi bila sebuah meja berhenti memberi nomor pada jam lain.",
        "Blank: as the mall ({usual}). Fill it in where a desk stops giving tickets at another time.",
    ),
    "settings.last_ticket_none": (
        "Semua meja memakai nomor terakhir mal.",
        "All desks give their last ticket when the mall does.",
    ),
    "settings.outside_hours": (
        "Di luar jam layanan hari biasa. Isi sesudah {open} sampai {close}, atau kosongkan.",
        "Outside the hours of ordinary days. Write a time after {open} until {close}, or leave it blank.",
    ),
    "settings.not_after": ("Harus sesudah {start}.", "It must come after {start}."),
    "settings.fault_duplicate": (
        "Nama ini dipakai dua kali pada hari yang sama. Beri nama lain.",
        "This name stands twice on the same day. Choose another.",
    ),
    "settings.fault_windows": (
        "Isi 1 sampai 4 gelombang, atau kosongkan semua bila sesinya paling banyak 4.",
        "Write 1 to 4 windows, or leave all blank where there are at most 4 sessions.",
    ),
    "settings.fault_windows_overlap": (
        "Gelombang bertumpuk atau tidak urut. Mulailah sesudah gelombang sebelumnya selesai.",
        "Windows overlap or are out of order. Begin after the one before has ended.",
    ),
    "settings.fault_windows_outside": (
        "Gelombang harus di antara jam buka dan nomor terakhir. Geser gelombangnya atau nomor terakhirnya.",
        "Windows lie between opening and the last ticket. Move the window or the last ticket.",
    ),
    "settings.fault_last_ticket": (
        "Nomor terakhir harus sesudah buka dan paling lambat saat tutup.",
        "The last ticket comes after opening and at closing at the latest.",
    ),
    "settings.fault_break_crosses_session": (
        "Istirahat tidak muat dalam satu sesi. Mulailah lebih awal, perpendek, atau ubah sesinya.",
        "A break does not fit into one session. Begin earlier, make it shorter, or change the session.",
    ),
    "settings.fault_break_sessions": (
        "Semua istirahat harus mulai dalam sesi yang sama.",
        "All breaks begin within the same session.",
    ),
    "settings.finding_unknown_session": (
        "Sesi {value} masih disebut di {sheet}. Pertahankan namanya, atau ubah dulu catatan itu.",
        "Session {value} is still named in {sheet}. Keep its name, or change that record first.",
    ),
    "settings.sheet_leave": ("cuti", "leave"),
    "settings.sheet_wishes": ("keinginan petugas", "wishes of officers"),
    "settings.sheet_roster_given": ("jadwal dari instansi", "rosters of agencies"),
    "settings.finding_last_ticket_outside": (
        "Ada meja dengan nomor terakhir {value} yang jatuh di luar jam ini. Ubah dulu nomor terakhir mejanya.",
        "A desk gives its last ticket at {value}, outside these hours. Change the last ticket of the desk first.",
    ),
    "settings.unreadable_formula": ('Berisi rumus, bukan nilai: "{value}".', 'A formula, not a value: "{value}".'),
    "settings.unreadable_error_cell": (
        'Kesalahan rumus, bukan nilai: "{value}".',
        'An error of a formula, not a value: "{value}".',
    ),
    "settings.unreadable_rounded_id": (
        'Kode "{value}" terbaca sebagai angka yang dibulatkan. Pakai kode lain.',
        'The code "{value}" reads as a rounded number. Use another one.',
    ),
    # counters
    "settings.counters_question": ("Loket mana dipakai siapa, dengan alat apa?", "Which counter is whose, with what?"),
    "settings.counters": ("Loket", "Counters"),
    "settings.counter_new": ("Tambah loket", "Add a counter"),
    "settings.counter_named": ("Loket {name}", "Counter {name}"),
    "settings.one_of_counters": ("Loket {name}", "Counter {name}"),
    "settings.no_counter": ("tidak punya loket", "has no counter"),
    "settings.field_id": ("Kode", "Id"),
    "settings.field_agency": ("Instansi", "Agency"),
    "settings.field_desk": ("Meja layanan", "Desk"),
    "settings.field_equipment": ("Alat", "Equipment"),
    "settings.counter_id_hint": ("Seperti tertulis di loketnya, misalnya 07.", "As it stands on the counter, e.g. 07."),
    "settings.counter_desk_hint": (
        "Loket tanpa meja tetap boleh dipakai semua meja instansinya.",
        "A counter without a desk of its own may be used by any desk of its agency.",
    ),
    "settings.equipment_hint": (
        "Dipisah titik koma, misalnya kamera; pencetak kartu.",
        "Parted by semicolons, e.g. camera; card printer.",
    ),
    "settings.equipment_known": ("Yang sudah ada: {names}.", "Known so far: {names}."),
    "settings.stands_at": ("di loket {counters}.", "at counter {counters}."),
    "settings.stands_nowhere": ("tidak ada di loket mana pun.", "stands at no counter."),
    "settings.used_by": ("Dipakai {services}.", "Used by {services}."),
    "settings.no_equipment": ("Belum ada alat yang dicatat.", "No equipment is recorded yet."),
    "settings.counter_in_use": (
        "Ada petugas di loket ini pada minggu berikut, jadi belum dapat dihapus atau diberikan ke instansi lain. "
        "Pindahkan dulu petugasnya di jadwal:",
        "Somebody sits at this counter in these weeks, so it cannot be removed or given to another agency yet. "
        "Move them in the roster first:",
    ),
    "settings.counter_posted": (
        "Masih ada petugas di loket ini pada {weeks}. Pindahkan dulu di jadwal.",
        "Somebody still sits at this counter in {weeks}. Move them in the roster first.",
    ),
    "settings.counter_remove": ("Hapus loket ini.", "Remove this counter."),
    "settings.last_counter": (
        "Ini loket terakhir mal. Tambah loket lain dulu.",
        "This is the last counter of the mall. Add another one first.",
    ),
    "settings.bare_desk": (
        "Meja {desk} tidak punya loket lagi: tidak ada petugas yang dapat ditempatkan di sana.",
        "Desk {desk} has no counter any more: nobody can be posted there.",
    ),
    "settings.equipment_gone": (
        "Layanan {service} memakai {equipment}, tetapi alat itu tidak ada lagi di loket mejanya.",
        "Service {service} uses {equipment}, which no longer stands at any counter of its desk.",
    ),
    "settings.finding_duplicate": (
        "Kode ini sudah dipakai. Pilih kode lain.",
        "This id is taken. Choose another one.",
    ),
    "settings.finding_other_agency": (
        "Meja ini milik instansi lain. Samakan meja dan instansinya.",
        "This desk belongs to another agency. Make desk and agency agree.",
    ),
    "settings.sheet_counters": ("loket", "counters"),
    "settings.sheet_desks": ("meja", "desks"),
    "settings.sheet_services": ("layanan", "services"),
    "settings.fault_no_text": ("Isi bagian ini.", "Fill this in."),
    # services
    "settings.services_question": (
        "Berapa lama tiap layanan, dan dengan siapa ia berbagi antrean?",
        "How long does each service take, and whose queue does it share?",
    ),
    "settings.services_lead": (
        "Layanan satu meja berbagi antrean dan kuota. Menit adalah menit petugas: persiapan sekali per kunjungan, lalu "
        "tiap keperluan. ≈ belum diukur.",
        "Services of a desk share its queue and quota. Minutes are the officer's: set-up once a visit, then each need. "
        "≈ not measured yet.",
    ),
    "settings.to_measure": ("Ukur menitnya", "Measure the minutes"),
    "settings.service": ("Layanan", "Service"),
    "settings.one_of_services": ("Layanan {name}", "Service {name}"),
    "settings.minutes": ("Menit petugas", "Officer minutes"),
    "settings.minutes_short": ("Menit", "Minutes"),
    "settings.minutes_hint": (
        "Pada kecepatan petugas biasa. Persiapan 0 sampai 60, per keperluan 0,5 sampai 240.",
        "At an ordinary officer's pace. Set-up 0 to 60, a need 0.5 to 240.",
    ),
    "settings.range_hint": (
        "Selama belum diukur: terpendek dan terpanjang; kuota lalu punya kisaran. Kosongkan bila sudah diukur.",
        "As long as nobody measured: shortest and longest; quotas then have a range. Leave both blank once measured.",
    ),
    "settings.both_or_neither": (
        "Isi terpendek dan terpanjang, atau kosongkan keduanya.",
        "Write shortest and longest, or leave both blank.",
    ),
    "settings.visits": ("Kunjungan", "Visits"),
    "settings.limits": ("Paling sedikit / banyak", "Least / most"),
    "settings.limits_title": ("Batas antrean layanan ini sendiri", "Limits of this service alone"),
    "settings.limits_hint": (
        "Antrean per hari yang ditetapkan aturan atau kesepakatan, di dalam kuota mejanya. Kosong: tidak ada batas.",
        "Tickets a day set by a rule or an agreement, within the quota of its desk. Blank: no limit.",
    ),
    "settings.field_name": ("Nama", "Name"),
    "settings.field_setup_minutes": ("Persiapan (menit)", "Set-up (minutes)"),
    "settings.field_need_minutes": ("Per keperluan (menit)", "Per need (minutes)"),
    "settings.field_need_minutes_low": ("Terpendek (menit)", "Shortest (minutes)"),
    "settings.field_need_minutes_high": ("Terpanjang (menit)", "Longest (minutes)"),
    "settings.field_need_cv": ("Sebaran menit", "Spread of the minutes"),
    "settings.field_needs_share": ("1/2/3/4 keperluan (%)", "1/2/3/4 needs (%)"),
    "settings.field_priority_share": ("Pengunjung prioritas (%)", "Priority visitors (%)"),
    "settings.field_own_cap": ("Paling banyak (antrean/hari)", "Most (tickets a day)"),
    "settings.field_own_floor": ("Paling sedikit (antrean/hari)", "Least (tickets a day)"),
    "settings.service_desk_hint": (
        "Layanan pindah antrean bila mejanya diganti; hanya meja instansi yang sama.",
        "Another desk means another queue; only desks of the same agency.",
    ),
    "settings.need_cv_hint": (
        "Simpangan baku dibagi rata-rata, 0 sampai 3. Biasanya 0,5.",
        "Standard deviation over the mean, 0 to 3. Usually 0.5.",
    ),
    "settings.needs_share_hint": (
        "Bagian kunjungan dengan 1, 2, 3 dan 4 keperluan, misalnya 62/25/9/4; jumlahnya 100.",
        "Shares of visits with 1, 2, 3 and 4 needs, e.g. 62/25/9/4; they add up to 100.",
    ),
    "settings.priority_share_hint": (
        "Lansia, disabilitas, ibu hamil; 0 sampai 100.",
        "Elderly, disabled and pregnant visitors; 0 to 100.",
    ),
    "settings.service_equipment_hint": (
        "Dipakai selama kunjungan. Alat baru dicatat dulu di loketnya.",
        "In use throughout a visit. New equipment is first recorded at its counter.",
    ),
    "settings.no_equipment_used": ("tidak memakai alat", "uses none"),
    "settings.unreadable_not_a_number": (
        'Bukan angka: "{value}". Tulis seperti 12,5.',
        'Not a number: "{value}". Write it like 12.5.',
    ),
    "settings.unreadable_out_of_range": (
        "Angka {value} di luar batas yang ditulis di petunjuk.",
        "The number {value} is outside the limits of the hint.",
    ),
    "settings.unreadable_shares_sum": (
        "Bagian {value} tidak berjumlah 100. Tulis seperti 62/25/9/4.",
        "The shares {value} do not add up to 100. Write them like 62/25/9/4.",
    ),
    "settings.fault_needs_share": (
        "Tulis paling banyak empat bagian yang tidak negatif dan berjumlah 100, misalnya 62/25/9/4.",
        "Write at most four shares that are not negative and add up to 100, e.g. 62/25/9/4.",
    ),
    "settings.fault_minutes_range": (
        "Menit per keperluan harus di antara terpendek dan terpanjang.",
        "The minutes of a need lie between the shortest and the longest.",
    ),
    "settings.fault_floor_above_cap": (
        "Paling sedikit tidak boleh melebihi paling banyak.",
        "The least may not be above the most.",
    ),
    "settings.finding_other_desk": (
        "Layanan ini sudah tercatat di meja lamanya ({sheet}), jadi tidak dapat pindah meja.",
        "This service is already counted at its old desk ({sheet}), so it cannot move.",
    ),
    "settings.finding_too_many_services": (
        "Meja itu sudah penuh: paling banyak 15 layanan. Pilih meja lain.",
        "That desk is full: at most 15 services. Choose another desk.",
    ),
    "settings.sheet_visits": ("kunjungan", "visits"),
    "settings.sheet_tickets": ("tiket", "tickets"),
    "settings.sheet_also_needs": ("keperluan lanjutan", "further needs"),
    # rules
    "settings.rules_question": ("Aturan jadwal mana yang berlaku di sini?", "Which rules of the roster hold here?"),
    "settings.rules_lead": (
        "Aturan tanpa centang tidak dipakai saat menyusun dan memeriksa; setiap rencana menyebut yang dimatikan.",
        "A rule without its tick is not used in planning and checking; every plan names those that are off.",
    ),
    "settings.always": ("{count} aturan yang selalu berlaku", "Rules that always hold: {count}"),
    "settings.always_why": (
        "Tidak dapat dimatikan: tanpa aturan ini jadwal tidak mungkin dijalankan, melanggar hak petugas, atau angkanya "
        "tidak benar.",
        "These cannot be switched off: without them a roster could not be worked, would break officers' rights, or its "
        "numbers would be wrong.",
    ),
    "settings.field_breaks_staggered": ("Istirahat bergiliran", "Breaks take turns"),
    "settings.hint_breaks_staggered": (
        "Paling banyak separuh petugas satu meja istirahat bersamaan. Dimatikan: semua boleh, meja bisa kosong.",
        "At most half of a desk's officers are on break at once. Off: all may go together, and the desk may be empty.",
    ),
    "settings.field_lunch_cover": ("Meja tetap terisi saat istirahat", "Desks stay covered at lunch"),
    "settings.hint_lunch_cover": (
        "Setengah jam kosong pada sesi istirahat dihitung sebagai kekurangan. Dimatikan: tidak dihitung.",
        "An empty half-hour of the break session counts as a shortfall. Off: it does not count.",
    ),
    "settings.field_agency_presence": ("Setiap instansi hadir", "Every agency is there"),
    "settings.hint_agency_presence": (
        "Sesi tanpa seorang pun dari suatu instansi dihitung sebagai kekurangan. Dimatikan: boleh tidak hadir.",
        "A session without anybody of an agency counts as a shortfall. Off: an agency may be absent.",
    ),
    "settings.field_minimum_presence": ("Petugas paling sedikit tiap meja", "Least officers of each desk"),
    "settings.hint_minimum_presence": (
        "Kurang dari jumlah petugas wajib suatu meja dihitung. Dimatikan: hanya kunjungan yang menentukan.",
        "Fewer than a desk must have is counted. Off: visits alone decide.",
    ),
    "settings.field_supervisor_present": ("Penyelia hadir", "A supervisor is there"),
    "settings.hint_supervisor_present": (
        "Berlaku untuk instansi yang wajib berpenyelia. Dimatikan: sesi tanpa penyelia tidak dihitung.",
        "For agencies that need a supervisor. Off: a session without one does not count.",
    ),
    "settings.field_deep_refusal": ("Jangan menolak terlalu banyak di satu hari", "Never refuse very many on one day"),
    "settings.hint_deep_refusal": (
        "Penolakan di atas bagian tertentu dari hari biasa berbobot lebih. Dimatikan: satu hari boleh sangat buruk.",
        "Refusals beyond a part of an ordinary day weigh more. Off: one day may turn out very bad.",
    ),
    "settings.field_equal_burden": ("Beban dibagi rata", "Burdens are shared evenly"),
    "settings.hint_equal_burden": (
        "Meja ramai dan hari Sabtu bergantian. Dimatikan: siapa yang sering kena tidak dilihat.",
        "Busy desks and Saturdays go round. Off: who always gets them is not looked at.",
    ),
    "settings.field_wishes": ("Keinginan petugas", "Wishes of officers"),
    "settings.hint_wishes": (
        "Dipenuhi sejauh tidak merugikan kunjungan. Dimatikan: keinginan tidak dilihat.",
        "Met as far as no visit is lost. Off: wishes are not looked at.",
    ),
    "settings.field_few_moves": ("Sedikit pindah meja dalam sehari", "Few moves within a day"),
    "settings.hint_few_moves": (
        "Petugas sedapatnya tetap di satu meja sehari. Dimatikan: pindah tidak dihitung.",
        "Officers stay at one desk for the day where they can. Off: moves do not count.",
    ),
    "settings.between": ("{low} sampai {high}.", "{low} to {high}."),
    "settings.question_prices": ("Berapa berat suatu kekurangan?", "How much does a shortfall weigh?"),
    "settings.lead_prices": (
        "Dalam kunjungan tidak terlayani: harga 6 berarti seberat enam orang yang pulang tanpa dilayani.",
        "In visits turned away: a price of 6 weighs as much as six people who leave unserved.",
    ),
    "settings.field_uncovered_lunch_half_hour": (
        "Meja kosong setengah jam saat istirahat (kunjungan)",
        "A desk empty for half an hour at lunch (visits)",
    ),
    "settings.hint_uncovered_lunch_half_hour": ("Tiap setengah jam.", "Each half-hour."),
    "settings.field_agency_without_anybody": (
        "Instansi tanpa seorang pun (kunjungan)",
        "An agency without anybody (visits)",
    ),
    "settings.hint_agency_without_anybody": ("Tiap sesi.", "Each session."),
    "settings.field_no_supervisor": ("Tanpa penyelia (kunjungan)", "No supervisor (visits)"),
    "settings.hint_no_supervisor": ("Tiap sesi instansi yang wajib.", "Each session of an agency that needs one."),
    "settings.field_officer_missing": (
        "Kurang satu petugas wajib (kunjungan)",
        "One officer missing of those a desk must have (visits)",
    ),
    "settings.hint_officer_missing": ("Tiap petugas dan sesi.", "Each officer and session."),
    "settings.field_deep_visits": (
        "Tambahan bagi penolakan yang terlalu banyak (kunjungan)",
        "Extra for refusals beyond the limit (visits)",
    ),
    "settings.hint_deep_visits": (
        "Ditambahkan pada tiap kunjungan yang ditolak di atas batas di bawah.",
        "Added to each visit refused beyond the limit below.",
    ),
    "settings.field_deep_share": (
        "Batas penolakan sehari (% hari biasa)",
        "Limit of refusals in a day (% of an ordinary day)",
    ),
    "settings.hint_deep_share": ("Dihitung dalam kelipatan 10.", "Counted in steps of 10."),
    "settings.question_assumptions": (
        "Apa yang dianggap selama belum diukur?",
        "What is assumed as long as nobody measured?",
    ),
    "settings.lead_assumptions": (
        "Setiap hasil yang memakai angka ini menyebutnya. Ubah bila Anda tahu lebih baik, dan tulis dari mana.",
        "Every result that rests on one of these says so. Change it when you know better, and write how you know.",
    ),
    "settings.field_return_share": ("Tidak terlayani yang kembali (%)", "Turned away who come again (%)"),
    "settings.hint_return_share": (
        "Dari yang tidak terlayani, yang datang lagi dalam minggu itu.",
        "Of those turned away, how many come again within the week.",
    ),
    "settings.field_spill": ("Mengambil gelombang berikutnya (%)", "Take the next window (%)"),
    "settings.hint_spill": (
        "Dari yang kehabisan nomor di satu gelombang, yang mengambil nomor gelombang berikutnya.",
        "Of those who find a window full, how many take a ticket of the next one.",
    ),
    "settings.field_window_start_share": ("Sudah menunggu saat gelombang mulai (%)", "Stand there at the start (%)"),
    "settings.hint_window_start_share": (
        "Dari pengunjung satu gelombang, yang sudah berdiri di sana saat gelombang dibuka.",
        "Of a window's visitors, how many stand there when it opens.",
    ),
    "settings.field_counter_share": ("Menit loket dari menit dinas (%)", "Counter minutes of duty minutes (%)"),
    "settings.hint_counter_share": (
        "Sisanya untuk pekerjaan di belakang loket. Tidak berlaku bagi petugas yang punya menit loket sendiri.",
        "The rest is for work behind the counter. Officers with counter minutes of their own keep those.",
    ),
    "settings.field_equity_floor_share": ("Bagian paling sedikit tiap layanan (%)", "Least share of each service (%)"),
    "settings.hint_equity_floor_share": (
        "Antrean suatu layanan tidak kurang dari bagian ini dari permintaannya; 0 berarti tanpa batas.",
        "Tickets of a service never fall below this share of its demand; 0 means no floor.",
    ),
    "settings.field_max_change_share": ("Perubahan kuota antarhari (%)", "Change of a quota by day (%)"),
    "settings.hint_max_change_share": (
        "Kenaikan terbesar dari satu hari ke hari berikutnya; 100 berarti tanpa batas.",
        "The largest rise from one day to the next; 100 means no limit.",
    ),
}
