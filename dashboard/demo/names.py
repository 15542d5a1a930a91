"""What people, teams and products of the made-up organisation are called; all of it invented."""

from dataclasses import dataclass


def _list(words: str) -> tuple[str, ...]:
    return tuple(words.split())


ORGANISATION = "Harbour & Meadow"
SITE = "https://example.org/harbour-and-meadow"

GIVEN = _list(
    "Adaeze Aino Alejandra Amadou Anneliese Arjun Astrid Ayumi Beatriz Bogdan Camille Chidi "
    "Daria Davor Delphine Dmitri Eirik Elif Emeka Esperanza Farah Femi Gabriela Gudrun Hana "
    "Henrik Hiroshi Ines Ioana Ivo Jamila Jorun Kaito Katarina Kwame Lakshmi Leila Lorenzo "
    "Malik Marisol Mehmet Mirela Nadia Naoko Nils Nkechi Oisin Olena Paloma Pavel Rahel Ravi "
    "Rosalind Sanjay Saoirse Sefa Silvia Soren Tamar Thandiwe Tuula Viktor Wanjiru Yusuf"
)
FAMILY = _list(
    "Abernethy Adebayo Ahlgren Akintola Almeida Arslan Babic Banerjee Barzani Bergstrom Bjarnason "
    "Calloway Castellano Cissoko Dahlberg Darko Demir Devereux Dlamini Eguchi Eriksen Farouk "
    "Fiorentini Gallagher Gomes Grigoryan Haddad Hashimoto Hollander Ibekwe Ilic Ishikawa Jansen "
    "Jokinen Kamara Kaur Kovalenko Laurent Lindholm Machado Maguire Matsuda Mbeki Moreau Nakagawa "
    "Ncube Nieminen Obuya Olsen Ozturk Petrov Quiroga Ramachandran Rossi Sadler Salonga Sorensen "
    "Takahashi Tesfaye Usman Vasilenko Whitlock Yildiz Zielinska"
)
SPREAD = 1543  # odd: every pair of the two lists comes once before any comes again
INITIALS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"

GROUPS = _list("Harbour Meadow Workshop Coast Valley Forest Upland River Island Marsh Dale Moor")
TEAMS = _list("Tidewater Lantern Ropewalk Hedgerow Saltmarsh Millrace Orchard Ferrygate Wellhead")
TEAM_FIRST = _list(
    "Copper Willow Amber Heron Juniper Granite Linden Otter Rowan Silver Thistle Walnut "
    "Barley Cobble Curlew Elder Fennel Gorse Hazel Larch"
)
TEAM_SECOND = _list(
    "Bridge Lane Wharf Lock Yard Mill Green Gate Row Quay Field Barn Ford Well Steps Pier "
    "Weir Cross Mead Bank"
)
PRODUCT_FIRST = _list(
    "Amber Brisk Candid Cedar Clover Coral Dapper Drift Early Ember Fern Flint Gentle Gull "
    "Hearth Hollow Indigo Ivory Keen Kestrel Lively Lunar Maple Mellow Nimble North Oaken Opal "
    "Pebble Plain Quiet Rapid Russet Sable Slate Spry Sunny Teal Violet Wren"
)
PRODUCT_SECOND = _list(
    "Abacus Almanac Anchor Atlas Basket Bell Bench Cabinet Chart Clock Compass Crate Desk "
    "Ferry Folder Funnel Gauge Harvest Index Kettle Ladder Ledger Lens Letterbox Loom Map "
    "Notice Parcel Pulley Rudder Scale Shelf Signal Sketch Spool Tally Timetable Trowel Window "
    "Workbench"
)


@dataclass(frozen=True, slots=True)
class Product:
    """Something a team makes; `kind` is the one it has where the criteria know that kind."""

    name: str
    kind: str
    purpose: str


