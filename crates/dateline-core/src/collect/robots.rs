//! robots.txt by RFC 9309: groups by product token, the longest rule wins, `allow` wins ties. Beyond the RFC, what
//! crawlers take from sloppy files: missing colons, common misspellings, `index.html` for its folder.

/// Bytes of a file that are read; the RFC asks for at least 500 KiB.
const MAX_BYTES: usize = 512 << 10;
/// Bytes of a line that are read.
const MAX_LINE: usize = 16 << 10;

/// The rules of one site.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Robots {
    groups: Vec<Group>,
    /// Sitemaps that the file names.
    pub sitemaps: Vec<String>,
}

#[derive(Debug, Clone, Default, PartialEq)]
struct Group {
    /// Product tokens in small letters; `*` for everybody.
    agents: Vec<String>,
    rules: Vec<Rule>,
    crawl_delay: Option<f64>,
}

#[derive(Debug, Clone, PartialEq)]
struct Rule {
    allow: bool,
    pattern: String,
}

enum Line {
    Agent(String),
    Rule(Rule),
    CrawlDelay(f64),
    Sitemap(String),
}

impl Robots {
    /// Reads a file; anything can be read.
    pub fn parse(bytes: &[u8]) -> Robots {
        let bytes = &bytes[..bytes.len().min(MAX_BYTES)];
        let text = String::from_utf8_lossy(bytes);
        let mut robots = Robots::default();
        let mut group = Group::default();
        let mut ruled = false;
        for line in text.trim_start_matches('\u{feff}').split(['\n', '\r']) {
            match read_line(line) {
                Some(Line::Agent(agent)) => {
                    if ruled {
                        robots.groups.push(std::mem::take(&mut group));
                        ruled = false;
                    }
                    group.agents.push(agent);
                }
                Some(Line::Rule(rule)) => {
                    ruled = true;
                    group.rules.push(rule);
                }
                Some(Line::CrawlDelay(seconds)) => {
                    group.crawl_delay = Some(seconds);
                }
                Some(Line::Sitemap(url)) => robots.sitemaps.push(url),
                None => {}
            }
        }
        robots.groups.push(group);
        robots
    }

    /// Whether this agent may fetch this address. `agent` is a product token or a whole User-Agent.
    pub fn allows(&self, agent: &str, url: &str) -> bool {
        let path = path_of(url);
        let mut best: Option<(usize, bool)> = None;
        for rule in self.groups_for(agent).flat_map(|group| &group.rules) {
            let Some(length) = rule.matches(&path) else {
                continue;
            };
            let nearer = best.is_none_or(|(known, allow)| {
                length > known || (length == known && rule.allow && !allow)
            });
            if nearer {
                best = Some((length, rule.allow));
            }
        }
        best.is_none_or(|(_, allow)| allow)
    }

    /// Seconds that the site asks this agent to wait between visits.
    pub fn crawl_delay(&self, agent: &str) -> Option<f64> {
        self.groups_for(agent).find_map(|group| group.crawl_delay)
    }

    /// The groups that name the agent, merged; those for everybody where none does.
    fn groups_for(&self, agent: &str) -> impl Iterator<Item = &Group> {
        let token = product_token(agent);
        let wanted = match self
            .groups
            .iter()
            .any(|group| group.agents.contains(&token))
        {
            true if !token.is_empty() => token,
            _ => "*".to_owned(),
        };
        self.groups
            .iter()
            .filter(move |group| group.agents.contains(&wanted))
    }
}

impl Rule {
    /// Length of the pattern when it matches.
    fn matches(&self, path: &str) -> Option<usize> {
        let pattern = self.pattern.as_str();
        if pattern.is_empty() {
            return None;
        }
        // "/folder/index.html" speaks of "/folder/", too.
        let index = pattern
            .rfind('/')
            .filter(|at| self.allow && pattern[at + 1..].starts_with("index.htm"));
        let folder = index.is_some_and(|at| path == &pattern[..=at]);
        (folder || fits(pattern, path)).then_some(pattern.len())
    }
}

/// Whether a pattern with `*` and a final `$` fits the start of a path.
fn fits(pattern: &str, path: &str) -> bool {
    let (pattern, anchored) = match pattern.strip_suffix('$') {
        Some(pattern) => (pattern, true),
        None => (pattern, false),
    };
    let mut pieces = pattern.split('*');
    let first = pieces.next().unwrap_or_default();
    let Some(mut rest) = path.strip_prefix(first) else {
        return false;
    };
    let pieces: Vec<&str> = pieces.collect();
    let Some((last, between)) = pieces.split_last() else {
        return !anchored || rest.is_empty();
    };
    for piece in between {
        match rest.find(piece) {
            Some(at) => rest = &rest[at + piece.len()..],
            None => return false,
        }
    }
    if anchored {
        rest.ends_with(last)
    } else {
        rest.contains(last)
    }
}

