"""The state of a page: dead ends are told by what they are, honest pages that speak of them not."""

from __future__ import annotations

import pytest

import pagequality as pq
from pagequality.page.state import STATES
from pagequality.reading.state_rules import rules

MENU = "".join(f"<li><a href='/{name}'>{name}</a></li>" for name in ("News", "Sport", "Letters"))
STORY = (
    "<p>The mill race was cleared on Monday by nine volunteers and a borrowed digger. "
    "They took out four tons of silt and a bicycle, said Ann Lee, who keeps the sluice.</p>"
    "<p>Water reached the wheel again at noon. It turned for an hour before a paddle broke; "
    "Joe Marsh has sawn a new one from larch and will fit it on Saturday.</p>"
)
TEASERS = "".join(
    f"<h3><a href='/{n}'>Story {n}</a></h3><p>The {thing} was mended in March, and the town paid "
    f"{n} hundred pounds for it, as the clerk told the meeting in the hall.</p>"
    for n, thing in enumerate("bridge clock roof wall gate pump bench lamp road fence".split(), 2)
)


def page(title: str, body: str, head: str = "") -> pq.Page:
    """A page of a small paper with a menu and a footer."""
    return pq.read(
        f"<html lang=en><head><title>{title}</title>{head}</head><body><nav><ul>{MENU}</ul></nav>"
        f"<main>{body}</main><footer>Mill Lane Echo, 2 Mill Lane.</footer></body>"
    )


def state(title: str, body: str, head: str = "") -> str:
    """The name of its state."""
    return page(title, body, head).state.name


