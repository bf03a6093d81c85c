//! Networks: outlets that are one hand's work. No tie is a verdict: each shows what two outlets share, and only ties
//! that honest outlets hardly have by chance join them.

use std::collections::{BTreeMap, BTreeSet, HashMap};

/// What is known of one outlet's pages.
#[derive(Debug, Clone, Default)]
pub struct OutletPages {
    /// Registrable domain of the outlet.
    pub domain: String,
    /// Addresses of its pages.
    pub urls: Vec<String>,
    /// Sources that its pages state and that were found to be false, see
    /// [`crate::model::FindingKind::FalseSource`].
    pub false_sources: Vec<String>,
    /// Ids of the texts it took without credit, in the order in which it ran them.
    pub taken: Vec<String>,
    /// Owners by its `trust.txt` or `ads.txt`: seller ids that are its own, or a controlling domain.
    pub owners: Vec<String>,
    /// Marks of its template, such as the order of its labels.
    pub templates: Vec<String>,
}

/// What two outlets share.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TieKind {
    /// The same long hexadecimal id in the addresses of both.
    HexId,
    /// The same owner.
    Owner,
    /// The same false source.
    FalseSource,
    /// The same texts taken, in the same order.
    Taken,
    /// The same template.
    Template,
}

/// A tie between two outlets (the first before the second by name), and what shows it.
#[derive(Debug, Clone, PartialEq)]
pub struct Tie {
    /// Domain of the first outlet.
    pub a: String,
    /// Domain of the second.
    pub b: String,
    /// What they share.
    pub kind: TieKind,
    /// Shared ids, names or texts; at most [`SHOWN`].
    pub shared: Vec<String>,
}

/// Outlets joined by their ties.
#[derive(Debug, Clone, PartialEq)]
pub struct Network {
    /// Domains of its outlets, sorted.
    pub outlets: Vec<String>,
    /// The ties that join them.
    pub ties: Vec<Tie>,
}

/// Examples that are kept with a tie.
pub const SHOWN: usize = 5;
/// A mark that more outlets have than this is everybody's: an owner's advertising house, a theme that is for sale.
const COMMON: usize = 64;
/// Hexadecimal digits that are no number by chance.
const HEX_DIGITS: usize = 10;
/// Texts taken in the same order that are more than the same day's front page.
const IN_ORDER: usize = 3;
/// Texts of one outlet that are compared for their order.
const COMPARED: usize = 200;
/// Ties that weigh as much as this together join two outlets.
const JOINS: u32 = 4;

/// How much a tie weighs by the number of things shared. A template alone, or one false source, joins nobody.
fn weight(kind: TieKind, shared: usize) -> u32 {
    match (kind, shared) {
        (TieKind::HexId | TieKind::Owner | TieKind::Taken, _) => 4,
        (TieKind::FalseSource, 1) => 2,
        (TieKind::FalseSource, _) => 4,
        (TieKind::Template, _) => 2,
    }
}

/// The networks among some outlets, the largest first.
pub fn networks(outlets: &[OutletPages]) -> Vec<Network> {
    let mut shared: BTreeMap<(usize, usize, TieKind), BTreeSet<String>> = BTreeMap::new();
    for kind in [
        TieKind::HexId,
        TieKind::Owner,
        TieKind::FalseSource,
        TieKind::Template,
    ] {
        for (mark, holders) in holders(outlets, |outlet| marks(outlet, kind)) {
            each_pair(&holders, |a, b| {
                shared.entry((a, b, kind)).or_default().insert(mark.clone());
            });
        }
    }
    for ((a, b), texts) in taken_in_order(outlets) {
        shared.insert((a, b, TieKind::Taken), texts);
    }
    join(outlets, &shared)
}

fn marks(outlet: &OutletPages, kind: TieKind) -> BTreeSet<String> {
    let plain = |names: &[String]| {
        names
            .iter()
            .map(|name| name.trim().to_lowercase())
            .collect()
    };
    match kind {
        TieKind::HexId => outlet.urls.iter().filter_map(|url| hex_id(url)).collect(),
        TieKind::Owner => plain(&outlet.owners),
        TieKind::FalseSource => plain(&outlet.false_sources),
        TieKind::Template => plain(&outlet.templates),
        TieKind::Taken => outlet.taken.iter().cloned().collect(),
    }
}

