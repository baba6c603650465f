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
    ("consent_wall", "Ads keep us free","<p>Looks like you have an ad blocker. To keep reading, allow ads on our site by adding it to your allowlist. It only takes a moment, and it keeps our newsroom running.</p><button>I have allowed ads</button>"),
    ("consent_wall", "Ad-blocker detected","<p>Our website is made possible by displaying online advertisements to our visitors. Please consider supporting us by disabling your ad blocker.</p>"),
    ("consent_wall", "Hey there!","<p>Our website relies on ads to stay free. Please consider turning off your ad blocker for our domain and then click the button below to continue to the page.</p>"),
    ("consent_wall", "This site contains adult material","<p>You need to be at least eighteen years old to go on. If you are younger, leave now. By pressing Enter you declare that you are of age in your country.</p><a>Enter</a><a>Exit</a>"),
    ("consent_wall", "Welcome to Harrow Wines","<p>Before we let you in: were you born before 2007? We sell wine, and the law asks us to check. Type your birth date below.</p><form><input></form>"),
    ("consent_wall", "Age Verification","<p>To enter this website you must be of legal smoking age in your state. Please verify that you are 21 years of age or older to enter.</p>"),
    ("consent_wall", "Cookies or subscription","<p>You decide: accept advertising cookies and read free of charge, or take our ad-free subscription for 4.99 a month. Details and settings are in the privacy centre.</p><button>Accept</button><button>Subscribe</button>"),
    ("consent_wall", "Your choice","<p>Continue with cookies and advertising, or purchase PUR access without tracking for 3 euros a month. We work with 240 partners who process your data for personalised ads.</p><button>Agree</button><button>Buy Pur</button>"),
    ("bot_wall", "Please wait in line","<p>High traffic at the moment. You are number 8,201 in line. This page will refresh by itself and bring you in when there is room. Do not close the window.</p>"),
    ("bot_wall", "Virtual waiting room","<p>Thank you for waiting. Lots of fans are buying tickets at the same time. Your place in the queue is saved; we will send you to the shop as soon as we can.</p>"),
    ("bot_wall", "451","<p>Unavailable due to legal reasons. We are sorry, but this site is not accessible from where you are. Visitors from the European Union are currently blocked while we work on our compliance.</p>"),
    ("bot_wall", "This video isn't available in your location","<p>The uploader has not made this video available in your country. Try something else from the list of popular films.</p>"),
    ("bot_wall", "Service unavailable in your area","<p>It looks like you're visiting from a country that we do not serve. If you believe that this is wrong, contact our support and tell them your address.</p>"),
    ("bot_wall", "Proxy detected","<p>Our systems have detected that you are using a proxy or unblocker. Please turn off these services and try again. For more help, see our help page on proxies.</p>"),
    ("bot_wall", "Anonymous proxy","<p>Access from anonymising networks is not permitted. Disconnect your VPN and reload the page to go on reading the catalogue today.</p>"),
    ("bot_wall", "Rate limited","<p>You're doing that too much. Try again in nine minutes. Your address has sent more requests than we allow in an hour.</p>"),
    ("bot_wall", "Too fast!","<p>You have exceeded the number of requests allowed per minute. Please slow down and come back in a few moments, or get an API key for more.</p>"),
    ("login_wall", "Better in the app","<p>To see this chat, install our app from the store of your phone. The web version no longer shows chats. Already have it? Open it.</p><a>Get it on Google Play</a>"),
    ("login_wall", "View in app","<p>This content can only be viewed in the mobile app. Download the free app for iPhone and Android to see photos, prices and reviews near you.</p>"),
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
    ("Forum message","<p>No thread specified. If you followed a valid link, please notify the administrator. You can go back to the list of forums and choose another one.</p>"),
    ("vBulletin Message","<p>Invalid Thread specified. If you followed a valid link, please notify the administrator of this board about it.</p>"),
    ("Error","<p>The requested thread could not be found.</p>"),
    ("Sorry, this post has been removed by the moderators","<p>Moderators remove posts from feeds for a variety of reasons, including keeping communities safe, civil and true to their purpose.</p>"),
    ("Classifieds","<p>The advertisement you are looking for has expired or was deleted by its owner. Search for similar adverts in your town or place your own, free of charge.</p>"),
    ("This property is off the market","<p>The property you are looking for is no longer for sale. See similar homes nearby or sign up for alerts about new houses in the valley.</p>"),
    ("Product discontinued","<p>We no longer sell this product. Have a look at the products that have taken its place, or ask our staff for advice.</p>"),
    ("Hotel","<p>This property is not taking reservations on our site right now. The hotel you selected is no longer available. Here are some others nearby.</p>"),
    ("Event unavailable","<p>Sorry, the event you're looking for is either private, was cancelled, or does not exist. Find other events near you.</p>"),
    ("Profile","<p>Sorry, this page isn't available. The link you followed may be broken, or the page may have been removed. Go back to the front page.</p>"),
    ("Search results","<p>Sorry, but nothing matched your search terms. Please try again with some different keywords, or browse the archive by month.</p>"),
    ("Search results for mill","<p>We found 0 results for mill. Try fewer filters, another spelling, or a wider area, and we will search once more for you.</p>"),
    ("0 results","<p>Your query did not match any documents. Make sure that all words are spelled correctly, and try more general ones.</p>"),
    ("Mill weir","<p>This page does not exist. You may create the page, or search for Mill weir in the other pages of this wiki, if you have the right.</p>"),
    ("Mill weir","<p>There is no article called Mill weir on this wiki yet. Do you know something about it? Then begin it, and others will help.</p>"),
    ("Deletion log","<p>This page has been deleted. The deletion and move log for the page are provided below for reference by the editors of the wiki.</p>"),
    ("Whoa","<p>Our server choked on that one. We have logged the error and will look at it. Meanwhile, please reload the page or come back in a little while.</p>"),
    ("Technical difficulties","<p>We are experiencing technical difficulties. Please try again later. If the problem persists, contact our support team and tell them what you did.</p>"),
    ("Be right back","<p>We're making some improvements to the site and will be back online shortly. Thanks for bearing with us; nothing that you saved is lost.</p>"),
    ("Down for maintenance","<p>The shop is undergoing an upgrade tonight. Orders that you placed are safe, and we expect to reopen at seven in the morning.</p>"),
    ("Gone for good","<p>Error 410. What you are looking for was taken offline and won't be coming back. Maybe the archive of the library has a copy.</p>"),
    ("Report viewer","<p>No report with the ID 88121 was found. Check the number and enter it again, or choose a report from the list of all reports.</p>"),
    ("Album","<p>The album is private or has been deleted by the person who made it. Ask them for a new link if you should have one.</p>"),
    ("Lost?","<p>Looks like you took a wrong turn at the mill. The page you wanted isn't here. Head back to the front page or use the search above.</p>"),
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
    ("placeholder", "Hello there","<p>We are building something new. Sign up to be the first to know when we launch, and follow us on all the usual channels until then.</p>"),
    ("placeholder", "Opening soon","<p>Our store is not open yet. Enter using the password if you have one, or leave your email address to be told when we open.</p>"),
    ("error", "Site not published","<p>This site has not been published yet. If you are the owner, log in and press Publish in the editor to let everyone see it.</p>"),
    ("parked", "mill-weir.example","<p>mill-weir.example may be for sale. Click here to inquire about this domain. Related searches: Mill Wheels, Flour, Watermills, Holiday Cottages, Fishing Rods.</p>"),
    ("parked", "mill-weir.example","<p>The owner of this domain has parked it with NameHost. Buy now for 2,495 dollars or lease to own for 104 dollars a month. Get help from our experts.</p>"),
    ("placeholder", "Apache2 Default Page","<p>This is the default welcome page used to test the correct operation of the server after installation. If you can read this page, it means that the server is working properly.</p>"),
    ("placeholder", "Home","<p>Hipster ipsum dolor amet kale chips kombucha lo-fi, fixie cold-pressed vinyl artisan. Tote bag selvage raw denim craft beer enamel pin waistcoat mumblecore readymade.</p><p>Chia poke sriracha meditation, bicycle rights tacos.</p>"),
    ("placeholder", "Home","<p>Cat ipsum dolor sit amet, chase the laser pointer across the room and then knock the cup off the table for no reason. Sleep on the keyboard all day, wake up at four and sing the song of my people.</p>"),
    ("placeholder", "Test store","<p>This is a demonstration store. Orders placed here will not be shipped. Sample product one. Sample product two. Lorem.</p><p>Sample description for sample product.</p>"),
    ("placeholder", "Our story","<p>[insert text here] [insert photo of team] TBD. Copy to come from marketing. [add quote from customer here] Final text TBC.</p><p>Placeholder text. Replace with real content before launch.</p>"),
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
    ("Shop closed","<p>This shop is closed until the ninth. Ann is at her sister's. Eggs are in the box by the gate, two pounds the dozen; put the money in the tin, please.</p>"),
    ("Room 429","<p>The council meets in room 429 on Thursday at seven. Take the lift to the fourth floor and turn left. The room has a loop for the deaf and forty chairs.</p>"),
    ("500","<p>The mill race is 500 metres this year. It starts at the ford at ten, and boys and girls under twelve run half. Bring dry socks. Tea at the hall.</p>"),
    ("Position filled","<p>The position of organist has been filled: Miriam Holt starts at Easter. We thank all nine who played for us on Saturday, and the tuner, who came twice.</p>"),
    ("Hotel sold","<p>The Fleece hotel was sold on Monday to a couple from Leeds for 612,000 pounds. They mean to keep the bar and the pool table and to mend the roof.</p>"),
    ("Lost dog not found","<p>We could not find the dog in the wood on Sunday, though thirty people looked until dark. He is brown, with one white ear, and answers to Biscuit.</p>"),
    ("Job vacancy closed","<p>The vacancy for a warden is closed. Sixty-one people wrote. The panel sees six of them on the 4th in the library, and the choice is told on Friday.</p>"),
    ("Event cancelled","<p>The fete on Saturday is cancelled because of the water on the field. Tickets are good for the harvest supper, or Joan gives you the money back at the shop.</p>"),
    ("Age limit at the pool","<p>You must be at least 16 to use the gym at the pool alone. Children under eight swim with a parent. The baby hour is on Tuesday at ten, water 32 degrees.</p>"),
    ("Over 18s film night","<p>This film contains scenes for adults and is shown to people over 18 only, so bring a card. It starts at nine in the barn; coats are wise. Four pounds.</p>"),
    ("New members","<p>You must be a member to use the boats. It costs 40 pounds a year; ask Tom at the boat house on Sunday mornings. Oars are your own matter, jackets are ours.</p>"),
    ("Our new website","<p>Our new website is at millchoir.example since May. Jo made it in three weekends. It has the dates, the songs to hear and a page where you can say sorry.</p>"),
    ("Website down on Sunday","<p>Our website was down for maintenance on Sunday from two to five. The orders that came by letter and by telephone were packed on Monday, and all are in the post.</p>"),
    ("The app","<p>Download our app to see the tides and the bus times. It is free, works without a net, and was written by two girls of the upper school, who won the county prize with it.</p>"),
    ("Waiting list for plots","<p>You are on the waiting list once you have written to Joan. There are 31 names before yours, and about four plots fall free each year. The rent is 22 pounds.</p>"),
    ("No results yet","<p>No results were found in time for this issue: the judges of the leek show fell out over a leaf. Mr Pell and Mrs Lowe both took a cup home for now.</p>"),
    ("Not available","<p>Dr Lindqvist is not available in August. Dr Marsh sees people at the old school on Tuesdays and Fridays from eight to noon. For blood, ring the nurse, 555 033.</p>"),
    ("Recipe","<p>Click here to add a review. Boil nine leeks in salt water, cut them, fry with butter and a little flour, pour on a cup of milk and bake under cheese until brown. Serves four.</p>"),
    ("Advert","<p>Piano for sale, walnut, 1911, tuned in March, 200 pounds, you carry it. Stool and a box of music with it. Ring Carol after six, 555 012. This item is still available.</p>"),
    ("Welcome","<p>We are working on our new site plan for the allotments. Come to the hall on the 4th at seven and say where the water should go. Tea and the old map will be there.</p>"),
    ("Profile","<p>I am a paragraph writer, if such a thing exists: 90 words on a village each week for the Echo since 1998. I live at the ford with two geese. Write to me by post.</p>"),
    ("To do","<p>TODO: paint the gate, mend the pump, ask Joan about the bell. So runs my list of 1994, which I found in a coat. The gate is painted. Joan is dead. The pump still drips.</p>"),
    ("Cookies","<p>You can choose ginger or oat cookies at the stall on Friday. We need your permission to give nuts to children. Some are necessary for the cake. Fifty pence each.</p>"),
    ("We miss you","<p>You may have missed the deadline for the fete. This page has moved from the board to the web, with the map, the tent list and the number of the man with the donkeys.</p>"),
    ("Forum closed","<p>The forum of Roman Elbury was closed by a wall in the fourth century. Trenches two and three show the wall, 90 cm thick, with a gate toward the river and a drain.</p>"),
    ("Sorry","<p>Sorry, we are late with this issue. The press broke on Tuesday; a cog came from Leeds on Thursday, and Joe filed it until it fitted. The crossword has its answer already.</p>"),
    ("Album","<p>The album was deleted by mistake, says the band, and so the songs were played anew in one night in the barn, with rain on the roof, which can be heard in the third.</p>"),
    ("Password","<p>Enter using the password on the door of the hall. The net is quick near the stage and slow in the kitchen. Please do not watch films; the vicar needs it for the bells.</p>"),
    ("Page not found","<p>Page not found is the name of our quiz team, since Ann lost page nine of the answers in 2019. We won on Friday with 61 points, one more than the bell ringers, and the ham.</p>"),
    ("The queue","<p>You are now in the queue at the chemist, read the sign, and eleven people stood behind it in the rain. The chemist was ill. The sign has been taken in, and she is better.</p>"),
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
