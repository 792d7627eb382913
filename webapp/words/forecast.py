"""Words of the page of a desk's forecast: how it was made, and what is known by months only."""

WORDS = {
    "forecast.way_learned_blend": ("campuran yang dipelajari dari data mal ini", "blend learned from this mall's data"),
    "forecast.way_8_week_weekday_mean": ("rata-rata hari yang sama, 8 minggu", "mean of the same weekday, 8 weeks"),
    "forecast.way_weekday_mean": ("rata-rata hari yang sama", "mean of the same weekday"),
    "forecast.way_seasonal_naive": ("angka minggu lalu", "last week's number"),
    "forecast.way_long_range": (
        "jangka panjang: tingkat, hari, bulan, dan hari khusus",
        "long range: level, weekday, month and special days",
    ),
    "forecast.way_monthly_totals_borrowed_shape": (
        "jumlah bulanan, dibagi ke hari menurut pola minggu pada umumnya",
        "monthly totals, spread over the days by a usual week",
    ),
    "forecast.borrowed": (
        "{count} layanan yang datanya baru sedikit memakai pola minggu pada umumnya",
        "{count} services with few counts yet follow a usual week",
    ),
    "forecast.months": ("Jumlah per bulan yang diketahui", "Known totals by month"),
    "forecast.months_agency": ("Seluruh meja instansi.", "All desks of the agency."),
    "forecast.month": ("Bulan", "Month"),
}
