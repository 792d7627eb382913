"""Words of the what-if page, in both languages."""

from planner.report.language import Language

WORDS = {
    "title": ("Bagaimana jika: {names}", "What if: {names}"),
    "many": ("{first} dan {more} skenario lain", "{first} and {more} more scenarios"),
    "about": (
        "{mall}, {weeks}. Rencana sekarang di samping skenario.",
        "{mall}, {weeks}. The plan as it is beside the scenarios.",
    ),
    "in_short": ("Singkatnya", "In short"),
    "short": (
        "kunjungan terlayani {served}; tidak terlayani {turned}.",
        "visits served {served}; turned away {turned}.",
    ),
    "nothing": ("tidak ada yang berubah.", "nothing changes."),
    "reason": ("Alasan: {reason}.", "Reason: {reason}."),
    "side_by_side": ("Berdampingan: seluruh mal", "Side by side: the whole mall"),
    "side_by_side_n": (
        "Berdampingan: seluruh mal (bagian {n} dari {all})",
        "Side by side: the whole mall (part {n} of {all})",
    ),
    "kpi": ("Angka kunci", "Key figure"),
    "base": ("Sekarang", "As is"),
    "worst": ("Hari terburuk", "Worst day"),
    "worst_cell": ("{desk}, {told}", "{desk}, {told}"),
    "worst_here": ("{day}: {turned} dari {demand} tidak terlayani", "{day}: {turned} of {demand} turned away"),
    "finish": ("selesai tepat waktu {share}", "finished in time {share}"),
    "charts": ("Gambar: {place}", "Pictures: {place}"),
    "slope_title": (
        "Berapa kunjungan tidak terlayani, sekarang dan dengan skenario? ({place})",
        "How many visits are turned away, as is and with the scenario? ({place})",
    ),
    "bar_title": ("{kpi}: {place}", "{kpi}: {place}"),
    "chart_part": ("{label} {value}", "{label} {value}"),
    "scenario": ("Skenario", "Scenario"),
    "per_desk": ("Setiap meja yang berubah", "Each desk that changes"),
    "desk_summary": ("{desk}: {told}", "{desk}: {told}"),
    "desk_told": ("{name} terlayani {served}", "{name} served {served}"),
    "no_desk": ("Tidak ada meja yang angkanya berubah.", "No desk's figures change."),
    "per_week": ("Setiap minggu", "Each week"),
    "week": ("Minggu", "Week"),
    "served": ("Terlayani", "Served"),
    "turned_away": ("Tidak terlayani", "Turned away"),
    "moves": ("Jadwal dan kuota yang berubah", "Roster and quotas that change"),
    "moves_of": (
        "{name}: {roster} penempatan, {quotas} kuota gelombang",
        "{name}: {roster} postings, {quotas} window quotas",
    ),
    "no_moves": ("{name}: jadwal dan kuota tetap", "{name}: roster and quotas stay"),
    "day": ("Hari", "Day"),
    "officer": ("Petugas", "Officer"),
    "seats": ("Sesi: dari meja ke meja", "Session: from desk to desk"),
    "desk": ("Meja", "Desk"),
    "windows": ("Antrean per gelombang: dari ke", "Tickets by window: from to"),
    "nowhere": ("tidak di loket", "not at a counter"),
    "move": ("{what}: {before} → {after}", "{what}: {before} → {after}"),
    "how": ("Cara membaca", "How to read this"),
    "how_interval": (
        "Selisih dalam kurung: selang 95% dari {days} hari simulasi dengan orang yang sama; yang memuat 0 disebut "
        "tidak nyata. Selang ini tentang simulasi, bukan tentang permintaan yang tidak pasti.",
        "Differences in brackets: 95% interval over {days} simulated days with the same people; one that holds 0 is "
        "called not significant. It speaks of the simulation, not of demand that is uncertain.",
    ),
    "how_counted": (
        "Kuota, lembur, dan selisih menit loket dihitung dari jadwal, jadi tanpa selang; di meja berarti instansinya.",
        "Quotas, overtime and the gap of counter minutes are counted from the roster, so without an interval; at a "
        "desk, overtime and gap are its agency's.",
    ),
    "how_needed": (
        "Petugas diperlukan: yang akan terisi oleh seluruh permintaan dengan beban per petugas seperti di kolom itu.",
        "Officers needed: those whom the whole demand would fill at the load per officer of that column.",
    ),
    "how_same": (
        "Yang tidak disentuh skenario diambil dari rencana sekarang, jadi selisihnya tepat 0.",
        "What a scenario does not touch is taken from the plan as it is, so it differs by exactly 0.",
    ),
}


def say(key: str, language: Language, **values: object) -> str:
    """Words of the page, filled in."""
    return language.pick(WORDS[key]).format(**values)
