//! Words by which pages that are no article name themselves, in titles and headings.

use crate::chars::{Chars, LETTER_OR_DIGIT};
use crate::extract::matcher::Matcher;
use std::sync::LazyLock;

/// A kind of page and what its title says: lower case, single spaces. A phrase of letters that words are made of stands on
/// word borders; one in Chinese, Japanese, Thai or Korean stands anywhere.
pub const NOT_FOUND: &[&str] = &[
    "404",
    "page not found",
    "not found",
    "page can t be found",
    "page cannot be found",
    "page could not be found",
    "page does not exist",
    "page doesn t exist",
    "page no longer exists",
    "page unavailable",
    "no longer available",
    "something went wrong",
    "internal server error",
    "service unavailable",
    "bad gateway",
    "seite nicht gefunden",
    "nicht gefunden",
    "seite existiert nicht",
    "page introuvable",
    "page non trouvée",
    "page inexistante",
    "página no encontrada",
    "no se ha encontrado la página",
    "no se encontró la página",
    "página não encontrada",
    "não encontrado",
    "pagina non trovata",
    "pagina niet gevonden",
    "sidan hittades inte",
    "siden ble ikke funnet",
    "siden blev ikke fundet",
    "sivua ei löytynyt",
    "nie znaleziono strony",
    "strona nie istnieje",
    "stránka nenalezena",
    "stránka nebyla nalezena",
    "az oldal nem található",
    "pagina nu a fost găsită",
    "sayfa bulunamadı",
    "страница не найдена",
    "сторінку не знайдено",
    "η σελίδα δεν βρέθηκε",
    "الصفحة غير موجودة",
    "لم يتم العثور على الصفحة",
    "העמוד לא נמצא",
    "صفحه یافت نشد",
    "पेज नहीं मिला",
    "पृष्ठ नहीं मिला",
    "halaman tidak ditemukan",
    "không tìm thấy trang",
    "页面不存在",
    "找不到页面",
    "页面未找到",
    "找不到網頁",
    "頁面不存在",
    "ページが見つかりません",
    "お探しのページは",
    "페이지를 찾을 수 없",
    "ไม่พบหน้า",
];

pub const BOT_CHECK: &[&str] = &[
    "just a moment",
    "are you a robot",
    "are you human",
    "you are human",
    "verify you are human",
    "you are not a robot",
    "you re not a robot",
    "access denied",
    "access to this page has been denied",
    "attention required",
    "checking your browser",
    "security check",
    "unusual traffic",
    "pardon our interruption",
    "please verify",
    "captcha",
    "forbidden",
];

pub const LOGIN: &[&str] = &[
    "log in",
    "login",
    "sign in",
    "sign up",
    "create an account",
    "anmelden",
    "anmeldung",
    "einloggen",
    "registrieren",
    "connexion",
    "se connecter",
    "identifiez vous",
    "iniciar sesión",
    "inicia sesión",
    "iniciar sessão",
    "entrar",
    "accedi",
    "inloggen",
    "logga in",
    "logg inn",
    "log ind",
    "kirjaudu",
    "zaloguj",
    "logowanie",
    "přihlášení",
    "bejelentkezés",
    "giriş yap",
    "вход",
    "войти",
    "авторизация",
    "увійти",
    "تسجيل الدخول",
    "लॉग इन",
    "登录",
    "登入",
    "ログイン",
    "로그인",
    "เข้าสู่ระบบ",
];

/// What pages that ask for consent talk of; several of them must come together.
pub const CONSENT: &[&str] = &[
    "cookie",
    "cookies",
    "consent",
    "privacy",
    "personal data",
    "partners",
    "vendors",
    "device",
    "zustimmung",
    "zustimmen",
    "einwilligung",
    "datenschutz",
    "datenschutzerklärung",
    "personenbezogene",
    "partnern",
    "consentement",
    "données personnelles",
    "partenaires",
    "confidentialité",
    "accepter",
    "consentimiento",
    "datos personales",
    "socios",
    "privacidad",
    "consenso",
    "dati personali",
    "toestemming",
    "persoonsgegevens",
    "samtykke",
    "samtycke",
    "zgoda",
    "zgodę",
    "согласие",
    "персональных данных",
    "隐私",
    "クッキー",
    "쿠키",
    "tracking",
    "accept all",
    "accept",
    "agree",
    "akzeptieren",
    "aceptar",
];

pub const SEARCH: &[&str] = &[
    "search results",
    "search result",
    "results for",
    "you searched for",
    "suchergebnisse",
    "suchergebnis",
    "ergebnisse für",
    "résultats de recherche",
    "résultats pour",
    "resultados de búsqueda",
    "resultados de la búsqueda",
    "resultados para",
    "resultados da busca",
    "risultati della ricerca",
    "risultati per",
    "zoekresultaten",
    "sökresultat",
    "wyniki wyszukiwania",
    "arama sonuçları",
    "результаты поиска",
    "نتائج البحث",
    "खोज परिणाम",
    "搜索结果",
    "検索結果",
    "검색 결과",
    "검색결과",
    "ผลการค้นหา",
];

/// What a page says that has nothing to show without its scripts.
pub const SCRIPT: &[&str] = &[
    "enable javascript",
    "javascript is disabled",
    "requires javascript",
    "need to enable javascript",
    "turn on javascript",
    "javascript aktivieren",
    "aktivieren sie javascript",
    "activer javascript",
    "activez javascript",
    "activar javascript",
    "habilita javascript",
    "habilite o javascript",
    "включите javascript",
    "启用javascript",
    "启用 javascript",
    "javascriptを有効",
];