DEAD_ENDS = [
    (
        "error",
        "404 Not Found",
        "<h1>Not Found</h1><p>The requested URL /x was not found on this server.</p>",
    ),
    (
        "error",
        "Oops!",
        (
            "<h1>Oops! Something went wrong</h1><p>An unexpected error occurred. "
            "Please try again later.</p>"
        ),
    ),
    (
        "error",
        "Error establishing a database connection",
        "<h1>Error establishing a database connection</h1>",
    ),
    (
        "error",
        "503 Service Temporarily Unavailable",
        "<h1>503</h1><p>The server is temporarily unable to serve you.</p>",
    ),
    (
        "error",
        "Site maintenance",
        "<h1>We'll be back soon</h1><p>We are performing scheduled maintenance at the moment.</p>",
    ),
    (
        "error",
        "Account suspended",
        (
            "<h1>Account Suspended</h1><p>This account has been suspended. "
            "Contact your hosting provider for more information.</p>"
        ),
    ),
    (
        "soft_404",
        "Page not found | Mill Lane Echo",
        (
            "<h1>Page not found</h1><p>Sorry, the page you "
            f"are looking for does not exist any more.</p>{TEASERS}"
        ),
    ),
    (
        "soft_404",
        "Nothing found",
        (
            "<h1>Nothing found</h1><p>It looks like nothing was found at "
            f"this location. Maybe try one of the links below?</p>{TEASERS}"
        ),
    ),
    (
        "login_wall",
        "Log in | Mill Lane Echo",
        (
            "<h1>Log in</h1><form><input name=user>"
            "<input type=password></form><p>Forgot your password?</p>"
        ),
    ),
    (
        "login_wall",
        "Members area",
        (
            "<h1>Members area</h1><p>You must be logged in to view this "
            "page.</p><form><input name=user><input type='password'></form>"
            "<p>Members read each issue "
            "a day early, vote on the name of the mill cat and come to the goose supper.</p>"
        ),
    ),
    (
        "paywall",
        "Mill to reopen",
        (
            "<h1>Mill to reopen</h1><p>The mill will reopen in May.</p>"
            "<p>Subscribe to continue reading this article. Already a subscriber? Sign in.</p>"
        ),
    ),
    (
        "consent_wall",
        "Your privacy",
        (
            "<h1>We value your privacy</h1><p>We and our 512 partners "
            "store and access information on a device, such as cookies, and process data.</p>"
            "<p>Some vendors rely on legitimate interest. You may withdraw your consent."
            "</p><button>Accept all</button><button>Reject all</button><button>Options</button>"
        ),
    ),
    (
        "bot_wall",
        "Just a moment...",
        (
            "<h1>mill.example</h1><p>Checking your browser before you go "
            "on. This may take a few seconds.</p>"
        ),
    ),
    (
        "bot_wall",
        "Access to this page has been denied",
        "<h1>Press and hold to confirm you are a human</h1><p>Reference ID #a77-b2</p>",
    ),
    (
        "bot_wall",
        "Security check",
        "<h1>One more step</h1><p>Please complete the security check to access mill.example.</p>",
    ),
    (
        "parked",
        "mill.example",
        (
            "<h1>mill.example</h1><p>This domain is for sale! Make an offer or "
            "buy this domain now.</p><h2>Related searches</h2>"
        ),
    ),
    (
        "redirect",
        "Redirecting...",
        (
            "<h1>Redirecting</h1><p>You will be redirected in a moment. "
            "<a href='/n'>Click here if you are not redirected.</a></p>"
        ),
    ),
    (
        "script_shell",
        "Mill",
        "<noscript>You need to enable JavaScript to run this app.</noscript><div id=root></div>",
    ),
    ("script_shell", "Mill", "<p>Loading...</p>"),
    (
        "listing",
        "Index of /flour",
        (
            "<h1>Index of /flour</h1><pre><a href='../'>Parent Directory</a>"
            "<a href='a.zip'>a.zip</a> 2024-03-02 10:20 <a href='b.zip'>b.zip</a> 2024-03-02 10:21 "
            "8K</pre>"
        ),
    ),
    (
        "placeholder",
        "Welcome to nginx!",
        (
            "<h1>Welcome to nginx!</h1><p>If you see this page, the "
            "nginx web server is successfully installed and working. Configuration is required."
            "</p>"
        ),
    ),
    (
        "placeholder",
        "Hello world!",
        (
            "<h1>Hello world!</h1><p>Welcome to WordPress. This is your "
            "first post. Edit or delete it, then start writing!</p>"
        ),
    ),
    (
        "placeholder",
        "Home",
        (
            "<h1>Heading</h1><p>Lorem ipsum dolor sit amet, consectetur adipiscing "
            "elit, sed do eiusmod tempor incididunt ut labore et dolore magna. Ut enim ad minim "
            "veniam, quis nostrud exercitation.</p>"
        ),
    ),
    (
        "placeholder",
        "Coming soon",
        "<h1>Coming soon</h1><p>Our new website is under construction. Please check back soon.</p>",
    ),
]


@pytest.mark.parametrize(("name", "title", "body"), DEAD_ENDS)
def test_a_dead_end_is_called_what_it_is(name: str, title: str, body: str) -> None:
    """What a page is called and what it says give its state, with a notice and no verdict."""
    found = page(title, body).state
    assert found.name == name
    assert found.notice is not None
    assert pq.analyze(f"<title>{title}</title>{body}").abstained


HONEST = [
    ("Mill sold for 404 pounds", "<p>Room 404 of the mill was let on Friday for 500 pounds.</p>"),
    ("Lost cat not found", "<p>The mill cat was not found, though ten people searched.</p>"),
    (
        "How to fix a 404 page not found error",
        (
            "<p>The page you are looking for does not exist: so "
            "says the server when a file is gone. Check the address first.</p>"
        ),
    ),
    ("Access denied to the footpath", "<p>Walkers were denied access; dogs are forbidden.</p>"),
    ("Coming soon to the mill barn: three films", "<p>Coming soon: Local Hero, in May.</p>"),
    ("Mill clock stopped", "<p>Please tick the box to show that you are not a robot.</p>"),
    (
        "Mill clock stopped",
        "<noscript>Please enable JavaScript to view the comments powered by Disqus.</noscript>",
    ),
    ("Mill clock stopped", "<p><a href='/in'>Already a subscriber? Sign in</a></p>"),
    ("Mill clock stopped", "<p>You must be logged in to post a comment.</p>"),
    (
        "Mill clock stopped",
        (
            "<p>We use cookies. Read our privacy policy.</p><button>Accept all"
            "</button><button>Reject all</button>"
        ),
    ),
    (
        "The domain of the miller",
        "<p>The domain is for sale, says the squire, and so is the mill.</p>",
    ),
    ("Index of mill names", "<p>Alder, Beck, Carr and Dunn are the oldest.</p>"),
    ("The mill has moved online", "<p>We have moved our price list to the web.</p>"),
    ("Forged lorem ipsum", "<p>The printer used lorem ipsum for the draft of the leaflet.</p>"),
]