/// The hexadecimal id that an address ends in. A number in decimal digits alone is none: house systems count alike.
fn hex_id(url: &str) -> Option<String> {
    let path = url.split(['?', '#']).next()?.trim_end_matches('/');
    let last = path.rsplit('/').next()?;
    let id = last.split('.').next()?.to_lowercase();
    let hex = id.len() >= HEX_DIGITS && id.bytes().all(|byte| byte.is_ascii_hexdigit());
    let mixed = id.bytes().any(|byte| byte.is_ascii_digit())
        && id.bytes().any(|byte| byte.is_ascii_alphabetic());
    (hex && mixed).then_some(id)
}

/// For each mark that several outlets have, but not very many: their numbers in order.
fn holders(
    outlets: &[OutletPages],
    marks: impl Fn(&OutletPages) -> BTreeSet<String>,
) -> BTreeMap<String, Vec<usize>> {
    let mut holders: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (n, outlet) in outlets.iter().enumerate() {
        for mark in marks(outlet).into_iter().filter(|mark| !mark.is_empty()) {
            holders.entry(mark).or_default().push(n);
        }
    }
    holders.retain(|_, holders| (2..=COMMON).contains(&holders.len()));
    holders
}

fn each_pair(numbers: &[usize], mut found: impl FnMut(usize, usize)) {
    for (n, &a) in numbers.iter().enumerate() {
        for &b in &numbers[n + 1..] {
            found(a, b);
        }
    }
}

/// Pairs of outlets that took the same texts in the same order, with those texts.
fn taken_in_order(outlets: &[OutletPages]) -> BTreeMap<(usize, usize), BTreeSet<String>> {
    let mut common: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for holders in holders(outlets, |outlet| marks(outlet, TieKind::Taken)).values() {
        each_pair(holders, |a, b| *common.entry((a, b)).or_default() += 1);
    }
    let enough = common.into_iter().filter(|&(_, count)| count >= IN_ORDER);
    let in_order = enough.filter_map(|((a, b), _)| {
        let texts = common_in_order(&outlets[a].taken, &outlets[b].taken);
        (texts.len() >= IN_ORDER).then_some(((a, b), texts))
    });
    in_order.collect()
}

/// The texts of one list that stand in the other in the same order: the longest rising run of their places.
fn common_in_order(one: &[String], other: &[String]) -> BTreeSet<String> {
    let places: HashMap<&str, usize> = other
        .iter()
        .take(COMPARED)
        .enumerate()
        .map(|(n, id)| (id.as_str(), n))
        .collect();
    let shared: Vec<(usize, &str)> = one
        .iter()
        .take(COMPARED)
        .filter_map(|id| places.get(id.as_str()).map(|&place| (place, id.as_str())))
        .collect();
    // For each text the longest run that ends with it, and the one before it in that run.
    let mut best: Vec<(usize, Option<usize>)> = Vec::with_capacity(shared.len());
    for (n, &(place, _)) in shared.iter().enumerate() {
        let before = (0..n).filter(|&m| shared[m].0 < place);
        let last = before.max_by_key(|&m| best[m].0);
        best.push((last.map_or(1, |m| best[m].0 + 1), last));
    }
    let mut at = (0..best.len()).max_by_key(|&n| best[n].0);
    let mut texts = BTreeSet::new();
    while let Some(n) = at {
        texts.insert(shared[n].1.to_owned());
        at = best[n].1;
    }
    texts
}