fn read_line(line: &str) -> Option<Line> {
    let mut end = line.len().min(MAX_LINE);
    while !line.is_char_boundary(end) {
        end -= 1;
    }
    let line = line[..end].split('#').next().unwrap_or_default().trim();
    let (key, value) = match line.split_once(':') {
        Some(pair) => pair,
        None => line
            .split_once(char::is_whitespace)
            .filter(|(_, value)| !value.trim().contains(char::is_whitespace))?,
    };
    let value = value.trim();
    match key.trim().to_ascii_lowercase().as_str() {
        "user-agent" | "useragent" | "user agent" => {
            Some(Line::Agent(if value == "*" || value.starts_with("* ") {
                "*".to_owned()
            } else {
                product_token(value)
            }))
        }
        "allow" => Some(rule(true, value)),
        "disallow" | "dissallow" | "dissalow" | "disalow" | "diasllow" | "disallaw" => {
            Some(rule(false, value))
        }
        "crawl-delay" => {
            let seconds = value.parse::<f64>().ok()?;
            (seconds.is_finite() && seconds >= 0.0).then_some(Line::CrawlDelay(seconds))
        }
        "sitemap" | "site-map" => Some(Line::Sitemap(value.to_owned())),
        _ => None,
    }
}

fn rule(allow: bool, value: &str) -> Line {
    Line::Rule(Rule {
        allow,
        pattern: escaped(value),
    })
}

/// The opening letters, `-` and `_` of an agent's name, small.
fn product_token(agent: &str) -> String {
    let end = agent
        .bytes()
        .position(|b| !(b.is_ascii_alphabetic() || matches!(b, b'-' | b'_')));
    agent[..end.unwrap_or(agent.len())].to_ascii_lowercase()
}

/// Percent-encodes what isn't ASCII and writes escapes in capitals.
fn escaped(text: &str) -> String {
    use std::fmt::Write;
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            0x80.. => {
                let _ = write!(out, "%{byte:02X}");
            }
            byte => out.push(char::from(byte)),
        }
    }
    capital_escapes(&out)
}

fn capital_escapes(text: &str) -> String {
    let mut pieces = text.split('%');
    let mut out = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        out.push('%');
        match piece
            .get(..2)
            .filter(|hex| hex.bytes().all(|b| b.is_ascii_hexdigit()))
        {
            Some(hex) => {
                out.push_str(&hex.to_ascii_uppercase());
                out.push_str(&piece[2..]);
            }
            None => out.push_str(piece),
        }
    }
    out
}

/// Path and query of an address, never empty.
fn path_of(url: &str) -> String {
    let url = url.split('#').next().unwrap_or_default();
    let after = match url.split_once("://") {
        Some((_, rest)) => rest.find(['/', '?', ';']).map_or("", |at| &rest[at..]),
        None => url
            .strip_prefix("//")
            .map_or(url, |rest| rest.find('/').map_or("", |at| &rest[at..])),
    };
    let path = capital_escapes(after);
    if path.starts_with('/') {
        path
    } else {
        format!("/{path}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_and_lengths() {
        let robots = Robots::parse(
            b"User-agent: *\nDisallow: /\n\nUser-agent: Lune-Bot/2.0\nUser-agent: other\nCrawl-delay: 2.5\n\
            Disallow: /private\nAllow: /private/open\nDisallow: /*.pdf$\nSitemap: https://lune.example/map.xml\n\
            User-agent: lune-bot\nDisallow: /more\n",
        );
        let may =
            |agent: &str, path: &str| robots.allows(agent, &format!("https://lune.example{path}"));
        assert!(!may("Stranger", "/"));
        assert!(may("LUNE-BOT", "/"));
        assert!(!may("lune-bot/2.1 (+https://x.example)", "/private/x"));
        assert!(may("lune-bot", "/private/open/x"));
        assert!(!may("lune-bot", "/a/b.pdf"));
        assert!(may("lune-bot", "/a/b.pdf?x"));
        assert!(!may("lune-bot", "/more"));
        assert!(may("other", "/more"));
        assert_eq!(robots.crawl_delay("lune-bot"), Some(2.5));
        assert_eq!(robots.sitemaps, ["https://lune.example/map.xml"]);
    }

    #[test]
    fn escapes_are_equal() {
        let robots = Robots::parse("user-agent: *\ndisallow: /käse%2fx\n".as_bytes());
        assert!(!robots.allows("a", "https://lune.example/k%c3%a4se%2Fx"));
        assert!(robots.allows("a", "https://lune.example/other"));
    }

    #[test]
    fn anything_can_be_read() {
        assert!(Robots::parse(b"<html>\xff\0").allows("a", "https://lune.example/"));
        assert!(Robots::parse(b"").allows("", ""));
        let hostile = format!("user-agent: *\ndisallow: /{}\n", "*a".repeat(5000));
        let path = format!("https://lune.example/{}", "a".repeat(4000));
        assert!(Robots::parse(hostile.as_bytes()).allows("a", &path));
    }
}