PRODUCTS = (
    Product("Ferry Timetable", "website", "When the ferries leave, and whether they do today."),
    Product("Berth Booking", "service", "Reserves a berth in the harbour, for a night or a year."),
    Product("Quay Payments", "service", "Takes payments at the quay and at the market."),
    Product("Tide Tables", "library", "High and low water for any pier, worked out offline."),
    Product(
        "Weather Post", "service", "Gathers readings from the weather posts on the breakwater."
    ),
    Product("Lighthouse Status", "website", "Which lights are lit, and which are being repaired."),
    Product("Harbour Pilot", "service", "Guides ships' masters through arrival, step by step."),
    Product("Rope Log", "service", "Keeps the inspections of ropes, cranes and chains."),
    Product("Crane Control", "service", "Plans the work of the cranes for the day."),
    Product("Parcel Shed", "service", "Finds a parcel between the ship and its owner."),
    Product("Knots", "library", "Components that all our pages are tied together with."),
    Product("Seed Catalogue", "website", "What the nursery grows, and when to sow it."),
    Product("Hedge Planner", "service", "Plans the cutting of hedges around nesting birds."),
    Product("Beehive Feed", "service", "Weight and temperature of every hive, twice an hour."),
    Product("Market Stalls", "website", "Who sells what on the Saturday market."),
    Product("Stall Rents", "service", "Bills the stallholders, and forgives a rainy day."),
    Product("Allotments", "website", "The waiting list for allotments, open to everybody."),
    Product("Harvest Ledger", "service", "Writes down what came off which field."),
    Product("Grain Prices", "library", "Reads the price lists of six exchanges into one form."),
    Product("Mill Orders", "service", "Takes orders for flour, from the baker to the sack."),
    Product("Field Notes", "website", "A diary that walkers and farmers keep together."),
    Product(
        "Apple Register", "service", "Four hundred kinds of apple, and where each still grows."
    ),
    Product("Orchard Maps", "website", "Paths through the orchards, with the gates that are open."),
    Product("Ferry Gate", "service", "Lets passengers aboard with a ticket on paper or telephone."),
    Product("Crew Rota", "service", "Who sails when, fairly shared over weekends and nights."),
    Product("Lost Property", "website", "Umbrellas, mostly."),
    Product("Front Door", "service", "The log-in that every other product uses."),
    Product("Post Room", "service", "Sends the letters and messages of all other products."),
    Product("Net Mender", "library", "Retries what failed on the network, and gives up politely."),
    Product("Well House", "service", "The data store of the organisation, with its backups."),
)


def person(number: int) -> str:
    """The name of the person of that number; no two are the same."""
    size = len(GIVEN) * len(FAMILY)
    lap, place = divmod(number, size)
    row, column = divmod(place * SPREAD % size, len(GIVEN))
    initial = f" {INITIALS[(lap - 1) % len(INITIALS)]}." if lap else ""
    return f"{GIVEN[column]}{initial} {FAMILY[row]}"


def group(number: int) -> str:
    """The name of the group of that number."""
    return _numbered(GROUPS[number % len(GROUPS)], number // len(GROUPS))


def team(number: int) -> str:
    """The name of the team of that number."""
    return TEAMS[number] if number < len(TEAMS) else _pair(TEAM_FIRST, TEAM_SECOND, number)


def product(number: int, kinds: tuple[str, ...]) -> Product:
    """The product of that number, of one of the kinds that the criteria know."""
    if number < len(PRODUCTS):
        known = PRODUCTS[number]
    else:
        name = _pair(PRODUCT_FIRST, PRODUCT_SECOND, number)
        known = Product(name, PRODUCTS[number % len(PRODUCTS)].kind, "One more of our products.")
    if known.kind in kinds or not kinds:
        return Product(known.name, known.kind if kinds else "", known.purpose)
    return Product(known.name, kinds[number % len(kinds)], known.purpose)


def _pair(first: tuple[str, ...], second: tuple[str, ...], number: int) -> str:
    lap, place = divmod(number, len(first) * len(second))
    row, column = divmod(place, len(first))
    # Neighbours differ in both words: the second list is turned by one in each row.
    word = second[(row + column) % len(second)]
    return _numbered(f"{first[column]} {word}", lap)


def _numbered(name: str, lap: int) -> str:
    return f"{name} {lap + 1}" if lap else name
