"""Invented sites whose pages repeat each other: doorways, and honest ones that are no doorways.

Every name, number and sentence is made up. Honest ones speak to their readers as warmly as the
doorways do; what they have is something of their own on each page.
"""

# ruff: noqa: E501, ISC004 - paragraphs of a page are written as paragraphs
from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

_TOWNS: Final = (
    "Ashcombe", "Brindleford", "Calderwick", "Dunmere", "Eskdale", "Farrowby", "Gillingholt",
    "Harwick", "Ilminster Vale", "Jesmere", "Kettlesworth", "Larkham",
)  # fmt: skip
_TRADES: Final = (
    "Drain Cleaning", "Roof Repair", "Boiler Service", "Carpet Cleaning", "Pest Control",
    "Window Fitting", "Gutter Clearing", "Lock Fitting",
)  # fmt: skip
_JOBS: Final = (
    "Welder", "Baker", "Paralegal", "Surveyor", "Radiographer", "Plasterer", "Translator",
    "Chemist",
)  # fmt: skip
_GOODS: Final = (
    "Harlo V2 Kettle", "Brontex Vacuum", "Lumo Desk Lamp", "Savik Blender", "Torva Mixer",
    "Kronan Toaster", "Delfin Iron", "Ostra Grill",
)  # fmt: skip


def _page(title: str, paragraphs: Sequence[str], rows: Sequence[str] = ()) -> str:
    listed = "".join(f"<li>{row}</li>" for row in rows)
    text = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return (
        f"<html><head><title>{title}</title></head><body><nav><a href='/'>Home</a></nav><main>"
        f"<h1>{title}</h1>{text}{f'<ul>{listed}</ul>' if rows else ''}</main>"
        "<footer>All rights reserved</footer></body></html>"
    )


def _trade_by_town(town: str) -> str:
    return _page(f"Chimney Sweep in {town}", [
        f"Are you looking for a chimney sweep in {town} that you can trust with your home? Our "
        f"friendly team serves every street in {town} and we always arrive when we say we will.",
        "We know that your family deserves a warm and safe home all through the winter. That is "
        "why our certified sweeps check every flue before they start and clean up behind them.",
        f"A dirty chimney in {town} can cost you far more than a visit from our experts. Call us "
        "today for your free quote and we will give you the best price that we possibly can.",
        f"Homeowners in {town} have trusted our company for many years now. Contact us whenever "
        "you need help and let our professionals take care of everything for you.",
    ])  # fmt: skip


def _trade_and_town(number: int) -> str:
    town, trade = _TOWNS[number], _TRADES[number % len(_TRADES)]
    return _page(f"{trade} {town} | Local Experts Near You", [
        f"If you need {trade.lower()} in {town}, our local experts are ready to help you today. We "
        "offer fast response times and you never pay for the call unless we do the work.",
        f"Our {trade.lower()} team in {town} uses modern tools and proven methods on every job. You "
        "can count on us to explain your options clearly and to leave your place tidy.",
        f"Why choose us for {trade.lower()} in {town}? Our customers love how easy we make it to "
        "book a visit, and your satisfaction is always our highest priority at every step.",
        "Do not wait until a small problem becomes a big one that ruins your whole week. Get in "
        "touch with us now and our team will call you back with a free estimate.",
    ])  # fmt: skip


def _pay_by_job(number: int) -> str:
    job, town = _JOBS[number], _TOWNS[number]
    pay = 31 + number % 3
    return _page(f"{job} Salary in {town}: What You Can Earn", [
        f"If you are thinking of becoming a {job.lower()} in {town}, you have come to the right "
        f"place. The average {job.lower()} in {town} earns about {pay},000 a year before tax.",
        f"Your pay as a {job.lower()} in {town} depends on your experience and on your skills. You "
        "should always compare several offers before you decide which of them suits you best.",
        f"To raise your salary as a {job.lower()} you can take courses and ask for more duties. We "
        f"recommend that you keep your profile up to date and talk to employers in {town} often.",
        "Negotiating your salary can feel hard, but our guide makes it easy for you to prepare. "
        "Remember that your time is worth money and that you deserve to be paid for it.",
    ])  # fmt: skip