@pytest.mark.parametrize(("title", "body"), HONEST)
def test_a_page_may_speak_of_dead_ends(title: str, body: str) -> None:
    """A short honest page is no dead end because a word of one stands on it."""
    assert state(title, f"<h1>{title}</h1>{STORY}{body}") == "ok"


YEARS = "".join(
    f"<p>In {1900 + year} two men of Brindle took the pumps apart in {year + 3} days. The bill of "
    f"{3 * year + 14} pounds went to the county, which paid it late.</p>"
    for year in range(30)
)
NAMED = [
    (
        "Oops, I bought a barge",
        "<p>Something went wrong with my plan to buy a pony. I could not find it at the fair.</p>",
    ),
    (
        "Maintenance",
        "<p>Scheduled maintenance of the pumps began in 1900. If something is wrong, ring.</p>",
    ),
    (
        "404 Not Found",
        "<p>A server says so. The page you are looking for does not exist: check the address.</p>",
    ),
]


@pytest.mark.parametrize(("title", "body"), NAMED)
def test_a_long_page_with_much_to_say_is_content(title: str, body: str) -> None:
    """A name and a sentence of a dead end make none of prose, however its headings are linked."""
    linked = "<h2><a href='#years'>The years</a></h2>"
    assert state(title, f"<h1>{title}</h1>{body}{linked}{YEARS}") == "ok"


@pytest.mark.parametrize(
    "said",
    [
        "Your basket is empty.",
        "There are no items in your basket",
        "You have no items in your shopping cart.",
    ],
)
def test_what_a_template_says_of_itself_makes_no_page_a_dead_end(said: str) -> None:
    """A basket stands beside every product of a shop, and mostly it is empty."""
    lantern = (
        "A brass lantern for the shed and the boat, with a wick of cotton and a glass that can be "
        "had singly. It burns all night on a filling."
    )
    basket = f"<h3>Basket</h3><p>{said}</p><p>Continue shopping</p>"
    html = (
        f"<html lang=en><title>Lantern - Mill Shop</title><nav><ul>{MENU}</ul></nav>"
        f"<main><h1>Lantern</h1><p>{lantern}</p></main><aside>{basket}</aside>"
    )
    assert pq.read(html).state.name == "thin"
    assert pq.read(html.replace(f"<p>{lantern}</p>", f"<p>{said}</p>")).state.name == "error"


def test_the_status_counts_first() -> None:
    """A page that comes with an error, a redirect or a challenge is one, whatever it says."""
    html = f"<title>Mill</title><h1>Mill cleared</h1>{STORY}"
    said = {code: pq.read(html, status=code).state.name for code in (200, 301, 401, 402, 404, 503)}
    assert said == {200: "ok", 301: "redirect", 401: "login_wall", 402: "paywall", 404: "error",
                    503: "error"}  # fmt: skip
    assert pq.read(html, status=403, headers={"CF-Mitigated": "challenge"}).state.name == "bot_wall"
    blocked = "<title>Just a moment...</title><p>Checking your browser"
    assert pq.read(blocked, status=403).state.name == "bot_wall"
    verdict = pq.analyze(html, status=404)
    assert verdict.abstained
    assert verdict.state.notice == ("error page", "the server answered with status 404")


