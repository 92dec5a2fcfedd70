//! Names, places and phrases that the data is made of. Numbers and domains are those reserved for examples.

/// People of one part of the world.
pub(super) struct Region {
    pub(super) first_names: &'static [&'static str],
    pub(super) last_names: &'static [&'static str],
    pub(super) company_names: &'static [&'static str],
    pub(super) company_forms: &'static [&'static str],
    pub(super) streets: &'static [&'static str],
    pub(super) cities: &'static [&'static str],
    /// `#` stands for a digit.
    pub(super) phones: &'static [&'static str],
}

pub(super) const REGIONS: [Region; 8] = [
    Region {
        first_names: &["James", "Emily", "Michael", "Ava", "Daniel", "Grace", "Marcus", "Hannah"],
        last_names: &["Carter", "Reed", "O'Connor", "Brooks", "Hayes", "Sullivan", "Price", "McAllister"],
        company_names: &["Blue Ridge", "Lakeview", "Summit Peak", "Old Mill", "Redwood", "Copper Creek"],
        company_forms: &["Interiors LLC", "Hotels Inc.", "Schools", "Clinic Group", "Labs"],
        streets: &["Maple Ave", "Oak Street", "2nd Street", "Harbor Blvd"],
        cities: &["Boston, MA 02108", "Austin, TX 78701", "Denver, CO 80202", "Portland, OR 97205"],
        phones: &["+1 617 555 01##", "+1 512 555 01##", "+1 303 555 01##", "(503) 555-01##"],
    },
    Region {
        first_names: &["Oliver", "Charlotte", "Harry", "Isla", "Rhys", "Siân", "Callum", "Aoife"],
        last_names: &[
            "Whitaker",
            "Ashworth",
            "Llewellyn",
            "Fraser",
            "Hargreaves",
            "Byrne",
            "Clarke",
            "Pembroke",
        ],
        company_names: &["Thames Gate", "Northgate", "Albion", "Kestrel", "Fenwick & Sons", "Harrow"],
        company_forms: &["Ltd", "Studios", "Property Ltd", "Architects", "Group plc"],
        streets: &["High Street", "Station Road", "Church Lane", "Victoria Road"],
        cities: &["London SW1A", "Leeds LS1", "Cardiff CF10", "Edinburgh EH1"],
        phones: &["+44 20 7946 0###", "+44 113 496 0###", "020 7946 0###"],
    },
    Region {
        first_names: &["Sofía", "Javier", "Lucía", "Andrés", "Valentina", "José Luis", "Carmen", "Íñigo"],
        last_names: &["García López", "Muñoz", "Peña", "Ibáñez", "Castro", "Núñez Vela", "Ortega", "Rojas"],
        company_names: &["Sol Naciente", "El Roble", "Costa Azul", "Monteverde", "La Española", "Río Claro"],
        company_forms: &["S.L.", "S.A. de C.V.", "Hoteles", "y Asociados", "Diseño"],
        streets: &["Calle Mayor", "Avenida Reforma", "Calle del Prado", "Paseo de Gracia"],
        cities: &["28013 Madrid", "08007 Barcelona", "Ciudad de México", "Bogotá"],
        phones: &["+34 600 00 0# ##", "+52 55 5000 0###", "+57 601 500 0###"],
    },
    Region {
        first_names: &["João", "Mariana", "Thiago", "Letícia", "Caio", "Beatriz", "André", "Conceição"],
        last_names: &[
            "Gonçalves",
            "Araújo",
            "da Silva",
            "Magalhães",
            "Teixeira",
            "Brandão",
            "Moreira",
            "Simões",
        ],
        company_names: &["Ipê Amarelo", "Serra Alta", "Pão Dourado", "Porto Belo", "Verde Mar", "Ponte Nova"],
        company_forms: &["Ltda.", "S.A.", "Móveis", "Engenharia", "Clínicas"],
        streets: &["Rua Augusta", "Avenida Paulista", "Rua das Flores", "Rua do Comércio"],
        cities: &["São Paulo - SP", "Curitiba - PR", "Lisboa", "Recife - PE"],
        phones: &["+55 11 5000-0###", "+55 41 5000-0###", "+351 210 000 ###"],
    },
    Region {
        first_names: &["Jürgen", "Anneliese", "Lukas", "Käthe", "Sören", "Mia", "Björn", "Friederike"],
        last_names: &[
            "Müller",
            "Schäfer",
            "von Hohenfels",
            "Groß",
            "Köhler",
            "Weiß",
            "Lindqvist",
            "Østergaard",
        ],
        company_names: &["Nordwind", "Rheintal", "Bergmann", "Grünewald", "Alster", "Kranich"],
        company_forms: &["GmbH", "AG", "GmbH & Co. KG", "Möbelhaus", "Kliniken"],
        streets: &["Hauptstraße", "Lindenallee", "Am Markt", "Königsweg"],
        cities: &["10115 Berlin", "20095 Hamburg", "80331 München", "1010 Wien"],
        phones: &["+49 30 23125 ###", "+49 40 66969 ###", "030 23125-###"],
    },
    Region {
        first_names: &["Élodie", "François", "Zoé", "Benoît", "Chloé", "Loïc", "Anaïs", "Théo"],
        last_names: &[
            "Lefèvre",
            "Dubois",
            "Béranger",
            "Rousseau",
            "d'Aubigné",
            "Lemaître",
            "Faure",
            "Château",
        ],
        company_names: &["Belle Rive", "Clairval", "Pont-Neuf", "L'Étoile", "Vallon", "Grand Large"],
        company_forms: &["SARL", "SAS", "et Fils", "Ateliers", "Hôtels"],
        streets: &["rue de la République", "avenue Foch", "quai Voltaire", "rue du Moulin"],
        cities: &["75003 Paris", "69002 Lyon", "44000 Nantes", "1000 Bruxelles"],
        phones: &["+33 1 99 00 ## ##", "+33 4 65 71 ## ##", "01 99 00 ## ##"],
    },
    Region {
        first_names: &["Zofia", "Paweł", "Jiří", "Łukasz", "Eszter", "Bogdan", "Dvořana", "Ştefan"],
        last_names: &["Wójcik", "Kowalczyk", "Dvořák", "Nagy", "Żeromska", "Popescu", "Horváth", "Yılmaz"],
        company_names: &["Złoty Most", "Karpaty", "Vltava", "Dunaj", "Biała Góra", "Orient"],
        company_forms: &["Sp. z o.o.", "s.r.o.", "Kft.", "S.A.", "Meble"],
        streets: &["ul. Długa", "Nowy Świat", "Karlova", "Váci utca"],
        cities: &["00-001 Warszawa", "110 00 Praha", "1052 Budapest", "Cluj-Napoca"],
        phones: &["+48 22 500 0# ##", "+420 220 000 ###", "+36 1 500 0###"],
    },
    Region {
        first_names: &["Aarav", "Meera", "Haruto", "Yuki", "Wei", "Linh", "Arjun", "Nguyễn"],
        last_names: &["Sharma", "Iyer", "Sato", "Yamamoto", "Chen", "Trần", "Kapoor", "Lim"],
        company_names: &["Lotus Bay", "Sakura", "Golden Banyan", "Jade River", "Meridian", "Saffron"],
        company_forms: &["Pvt. Ltd.", "K.K.", "Pte. Ltd.", "Trading Co.", "Hospitals"],
        streets: &["MG Road", "Ginza", "Orchard Road", "Nguyễn Huệ"],
        cities: &["Bengaluru 560001", "Tokyo 104-0061", "Singapore 238801", "Hanoi"],
        phones: &["+91 80 5000 0###", "+81 3 5000 0###", "+65 6500 0###"],
    },
];

