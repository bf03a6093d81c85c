//! The names of months, one table for all who read days: full names, short forms and the forms that stand in dates, in
//! some sixty languages. Chinese, Japanese and Korean number their months, so their readers look for 月 and 월 instead.

use std::collections::HashMap;
use std::sync::LazyLock;

/// Names in lower case and without full stops, by month. Where two languages disagree on a name
/// (`listopada` is November in Polish and October in Croatian), it stands under the more spoken one's month alone.
const MONTHS: [&str; 12] = [
    // January
    "january jan januar jänner janvier janv enero ene gennaio gen janeiro januari tammikuuta tammikuu stycznia \
     styczeń sty ledna leden januára január ianuarie ian ocak января янв январь січня януари ιανουαρίου ιανουάριος ιαν يناير \
     जनवरी siječnja јануар januara sausio jaanuar ژانویه ינואר jaan জানুয়ারি জানুয়ারী มกราคม ஜனவரி జనవరి \
     જાન્યુઆરી جنوری جانفي ianuar urtarrila gener janar ionawr eanáir қаңтар yanvar \
     जानेवारी janvāris იანვარი հունվարի",
    // February
    "february feb februar février févr fév fevr febrero febbraio fevereiro fev februari helmikuuta helmikuu \
     lutego luty lut února únor februára február februarie şubat февраля фев февр февраль лютого февруари \
     φεβρουαρίου φεβρουάριος φεβ فبراير फरवरी फ़रवरी veljače фебруар februara vasario veebruar פברואר ফেব্রুয়ারি ফেব্রুয়ারী \
     กุมภาพันธ์ பிப்ரவரி ఫిబ్రవరి ફેબ્રુઆરી فروری فوریه شباط فيفري febrer otsaila shkurt chwefror fevral \
     फेब्रुवारी februāris თებერვალი փետրվարի ақпан pebrero",
    // March
    "march mar märz mars marzo março marco maart mrt maaliskuuta maaliskuu marca marzec března březen március \
     martie mart марта мар март березня μαρτίου μάρτιος μάρ μαρ مارس मार्च ožujka kovo märts maret מרץ mär মার্চ มีนาคม \
     மார்ச் మార్చి માર્ચ مارچ آذار اذار març martxoa \
     marts მარტი մարտի наурыз machi marso",
    // April
    "april apr avril avr abril abr aprile huhtikuuta huhtikuu kwietnia kwiecień kwi dubna duben apríla április \
     aprilie nisan апреля апр апрель квітня април απριλίου απρ أبريل إبريل ابريل अप्रैल travnja aprila balandžio \
     aprill אפריל এপ্রিল เมษายน ஏப்ரல் ఏప్రిల్ એપ્રિલ اپریل آوریل نيسان أفريل абрил apirila prill aprel \
     एप्रिल aprīlis აპრილი ապրիլի сәуір aprili",
    // May
    "may mai mayo maggio mag maio mei maj toukokuuta toukokuu maja května květen mája május mayıs мая май травня \
     μαΐου μάιος μαϊ μαΐ μάι μαι μάώ μαώ مايو मई svibnja gegužės מאי মে พฤษภาคม மே మే મે مئی مه أيار ايار ماي maig maiatza \
     मे maijs მაისი մայիսի мамыр",
    // June
    "june jun juni juin junio giugno giu junho kesäkuuta kesäkuu czerwca czerwiec cze června červen júna június \
     iunie iun haziran июня июн июнь червня юни ιουνίου ιούνιος ιούν ιουν ιον يونيو जून lipnja birželio juuni יוני জুন มิถุนายน \
     ஜூன் జూన్ જૂન جون ژوئن حزيران جوان juny ekaina qershor \
     jūnijs ივნისი հունիսի маусым iyun hunyo",
    // July
    "july jul juli juillet juil julio luglio lug julho heinäkuuta heinäkuu lipca lipiec lip července červenec \
     júla július iulie iul temmuz июля июл июль липня юли ιουλίου ιούλιος ιούλ ιουλ ιολ يوليو जुलाई srpnja liepos juuli יולי জুলাই \
     กรกฎาคม ஜூலை జూలై જુલાઈ جولائی ژوئیه تموز جويلية يوليوز juliol uztaila korrik \
     जुलै jūlijs ივლისი հուլիսի шілде iyul hulyo julai",
    // August
    "august aug août aout agosto ago ag augustus augusti elokuuta elokuu sierpnia sierpień sie srpna srpen \
     augusta augusztus ağustos августа авг август серпня αυγούστου αύγουστος αύγ αυγ أغسطس اغسطس अगस्त kolovoza avgust agustus \
     rugpjūčio אוגוסט আগস্ট สิงหาคม ஆகஸ்ட் ఆగస్టు ઑગસ્ટ اگست اوت آب أوت غشت agost abuztua gusht ogos \
     ऑगस्ट augusts აგვისტო օգոստոսի тамыз avqust agosti",
    // September
    "september sept sep septembre septiembre setiembre settembre set setembro syyskuuta syyskuu września wrzesień \
     wrz září septembra szeptember septembrie eylül сентября сен сент сентябрь вересня септември σεπτεμβρίου σεπ \
     سبتمبر सितंबर सितम्बर rujna septembar rugsėjo ספטמבר সেপ্টেম্বর กันยายน செப்டம்பர் సెప్టెంబర్ સપ્ટેમ્બર \
     ستمبر سپتامبر أيلول ايلول شتنبر setembre iraila shtator \
     सप्टेंबर septembris სექტემბერი սեպտեմբերի септембар қыркүйек sentyabr setyembre septemba",
    // October
    "october oct oktober okt octobre octubre ottobre ott outubro out lokakuuta lokakuu października październik \
     paź října říjen októbra október octombrie ekim октября окт октябрь жовтня октомври οκτωβρίου οκτ أكتوبر \
     اكتوبر अक्टूबर oktobra spalio אוקטובר অক্টোবর ตุลาคม அக்டோபர் అక్టోబర్ ઑક્ટોબર اکتوبر اکتبر urria \
     tetor \
     ऑक्टोबर oktobris ოქტომბერი հոկտեմբերի октобар қазан oktyabr oktubre oktoba oktoober",
    // November
    "november listopada nov novembre noviembre novembro marraskuuta marraskuu listopad lis listopadu novembra noiembrie \
     kasım ноября ноя нояб ноябрь листопада ноември νοεμβρίου νοέμβριος νοέ νοε نوفمبر नवंबर नवम्बर studenoga novembar \
     lapkričio נובמבר নভেম্বর พฤศจิกายน நவம்பர் నవంబర్ નવેમ્બર نومبر نوامبر نونبر azaroa nëntor \
     नोव्हेंबर novembris ნოემბერი նոյեմբերի новембар қараша noyabr nobyembre novemba",
    // December
    "december dec dezember dez décembre déc diciembre dic dicembre dezembro joulukuuta joulukuu grudnia grudzień \
     gru prosince prosinec decembra decembrie aralık декабря дек декабрь грудня декември δεκεμβρίου δεκ ديسمبر \
     दिसंबर दिसम्बर prosinca decembar desember des gruodžio detsember דצמבר ডিসেম্বর ธันวาคม டிசம்பர் డిసెంబర్ \
     ડિસેમ્બર دسمبر دسامبر دجنبر desembre abendua dhjetor disember \
     डिसेंबर decembris დეკემბერი դեկտեմբերի децембар желтоқсан dekabr disyembre desemba",
];

