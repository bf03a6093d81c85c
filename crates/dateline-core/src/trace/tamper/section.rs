//! The stated section: one that the story has nothing to do with.

use super::{Case, Suspicion};
use crate::model::{Field, Finding, FindingKind};

/// Names of a site's own pages, which no newsroom files a story under.
const NO_SECTIONS: &str = " contact contacts contact us my my account account back home homepage index login log in sign in register about about us menu search \
    help faq sitemap page top kontakt impressum contacto contactez-nous inicio accueil startseite scams scam reviews review ";

/// Sections of money and markets, and words that stories filed there use.
const MARKETS: &str = " finance financial markets market invest investing investment investments investor stocks stock shares trading trade crypto forex money wealth funds \
    fund finanzen börse finanzas mercados bourse finanza ";

const MARKET_WORDS: &str = " stock stocks share shares shareholder shareholders investor investors investment investments invest invested bond bonds yield yields dow nasdaq \
    index futures dividend earnings revenue revenues profit profits quarterly fund funds hedge bank banks banking banker lender lending loan loans credit debt deficit \
    mortgage mortgages interest inflation fed treasury currency dollar euro bitcoin crypto cryptocurrency merger acquisition ipo valuation economy economic economist economists \
    economies gdp growth recession stimulus budget budgets tax taxes taxation tariff tariffs trade exports imports market markets price prices pricing oil cost costs spending \
    unemployment jobs payroll payrolls wages wage income company companies corporate ceo business businesses industry billion trillion financial finance fiscal monetary \
    subsidies sales retail retailers consumer consumers manufacturing money pay insurer insurers premiums sequester bailout default ";

/// Market words in a hundred from which a story may stand under money.
const FITTING: f64 = 2.2;
/// Words of a story that are enough to tell.
const LEAST_WORDS: usize = 60;

/// How little the section fits, 0.5 to 1, and why. `None` when it may fit.
pub fn doubt(case: &Case) -> Option<(f64, String)> {
    let section = case.article.section.as_deref()?.trim();
    let low = section.to_lowercase();
    if stands_in(NO_SECTIONS, &low) {
        return Some((
            1.0,
            format!("“{section}” is no subject that a newsroom files stories under"),
        ));
    }
    if !stands_in(MARKETS, &low) {
        return None;
    }
    let headline = case.article.headline.as_deref().unwrap_or_default();
    let (mut words, mut market) = (0_u32, 0_u32);
    for word in case
        .article
        .text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
    {
        words += 1;
        market += u32::from(stands_in(MARKET_WORDS, &word.to_lowercase()));
    }
    let in_headline = headline
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| stands_in(MARKET_WORDS, &word.to_lowercase()))
        .count();
    if (words as usize) < LEAST_WORDS {
        return None;
    }
    let share = f64::from(market) * 100.0 / f64::from(words);
    if share >= FITTING || in_headline > 1 {
        return None;
    }
    let doubt = 1.0 - 0.5 * share / FITTING - 0.2 * f64::from(u8::from(in_headline > 0));
    Some((
        doubt,
        format!("filed under “{section}”, yet the story hardly speaks of money or markets"),
    ))
}

/// The wrong section. Where nothing else is wrong with the page, only one that is no section at all.
pub fn find(case: &Case, suspicion: &Suspicion, accused: bool) -> Option<Finding> {
    let (doubt, why) = suspicion.section.as_ref()?;
    let accused = accused || suspicion.redated;
    let sure = if accused { 0.5 } else { 0.85 };
    if *doubt < sure {
        return None;
    }
    let section = case.article.section.as_deref()?;
    let confidence = (doubt * if accused { 0.95 } else { 0.6 } * 100.0).round() / 100.0;
    Some(case.in_field(
        FindingKind::WrongSection,
        Field::Section,
        section,
        confidence,
        why.clone(),
    ))
}

fn stands_in(list: &str, word: &str) -> bool {
    !word.is_empty() && !word.contains(' ') && list.contains(&format!(" {word} "))
}
