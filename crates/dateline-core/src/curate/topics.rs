//! The 17 top topics of IPTC Media Topics: codes, names for readers, addresses, and what outlets call them.
//!
//! Codes and English names are IPTC's (<https://www.iptc.org/standards/media-topics/>).

/// A top topic.
#[derive(Debug, PartialEq, Eq)]
pub struct Topic {
    /// Eight digits.
    pub code: &'static str,
    /// For addresses: `/section/{slug}`.
    pub slug: &'static str,
    /// IPTC's English name.
    pub name: &'static str,
    german: &'static str,
    french: &'static str,
    spanish: &'static str,
    /// What outlets call a section of it, lower case, comma and space between.
    stated: &'static str,
}

impl Topic {
    /// The topic with this code.
    pub fn by_code(code: &str) -> Option<&'static Topic> {
        TOPICS.iter().find(|topic| topic.code == code)
    }

    /// The topic with this slug.
    pub fn by_slug(slug: &str) -> Option<&'static Topic> {
        TOPICS.iter().find(|topic| topic.slug == slug)
    }

    /// The topic that an outlet means by the name of a section, in English, German, French or Spanish. `None` for names
    /// that say a place ("World", "Inland"), a genre ("Opinion"), or nothing that we know. Of a path
    /// ("News > Sport > Tennis"), the last part that is known decides.
    pub fn stated(section: &str) -> Option<&'static Topic> {
        let section = section.to_lowercase();
        named(section.trim()).or_else(|| {
            let parts = section.rsplit(['>', '/', '|', '›', '»', ',', ';']);
            parts.map(str::trim).find_map(named)
        })
    }

    /// Name for readers of a language (`de`, `fr`, `es`, each with or without a region); English for all others.
    pub fn name_in(&self, language: &str) -> &'static str {
        match language.split(['-', '_']).next() {
            Some("de") => self.german,
            Some("fr") => self.french,
            Some("es") => self.spanish,
            _ => self.name,
        }
    }
}

fn named(section: &str) -> Option<&'static Topic> {
    if section.is_empty() {
        return None;
    }
    let means = |topic: &&Topic| {
        topic.stated.split(", ").any(|stated| stated == section)
            || [topic.name, topic.german, topic.french, topic.spanish]
                .iter()
                .any(|name| name.to_lowercase() == section)
    };
    TOPICS.iter().find(means)
}

