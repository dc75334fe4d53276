"""The cast of Port Lumen. Nobody here exists."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.utils.translation import gettext_noop as noop

from presszero.organisation.models import Role

DOMAIN = "portlumen.example"


@dataclass(frozen=True)
class Cast:
    """One colleague of the town. leads: the team they lead, if any."""

    name: str
    role: Role
    teams: tuple[str, ...]
    title: str
    try_this: str
    leads: str = ""
    language: str = "en"
    presence: str = "here"

    @property
    def email(self) -> str:
        return f"{self.name.lower().replace(' ', '.')}@{DOMAIN}"


@dataclass(frozen=True)
class TopicSeed:
    name: str
    team: str
    words: tuple[str, ...] = field(default=())


TRANSIT, LIBRARY, CITY, SHOP = "Transit", "Library", "City hall", "Lumen Co-op"

TEAMS = {
    TRANSIT: ("transit", 8),
    LIBRARY: ("library", 10),
    CITY: ("cityhall", 10),
    SHOP: ("coop", 8),
}

CAST = (
    Cast(
        "Noor Halvane",
        Role.LEAD,
        (TRANSIT,),
        "Team lead, transit",
        noop("See what your team owes, and by when."),
        TRANSIT,
    ),
    Cast(
        "Tomas Vell",
        Role.AGENT,
        (TRANSIT,),
        "Agent, transit",
        noop("Take Maren’s letter and answer it point by point."),
    ),
    Cast(
        "Bram Iversund",
        Role.AGENT,
        (TRANSIT,),
        "Service planning",
        noop("Keep a promise that was made in your name."),
    ),
    Cast(
        "Odile Farrow",
        Role.AGENT,
        (TRANSIT, CITY),
        "Agent, transit and city hall",
        noop("Answer in French."),
        language="fr",
    ),
    Cast(
        "Hanne Lindqvist",
        Role.LEAD,
        (LIBRARY,),
        "Head of service, library",
        noop("Read what visitors ask."),
        LIBRARY,
    ),
    Cast(
        "Ivo Castellan",
        Role.AGENT,
        (LIBRARY,),
        "Agent, library",
        noop("See that other teams’ letters stay theirs."),
    ),
    Cast(
        "Rosa Amsel",
        Role.LEAD,
        (CITY,),
        "Team lead, city hall",
        noop("Hand a letter over with what you learnt."),
        CITY,
    ),
    Cast(
        "Jun Okafor",
        Role.LEAD,
        (SHOP,),
        "Store manager",
        noop("Answer a customer about the registers."),
        SHOP,
    ),
    Cast(
        "Edda Marlowe",
        Role.LEADER,
        (),
        "Director of service",
        noop("See every team’s letters, and change none."),
    ),
    Cast("Piet Sorrel", Role.OPERATOR, (), "Operator", noop("Look at what failed and was parked.")),
)

TOPICS = (
    TopicSeed(
        "Buses and trams",
        TRANSIT,
        (
            "bus",
            "buses",
            "line",
            "stop",
            "driver",
            "tram",
            "timetable",
            "fare",
            "conductor",
            "autobus",
            "arrêt",
            "ligne",
            "chauffeur",
            "horaire",
            "tramway",
        ),
    ),
    TopicSeed(
        "Lifts and stops",
        TRANSIT,
        ("lift", "escalator", "shelter", "platform", "ascenseur", "abribus", "quai"),
    ),
    TopicSeed("Lost property", TRANSIT, ("lost", "left behind", "glove", "umbrella", "perdu", "oublié")),
    TopicSeed(
        "Library",
        LIBRARY,
        (
            "library",
            "book",
            "books",
            "reading room",
            "loan",
            "librarian",
            "bibliothèque",
            "livre",
            "livres",
            "prêt",
        ),
    ),
    TopicSeed(
        "Streets and lights",
        CITY,
        ("pothole", "street light", "pavement", "kerb", "trottoir", "lampadaire", "chaussée"),
    ),
    TopicSeed(
        "Permits and papers",
        CITY,
        ("permit", "passport", "certificate", "tax", "permis", "passeport", "impôt"),
    ),
    TopicSeed(
        "The shop",
        SHOP,
        ("register", "registers", "till", "cashier", "checkout", "shop", "caisse", "magasin"),
    ),
)