def _review_by_product(product: str) -> str:
    return _page(f"Best Price for {product}: Review and Buying Guide", [
        f"Are you planning to buy the {product} and want to be sure that you get the best deal? In "
        f"our {product} review we show you everything that you need to know before you order.",
        f"The {product} is loved by customers because it makes your everyday life so much easier. "
        "You will enjoy the premium quality and the modern look that fits into your home.",
        f"Our team thinks that the {product} is worth your money and a great choice for you. Click "
        "the link below to check the latest price and to save with our special offer.",
        f"Do you still have questions about the {product} and whether it is right for you? We hope "
        "that our guide has helped you to decide, so buy yours today while it is in stock.",
    ])  # fmt: skip


def _library(number: int) -> str:
    town = _TOWNS[number]
    return _page(f"{town} Library", [
        f"Welcome to {town} Library, where you can borrow books, music and games free of charge. "
        "You need your library card and your number whenever you use our reading rooms.",
        "You can order any book from our other branches and we will tell you when it is here. "
        "Please bring your books back to us in time, so that our other readers can enjoy them.",
        "Our staff will gladly help you to find what you need or to use our computers. We hold "
        "story times for your children and you can hire our meeting room for your club.",
        f"You find us at {3 + 11 * number} Mill Lane, and you can call us on 01632 96{number:02}{17 + 6 * number}.",
    ], [
        f"Monday {8 + number % 3}.{number * 5 % 60:02} to {16 + number % 4}.{number * 7 % 60:02}",
        f"Saturday {9 + number % 2}.15 to {12 + number % 3}.{number * 11 % 60:02}",
        f"{12400 + 731 * number} books, opened in {1931 + 5 * number}",
    ])  # fmt: skip


def _race(number: int) -> str:
    town = _TOWNS[number]
    return _page(f"{town} Road Race", [
        "You can enter our race on the day, or you can send us your form before the weekend. We "
        "ask you to bring your own safety pins and to wear your number on your chest.",
        "Our club provides water for you along the course and tea for you at the finish. You will "
        "get your medal from our youngest members when you have crossed the line.",
        "Please leave your car where our marshals show you and walk to the start from there. Your "
        "entry fee pays for our first aid and for the hall where you can change.",
        f"The start is at {9 + number % 3}.{(number * 10) % 60:02} on {3 + 2 * number} May, and the course is "
        f"{5 + number}.{number * 3 % 10} miles with {110 + 23 * number} feet of climbing.",
    ], [f"Record: {28 + number} minutes {12 + 4 * number % 60} seconds, {1987 + 2 * number}"])  # fmt: skip


def _notices(number: int) -> str:
    return _page(f"Notices for {3 + 2 * number} June", [
        "All of you are welcome at our services, and we hope that you will stay for coffee with us. "
        "If you are new here, please tell us your name so that we can greet you.",
        "If you would like us to pray for you or for your family, write to our office. Our visitors "
        "will gladly come to see you at your home or in hospital if you ask us.",
        f"Our collection last week came to {211 + 37 * number} pounds, for which we thank you all. The hymns "
        f"are {14 + 9 * number}, {131 + 17 * number} and {402 + 13 * number} in your green book.",
    ], [f"Baptism at {10 + number % 4}.30, banns of marriage read for the {number % 3 + 1} time"])  # fmt: skip


def _variant(colour: str) -> str:
    return _page(f"Enamel Mug, {colour}", [
        f"You will love our enamel mug in {colour}, which we make by hand in our own workshop. Your "
        "mug keeps your tea warm for longer and it does not mind if you drop it.",
        "We send your mug to you in a box without plastic, and you can return it to us within a "
        "month. If you order four of them, we pack them for you as a gift.",
        "You can put our mugs into your dishwasher, but please do not put them into your microwave. "
        "If your enamel chips, send us a picture and we will replace it for you.",
    ])  # fmt: skip