@pytest.mark.parametrize(
    ("content", "name"),
    [("0; url=/new", "redirect"), ("5;URL='https://mill.example/'", "redirect"),
     ("600", "ok"), ("600; url=/", "ok"), ("soon", "ok")],
)  # fmt: skip
def test_a_refresh_that_leads_away_is_a_redirect(content: str, name: str) -> None:
    """At once and to another place; a page that reloads itself now and then is none."""
    head = f'<meta http-equiv="Refresh" content="{content}">'
    assert state("Mill cleared", f"<h1>Mill cleared</h1>{STORY}", head) == name


@pytest.mark.parametrize(
    ("url", "target", "name"),
    [("https://mill.example/tides.html", "tides.html", "ok"),
     ("https://mill.example/tides.html", "https://MILL.example/tides.html#now", "ok"),
     ("https://mill.example", "https://mill.example/", "ok"),
     ("https://mill.example/a/?day=3", "./?day=3", "ok"),
     ("https://mill.example/a/?day=3", "./?day=4", "redirect"),
     ("https://mill.example/tides.html", "ebb.html", "redirect"),
     ("https://[mill/tides.html", "tides.html", "redirect"),
     ("https://mill.example/", "https://[mill/", "redirect")],
)  # fmt: skip
def test_a_page_may_load_itself_anew(url: str, target: str, name: str) -> None:
    """However its address is written; one that leads elsewhere, or nowhere, is a redirect."""
    head = f'<meta http-equiv=refresh content="20; url={target}">'
    html = f"<title>Tides</title>{head}<h1>Tides at the mill</h1>{STORY}"
    assert pq.read(html, url=url).state.name == name


def test_a_refresh_on_a_long_page_is_none() -> None:
    """Who has so much to read is not being led away."""
    head = '<meta http-equiv="refresh" content="0; url=/new">'
    assert state("Mill", f"<h1>Mill</h1>{STORY}{TEASERS}", head) == "ok"


def test_text_for_payers_alone() -> None:
    """Structured data that says so makes a longer beginning a paywall; alone it does not."""
    unfree = '<script type="application/ld+json">{"isAccessibleForFree": "False"}</script>'
    asks = "<p>Subscribe to read the rest of this story.</p>"
    body = f"<h1>Mill cleared</h1>{STORY}"
    assert state("Mill cleared", body + asks, unfree) == "paywall"
    assert state("Mill cleared", body, unfree) == state("Mill cleared", body + asks) == "ok"


def test_other_languages_are_a_state() -> None:
    """With the language's code in the notice and the text's beginning as the quote."""
    found = pq.read_text("Das ist die Mühle am Bach, und der Müller ist nicht zu Hause. " * 4).state
    assert found.name == "other_language"
    assert found.quote.startswith("Das ist die Mühle")
    assert found.notice == ("unsupported language", "the page is in 'de'; the model knows English")


def test_how_few_words_are_too_few() -> None:
    """25 visible words can be judged, and so can 18 of main content; up to 40 a page is thin."""
    few = pq.read_text("bean " * 24).state
    assert few.name == "thin"
    assert few.notice == ("too little text", "24 visible words are too few to judge")
    enough = pq.read_text("bean " * 25).state
    assert (enough.name, enough.notice) == ("thin", None)
    assert pq.read_text("bean " * 40).state.name == "ok"
    empty = pq.read("").state
    assert (empty.name, empty.notice and empty.notice.code) == ("thin", "empty")


def test_little_main_content_is_too_little() -> None:
    """One line over and over counts once."""
    line = "<p>Water the beans in the morning before the sun is high, said Ann Lee on Monday.</p>"
    notice = pq.read(f"<h1>Beans</h1>{line * 9}").state.notice
    assert notice == ("too little text", "17 words of main content are too few to judge")


def test_every_state_has_a_name_that_is_known() -> None:
    """No rule invents a state, and each is told by a name of its own."""
    found = [rule.state for rule in rules()]
    assert set(found) <= set(STATES)
    assert len(set(found)) == len(found)


def test_what_takes_long_is_bounded() -> None:
    """Much of what rules look for, in long blocks, does not take a page long."""
    for text in ("page you " * 40_000, "log in or " * 40_000, "cookies " * 40_000, "{{" * 90_000):
        assert pq.read(f"<title>404 {text[:900]}</title><p>{text}").state.name in STATES
