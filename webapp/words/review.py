"""Words of the review of past weeks."""

WORDS = {
    "nav.review": ("Tinjauan", "Review"),
    "job.kind_review": ("Tinjauan minggu", "Review of the week"),
    "review.see": ("Lihat tinjauan", "See the review"),
    "review.title": ("Tinjauan minggu lalu", "Review of past weeks"),
    "review.question": ("Apa yang terjadi dibanding rencana?", "What came of the plan?"),
    "review.overview_question": ("Apa yang kita pelajari dari minggu-minggu lalu?", "What do past weeks teach us?"),
    "review.lead": (
        "Rencana yang terbit di samping yang tercatat: yang datang, terlayani, menunggu, dan tidak hadir.",
        "The published plan beside what was counted: who came, was served, waited, and which officers were missing.",
    ),
    "review.go": ("Tinjau minggu ini", "Review this week"),
    "review.again": ("Tinjau lagi", "Review again"),
    "review.none": (
        "Minggu ini belum ditinjau. Tinjauan memerlukan hitungan atau tiketnya, dan selesai dalam beberapa detik.",
        "This week was not reviewed yet. A review needs counts or tickets of the week and takes some seconds.",
    ),
    "review.no_plan": (
        "Tidak ada rencana untuk minggu ini, jadi tidak ada yang dapat dibandingkan.",
        "There is no plan of this week, so there is nothing to compare.",
    ),
    "review.ask_manager": (
        "Minggu ini belum ditinjau. Manajer MPP dapat memintanya.",
        "This week was not reviewed yet. The manager can ask for it.",
    ),
    "review.stale": (
        "Data atau rencana berubah sejak ditinjau.",
        "Counts or plan changed since the review.",
    ),
    "review.figures": ("Angka minggu ini", "The week in figures"),
    "review.came": ("Datang", "Came"),
    "review.of_forecast": ("kunjungan; perkiraan {forecast}", "visits; forecast {forecast}"),
    "review.served": ("Terlayani", "Served"),
    "review.of_served": ("kunjungan; rencana {planned}", "visits; planned {planned}"),
    "review.refused": ("Tidak terlayani", "Turned away"),
    "review.of_refused": (
        "kunjungan pada hari yang dicatat; rencana {planned}",
        "visits on the days that logged it; planned {planned}",
    ),
    "review.of_whole_plan": (
        "pada hari itu, {planned} pada semua hari dan meja",
        "on those days, {planned} on all days and desks",
    ),
    "review.not_logged": ("tidak dicatat; rencana {planned}", "not logged; planned {planned}"),
    "review.kept": ("Janji ditepati", "Promise kept"),
    "review.kept_value": ("{kept} dari {all} meja", "{kept} of {all} desks"),
    "review.broken": ("Di mana janji tidak ditepati, dan mengapa", "Where the promise broke, and why"),
    "review.all_kept": (
        "Semua meja yang waktu tunggunya tercatat menepati janji.",
        "Every desk whose waits were logged kept its promise.",
    ),
    "review.nothing_logged": (
        "Waktu tunggu dan selesai tidak tercatat, jadi tidak diketahui apakah janji ditepati. Impor tiketnya.",
        "Waits and ends were not logged, so nobody knows whether the promise was kept. Import the tickets.",
    ),
    "review.waits_not_logged": ("{count} meja tanpa catatan waktu", "{count} desks without logged times"),
    "review.state_unknown": ("tidak tercatat", "not logged"),
    "review.likeliest": ("Sebab paling mungkin:", "Likeliest cause:"),
    "review.next": ("Langkah berikutnya:", "What to change next:"),
    "review.chance": (
        "tidak ada yang menonjol. Selisihnya dalam batas kebetulan, atau yang diperlukan tidak dicatat.",
        "none stands out. The difference is within chance, or what would tell was not logged.",
    ),
    "review.next_demand": (
        "pastikan hitungan minggu ini sudah diimpor agar perkiraan belajar; lalu lihat perkiraan meja ini.",
        "make sure this week's counts are imported so that the forecast learns; then look at this desk's forecast.",
    ),
    "review.next_minutes": (
        "susun ulang: menit layanan yang cukup tiketnya dipelajari saat itu juga. Untuk yang lain lihat usulannya.",
        "plan again: minutes of services with enough tickets are learned then. For the others see what is proposed.",
    ),
    "review.next_absence": (
        "catat ketidakhadiran begitu diketahui, dan latih pengganti untuk {officers}.",
        "record absences as soon as they are known, and train a stand-in for {officers}.",
    ),
    "review.next_profile": (
        "lihat pola datang yang diusulkan dari semua tinjauan; gelombang antrean yang lebih banyak juga menolong.",
        "look at the arrivals proposed from all reviews; splitting the tickets over more windows helps as well.",
    ),
    "review.next_chance": (
        "catat jam panggil dan selesai agar sebabnya terlihat; satu minggu seperti ini belum alasan untuk berubah.",
        "log calling and finishing times so that causes show; one week like this is no reason to change yet.",
    ),
    "review.link_demand": ("Buka prakiraan", "Open the forecast"),
    "review.link_minutes": ("Lihat usulan menit", "See proposed minutes"),
    "review.link_absence": ("Buka cuti", "Open leave"),
    "review.link_profile": ("Lihat usulan pola", "See proposed arrivals"),
    "review.link_chance": ("Impor tiket", "Import tickets"),
    "review.shifted": ("Janji ditepati, tetapi bergeser dari rencana", "Promise kept, yet not as planned"),
    "review.desks": ("Setiap meja", "Every desk"),
    "review.caption": (
        "Minggu ini per meja: yang datang, antrean, yang tidak terlayani, dan waktu tunggu; rencana dalam kurung",
        "The week by desk: who came, tickets, turned away, and waits; the plan in brackets",
    ),
    "review.head_came": ("Datang (perkiraan)", "Came (forecast)"),
    "review.head_tickets": ("Antrean / kuota", "Tickets / quota"),
    "review.head_served": ("Terlayani (rencana)", "Served (planned)"),
    "review.head_refused": ("Tidak terlayani (rencana)", "Turned away (planned)"),
    "review.head_wait": ("Tunggu P90 (rencana)", "Wait p90 (planned)"),
    "review.head_worst_wait": ("Tunggu P90, hari terburuk (rencana)", "Wait p90, worst day (planned)"),
    "review.head_notes": ("Catatan", "Notes"),
    "review.head_promise": ("Janji", "Promise"),
    "review.head_cause": ("Sebab", "Cause"),
    "review.sold_out_days": ("habis {count} hari", "sold out on {count} days"),
    "review.late_days": ("selesai terlambat {count} hari", "finished late on {count} days"),
    "review.absent_days": ("{count} hari-petugas tidak hadir", "{count} officer-days absent"),
    "review.sold_out": ("habis pukul {at}", "sold out at {at}"),
    "review.late": ("selesai {minutes} menit setelah tutup", "finished {minutes} minutes past closing"),
    "review.absent": ("tidak hadir: {names}", "absent: {names}"),
    "review.by_chance": (
        "Tidak ditepati tanpa sebab yang menonjol (kebetulan, atau yang diperlukan tidak dicatat):",
        "Broken without a cause that stands out (chance, or what would tell was not logged):",
    ),
    "review.state_kept": ("✓ Ditepati", "✓ Kept"),
    "review.state_broken": ("▲ Tidak ditepati", "▲ Broken"),
    "review.broken_wait": ("▲ waktu tunggu", "▲ waits"),
    "review.broken_finish": ("▲ selesai terlambat", "▲ finished late"),
    "review.broken_refused": ("▲ lebih banyak ditolak", "▲ more refused"),
    "review.cause_demand": ("permintaan", "demand"),
    "review.cause_minutes": ("menit layanan", "minutes"),
    "review.cause_absence": ("petugas tidak hadir", "absence"),
    "review.cause_profile": ("pola datang", "arrivals"),
    "review.cause_chance": ("kebetulan", "chance"),
    "review.chart": ("Yang datang di samping perkiraan", "Who came beside the forecast"),
    "review.chart_desc": (
        "{count} hari: titik adalah yang datang, garis perkiraan, pita 8 dari 10 hari.",
        "{count} days: dots are who came, the line is the forecast, the band holds 8 of 10 days.",
    ),
    "review.chart_desc_all": (
        "{count} hari: titik adalah yang datang, garis perkiraan, pita jumlah pita semua meja.",
        "{count} days: dots are who came, the line is the forecast, the band is the sum of the desks' bands.",
    ),
    "review.band_all": ("Jumlah pita semua meja", "Sum of the desks' bands"),
    "review.not_counted": ("Tanpa catatan minggu ini: {desks}", "Nothing was counted at: {desks}"),
    "review.by_day": ("Hari demi hari", "Day by day"),
    "review.causes": ("Apa yang tidak seperti rencana", "What was not as planned"),
    "review.no_causes": ("Tidak ada yang menonjol.", "Nothing stands out."),
    "review.quotas": ("Kuota yang tidak dijalankan seperti rencana", "Quotas that were not run as planned"),
    "review.quota_early": (
        "Habis jauh sebelum nomor terakhir: {days}.",
        "Sold out long before the last ticket: {days}.",
    ),
    "review.quota_early_day": ("{day} pukul {at} (nomor terakhir {last})", "{day} at {at} (last ticket {last})"),
    "review.quota_unused": (
        "Dinyatakan habis sebelum semua nomor terbit: {days}.",
        "Told as sold out before all tickets were issued: {days}.",
    ),
    "review.quota_unused_day": (
        "{day} pukul {at}, terbit {issued} dari {quota}",
        "{day} at {at}, {issued} of {quota} issued",
    ),
    "review.quota_over": ("Terbit lebih banyak daripada kuota: {days}.", "More issued than the quota: {days}."),
    "review.quota_over_day": ("{day} {issued} dari {quota}", "{day} {issued} of {quota}"),
    "review.next_early": (
        "bagi nomor per gelombang dan buka tiap gelombang pada jamnya; bila sudah, lihat permintaan meja ini.",
        "hand tickets out by window and open each window at its hour; where that is done, look at this desk's demand.",
    ),
    "review.next_unused": (
        "tanyakan mengapa antrean ditutup: menurut rencana masih ada nomor.",
        "ask why the queue was closed: by the plan there were tickets left.",
    ),
    "review.next_over": (
        "samakan mesin antrean dengan kuota, atau ubah kuota hari itu dengan alasan; nomor di atas kuota tidak "
        "dijamin janjinya.",
        "set the queue machine to the quota, or change that day's quota with a reason; tickets beyond it are not under "
        "the promise.",
    ),
    "review.quota_limits": (
        "Disebut bila habis paling sedikit 60 menit sebelum nomor terakhir, dinyatakan habis dengan lebih dari 10% "
        "kuota belum terbit, atau terbit lebih dari 5% (sedikitnya 2 nomor) di atas kuota.",
        "Told where tickets sold out at least 60 minutes before the last ticket, were told as sold out with more than "
        "10% of the quota not issued, or more than 5% (at least 2 tickets) beyond the quota were issued.",
    ),
    "review.no_causes_but_quotas": (
        "Yang datang, menit layanan, dan petugas seperti rencana; kuotanya tidak, lihat di bawah.",
        "Visits, minutes and officers were as planned; the quota was not, see below.",
    ),
    "review.past": ("Minggu yang sudah ditinjau", "Reviewed weeks"),
    "review.no_past": (
        "Belum ada minggu yang ditinjau. Setelah minggu yang terbit selesai dan hitungannya diimpor, tinjau di sini.",
        "No week was reviewed yet. Once a published week is over and its counts are imported, review it here.",
    ),
    "review.week": ("Minggu", "Week"),
    "review.waiting": ("Minggu {week} sudah selesai dan belum ditinjau.", "The week {week} is over and not reviewed."),
    "review.proposals": ("Usulan perubahan", "Proposed changes"),
    "review.no_proposals": (
        "Tidak ada usulan: yang terlihat sesuai dengan angka yang dipakai rencana.",
        "Nothing is proposed: what was seen fits the figures that plans use.",
    ),
    "review.propose_minutes": (
        "{desk}: satu kunjungan memakan {proposed} dari menit yang dipakai rencana.",
        "{desk}: a visit takes {proposed} of the minutes that plans use.",
    ),
    "review.propose_share": (
        "{proposed} pengunjung satu gelombang sudah berdiri di sana saat antrean dibuka; rencana memakai {planned}.",
        "{proposed} of a window's visitors stand there as it opens; plans use {planned}.",
    ),
    "review.evidence": (
        "Dari {seen} kunjungan dalam {weeks} minggu, minggu terakhir paling berbobot; selang 95%: {low}-{high}.",
        "From {seen} visits in {weeks} weeks, the latest weighing most; 95% interval {low}-{high}.",
    ),
    "review.accept": ("Terima usulan", "Accept"),
    "review.accept_what": ("Terima: {text}", "Accept: {text}"),
    "review.accept_reason": (
        "usulan tinjauan: {seen} kunjungan dalam {weeks} minggu",
        "proposal of the review: {seen} visits in {weeks} weeks",
    ),
    "review.accepted": (
        "Usulan diterima. Rencana yang memakainya ditandai perlu disusun ulang.",
        "The proposal is accepted. Plans that use it are marked to be made again.",
    ),
    "review.outdated": (
        "Angkanya sudah berubah sejak usulan dibuat. Tinjau minggu terakhir lagi.",
        "The figures changed since the proposal was made. Review the last week again.",
    ),
    "review.minutes_of": ("Menit satu kunjungan per layanan", "Minutes of a visit by service"),
    "review.minutes_caption": (
        "Menit satu kunjungan dari {weeks} minggu yang ditinjau",
        "Minutes of a visit from {weeks} reviewed weeks",
    ),
    "review.service": ("Layanan", "Service"),
    "review.sheet": ("Di pengaturan", "In the settings"),
    "review.used": ("Dipakai rencana", "Used by plans"),
    "review.seen": ("Terlihat", "Seen"),
    "review.visits": ("Kunjungan", "Visits"),
    "review.how": ("Dipelajari", "Learned"),
    "review.from_tickets": ("dari tiket, setiap kali disusun", "from tickets, at every planning"),
    "review.from_sheet": ("dari usulan, setelah diterima", "from proposals, once accepted"),
    "review.before": ("Sekarang", "Now"),
    "review.after": ("Usulan", "Proposed"),
    "review.how_to_read": (
        "Tunggu P90: 9 dari 10 orang menunggu paling lama sekian menit. ≥: antrean habis, jadi paling sedikit sekian. "
        "Yang tidak terlayani dan rencananya dijumlahkan dari hari yang mencatatnya.",
        "Wait p90: 9 of 10 people waited at most so many minutes. ≥: tickets sold out, so at least so many. "
        "Turned away and its plan are summed over the days that logged it.",
    ),
}