static BY_NAME: LazyLock<HashMap<&str, u8>> = LazyLock::new(|| {
    let mut names = HashMap::new();
    for (month, row) in (1u8..).zip(MONTHS) {
        for name in row.split_whitespace() {
            names.entry(name).or_insert(month);
        }
    }
    names
});

/// The longest name, in bytes; longer words need not be looked up.
const LONGEST: usize = 48;

/// The number of a month by its name or short form, in any case, without a full stop.
pub fn month_of(name: &str) -> Option<u8> {
    if name.len() > LONGEST {
        return None;
    }
    let known = |name: &str| BY_NAME.get(name).copied();
    known(name).or_else(|| known(&name.to_lowercase()))
}

/// Openings of names, of three to five letters, with their month where no two months share one.
static BY_OPENING: LazyLock<HashMap<&str, Option<u8>>> = LazyLock::new(|| {
    let mut openings = HashMap::new();
    for (name, month) in BY_NAME.iter() {
        let ends = name.char_indices().map(|(at, _)| at).skip(3);
        for end in ends.chain([name.len()]).take(3) {
            if name[..end].chars().count() < 3 {
                continue;
            }
            let known = openings.entry(&name[..end]).or_insert(Some(*month));
            if *known != Some(*month) {
                *known = None;
            }
        }
    }
    openings
});

/// The number of a month by a name that is cut short or misspelt at its end, in small letters.
pub fn month_by_opening(name: &str) -> Option<u8> {
    if name.len() > LONGEST {
        return None;
    }
    let ends: Vec<usize> = name
        .char_indices()
        .map(|(at, _)| at)
        .skip(3)
        .chain([name.len()])
        .take(3)
        .collect();
    let known = ends
        .iter()
        .rev()
        .filter(|end| name[..**end].chars().count() >= 3)
        .find_map(|end| BY_OPENING.get(&name[..*end]));
    known.copied().flatten()
}

/// Whether a letter may stand in a month's name: letters, and the marks that Indic and Thai words hold.
pub fn is_letter(c: char) -> bool {
    c.is_alphabetic()
        || matches!(
            c,
            '\u{94D}'
                | '\u{9CD}'
                | '\u{ACD}'
                | '\u{BCD}'
                | '\u{C4D}'
                | '\u{93C}'
                | '\u{9BC}'
                | '\u{E47}'..='\u{E4E}'
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_months_in_many_scripts() {
        for (name, month) in [
            ("May", 5),
            ("MÄRZ", 3),
            ("stycznia", 1),
            ("июня", 6),
            ("أبريل", 4),
            ("نيسان", 4),
            ("दिसंबर", 12),
            ("ফেব্রুয়ারি", 2),
            ("กุมภาพันธ์", 2),
            ("agustus", 8),
            ("jaanuar", 1),
        ] {
            assert_eq!(month_of(name), Some(month), "{name}");
        }
        assert_eq!(month_of("monday"), None);
        assert_eq!(month_of(&"x".repeat(100_000)), None);
    }
}