/// What stands where a text would stand behind a wall, beside the phrases of [`crate::extract::hints`].
pub const WALL: &[&str] = &[
    "subscribe to continue",
    "subscribe to read",
    "to continue reading",
    "to read this article",
    "this article is for subscribers",
    "for subscribers only",
    "subscribers only",
    "already a subscriber",
    "start your free trial",
    "you have reached your limit",
    "um weiterzulesen",
    "weiterlesen mit",
    "nur für abonnenten",
    "jetzt abonnieren",
    "réservé aux abonnés",
    "réservé à nos abonnés",
    "pour lire la suite",
    "abonnez vous",
    "exclusivo para suscriptores",
    "solo para suscriptores",
    "para seguir leyendo",
    "suscríbete",
    "exclusivo para assinantes",
    "riservato agli abbonati",
    "per continuare a leggere",
    "alleen voor abonnees",
    "om verder te lezen",
    "для подписчиков",
    "只限订阅",
    "订阅后",
    "有料会員",
    "会員限定",
];

/// A text with single spaces for everything but letters, digits and signs that letters carry; a space at either end.
pub fn spelled(text: &str) -> String {
    let chars = Chars::get();
    let mut out = String::with_capacity(text.len() + 2);
    out.push(' ');
    for c in text.chars() {
        chars.small(c, |c| {
            if chars.kind(c) & LETTER_OR_DIGIT != 0 || matches!(c, '\u{0900}'..='\u{0eff}') {
                out.push(c);
            } else if !out.ends_with(' ') {
                out.push(' ');
            }
        });
    }
    if !out.ends_with(' ') {
        out.push(' ');
    }
    out
}

/// Whether one of the phrases of a wall stands in a text: the same as to [`count`] them in the spelled text, without
/// spelling it.
pub fn speaks_of_wall(text: &str) -> bool {
    static PHRASES: LazyLock<Matcher> = LazyLock::new(|| {
        let spaced = WALL.iter().map(|phrase| match phrase.contains(is_open) {
            true => (*phrase).to_owned(),
            false => format!(" {phrase} "),
        });
        let spaced: Vec<String> = spaced.collect();
        Matcher::new(spaced.iter().map(|phrase| (phrase.as_str(), 0)))
    });
    let chars = Chars::get();
    let mut search = PHRASES.start();
    search.push(b' ');
    let mut gap = true;
    for c in text.chars().chain([' ']) {
        chars.small(c, |c| {
            if chars.kind(c) & LETTER_OR_DIGIT != 0 || matches!(c, '\u{0900}'..='\u{0eff}') {
                let mut bytes = [0; 4];
                let bytes = c.encode_utf8(&mut bytes).bytes();
                bytes.for_each(|byte| search.push(byte));
                gap = false;
            } else if !gap {
                search.push(b' ');
                gap = true;
            }
        });
        if search.found != 0 {
            return true;
        }
    }
    false
}

/// A letter of a script without spaces, or of Korean, whose words take endings.
fn is_open(c: char) -> bool {
    !c.is_ascii() && super::super::features::is_wide(c) || is_hangul(c)
}

/// How many of the phrases stand in a spelled text.
pub fn count(spelled: &str, phrases: &[&str]) -> usize {
    let stands = |phrase: &&&str| {
        spelled.match_indices(**phrase).any(|(at, _)| {
            let wide = |c: char| !c.is_ascii() && super::super::features::is_wide(c);
            let border = |c: Option<char>| c.is_none_or(|c| c == ' ' || wide(c) || is_hangul(c));
            let before = spelled[..at].chars().next_back();
            let after = spelled[at + phrase.len()..].chars().next();
            let open = phrase.chars().any(|c| wide(c) || is_hangul(c));
            open || (border(before) && border(after))
        })
    };
    let pairs = Pairs::of(spelled);
    let possible = phrases.iter().filter(|phrase| pairs.may_hold(phrase));
    possible.filter(stands).count()
}

/// Which pairs of bytes follow each other in a text, by hash: most phrases are ruled out without a search.
struct Pairs([u64; 16]);

impl Pairs {
    fn of(text: &str) -> Pairs {
        let mut pairs = Pairs([0; 16]);
        for pair in text.as_bytes().windows(2) {
            let (word, bit) = Pairs::place(pair);
            pairs.0[word] |= bit;
        }
        pairs
    }

    fn may_hold(&self, phrase: &str) -> bool {
        phrase.as_bytes().windows(2).all(|pair| {
            let (word, bit) = Pairs::place(pair);
            self.0[word] & bit != 0
        })
    }

    fn place(pair: &[u8]) -> (usize, u64) {
        let hash = usize::from(pair[0]) * 37 + usize::from(pair[1]);
        (hash / 64 % 16, 1 << (hash % 64))
    }
}

fn is_hangul(c: char) -> bool {
    matches!(c, '\u{ac00}'..='\u{d7af}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_stand_on_word_borders() {
        assert_eq!(count(&spelled("Page Not Found | 404"), NOT_FOUND), 3);
        assert_eq!(count(&spelled("A1404 closed"), NOT_FOUND), 0);
        assert_eq!(count(&spelled("抱歉，页面不存在！"), NOT_FOUND), 1);
        assert_eq!(
            count(&spelled("요청하신 페이지를 찾을 수 없습니다"), NOT_FOUND),
            1
        );
        assert_eq!(count(&spelled("पेज नहीं मिला"), NOT_FOUND), 1);
    }
}
