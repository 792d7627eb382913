"""Words of the next holiday."""

WORDS = {
    "nav.holiday": ("Libur", "Holiday"),
    "job.kind_holiday": ("Pemeriksaan libur", "Holiday check"),
    "holiday.see": ("Lihat pemeriksaan", "See the check"),
    "holiday.title": ("Libur berikutnya", "Next holiday"),
    "holiday.question": ("Siap untuk libur berikutnya?", "Are we ready for the next holiday?"),
    "holiday.none": (
        "Kalender tidak memuat hari libur dalam 400 hari ke depan.",
        "The calendar has no holiday within the next 400 days.",
    ),
    "holiday.what": (
        "{names}, {days}; {until} hari lagi. Buka lagi {again}.",
        "{names}, {days}; in {until} days. Open again {again}.",
    ),
    "holiday.week": ("Minggu yang diperiksa: {week}.", "The week that is checked: {week}."),
    "holiday.line": ("Libur berikutnya: {names}, {day}", "Next holiday: {names}, {day}"),
    "holiday.away": ("Siapa yang cuti di sekitarnya", "Who is away around it"),
    "holiday.nobody": ("Tidak ada cuti yang tercatat.", "No leave is entered."),
    "holiday.after": ("▲ masih cuti saat buka lagi", "▲ still away when we open again"),
    "holiday.before": ("✓ kembali saat buka lagi", "✓ back when we open again"),
    "holiday.surge": ("Lonjakan yang diperkirakan", "The surge expected"),
    "holiday.no_surge": (
        "Tidak ada lonjakan yang dikenal pada minggu itu.",
        "No known surge falls into that week.",
    ),
    "holiday.surge_line": ("{name}: {low}-{high} kali biasanya di {desks}.", "{name}: {low}-{high} times at {desks}."),
    "holiday.counted": (
        "Sudah terhitung pada kejadian sebelumnya, jadi sudah ada di perkiraan.",
        "Counted here last time, so the forecast has it.",
    ),
    "holiday.added": (
        "Belum pernah terhitung di sini, jadi ditambahkan ke perkiraan.",
        "Never counted here, so it is added to the forecast.",
    ),
    "holiday.source": ("Sumber: {source}", "Source: {source}"),
    "holiday.check": ("Hari yang berisiko", "Days at risk"),
    "holiday.unchecked": (
        "Minggu setelah libur ini belum dihitung. Perlu sekitar satu menit; halaman boleh ditinggalkan.",
        "The week after this holiday was not worked out yet. It takes about a minute; you may leave the page.",
    ),
    "holiday.ask_manager": (
        "Minggu setelah libur ini belum dihitung. Manajer MPP dapat memintanya.",
        "The week after this holiday was not worked out yet. The manager can ask for it.",
    ),
    "holiday.go": ("Hitung", "Work it out"),
    "holiday.again": ("Hitung lagi", "Work it out again"),
    "holiday.stale": (
        "Data berubah sejak dihitung.",
        "The data changed since it was worked out.",
    ),
    "holiday.expected": ("Diharapkan", "Expected"),
    "holiday.served": ("Terlayani", "Served"),
    "holiday.turned_away": ("Tidak terlayani", "Turned away"),
    "holiday.visits": ("kunjungan seminggu", "visits over the week"),
    "holiday.safe": ("Tidak ada hari yang berisiko.", "No day is at risk."),
    "holiday.chart": (
        "Kunjungan yang tidak terlayani per hari, di meja yang berisiko",
        "Visits turned away by day, at the desks at risk",
    ),
    "holiday.risk_caption": (
        "Peluang bahwa yang datang lebih banyak dari antrean",
        "Probability that more come than there are tickets",
    ),
    "holiday.day": ("Hari", "Day"),
    "holiday.probability": ("Peluang", "Probability"),
    "holiday.tickets": ("Antrean", "Tickets"),
    "holiday.more": ("dan {count} meja-hari lagi", "and {count} more desk-days"),
    "holiday.no_roster": (
        "Belum memasukkan jadwal sendiri untuk minggu itu, jadi tidak dihitung: {desks}",
        "Their own roster of that week is not entered yet, so they are left out: {desks}",
    ),
    "holiday.measures": ("Langkah yang paling menolong", "What would help most"),
    "holiday.measure_caption": (
        "Dicoba satu per satu dengan simulasi: warga yang terlayani lebih banyak dalam seminggu",
        "Each tried by simulation: citizens served more over the week",
    ),
    "holiday.measure": ("Langkah", "Measure"),
    "holiday.more_served": ("Terlayani lebih", "Served more"),
    "holiday.interval": ("Selang 95%", "95% interval"),
    "holiday.no_measure": (
        "Dari {tried} langkah yang dicoba tidak ada yang nyata menambah warga terlayani.",
        "None of {tried} measures tried really serves more citizens.",
    ),
    "holiday.own_none": (
        "Tidak ada langkah untuk meja Anda di antara tiga yang terbaik.",
        "None of the best three measures is about your desks.",
    ),
    "holiday.from_plan": ("Dihitung dari rencana {plan}.", "Worked out from plan {plan}."),
    "holiday.to_leave": ("Buka cuti", "Open leave"),
    "holiday.to_calendar": ("Buka kalender", "Open the calendar"),
    "holiday.to_week": ("Buka minggu itu", "Open that week"),
}