pub(super) const POSITIONS: [&str; 10] = [
    "Office manager",
    "Purchasing lead",
    "CEO",
    "Head of operations",
    "Interior designer",
    "CFO",
    "Facility manager",
    "Project coordinator",
    "Owner",
    "Procurement specialist",
];

pub(super) const DEALS: [&str; 12] = [
    "Ergonomic chairs",
    "Standing desks",
    "Reception refit",
    "Meeting room lighting",
    "Acoustic panels",
    "Storage walls",
    "Second floor furniture",
    "Café seating",
    "Lobby redesign",
    "Annual maintenance",
    "Phone booths",
    "Outdoor terrace set",
];

pub(super) const LEAD_TAGS: [(&str, Option<&str>); 6] = [
    ("website", Some("AABDFF")),
    ("trade show 2026", Some("FFCE5A")),
    ("urgent", Some("FF8F92")),
    ("repeat", Some("C7DB8C")),
    ("wholesale", Some("D1A4DC")),
    ("needs quote", None),
];

pub(super) const CONTACT_TAGS: [(&str, Option<&str>); 5] =
    [("newsletter", None), ("vip", None), ("decision maker", None), ("architect", None), ("imported", None)];

pub(super) const COMPANY_TAGS: [(&str, Option<&str>); 4] =
    [("key account", None), ("supplier", None), ("prospect", None), ("public sector", None)];

pub(super) const TASKS: [&str; 10] = [
    "Call back about the quote",
    "Send the updated price list",
    "Ask for floor plans",
    "Confirm the delivery date",
    "Meet at the showroom",
    "Check the payment",
    "Present two lighting options",
    "Prepare the contract",
    "Follow up after the trade show",
    "Ask for feedback",
];

pub(super) const REMARKS: [&str; 5] = [
    "Prefers calls in the morning.",
    "Asked for samples of oak and walnut.\nBudget is approved by the board in autumn.",
    "Met at the trade show; wants a visit.",
    "Long-time customer, pays on time.",
    "Needs invoices in two copies; \"no exceptions\".",
];