/// All top topics.
#[rustfmt::skip]
pub const TOPICS: &[Topic] = &[
    Topic {
        code: "01000000",
        slug: "culture",
        name: "arts, culture, entertainment and media",
        german: "Kultur, Kunst, Unterhaltung und Medien",
        french: "Arts, culture, divertissement et médias",
        spanish: "Arte, cultura, entretenimiento y medios",
        stated: "arts, art, culture, entertainment, arts & entertainment, arts and entertainment, arts & culture, \
            arts and culture, media, music, film, films, movies, books, tv, television, tv & radio, theatre, \
            theater, showbiz, celebrity, celebrities, stage, art & design, kultur, feuilleton, unterhaltung, \
            medien, musik, kino, film & tv, literatur, bücher, fernsehen, stars, arts et spectacles, médias, \
            musique, cinéma, livres, télévision, spectacles, divertissement, people, télé, cultura, arte, \
            entretenimiento, espectáculos, medios, cine, libros, televisión, música, ocio y cultura, farándula",
    },
    Topic {
        code: "02000000",
        slug: "crime",
        name: "crime, law and justice",
        german: "Kriminalität, Recht und Justiz",
        french: "Criminalité, droit et justice",
        spanish: "Policía y justicia",
        stated: "crime, law, justice, courts, crime & courts, crime and courts, law & order, crime & justice, crime \
            and justice, legal, police, cops, kriminalität, justiz, recht, recht & justiz, blaulicht, polizei, \
            kriminalfälle, faits divers, police-justice, police et justice, faits-divers, police justice, \
            policía, sucesos, justicia, tribunales, crimen, seguridad, policiales, judicial, judiciales",
    },
    Topic {
        code: "03000000",
        slug: "disaster",
        name: "disaster, accident and emergency incident",
        german: "Katastrophen und Unglücke",
        french: "Catastrophes et accidents",
        spanish: "Catástrofes y accidentes",
        stated: "disaster, disasters, accidents, emergencies, natural disasters, accidents & disasters, katastrophen, \
            unglücke, unfälle, katastrophe, catastrophes, catastrophe, accidents et catastrophes, desastres, \
            accidentes, catástrofes, emergencias",
    },
    Topic {
        code: "04000000",
        slug: "business",
        name: "economy, business and finance",
        german: "Wirtschaft und Finanzen",
        french: "Économie et finance",
        spanish: "Economía, negocios y finanzas",
        stated: "business, economy, finance, money, markets, business & finance, business and finance, business news, \
            personal finance, economics, companies, real estate, property, banking, energy, retail, industry, \
            stocks, investing, small business, your money, wirtschaft, finanzen, geld, börse, unternehmen, \
            märkte, wirtschaft & finanzen, immobilien, konjunktur, handel, économie, entreprises, bourse, \
            argent, finances, marchés, éco, immobilier, entreprise, patrimoine, conso, economía, negocios, \
            finanzas, dinero, mercados, empresas, bolsa, vivienda, economía y negocios",
    },
    Topic {
        code: "05000000",
        slug: "education",
        name: "education",
        german: "Bildung",
        french: "Éducation",
        spanish: "Educación",
        stated: "education, schools, school, higher education, universities, students, learning, bildung, schule, \
            hochschule, campus, uni, studium, karriere & bildung, éducation, enseignement, école, étudiant, \
            étudiants, université, educación, escuelas, universidad, enseñanza",
    },
    Topic {
        code: "06000000",
        slug: "environment",
        name: "environment",
        german: "Umwelt",
        french: "Environnement",
        spanish: "Medio ambiente",
        stated: "environment, climate, climate change, nature, green, climate & environment, energy & environment, \
            wildlife, umwelt, klima, natur, klimawandel, umwelt & klima, klima & umwelt, environnement, climat, \
            planète, écologie, biodiversité, medio ambiente, clima y medio ambiente, medioambiente, cambio \
            climático, naturaleza, ecología, planeta",
    },
    Topic {
        code: "07000000",
        slug: "health",
        name: "health",
        german: "Gesundheit",
        french: "Santé",
        spanish: "Salud",
        stated: "health, healthcare, health care, medicine, wellness, coronavirus, covid-19, health & wellness, \
            mental health, medical, gesundheit, medizin, corona, psychologie, santé, médecine, bien-être, salud, \
            sanidad, medicina, bienestar, salud y bienestar",
    },
    Topic {
        code: "08000000",
        slug: "human-interest",
        name: "human interest",
        german: "Vermischtes",
        french: "Histoires humaines",
        spanish: "Interés humano",
        stated: "human interest, offbeat, odd news, weird news, good news, oddities, people & places, weird, \
            vermischtes, buntes, kurioses, leute, panorama, aus aller welt, insolite, insolites, curiosidades, \
            gente, interés humano",
    },
    Topic {
        code: "09000000",
        slug: "labour",
        name: "labour",
        german: "Arbeit",
        french: "Emploi et travail",
        spanish: "Trabajo",
        stated: "labour, labor, jobs, careers, work, employment, workplace, unions, arbeit, beruf, karriere, job & \
            karriere, arbeitsmarkt, beruf & karriere, emploi, travail, social et emploi, carrières, trabajo, \
            empleo, laboral, sindicatos",
    },
    Topic {
        code: "10000000",
        slug: "lifestyle",
        name: "lifestyle and leisure",
        german: "Lebensart und Freizeit",
        french: "Art de vivre et loisirs",
        spanish: "Estilo de vida y ocio",
        stated: "lifestyle, life & style, life and style, leisure, travel, food, fashion, style, home & garden, food \
            & drink, food and drink, cooking, recipes, games, living, home, dining, wine, homes, autos, cars, \
            motoring, gaming, lebensart, leben, reise, reisen, mode, stil, essen & trinken, genuss, freizeit, \
            auto, garten, rezepte, essen, urlaub, art de vivre, loisirs, voyage, voyages, cuisine, gastronomie, \
            style de vie, auto-moto, jardin, recettes, tourisme, estilo de vida, estilo, ocio, viajes, moda, \
            gastronomía, cocina, recetas, turismo, motor, vida y estilo",
    },
    Topic {
        code: "11000000",
        slug: "politics",
        name: "politics and government",
        german: "Politik und Regierung",
        french: "Politique et gouvernement",
        spanish: "Política y gobierno",
        stated: "politics, government, elections, election, us politics, uk politics, politics & policy, policy, \
            white house, congress, parliament, diplomacy, foreign policy, national politics, innenpolitik, \
            außenpolitik, politik, regierung, wahlen, bundestag, parlament, europapolitik, politique, \
            gouvernement, élections, élection, diplomatie, parlement, présidentielle, législatives, municipales, \
            política, gobierno, elecciones, política nacional, congreso, parlamento, diplomacia",
    },
    Topic {
        code: "12000000",
        slug: "religion",
        name: "religion",
        german: "Religion",
        french: "Religion",
        spanish: "Religión",
        stated: "religion, faith, belief, beliefs, religion & belief, church, glaube, kirche, religion & kirche, \
            glauben, religions, foi, église, religión, fe, iglesia",
    },
    Topic {
        code: "13000000",
        slug: "science-technology",
        name: "science and technology",
        german: "Wissenschaft und Technik",
        french: "Sciences et technologies",
        spanish: "Ciencia y tecnología",
        stated: "science, technology, tech, sci/tech, science & technology, science and technology, science & tech, \
            sci-tech, space, internet, digital, computing, gadgets, innovation, cybersecurity, ai, artificial \
            intelligence, science & environment, astronomy, wissenschaft, technik, technologie, netzwelt, web, \
            digitales, forschung, computer, wissen, weltraum, wissenschaft & technik, technik & wissenschaft, \
            netz, it, sciences, technologies, high-tech, numérique, sciences et technologies, espace, techno, \
            recherche, ciencia, tecnología, ciencia y tecnología, tecnología y ciencia, innovación, espacio",
    },
    Topic {
        code: "14000000",
        slug: "society",
        name: "society",
        german: "Gesellschaft",
        french: "Société",
        spanish: "Sociedad",
        stated: "society, social issues, community, immigration, race, gender, family, equality, social affairs, \
            communities, gesellschaft, familie, soziales, migration, société, famille, immigration et société, \
            solidarité, sociedad, familia, inmigración, igualdad, migración",
    },
    Topic {
        code: "15000000",
        slug: "sport",
        name: "sport",
        german: "Sport",
        french: "Sport",
        spanish: "Deporte",
        stated: "sport, sports, football, soccer, basketball, baseball, tennis, golf, cricket, rugby, rugby union, \
            rugby league, formula 1, f1, hockey, nfl, nba, mlb, nhl, athletics, boxing, cycling, olympics, \
            motorsport, college sports, high school sports, horse racing, racing, fußball, handball, \
            leichtathletik, formel 1, bundesliga, wintersport, olympia, radsport, motorsports, eishockey, sports \
            news, foot, cyclisme, jeux olympiques, athlétisme, formule 1, ligue 1, basket, deportes, deporte, \
            fútbol, baloncesto, tenis, ciclismo, fórmula 1, atletismo, juegos olímpicos, liga",
    },
    Topic {
        code: "16000000",
        slug: "conflict",
        name: "conflict, war and peace",
        german: "Konflikte, Krieg und Frieden",
        french: "Conflits, guerre et paix",
        spanish: "Conflictos, guerra y paz",
        stated: "conflict, conflicts, war, wars, war and conflict, defence, defense, military, terrorism, krieg, \
            konflikte, krieg und frieden, verteidigung, militär, guerre, conflits, défense, terrorisme, guerra, \
            conflictos, defensa, terrorismo",
    },
    Topic {
        code: "17000000",
        slug: "weather",
        name: "weather",
        german: "Wetter",
        french: "Météo",
        spanish: "Tiempo",
        stated: "weather, forecast, weather news, weather forecast, wetter, unwetter, wettervorhersage, météo, meteo, \
            intempéries, prévisions météo, tiempo, el tiempo, meteorología, pronóstico del tiempo",
    },
];

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    fn code(section: &str) -> Option<&'static str> {
        Topic::stated(section).map(|topic| topic.code)
    }

    #[test]
    fn knows_what_outlets_call_their_sections() {
        for (section, topic) in [
            ("Business", "04000000"),
            ("Wirtschaft", "04000000"),
            ("\u{c9}conomie", "04000000"),
            ("Deportes", "15000000"),
            ("  POLITICS ", "11000000"),
            ("Sci/Tech", "13000000"),
            ("News > Sport > Tennis", "15000000"),
            ("Panorama", "08000000"),
            ("Sociedad", "14000000"),
            ("arts, culture, entertainment and media", "01000000"),
        ] {
            assert_eq!(code(section), Some(topic), "{section}");
        }
    }

    #[test]
    fn a_place_or_a_genre_is_no_topic() {
        for section in [
            "World",
            "International",
            "Inland",
            "Opinion",
            "News",
            "Local",
            "",
            " / ",
        ] {
            assert_eq!(code(section), None, "{section}");
        }
    }

    #[test]
    fn no_name_means_two_topics() {
        let mut seen = HashSet::new();
        for topic in TOPICS {
            for name in topic.stated.split(", ") {
                assert!(seen.insert(name), "{name}");
            }
        }
    }

    #[test]
    fn slugs_and_codes_lead_back() {
        assert_eq!(TOPICS.len(), 17);
        for topic in TOPICS {
            assert_eq!(Topic::by_slug(topic.slug), Some(topic));
            assert_eq!(Topic::by_code(topic.code), Some(topic));
        }
    }

    #[test]
    fn speaks_four_languages() {
        let sport = Topic::by_slug("sport").expect("a topic");
        assert_eq!(sport.name_in("es-MX"), "Deporte");
        assert_eq!(sport.name_in("ja"), "sport");
    }
}
