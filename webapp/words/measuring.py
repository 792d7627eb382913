"""Words of measuring: three questions, tally sheets, and what the data lack."""

WORDS = {
    "nav.measure": ("Ukur", "Measure"),
    "measure.title": ("Menit dan pola datang", "Minutes and arrivals"),
    "measure.question": (
        "Berapa lama satu kunjungan, dan dari mana angkanya?",
        "How long does a visit take, and how do we know?",
    ),
    "measure.lead": (
        "Menit petugas per kunjungan yang dipakai rencana sekarang. Angka yang belum diukur membuat kuota berkisar.",
        "Officer minutes per visit that a plan uses now. While they are not measured, quotas have a range.",
    ),
    "measure.now": ("Menit per kunjungan", "Minutes per visit"),
    "measure.range": ("Kisaran", "Range"),
    "measure.minutes_basis": ("Menit", "Minutes"),
    "measure.profile_basis": ("Pola datang", "Arrivals"),
    "measure.measured": ("✓ Diukur", "✓ Measured"),
    "measure.rough": ("● Perkiraan", "● Estimate"),
    "measure.learned": ("✓ Dari tiket", "✓ From tickets"),
    "measure.sum_up": (
        "{rough} dari {all} meja memakai menit perkiraan, {shapes} memakai pola datang anggapan.",
        "{rough} of {all} desks use estimated minutes, {shapes} assumed arrivals.",
    ),
    "measure.ask": ("Tiga pertanyaan", "Three questions"),
    "measure.tally": ("Lembar turus", "Tally sheet"),
    "measure.desk_title": ("Tiga pertanyaan: {desk}", "Three questions: {desk}"),
    "measure.desk_lead": (
        "Dari hari yang biasa dihitung mundur berapa menit satu kunjungan; sekitar satu detik.",
        "From a normal day we work back how many minutes a visit takes; about a second.",
    ),
    "measure.tickets": ("Hari biasa: berapa nomor antrean?", "A normal day: how many tickets?"),
    "measure.tickets_hint": ("Yang benar-benar dilayani di meja ini.", "Those really served at this desk."),
    "measure.officers": ("Berapa petugas melayani hari itu?", "How many officers serve that day?"),
    "measure.last_served": ("Jam berapa pengunjung terakhir selesai?", "When is the last visitor done?"),
    "measure.last_served_hint": ("Misalnya 14.50.", "For example 14.50."),
    "measure.lunch": ("Istirahat siang", "Lunch"),
    "measure.lunch_two_groups": ("dua kelompok bergantian", "two groups in turn"),
    "measure.lunch_covered": ("ada pengganti, meja tidak berkurang", "stand-ins, nobody missing"),
    "measure.lunch_together": ("semua bersamaan", "everybody at once"),
    "measure.go": ("Hitung menit", "Work out the minutes"),
    "measure.again": ("Hitung lagi", "Work out again"),
    "measure.found": (
        "≈ {middle} menit per kunjungan (antara {low} dan {high})",
        "≈ {middle} minutes per visit (between {low} and {high})",
    ),
    "measure.found_text": (
        "Kisarannya dari hal yang tidak ditanyakan: apakah orang datang ramai di pagi hari atau merata, dan kapan "
        "nomor "
        "terakhir diambil. Turus satu hari mempersempitnya.",
        "The range comes from what was not asked: whether people come in a morning rush or evenly, and when the last "
        "ticket goes. One day's tally narrows it.",
    ),
    "measure.way": ("Cara datang", "Arriving"),
    "measure.last_ticket": ("Nomor terakhir", "Last ticket"),
    "measure.ends": ("Selesai (simulasi)", "Ends (simulated)"),
    "measure.shape_rush": ("ramai pagi", "morning rush"),
    "measure.shape_spread": ("merata", "spread"),
    "measure.no_fit": ("tidak ada yang cocok", "nothing fits"),
    "measure.use": ("Pakai angka ini", "Use this figure"),
    "measure.use_text": (
        "Menjadi menit meja ini; rencana yang ada ditandai perlu dihitung ulang.",
        "It becomes the desk's minutes; plans that exist are marked for planning again.",
    ),
    "measure.before_after": ("Sebelum → sesudah", "Before → after"),
    "measure.minutes_value": ("{minutes} menit", "{minutes} minutes"),
    "measure.reason": (
        "tiga pertanyaan: {tickets} nomor, {officers} petugas, selesai {end}",
        "three questions: {tickets} tickets, {officers} officers, done at {end}",
    ),
    "measure.nothing_fits": (
        "{tickets} nomor dengan {officers} petugas tidak bisa selesai pukul {end}, berapa pun lamanya. Periksa jamnya, "
        "jumlah petugas, dan apakah nomor memang dibagikan sampai siang.",
        "{tickets} tickets with {officers} officers cannot end at {end}, however long a visit takes. Check the time, "
        "the officers, and whether tickets really go until noon.",
    ),
    "measure.before_open": (
        "{end} sebelum buka, atau {tickets} nomor dan {officers} petugas di luar yang bisa dihitung.",
        "{end} is before opening, or {tickets} tickets and {officers} officers are beyond what can be worked out.",
    ),
    "measure.kept": (
        "{desk}: {minutes} menit per kunjungan tersimpan. Angka lama ada di jejak perubahan.",
        "{desk}: {minutes} minutes per visit kept. The old figure stands in the history of changes.",
    ),
    "measure.uses": ("Yang dipakai rencana sekarang", "What a plan uses now"),
    "measure.by_tickets": (
        "Menit meja ini dipelajari dari tiket ({used} menit). Selama tiketnya cukup, rencana memakai itu, bukan angka "
        "yang disimpan di sini ({stored} menit).",
        "The minutes of this desk are learned from tickets ({used} minutes). While there are enough of them, plans use "
        "those, not the figure kept here ({stored} minutes).",
    ),
    "measure.set_title": ("Setel angka sendiri", "Set a figure yourself"),
    "measure.set_text": (
        "Untuk angka yang Anda tahu, atau untuk mengembalikan angka lama. Kisaran yang sama dengan angkanya berarti "
        "diukur.",
        "For a figure you know, or to bring an old one back. A range equal to the figure means that it was measured.",
    ),
    "measure.set_middle": ("Menit per kunjungan", "Minutes per visit"),
    "measure.set_low": ("Paling sedikit", "At least"),
    "measure.set_high": ("Paling banyak", "At most"),
    "measure.set_go": ("Simpan angka", "Keep the figure"),
    "measure.not_minutes": (
        '"{value}" bukan menit antara 0,5 dan {most}. Tulis misalnya 14,5.',
        '"{value}" is no number of minutes from 0.5 to {most}. Write for example 14.5.',
    ),
    "measure.bad_range": (
        "Angkanya harus di antara paling sedikit dan paling banyak.",
        "The figure must lie between the least and the most.",
    ),
    "measure.catalogue": ("Pembanding dari katalog", "The catalogue beside it"),
    "measure.catalogue_none": (
        "Katalog belum memuat layanan instansi ini.",
        "The catalogue does not know this agency's services.",
    ),
    "measure.service": ("Layanan", "Service"),
    "measure.needs": ("Keperluan per kunjungan", "Needs per visit"),
    "measure.spread": ("Ragam", "Spread"),
    "measure.spread_hint": (
        "Ragam: simpangan baku dibagi rata-rata.",
        "Spread: standard deviation over the mean.",
    ),
    "measure.source": ("Asal", "Source"),
    "measure.basis_published": ("diterbitkan", "published"),
    "measure.basis_derived": ("diturunkan", "derived"),
    "measure.basis_assumed": ("anggapan", "assumed"),
    "measure.tally_title": ("Lembar turus: {desk}", "Tally sheet: {desk}"),
    "measure.tally_lead": (
        "Satu hari turus memberi pola datang, menit layanan, dan permintaan di balik kuota: tiga angka yang paling "
        "sering hanya anggapan.",
        "One day of ticks gives arrivals, minutes and the demand behind the quota: the three figures most often only "
        "assumed.",
    ),
    "measure.tally_step1": ("Unduh dan cetak satu lembar.", "Fetch and print one page."),
    "measure.tally_step2": (
        "Beri satu garis untuk setiap orang yang datang, per setengah jam; catat jam mulai dan selesai 20 kunjungan, "
        "orang "
        "yang ditolak, dan jam nomor habis.",
        "One tick for everybody who comes, by half-hour; note start and end of 20 visits, people refused, and when "
        "tickets ran out.",
    ),
    "measure.tally_step3": (
        "Ketik ke lembar XLSX yang sama, lalu serahkan di sini.",
        "Type it into the same XLSX sheet, and hand it in here.",
    ),
    "measure.fetch_pdf": ("Unduh PDF", "Fetch the PDF"),
    "measure.fetch_xlsx": ("Unduh XLSX", "Fetch the XLSX"),
    "measure.file": ("Lembar yang sudah diisi", "The filled sheet"),
    "measure.file_hint": ("XLSX, XLS, atau ODS; paling besar 20 MB.", "XLSX, XLS or ODS; at most 20 MB."),
    "measure.hand_in": ("Periksa lembar", "Check the sheet"),
    "measure.not_a_sheet": (
        '"{name}" bukan lembar turus: kirim XLSX, XLS, atau ODS.',
        '"{name}" is no tally sheet: send XLSX, XLS or ODS.',
    ),
    "measure.refused_title": ("Lembar belum bisa disimpan", "The sheet cannot be kept yet"),
    "measure.refused_text": (
        "Tidak ada yang disimpan. Perbaiki {count} hal ini, lalu serahkan lagi.",
        "Nothing was kept. Mend what is listed ({count}), then hand it in again.",
    ),
    "measure.preview_title": ("Apakah lembar ini terbaca benar?", "Was this sheet read correctly?"),
    "measure.preview_what": ("Turus {day}, {desk}", "Tally of {day}, {desk}"),
    "measure.people": ("Orang datang", "People who came"),
    "measure.refused": ("Ditolak", "Refused"),
    "measure.ran_out": ("Nomor habis", "Tickets ran out"),
    "measure.not_ran_out": ("tidak habis", "they did not"),
    "measure.timed": ("Kunjungan berwaktu", "Timed visits"),
    "measure.too_few_timed": (
        "kurang dari {fewest}: menit tidak berubah",
        "fewer than {fewest}: minutes stay as they are",
    ),
    "measure.new_minutes": ("{before} → {after} menit", "{before} → {after} minutes"),
    "measure.arrivals": ("Kapan orang datang", "When people came"),
    "measure.at_door": ("saat buka", "at opening"),
    "measure.half_hour": ("Setengah jam", "Half-hour"),
    "measure.share": ("Bagian", "Share"),
    "measure.what_is_kept": (
        "Yang tersimpan: pola datang dan menit ke data meja; jumlah kunjungan, orang ditolak, dan jam habis ke "
        "hitungan "
        "hari itu. Manajer dapat mengurungkannya di Impor data.",
        "What is kept: arrivals and minutes with the desk; visits, people refused and the time tickets ran out with "
        "that "
        "day's count. A manager can undo it under Import.",
    ),
    "measure.save": ("Simpan turus", "Keep the tally"),
    "measure.tally_kept": ("{desk}: turus {day} tersimpan.", "{desk}: the tally of {day} is kept."),
    "doctor.title": ("Pemeriksaan data", "Check of the data"),
    "doctor.question": ("Angka apa yang paling perlu diperbaiki?", "Which figure most needs mending?"),
    "doctor.lead": (
        "Yang paling berharga lebih dulu, menurut jumlah kunjungan seminggu yang bertumpu padanya.",
        "The most valuable first, by the visits a week that rest on it.",
    ),
    "doctor.nothing": (
        "Tidak ada yang kurang, bertentangan, atau usang.",
        "Nothing is missing, contradictory or stale.",
    ),
    "doctor.after_import": (
        "Apa yang masih kurang, dan apa yang paling berharga untuk diukur:",
        "What is still missing, and what is worth measuring most:",
    ),
    "doctor.link": ("Periksa data", "Check the data"),
    "doctor.way_calibrate": ("Jawab tiga pertanyaan", "Answer three questions"),
    "doctor.way_tally": ("Ambil lembar turus", "Fetch the tally sheet"),
    "doctor.way_import": ("Impor data", "Import data"),
    "doctor.way_officers": ("Buka petugas", "Open officers"),
    "doctor.way_calendar": ("Buka kalender", "Open the calendar"),
}
