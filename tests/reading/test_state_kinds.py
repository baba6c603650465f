"""Walls, missing pages and words to come in many wordings, and honest pages that speak of them."""

from __future__ import annotations

import pytest

import pagequality as pq

MENU = "".join(f"<li><a href='/{name}'>{name}</a></li>" for name in ("News", "Sport", "Letters"))
BESIDE = "".join(
    f"<li><a href='/{n}'>{text}</a></li>"
    for n, text in enumerate(("Mill wheel turns again", "Goose wins the cup", "Ford shut"))
)


def bare(title: str, body: str) -> str:
    """A page with nothing but a headline and its text."""
    return f"<html lang=en><title>{title}</title><body><h1>{title}</h1>{body}</body></html>"


def dressed(title: str, body: str) -> str:
    """The same on a site with a menu, a list of other stories and a footer."""
    return (
        f"<html lang=en><title>{title} - Mill Lane Echo</title><body><nav><ul>{MENU}</ul></nav><main>"
        f"<article><h1>{title}</h1><div>{body}</div></article></main><aside><h2>Most read</h2><ul>"
        f"{BESIDE}</ul></aside><footer><p>Mill Lane Echo, 2 Mill Lane.</p></footer></body></html>"
    )


WALLS = [
    # advertising, ages, consent or money: nothing is shown before the reader agrees
    ("consent_wall", "Ad blocker found", "<p>You are using an ad blocker. We live on advertising, so please turn it off for this site and reload.</p><p>How to do it: open the menu of your browser, choose extensions, and add us to the list of exceptions.</p>"),
    ("consent_wall", "Please support us", "<p>We've noticed that you have an adblocker switched on. Disable your adblocker to read this story, or subscribe and read without ads.</p>"),
    ("consent_wall", "Mill Lane Brewery", "<p>Are you of legal drinking age?</p><p>Please enter your date of birth to visit our site.</p><button>Enter</button><button>Leave</button><p>Please drink responsibly.</p>"),
    ("consent_wall", "Age restricted", "<p>You must be 18 or over to view this website. By entering this site you confirm that you are at least 18 years of age and accept our terms.</p><p><a href='/'>I am over 18</a> <a href='/out'>I am under 18</a></p>"),
    ("consent_wall", "How would you like to read us?", "<p>Read with advertising and tracking: we and our 214 partners store data on your device. You can withdraw your consent at any time.</p><button>Accept and continue</button><p>Or subscribe for 4 pounds a month and read without tracking.</p>"),
    # queues, limits, networks and countries: the visitor is held back
    ("bot_wall", "Hold on", "<p>You are in a virtual queue. Your estimated waiting time is 12 minutes. Do not refresh this page, or you will lose your place.</p>"),
    ("bot_wall", "Mill Tickets", "<p>You have been placed in the waiting room, because many people want to come in. When it is your turn, we will let you in.</p>"),
    ("bot_wall", "Slow down a little", "<p>Your IP address has made too many requests to our site within the last minute. Please wait a while and try again, or write to us if you need more.</p>"),
    ("bot_wall", "Access limited", "<p>You appear to be connecting through a VPN. Please disable your VPN and load the page again; our licences ask us to know where you are.</p>"),
    ("bot_wall", "Not here, sorry", "<p>Unfortunately, this video is not available in your country. Because of rights that others hold we cannot show it to you where you live.</p>"),
    ("bot_wall", "Sorry about this", "<p>Our website is currently unavailable in most European countries. Due to data protection laws we are unable to offer you access from your region.</p>"),
    # apps and mail: there is another door
    ("login_wall", "Continue in the app", "<p>This story is only available in our app. Download the app to keep reading, or scan the code with your phone.</p><a>App Store</a> <a>Google Play</a>"),
    ("login_wall", "One step left", "<p>We have sent an email with a link to your address. Please click the link to confirm your account. If you cannot find it, look in your spam folder.</p>"),
]  # fmt: skip
MISSING = [
    ("Thread", "<p>The thread you are looking for does not exist or was deleted by a moderator.</p>"),
    ("Notice", "<p>No topic with this number exists. It may have been deleted.</p>"),
    ("Hotel not found", "<p>Sorry, we could not find the hotel you asked for. Try another town.</p>"),
    ("This listing is no longer available", "<p>The seller has removed this listing. Here are others that are like it, from people who live nearby and will post them.</p>"),
    ("Job expired", "<p>This job is no longer available, because the employer has filled it. Have a look at the other jobs in the valley.</p>"),
    ("Item sold", "<p>This item has been sold. See what else the seller has to offer, or save your search and we will write to you.</p>"),
    ("Event", "<p>This event has ended and its page has been removed. Look for other events in the calendar.</p>"),
    ("User not found", "<p>The user you were looking for has closed the account or never had one here. Go back to the list of members.</p>"),
    ("Search", "<p>Your search for waterwheel returned no results. Check the spelling, or use fewer words, and try once again.</p>"),
    ("No results for waterwheel", "<p>No results found for waterwheel. Try another word.</p>"),
    ("Mill pond", "<p>There is currently no text in this page. You can search for this page title in other pages.</p>"),
    ("Mill pond", "<p>Millpedia does not yet have an article with this name. You can start it yourself, or ask others to write it for you.</p>"),
    ("Hmm", "<p>An unexpected problem has occurred on our side. Our team has been notified. Please try again in a few minutes.</p>"),
    ("We'll be right back", "<p>Our site is down for scheduled maintenance. We will be back at six in the evening. Thank you for your patience.</p>"),
    ("500", "<p>Something went wrong on our server while it made this page. It is not your fault, and we are looking into it.</p>"),
    ("Gone", "<p>The page you requested has been removed for good (410). There is no new address, and it will not come back.</p>"),
    ("Catalogue", "<p>Invalid article id. The record you are looking for could not be found in the catalogue of the library.</p>"),
    ("Lost in the mill?", "<p>We searched the whole mill, but there is no page at this address. Maybe the front page can help you.</p>"),
]  # fmt: skip
EMPTY = [
    ("placeholder", "Mill Lane Pottery", "<p>Our new website is coming soon. Leave your email and we will tell you when it opens.</p>"),
    ("placeholder", "Default page", "<p>If you are the owner of this website, please contact your hosting provider. It is possible you have reached this page because the address has changed.</p>"),
    ("parked", "millwheel.example", "<p>The domain name millwheel.example is for sale. Make an offer for this domain, or buy it now and pay in parts.</p>"),
    ("parked", "millwheel.example", "<p>This domain is parked free of charge. Would you like to buy this domain? Ask our brokers, who will find out what the owner wants.</p>"),
    ("placeholder", "Our services", "<p>I'm a paragraph. Double click me to add your own text and edit me. I'm a great place for you to tell your story.</p><h2>Service name</h2><p>This is a space to describe your service. Click here to edit the text and let your visitors know more about you.</p>"),
    ("placeholder", "Shop", "<p>This is a demo store for testing purposes. No orders shall be fulfilled.</p><h2>Product name</h2><p>Product description goes here. Add a short description of your product here.</p>"),
    ("placeholder", "Menu", "<p>Cupcake ipsum dolor sit amet toffee danish. Jelly beans gingerbread candy canes muffin wafer, marzipan topping souffle tart halvah. Sweet roll biscuit tiramisu, caramels pastry.</p>"),
    ("placeholder", "Team", "<p>TODO: write who we are and what we do. TBD. [Insert photo here] Text to come.</p><p>TODO: add the names of all people. Description of the second person goes here.</p>"),
]  # fmt: skip
DEAD_ENDS = [*WALLS, *(("error", *page) for page in MISSING), *EMPTY]
HONEST = [
    ("404", "<p>The 404 leaves the square at six and reaches the mill at twenty past. It runs on market days only, with the old green bus, and takes dogs, hens and prams.</p><p>Pay the driver, who is called Ann.</p>"),
    ("We have moved", "<p>The dentist has moved from the square to Mill Lane 9, behind the baker. The telephone number is the old one. We are open on weekdays from eight to four, and on Saturday until noon.</p><p>The stairs are steep; ring and we carry you up.</p>"),
    ("Members only?", "<p>Sir, your paper asks us to subscribe to read on. I have read it at the barber's since 1961, and he subscribes to continue being polite.</p><p>Print it on paper that does not come off on the hands, and I will pay for it myself. Tom Pell, the ford.</p>"),
    ("What a 404 error means", "<p>The page you are looking for does not exist: with this sentence a server says that it knows no file of that name. The number 404 goes back to the lists of 1992.</p><p>Owners of sites should write a page of their own for it, with a search and a way home. Ours shows a goose, and the geese like it.</p>"),
    ("What is error 429?", "<p>A server answers with 429 when a client has sent too many requests. The header Retry-After says how long to wait.</p><p>Our own limit is sixty a minute for each key. Programs should double the pause after each refusal, and people will hardly ever see it.</p>"),
    ("Why I switched my ad blocker off", "<p>Please turn off your ad blocker, said my paper each morning, and in March I did. I counted what came.</p><p>There were nine films about ladders, a quiz on teeth, and one notice for a dance in the hall, to which I went. It was good. I have left it off on Fridays since.</p>"),
    ("Children in the pub", "<p>You must be over 18 to enter the bar after nine. Before nine children are welcome in the garden and in the back room, where the train set is.</p><p>Ann asks everyone who looks younger than 25 for a card. She asked the vicar, who was pleased and bought a round.</p>"),
    ("Mill Lane farm shop", "<p>Leeks 90p, swedes 60p, eggs 2 pounds the dozen, honey from the top field 5 pounds. Goose eggs: this item has been sold out since Friday.</p><p>We open at seven and close when the last loaf is gone. Bring a bag, and mind the dog, who likes ham.</p>"),
    ("Why was my post deleted?", "<p>Jim asked on Monday why his post was deleted. It was about the price of hay and named a farmer who had not been asked.</p><p>The post was removed by Ann, who keeps the board; she wrote to him and said what to change. He put it up again on Tuesday, without the name, and got eleven answers.</p>"),
    ("Goose race", "<p>This event is over. Forty geese started at the ford at ten, and nine came as far as the mill; the others found the barley.</p><p>Old Bess won by a neck in four minutes and two seconds. Joe Marsh gave the cup, and the school sold cakes for the roof, which brought 212 pounds.</p>"),
    ("Minutes of the mill trust", "<p>Present: Ann Lee, Joe Marsh, Tom Pell. The survey of the pond gave no results yet, because the boat leaks. Joe will caulk it by the ninth.</p><p>No records were found of the sale of 1911; Tom asks the county. The date of the supper is to be announced. Next meeting on the fourth at seven.</p>"),
    ("Bridge closed for maintenance", "<p>The footbridge is closed for planned maintenance from Monday to Thursday. We apologise for the inconvenience. The way round is by the ford, which is dry.</p><p>Nine planks of larch are changed and the rail is painted green, as it was before the war.</p>"),
    ("Back soon", "<p>We will be back soon: the bakery is shut from the 3rd to the 17th, because Ann marries. Bread can be had at the mill on Tuesdays, and rolls from the van.</p><p>From the 18th there is the rye loaf again, and a new one with walnuts.</p>"),
    ("In the queue for the ferry", "<p>You are in the queue for an hour on Saturdays, so bring something to read. The ferry takes six cars and a goat, and the man sells tea.</p><p>The crossing is nine minutes. In fog he rings a bell, and stays where he is if nobody answers from the other bank.</p>"),
    ("Reading abroad", "<p>This programme is not available in your country: whoever travels with a wireless knows the sentence. It has to do with licences that are sold land by land.</p><p>The choir's concert can be heard everywhere, since nobody has bought it. We sing on the 9th at four, in the church.</p>"),
    ("Using a VPN at the library", "<p>The library's network lets you use a VPN. Switch it on before you read your mail, because anyone at the next table may listen.</p><p>Peter shows how on Thursday at five. The catalogue itself refuses some addresses from abroad; ask the desk, and they let you in by hand.</p>"),
    ("The parish app", "<p>The parish has an app since May, written by Jo's daughter. It shows the rota, the bins and the tide. The letters can be read in the app and on the board by the pump.</p><p>Who has no telephone asks at number 4. It has been fetched 61 times, which is more than there are houses.</p>"),
    ("How to write the first page", "<p>Site builders fill a new page with words like: click here to add your own text. Take them all out before you show it to anyone.</p><p>Begin with what you sell, where and when. Our pottery had a paragraph of bacon in it for a year, and one man came to ask for some.</p>"),
    ("Coming soon", "<p>In May the barn shows three films with the organ, and in June the school plays the Tempest on the mill pond with real water.</p><p>Seats cost four pounds, straw is free. The bar is open from seven, and dogs may come if they do not sing.</p>"),
    ("The domain of the squire", "<p>The domain is for sale, all four farms and the mill, since the squire went to sea. Make an offer to his aunt in writing.</p><p>The map hangs in the hall. The ford stays common land, as the judge said in 1802, and the geese may cross.</p>"),
    ("Rota for April", "<p>3 April Ann and Jo. 10 April Tom, second person to be announced. 17 April TBC. 24 April closed for the wedding.</p><p>The key is at number 4. Count the money twice and feed the cat, who has no other income. If you swap, tell Joan.</p>"),
    ("Lost: a page of the log book", "<p>The page that you see missing in the log of 1911 was cut out with a knife. We could not find the page in the attic, and nobody has owned up.</p><p>It told of the flood. Old Bess Marsh knew it by heart and said it to the vicar, whose copy is below.</p>"),
]  # fmt: skip


@pytest.mark.parametrize("form", [bare, dressed])
@pytest.mark.parametrize(("name", "title", "body"), DEAD_ENDS)
def test_a_page_without_content_is_told(name: str, title: str, body: str, form: object) -> None:
    """Bare and on a whole site; a missing page on a site is one that was answered as if well."""
    assert callable(form)
    found = pq.read(form(title, body)).state
    assert found.name in ({"error", "soft_404"} if name == "error" else {name})
    assert found.notice is not None
    assert found.quote


@pytest.mark.parametrize("form", [bare, dressed])
@pytest.mark.parametrize(("title", "body"), HONEST)
def test_an_honest_page_may_speak_of_them(title: str, body: str, form: object) -> None:
    """A short page with something of its own to say can be judged, whatever it mentions."""
    assert callable(form)
    found = pq.read(form(title, body)).state
    assert (found.name in {"ok", "thin"}, found.notice) == (True, None)