fn join(
    outlets: &[OutletPages],
    shared: &BTreeMap<(usize, usize, TieKind), BTreeSet<String>>,
) -> Vec<Network> {
    let mut weights: BTreeMap<(usize, usize), u32> = BTreeMap::new();
    for (&(a, b, kind), things) in shared {
        *weights.entry((a, b)).or_default() += weight(kind, things.len());
    }
    let mut group: Vec<usize> = (0..outlets.len()).collect();
    for (&(a, b), _) in weights.iter().filter(|&(_, &weight)| weight >= JOINS) {
        let (a, b) = (root(&mut group, a), root(&mut group, b));
        group[a.max(b)] = a.min(b);
    }
    let mut members: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for n in 0..outlets.len() {
        members.entry(root(&mut group, n)).or_default().push(n);
    }
    members.retain(|_, members| members.len() > 1);
    let mut ties: BTreeMap<usize, Vec<Tie>> = BTreeMap::new();
    for (&(a, b, kind), things) in shared {
        let of = root(&mut group, a);
        if of == root(&mut group, b) {
            let (one, other) = (outlets[a].domain.clone(), outlets[b].domain.clone());
            ties.entry(of).or_default().push(Tie {
                a: one.clone().min(other.clone()),
                b: one.max(other),
                kind,
                shared: things.iter().take(SHOWN).cloned().collect(),
            });
        }
    }
    let network = |(of, members): (usize, Vec<usize>)| {
        let mut domains: Vec<String> = members.iter().map(|&n| outlets[n].domain.clone()).collect();
        domains.sort();
        Network {
            outlets: domains,
            ties: ties.remove(&of).unwrap_or_default(),
        }
    };
    let mut networks: Vec<Network> = members.into_iter().map(network).collect();
    networks.sort_by(|x, y| (y.outlets.len(), &x.outlets).cmp(&(x.outlets.len(), &y.outlets)));
    networks
}

/// The first outlet of a group; paths are halved on the way.
fn root(group: &mut [usize], mut n: usize) -> usize {
    while group[n] != n {
        group[n] = group[group[n]];
        n = group[n];
    }
    n
}

#[cfg(test)]
mod tests {
    use super::*;

    fn strings(words: &[&str]) -> Vec<String> {
        words.iter().map(|&word| word.to_owned()).collect()
    }

    fn outlet(domain: &str) -> OutletPages {
        OutletPages {
            domain: domain.into(),
            ..OutletPages::default()
        }
    }

    #[test]
    fn the_same_hex_ids_tie_two_farms_and_a_newspaper_stays_out() {
        let farm = |domain: &str, ids: &[&str]| OutletPages {
            urls: ids
                .iter()
                .map(|id| format!("https://{domain}/html/{id}.html?x=1"))
                .collect(),
            ..outlet(domain)
        };
        let found = networks(&[
            farm("umber.example", &["0a1b2c3d4e5f", "ffee00112233"]),
            farm("vale.example", &["ffee00112233"]),
            farm("tarn-post.example", &["201711050123", "facade"]),
            farm("echo.example", &["201711050123", "facade"]),
        ]);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].outlets, ["umber.example", "vale.example"]);
        assert_eq!(found[0].ties[0].kind, TieKind::HexId);
        assert_eq!(found[0].ties[0].shared, ["ffee00112233"]);
    }

    #[test]
    fn a_template_alone_joins_nobody_and_with_a_false_source_it_does() {
        let site = |domain: &str, sources: &[&str]| OutletPages {
            templates: strings(&["date source category"]),
            false_sources: strings(sources),
            ..outlet(domain)
        };
        assert!(networks(&[site("a.example", &[]), site("b.example", &[])]).is_empty());
        let found = networks(&[
            site("a.example", &["Silver Birch Group"]),
            site("b.example", &["silver birch group "]),
        ]);
        let kinds: Vec<TieKind> = found[0].ties.iter().map(|tie| tie.kind).collect();
        assert_eq!(kinds, [TieKind::FalseSource, TieKind::Template]);
    }

    #[test]
    fn the_same_texts_count_only_in_the_same_order() {
        let taker = |domain: &str, taken: &[&str]| OutletPages {
            taken: strings(taken),
            ..outlet(domain)
        };
        let found = networks(&[
            taker("a.example", &["one", "x", "two", "three"]),
            taker("b.example", &["one", "two", "y", "three", "four"]),
            taker("c.example", &["four", "three", "two", "one"]),
        ]);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].outlets, ["a.example", "b.example"]);
        assert_eq!(found[0].ties[0].shared, ["one", "three", "two"]);
    }

    #[test]
    fn what_everybody_has_ties_nobody() {
        let sites: Vec<OutletPages> = (0..2000)
            .map(|n| OutletPages {
                owners: strings(&["ad house"]),
                taken: strings(&["one", "two", "three"]),
                ..outlet(&format!("s{n}.example"))
            })
            .collect();
        assert!(networks(&sites).is_empty());
        assert!(networks(&[]).is_empty());
    }
}