def _reference(number: int) -> str:
    name = ("open", "close", "seek", "flush", "lock", "trim", "map", "sync")[number]
    return _page(f"stream_{name}()", [
        f"The function stream_{name} acts on a stream that was created before and returns a status. "
        "It must not be called from a signal handler, because it may take the lock of the stream.",
        "On success the status is zero, and otherwise it is one of the constants listed below. The "
        "position of the stream is undefined after an error that was reported by the device.",
        "The behaviour is undefined if two threads act on one stream and neither holds its lock. "
        "All functions of this family set the last error of the thread that calls them.",
    ], [f"E{10 + number}: the device of the stream is gone", f"Since version 2.{number}"])  # fmt: skip


def _clinic(number: int) -> str:
    town = _TOWNS[number]
    return _page(f"Our surgery in {town}", [
        "You can see one of our doctors on the day if you call us before nine in the morning. If "
        "you cannot come to us, we will call you back and see what we can do for you.",
        "Please bring your medicines with you when you come to us for the first time. Our nurses "
        "look after your vaccinations, and you can book your own visits on our website.",
        f"You find our surgery at {7 + 13 * number} Station Road, opposite stop {21 + number}. Our number there "
        f"is 01632 55{number:02}{31 + 5 * number}, and {4 + number % 5} doctors and {2 + number % 3} nurses work "
        f"with us, the longest of them since {1994 + 2 * number}.",
    ], [f"Blood tests {7 + number % 3}.{number * 5 % 60:02} to {10 + number % 2}.45"])  # fmt: skip


def _sheet(number: int) -> str:
    return _page(f"Bearing {6200 + number}", [
        "The bearing is a deep groove ball bearing with one row, sealed on both of its sides. It is "
        "made of chromium steel and filled with a grease for the usual range of temperatures.",
        f"Its bore is {10 + number} mm, its outer diameter {30 + 2 * number} mm and its width {9 + number} mm. "
        f"The dynamic load is {5070 + 310 * number} N and the limiting speed {32000 - 900 * number} a minute.",
    ])  # fmt: skip


def _family(number: int) -> str:
    name = ("Amos", "Bertha", "Caleb", "Dorcas", "Enoch", "Flora", "Gideon", "Hester")[number]
    return _page(f"Family group: {name} Thornley", [
        f"{name} Thornley was born on {3 + number} March {1801 + 9 * number} and baptised a week later. The "
        f"register of the parish has the entry on page {12 + 7 * number}, in a hand that is hard to read.",
        f"The census of {1841 + 10 * (number % 4)} finds the family at house {2 + 3 * number} with {1 + number % 5} "
        "children. The stone in the churchyard has been lost since it was copied.",
    ])  # fmt: skip


DOORWAYS: Final[dict[str, list[str]]] = {
    "a trade by town": [_trade_by_town(town) for town in _TOWNS],
    "trades and towns": [_trade_and_town(number) for number in range(len(_TOWNS))],
    "pay by job and town": [_pay_by_job(number) for number in range(len(_JOBS))],
    "reviews of products": [_review_by_product(product) for product in _GOODS],
}
"""Sites of one page over and over, by name."""
HONEST: Final[dict[str, list[str]]] = {
    "branches of a library": [_library(number) for number in range(len(_TOWNS))],
    "calendar of races": [_race(number) for number in range(len(_TOWNS))],
    "notices of a parish": [_notices(number) for number in range(10)],
    "colours of a mug": [
        _variant(colour) for colour in ("red", "green", "navy", "cream", "black", "teal")
    ],
    "reference of an API": [_reference(number) for number in range(8)],
    "branches of a clinic": [_clinic(number) for number in range(len(_TOWNS))],
    "data sheets": [_sheet(number) for number in range(9)],
    "family group sheets": [_family(number) for number in range(8)],
}
"""Sites that repeat themselves and are no doorways, by name."""
