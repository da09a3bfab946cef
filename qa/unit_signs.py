"""Signs that stand for a unit: behind a figure, or before one."""

SIGNS = {
    "%": "percent",
    "٪": "percent",
    "$": "USD",
    "€": "EUR",
    "₫": "VND",
    "₹": "INR",
    "৳": "BDT",
    "£": "GBP",
    "¥": "yen",
    "₦": "naira",
    "₵": "cedi",
    "₱": "peso",
    "฿": "baht",
    "₩": "won",
    "₽": "rouble",
    "₺": "lira",
    "₪": "shekel",
    "¢": "cent",
}
SIGNS_BEFORE = {**SIGNS, "¢": "cedi"}
