"""Words of the staffing case: key -> (Indonesian, English), shared by text, page, memo and web."""

from planner.report.language import Language

WORDS = {
    "title": ("Usulan petugas: {desk}, {mall}", "Staffing case: {desk}, {mall}"),
    "year": (
        "Tahun yang dihitung: {first} - {last}, {days} hari buka (kalender mal).",
        "Year looked at: {first} - {last}, {days} days open (the mall's calendar).",
    ),
    "headline": (
        "Satu petugas tambahan melayani sekitar {day} kunjungan lebih per hari buka ({low}-{high}), {year} kunjungan "
        "per tahun; petugas kedua {second} lagi per hari.",
        "One more officer serves about {day} visits more a day open ({low}-{high}), {year} visits a year; a second one "
        "{second} more a day.",
    ),
    "pool.counted": (
        "Petugas bersama dihitung seperti pada {weeks}: rata-rata {officers} orang di meja ini. Tanpa petugas bersama: "
        "+{day} per hari buka, {year} per tahun.",
        "Pooled officers count as in {weeks}: {officers} at this desk on average. Without pooled officers: +{day} a "
        "day open, {year} a year.",
    ),
    "pool.unknown": (
        "Ini tanpa petugas bersama: {able} dari mereka bisa melayani di sini, tetapi belum ada jadwal yang menunjukkan "
        "di mana mereka duduk.",
        "This is without pooled officers: {able} of them can serve here, but there is no roster yet that shows where "
        "they sit.",
    ),
    "pool.not_here": (
        "Pada {weeks} petugas bersama tidak duduk di meja ini.",
        "In {weeks} no pooled officer sits at this desk.",
    ),
    "pool.week": ("jadwal minggu ke-{first}", "the roster of week {first}"),
    "pool.weeks": ("jadwal minggu ke-{first} sampai ke-{last}", "the rosters of weeks {first} to {last}"),
    "pool.draft": ("{weeks} (rancangan)", "{weeks} (a draft)"),
    "pool.title": ("Dengan dan tanpa petugas bersama", "With and without pooled officers"),
    "pool.with": ("Dengan: terlayani per hari", "With: served a day"),
    "pool.with_more": ("Dengan: lebih per hari", "With: more a day"),
    "pool.without": ("Tanpa: terlayani per hari", "Without: served a day"),
    "pool.without_more": ("Tanpa: lebih per hari", "Without: more a day"),
    "pool.note": (
        "Tahun simulasi, permintaan dan ketidakhadiran yang sama. Petugas bersama: rata-rata {officers} orang di meja "
        "ini pada {weeks}. Lebih: dibanding {now} petugas.",
        "The same simulated years, demand and absences. Pooled officers: {officers} at this desk on average in "
        "{weeks}. More: than with {now} officers.",
    ),
    "assumed_counters": (
        "Jumlah loket belum diketahui (dianggap {counters}, satu untuk tiap petugas); hitungan ini dengan satu loket "
        "tambahan untuk tiap petugas tambahan.",
        "The number of counters is not known (taken as {counters}, one for each officer); this counts one more counter "
        "with each officer more.",
    ),
    "counters_assumed": ("{counters} (anggapan)", "{counters} (assumed)"),
    "why_they_differ": (
        "Bagaimana jika menjawab pertanyaan yang sama untuk satu minggu dan seluruh mal; angkanya berbeda karena "
        "minggu itu punya permintaannya sendiri dan jadwal seminggu dapat disusun ulang (petugas bersama pindah ke "
        "meja lain), rata-rata setahun tidak.",
        "What-if answers the same question for one week and the whole mall; it differs because that week has its own "
        "demand and a week's roster can be re-arranged (pooled officers move to other desks), a year's average cannot.",
    ),
    "a_week": (
        "Dibagi per minggu, angka meja ini sekitar {week} kunjungan.",
        "By the week, this desk's figure is about {week} visits.",
    ),
    "ends": (
        "Permintaan belum pasti. Di ujung rendah satu petugas tambahan melayani {least} kunjungan lebih per hari, di "
        "ujung tinggi {most} (seperlima tahun simulasi yang paling sepi dan paling ramai).",
        "Demand is uncertain. At its low end one more officer serves {least} visits more a day, at its high end {most} "
        "(the fifth of simulated years with least and with most demand).",
    ),
    "known_well": (
        "Permintaan diketahui cukup baik: 90% tahun simulasi berada di antara {low} dan {high} kunjungan.",
        "Demand is known well: 90% of simulated years lie between {low} and {high} visits.",
    ),
    "limit.officers": ("", ""),
    "limit.counters": (
        "Tambahan petugas tidak menolong: yang membatasi adalah loket ({units}). Petugas di atas jumlah itu hanya "
        "menggantikan yang tidak masuk.",
        "More officers do not help: counters are the limit ({units}). Officers beyond that number only stand in for "
        "those who are away.",
    ),
    "limit.counters_pool": (
        "Tambahan petugas hampir tidak menolong meja ini: dengan {pool} petugas bersama seperti pada jadwal, semua "
        "loket ({units}) sudah terisi. Yang ditambah menggantikan yang tidak masuk dan membebaskan petugas bersama "
        "untuk meja lain; berapa yang dilayani di sana dijawab Bagaimana jika.",
        "More officers hardly help this desk: with {pool} pooled officers as in the roster all counters ({units}) are "
        "filled. Whoever is added stands in for those who are away and frees pooled officers for other desks; What-if "
        "tells what is served there.",
    ),
    "limit.equipment": (
        "Tambahan petugas tidak menolong: yang membatasi adalah {equipment} ({units} unit).",
        "More officers do not help: the limit is {equipment} ({units} of it).",
    ),
    "limit.closing": (
        "Tambahan petugas tidak menolong: yang membatasi adalah jam tutup dan waktu tunggu yang dijanjikan.",
        "More officers do not help: closing time and the promised wait are the limit.",
    ),
    "limit.demand": (
        "Tambahan petugas hampir tidak menolong: hampir semua yang datang sudah terlayani.",
        "More officers hardly help: nearly everybody who comes is served already.",
    ),
    "counters": (
        "Loketnya {counters}: di atas {counters} petugas, tambahan hanya menggantikan yang tidak masuk.",
        "There are {counters} counters: beyond {counters} officers, another one only stands in for those who are away.",
    ),
    "knee": (
        "Sesudah {middle} petugas, tambahan berikutnya hanya sedikit menolong (permintaan rendah: {least}; "
        "permintaan tinggi: {most}).",
        "After {middle} officers another one buys little (low demand: {least}; high demand: {most}).",
    ),
    "knee_after": ("sesudah {size}", "after {size}"),
    "knee_not_reached": ("belum tercapai sampai {most}", "not reached up to {most}"),
    "no_knee": (
        "Sampai {most} petugas setiap tambahan masih menolong.",
        "Up to {most} officers every one more still helps.",
    ),
    "short_data": (
        "Data {weeks} minggu: cukup untuk arah, belum untuk usulan. Kisaran permintaan {spread} adalah anggapan.",
        "{weeks} weeks of data: enough for a direction, not yet for a request. Demand is assumed within {spread}.",
    ),
    "monthly_data": (
        "Data hanya jumlah bulanan ({weeks} minggu): cukup untuk arah, belum untuk usulan. Sebaran antarhari adalah "
        "anggapan.",
        "Monthly totals only ({weeks} weeks): enough for a direction, not yet for a request. How days differ is "
        "assumed.",
    ),
    "hides.title": ("Mengapa rata-rata menutupi masalah", "Why an average hides the problem"),
    "hides.busy": (
        "Rata-rata {mean} kunjungan ingin datang per hari; pada satu dari sepuluh hari lebih dari {busy} (prakiraan).",
        "On average {mean} visits want to come a day, but on one day of ten more than {busy} (forecast).",
    ),
    "hides.over": (
        "Pada {share} hari buka yang datang lebih banyak daripada kuota (simulasi).",
        "On {share} of the days open more come than there are tickets (simulation).",
    ),
    "hides.away": (
        "Satu petugas tidak masuk berarti {visits} kunjungan tidak terlayani hari itu; pada {days} hari ada yang tidak "
        "masuk (asumsi: {away} hari-petugas, cuti dan sakit).",
        "One officer away means {visits} visits not served that day; on {days} of days somebody is away (assumed: "
        "{away} of officer-days, leave and sickness).",
    ),
    "curve.title": ("Kurva petugas, setahun simulasi", "Curve of officers over a simulated year"),
    "curve.officers": ("Petugas", "Officers"),
    "curve.tickets": ("Kuota per hari", "Quota a day"),
    "curve.served": ("Terlayani per tahun", "Served a year"),
    "curve.turned_day": ("Tidak terlayani per hari", "Turned away a day"),
    "curve.turned_year": ("Tidak terlayani per tahun", "Turned away a year"),
    "curve.over": ("Hari melebihi kuota", "Days over quota"),
    "curve.wait": ("Tunggu p90 (menit)", "Wait p90 (minutes)"),
    "curve.used": ("Waktu terpakai", "Time used"),
    "curve.finish": ("Selesai tepat waktu", "Done in time"),
    "curve.note": (
        "Kunjungan; dalam kurung kisaran yang memuat 90% dari {years} tahun simulasi. Tunggu p90: sembilan dari "
        "sepuluh kunjungan tidak menunggu lebih lama.",
        "Visits; in brackets the range that holds 90% of {years} simulated years. Wait p90: nine of ten visits wait no "
        "longer.",
    ),
    "now": ("{officers} (sekarang)", "{officers} (now)"),
    "is_knee": ("{officers} (batas guna)", "{officers} (little after)"),
    "ends.title": ("Kedua ujung permintaan", "Both ends of demand"),
    "ends.more_low": ("Rendah: lebih terlayani per hari", "Low: more served a day"),
    "ends.turned_low": ("Rendah: tidak terlayani per hari", "Low: turned away a day"),
    "ends.wait_low": ("Rendah: tunggu p90 (menit)", "Low: wait p90 (minutes)"),
    "ends.used_low": ("Rendah: waktu terpakai", "Low: time used"),
    "ends.more_high": ("Tinggi: lebih terlayani per hari", "High: more served a day"),
    "ends.turned_high": ("Tinggi: tidak terlayani per hari", "High: turned away a day"),
    "ends.wait_high": ("Tinggi: tunggu p90 (menit)", "High: wait p90 (minutes)"),
    "ends.used_high": ("Tinggi: waktu terpakai", "High: time used"),
    "ends.note": (
        "Rata-rata seperlima tahun simulasi dengan permintaan paling rendah dan paling tinggi.",
        "Means of the fifth of simulated years with least and with most demand.",
    ),
    "free.title": ("Cara tanpa biaya gaji", "Ways that cost no salary"),
    "free.measure": ("Cara", "Way"),
    "free.served": ("Terlayani lebih per tahun", "Served more a year"),
    "free.needs": ("Yang diperlukan", "What it needs"),
    "free.warning": ("Peringatan", "Warning"),
    "free.note": (
        "Dicoba satu per satu pada tim dan keterampilan yang tercatat (dengan petugas bersama yang separuh waktu atau "
        "lebih di sini), tahun simulasi yang sama, hari dengan paling banyak satu petugas tidak masuk ({share} hari); "
        "yang hilang di meja lain sudah dikurangkan. Hasil tidak dapat dijumlahkan.",
        "Tried one by one on the team and skills of the sheets (with pooled officers who are here for half of the time "
        "or more), the same simulated years, days with at most one officer away ({share} of days); what is lost at "
        "another desk is taken off. Results do not add up.",
    ),
    "free.none_real": (
        "Tidak ada cara lain yang nyata menolong.",
        "No other way makes a real difference.",
    ),
    "free.none": ("Tidak ada cara lain yang dapat dicoba.", "There is no other way to try."),
    "free.not_real": ("{range}, tidak nyata", "{range}, not a real difference"),
    "free.best": (
        "Cara tanpa biaya gaji yang paling menolong: {measure}, {range} kunjungan lebih per tahun.",
        "The way without a salary that helps most: {measure}, {range} visits more a year.",
    ),
    "free.best_net": (
        "Cara tanpa biaya gaji yang paling menolong: {measure}, {range} kunjungan lebih per tahun sesudah dikurangi "
        "yang hilang di {desk}.",
        "The way without a salary that helps most: {measure}, {range} visits more a year, what is lost at {desk} taken "
        "off.",
    ),
    "train": ("Latih {officer} untuk {service}", "Train {officer} for {service}"),
    "train.needs": ("Pelatihan, lalu pendampingan", "Training, then a companion"),
    "train.warning": (
        "Pada awalnya lebih lambat; dihitung dengan kecepatan rata-ratanya",
        "Slower at first; counted at the officer's mean pace",
    ),
    "train_all": (
        "Latih semua petugas untuk semua layanan ({number} keterampilan)",
        "Train all officers for all services ({number} skills)",
    ),
    "train_all.needs": ("Pelatihan bergantian, lalu pendampingan", "Training in turn, then companions"),
    "train_all.warning": (
        "Perlu waktu; selama pelatihan petugas tidak di loket",
        "Takes time; officers in training are not at the counter",
    ),
    "slots": ("Antrean dalam {number} gelombang sama panjang", "Tickets in {number} equally long windows"),
    "slots.needs": ("Nomor per gelombang dan pengumuman", "Tickets by window and a notice"),
    "slots.warning": (
        "Warga harus datang pada gelombangnya; beri tahu yang dari jauh lebih dahulu",
        "Citizens must come in their window; tell those from afar first",
    ),
    "breaks_in_turn": ("Istirahat bergiliran", "Breaks in turn"),
    "breaks_in_turn.needs": ("Jadwal istirahat dua giliran", "A rota of two turns"),
    "breaks_in_turn.warning": (
        "Jam istirahat yang diizinkan harus memuat dua giliran",
        "The permitted times must hold two turns",
    ),
    "lunch_cover": ("Semua loket tetap buka selama istirahat", "All counters stay open through the lunch"),
    "lunch_cover.needs": (
        "Petugas pengganti, atau istirahat dipindah ke luar jam loket",
        "Stand-ins, or breaks moved out of counter hours",
    ),
    "lunch_cover.warning": (
        "Istirahat adalah hak; dihitung seolah-olah tidak ada istirahat pada jam loket",
        "Breaks are a right; counted as if there were none in counter hours",
    ),
    "last_ticket": ("Nomor terakhir {number} menit lebih lambat", "Last ticket {number} minutes later"),
    "last_ticket.needs": ("Pengumuman jam baru", "A notice of the new time"),
    "last_ticket.warning": (
        "Lebih sering selesai mendekati jam tutup; kuota tetap menjaga janji",
        "Ends nearer to closing more often; the quota still keeps the promise",
    ),
    "move": ("Pindahkan {officer} dari {desk}", "Move {officer} from {desk}"),
    "move.needs": (
        "Keputusan kepala instansi; pelatihan bila belum bisa",
        "A decision of the agency's head; training where skills lack",
    ),
    "move.warning": (
        "Di sini {more} lebih, di {desk} {lost} kunjungan per tahun tidak lagi terlayani",
        "Here {more} more, at {desk} {lost} visits a year are served no more",
    ),
    "pool": ("Tempatkan {officer} (petugas bersama) tetap di sini", "Keep {officer} (pooled) here"),
    "pool.needs": ("Persetujuan pengelola mal", "The mall manager's consent"),
    "pool.warning": (
        "Di sini {more} lebih. Tidak lagi membantu meja lain; yang paling memerlukannya {desk}: {lost} kunjungan per "
        "tahun",
        "Here {more} more. Helps no other desk any more; needed most at {desk}: {lost} visits a year",
    ),
    "pool.warning_none": ("Tidak lagi membantu meja lain", "Helps no other desk any more"),
    "pool.here": ("Sekarang {share} waktu meja ini ia sudah di sini", "There now for {share} of this desk's time"),
    "pool.never_here": ("Menurut jadwal ia tidak di sini", "Not here in the roster"),
    "abk.title": ("Analisis beban kerja (ABK)", "Workload analysis (ABK)"),
    "abk.basis": ("Dasar", "Basis"),
    "abk.volume": ("Volume (per tahun)", "Volume (a year)"),
    "abk.load": ("Beban (menit per tahun)", "Load (minutes a year)"),
    "abk.need": ("Kebutuhan", "Need"),
    "abk.rounded": ("Dibulatkan", "Rounded"),
    "abk.holders": ("Ada", "There are"),
    "abk.difference": ("Selisih", "Difference"),
    "abk.ej": ("EJ / PEJ", "EJ / PEJ"),
    "abk.forecast": ("{name}, {wke} menit: prakiraan", "{name}, {wke} minutes: forecast"),
    "abk.counted": ("{name}, {wke} menit: tercatat", "{name}, {wke} minutes: counted"),
    "abk.note": (
        "Volume dalam kunjungan. Beban = volume x norma waktu ({minutes} menit per kunjungan, norma mal); kebutuhan = "
        "beban / waktu kerja efektif. EJ = beban / (pemangku x waktu kerja efektif); huruf: Permendagri 12/2008. "
        "Selisih memakai kebutuhan yang dibulatkan, EJ yang tidak: selisih 0 dapat berdampingan dengan EJ di atas 1. "
        "Volume prakiraan: rata-rata tahun simulasi.",
        "Volume in visits. Load = volume x time norm ({minutes} minutes a visit, the mall's norm); need = load / "
        "effective working time. EJ = load / (holders x effective working time); letters after Permendagri 12/2008. "
        "The difference takes the rounded need, EJ the unrounded one: a difference of 0 may stand beside an EJ over 1. "
        "Forecast volume: the mean of simulated years.",
    ),
    "abk.unit": (
        "Unit {agency} (meja {desks}, pemangku {holders}), {wke} menit: beban {load} menit per tahun, EU {eu}, PEU "
        "{letter}; kurang {shortage}, lebih {surplus} orang.",
        "Unit {agency} (desks {desks}, holders {holders}), {wke} minutes: load {load} minutes a year, EU {eu}, PEU "
        "{letter}; short {shortage}, over {surplus} officers.",
    ),
    "overload": ("beban di atas kapasitas", "load above capacity"),
    "doubt.short_count": (
        "Hitungan hanya {value} minggu; volume tercatat dijadikan setahun.",
        "Only {value} weeks were counted; the counted volume is made a year's.",
    ),
    "doubt.hidden_demand": (
        "Prakiraan {value} di atas hitungan setahun terakhir: permintaan yang tertutup kuota habis, perubahan tingkat, "
        "dan ketidakpastian prakiraan setahun.",
        "The forecast is {value} above last year's count: demand hidden by used-up quotas, a change of level, and the "
        "uncertainty of a year's forecast.",
    ),
    "doubt.rough_minutes": (
        "Menit layanan belum diukur: satu kunjungan {value}-{limit} menit, kebutuhan ikut berubah.",
        "Service minutes were not measured: a visit takes {value}-{limit} minutes, and the need moves with it.",
    ),
    "doubt.too_many_days": (
        "{value} hari buka setahun melebihi hari kerja yang ada ({limit}); satu orang tidak dapat mengisinya.",
        "{value} days open are more than there are working days ({limit}); one person cannot fill them.",
    ),
    "doubt.fewer_minutes": (
        "Loket hanya buka {value} menit setahun, kurang dari waktu kerja efektif {limit} menit: ABK terlalu rendah.",
        "Counters are open only {value} minutes a year, less than the effective {limit}: the ABK is too low.",
    ),
    "doubt.more_than_counters": (
        "Kebutuhan menurut ABK {value} orang, loketnya {limit}.",
        "The ABK asks for {value} officers, there are {limit} counters.",
    ),
    "doubt.shared_officers": (
        "{value} petugas dihitung di lebih dari satu meja instansi ini; EU tampak terlalu rendah.",
        "{value} officers count at more than one desk of this agency; EU looks too low.",
    ),
    "basis.title": ("Dasar hitungan", "What it rests on"),
    "basis": (
        "Kurva: petugas serba bisa dengan kecepatan norma, tidak masuk {away} hari-petugas (asumsi), batas layanan "
        "sendiri dan persediaan tidak dihitung. {pool}Permintaan setahun {demand} kunjungan, tengah "
        "dari tahun simulasi (prakiraan{estimated}); rata-ratanya {mean}, volume ABK; tercatat setahun terakhir "
        "{counted}. Tim dengan keterampilan yang tercatat melayani "
        "{team} kunjungan per tahun.",
        "Curve: generalists at the norm's pace, away {away} of officer-days (assumed), services' own caps and supplies "
        "left out. {pool}Demand of the year {demand} visits, the middle of simulated years (forecast{estimated}); "
        "their mean is {mean}, the volume of the ABK; counted in the last year {counted}. The team with the skills of "
        "the sheets serves {team} visits a year.",
    ),
    "estimated": (
        ", sebagian dibangun dari hari yang kuotanya habis",
        ", partly rebuilt from days whose quota ran out",
    ),
    "chart.title": (
        "Berapa kunjungan terlayani per hari untuk tiap jumlah petugas?",
        "How many visits a day does each number of officers serve?",
    ),
    "chart.turned": (
        "Berapa kunjungan tidak terlayani per hari untuk tiap jumlah petugas?",
        "How many visits a day does each number of officers turn away?",
    ),
    "chart.free": ("Kunjungan lebih per tahun dari tiap cara", "Visits more a year by each way"),
    "chart.one_more": ("Satu petugas tambahan", "One more officer"),
    "chart.dashed": (
        "Garis putus-putus: tanpa petugas bersama, yang pada {weeks} rata-rata {officers} orang di meja ini.",
        "Dashed line: without pooled officers, who in {weeks} are {officers} at this desk on average.",
    ),
    "picture.officers": (
        "Petugas. Sumbu tegak: kunjungan terlayani per hari buka.",
        "Officers. Upright: visits served a day open.",
    ),
    "chart.unit": ("kunjungan", "visits"),
    "chart.band": (
        "Garis: tengah; pita: 90% tahun simulasi. Kotak: sekarang, {officers} petugas. Batas guna: {knee}.",
        "Line: middle; band: 90% of simulated years. Square: now, {officers} officers. One more buys little: {knee}.",
    ),
    "passport": ("Sidik masukan {hash}, dibuat {day}.", "Input {hash}, made {day}."),
}


def word(language: Language, key: str, /, **values: object) -> str:
    """The words under the key, filled in; raises KeyError for a key or value that is missing."""
    return language.pick(WORDS[key]).format(**values)
