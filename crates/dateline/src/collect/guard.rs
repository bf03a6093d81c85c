//! The guard: which addresses Dateline may connect to. Only http and https, only public addresses, unless the host or
//! network is on the allow list.
//!
//! The check is on the address that is connected to: names are resolved through [`Guard::resolve`], whose answer is
//! what the client uses, so a name can't resolve to one thing for the check and another for the connection. Addresses
//! written as numbers are checked in [`Guard::admit`], before each request and each redirect.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::{Arc, OnceLock};
use url::{Host, Url};

/// What may be connected to.
#[derive(Debug, Clone, Default)]
pub struct Guard {
    allowed: Arc<Vec<Allowed>>,
}

static COMMAND_LINE: OnceLock<Guard> = OnceLock::new();

/// Sets what `--allow-host` allows, once, before anything is fetched.
///
/// # Errors
/// As [`Guard::allowing`].
pub fn allow_on_command_line(entries: &[String]) -> anyhow::Result<()> {
    let guard = Guard::allowing(entries)?;
    COMMAND_LINE.get_or_init(|| guard);
    Ok(())
}

/// The guard that the command line asked for.
pub fn of_command_line() -> Guard {
    COMMAND_LINE.get().cloned().unwrap_or_default()
}

/// An entry of the allow list.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Allowed {
    /// A host by name or number, all its ports.
    Host(String),
    Network(IpAddr, u8),
}

/// Why an address is refused, in words.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    #[error("not an address: {0}")]
    NotAnAddress(String),
    #[error("{0}: addresses are not fetched, only http and https are")]
    Scheme(String),
    #[error("{0} is {1}, not on the public internet (see --allow-host)")]
    Private(String, &'static str),
    #[error("{0} is a reserved name and never fetched")]
    Reserved(String),
    #[error("{0} can't be found: {1}")]
    Unknown(String, String),
}

impl Guard {
    /// A guard that lets through what is public, and besides it these hosts, addresses and networks (`10.0.0.0/8`).
    ///
    /// # Errors
    /// Names the entry that is none of these.
    pub fn allowing(entries: &[String]) -> anyhow::Result<Guard> {
        let allowed = entries.iter().map(|entry| {
            let (address, length) = entry.split_once('/').unwrap_or((entry, ""));
            let address = address.trim_matches(['[', ']']).to_ascii_lowercase();
            let number = address.parse::<IpAddr>();
            match (number, length.parse::<u8>()) {
                (Ok(ip), Ok(bits)) if bits <= if ip.is_ipv4() { 32 } else { 128 } => {
                    Ok(Allowed::Network(ip, bits))
                }
                (Ok(ip), _) if length.is_empty() => {
                    Ok(Allowed::Network(ip, if ip.is_ipv4() { 32 } else { 128 }))
                }
                (Err(_), _) if length.is_empty() && Host::parse(&address).is_ok() => {
                    Ok(Allowed::Host(address))
                }
                _ => anyhow::bail!("{entry} is no host, address or network"),
            }
        });
        Ok(Guard {
            allowed: Arc::new(allowed.collect::<anyhow::Result<_>>()?),
        })
    }

    /// Checks an address before a request: its scheme, a host written as a number, and reserved names. Names are
    /// checked once more when they are resolved.
    ///
    /// # Errors
    /// Says why it is refused.
    pub fn admit(&self, url: &Url) -> Result<(), Refused> {
        if !matches!(url.scheme(), "http" | "https") {
            return Err(Refused::Scheme(url.scheme().to_owned()));
        }
        match url.host() {
            None => Err(Refused::NotAnAddress(url.to_string())),
            Some(Host::Ipv4(ip)) => self.admit_ip(IpAddr::V4(ip), &ip.to_string()),
            Some(Host::Ipv6(ip)) => self.admit_ip(IpAddr::V6(ip), &ip.to_string()),
            Some(Host::Domain(name)) if self.allows_host(name) => Ok(()),
            Some(Host::Domain(name)) if is_reserved_name(name) => {
                Err(Refused::Reserved(name.to_owned()))
            }
            Some(Host::Domain(_)) => Ok(()),
        }
    }

    /// The addresses of a name that may be connected to.
    ///
    /// # Errors
    /// When the name is unknown, or all its addresses are refused.
    pub async fn resolve(&self, name: &str) -> Result<Vec<SocketAddr>, Refused> {
        let found = tokio::net::lookup_host((name, 0)).await;
        let found = found.map_err(|e| Refused::Unknown(name.to_owned(), e.to_string()))?;
        self.screen(name, found)
    }

    /// Of the addresses that a name has, those that may be connected to. One that is not public damns them all: an
    /// honest name has none.
    fn screen(
        &self,
        name: &str,
        found: impl Iterator<Item = SocketAddr>,
    ) -> Result<Vec<SocketAddr>, Refused> {
        let found: Vec<SocketAddr> = found.collect();
        if found.is_empty() {
            return Err(Refused::Unknown(name.to_owned(), "no address".into()));
        }
        if !self.allows_host(name) {
            for address in &found {
                self.admit_ip(address.ip(), name)?;
            }
        }
        Ok(found)
    }

    fn admit_ip(&self, ip: IpAddr, shown: &str) -> Result<(), Refused> {
        match not_public(ip) {
            Some(_) if self.allows_ip(ip) => Ok(()),
            Some(why) => Err(Refused::Private(shown.to_owned(), why)),
            None => Ok(()),
        }
    }

    fn allows_host(&self, name: &str) -> bool {
        let name = name.trim_end_matches('.').to_ascii_lowercase();
        let same = |allowed: &Allowed| matches!(allowed, Allowed::Host(host) if *host == name);
        self.allowed.iter().any(same)
    }

    fn allows_ip(&self, ip: IpAddr) -> bool {
        self.allowed.iter().any(|allowed| match allowed {
            Allowed::Host(_) => false,
            Allowed::Network(network, bits) => in_network(ip, *network, *bits),
        })
    }
}

fn in_network(ip: IpAddr, network: IpAddr, bits: u8) -> bool {
    let bits = u32::from(bits);
    match (ip, network) {
        (IpAddr::V4(ip), IpAddr::V4(network)) => {
            let away = u32::from(ip) ^ u32::from(network);
            away.checked_shr(32 - bits).unwrap_or(0) == 0
        }
        (IpAddr::V6(ip), IpAddr::V6(network)) => {
            let away = u128::from(ip) ^ u128::from(network);
            away.checked_shr(128 - bits).unwrap_or(0) == 0
        }
        _ => false,
    }
}

/// Whether an address lies under a name that is reserved for examples and tests (RFC 2606, RFC 6761) or under none
/// at all.
pub fn is_reserved(url: &str) -> bool {
    let Ok(url) = Url::parse(url) else {
        return false;
    };
    url.host_str().is_some_and(is_reserved_name)
}

fn is_reserved_name(name: &str) -> bool {
    let name = name.trim_end_matches('.').to_ascii_lowercase();
    let top = name.rsplit('.').next().unwrap_or_default();
    matches!(top, "example" | "test" | "invalid")
}

/// Why an address isn't on the public internet, after the IANA special-purpose registries; `None` when it is. IPv6
/// forms that carry an IPv4 address are judged by it.
fn not_public(ip: IpAddr) -> Option<&'static str> {
    match ip {
        IpAddr::V4(ip) => not_public_v4(ip),
        IpAddr::V6(ip) => not_public_v6(ip),
    }
}

fn not_public_v4(ip: Ipv4Addr) -> Option<&'static str> {
    let [a, b, c, d] = ip.octets();
    Some(match (a, b, c) {
        (0, ..) => "this network",
        (10, ..) | (172, 16..=31, _) | (192, 168, _) => "a private address",
        (100, 64..=127, _) => "an address behind a carrier's translation",
        (127, ..) => "this machine",
        (169, 254, _) => "a link-local address",
        // Addresses that clouds answer on from inside, outside the link-local range.
        (168, 63, 129) if d == 16 => "a cloud's metadata address",
        (192, 0, 0) => "a protocol's own address",
        (192, 0, 2) | (198, 51, 100) | (203, 0, 113) => "an address for documentation",
        (192, 88, 99) => "a retired relay address",
        (198, 18..=19, _) => "an address for bench tests",
        (224..=239, ..) => "a multicast address",
        (240..=255, ..) => "a reserved address",
        _ => return None,
    })
}

fn not_public_v6(ip: Ipv6Addr) -> Option<&'static str> {
    let s = ip.segments();
    if ip.is_unspecified() {
        return Some("this network");
    }
    if ip.is_loopback() {
        return Some("this machine");
    }
    if let Some(inner) = carried_v4(s) {
        return not_public_v4(inner);
    }
    // ISATAP carries an address too, under a prefix that is judged for itself below.
    if let [_, _, _, _, 0 | 0x200, 0x5efe, high, low] = s
        && let Some(why) = not_public_v4(v4(high, low))
    {
        return Some(why);
    }
    match s[0] {
        0xfe80..=0xfebf => Some("a link-local address"),
        0xfec0..=0xfeff => Some("a site-local address"),
        0xfc00..=0xfdff => Some("a private address"),
        0xff00..=0xffff => Some("a multicast address"),
        0x2001 if s[1] == 0x0db8 => Some("an address for documentation"),
        0x3fff if s[1] < 0x1000 => Some("an address for documentation"),
        0x2001 if s[1] < 0x0200 => Some("a protocol's own address"),
        0x5f00 => Some("a segment routing address"),
        0x2000..=0x3fff => None,
        _ => Some("a reserved address"),
    }
}

/// The IPv4 address that an IPv6 one stands for: mapped, compatible, translated, 6to4. Locally translated ones
/// (64:ff9b:1::/48) and Teredo have no public meaning and are refused as they are.
fn carried_v4(s: [u16; 8]) -> Option<Ipv4Addr> {
    match s {
        [0, 0, 0, 0, 0, 0 | 0xffff, high, low] => Some(v4(high, low)),
        [0, 0, 0, 0, 0xffff, 0, high, low] => Some(v4(high, low)),
        [0x64, 0xff9b, 0, 0, 0, 0, high, low] => Some(v4(high, low)),
        [0x2002, high, low, ..] => Some(v4(high, low)),
        _ => None,
    }
}

fn v4(high: u16, low: u16) -> Ipv4Addr {
    Ipv4Addr::from(u32::from(high) << 16 | u32::from(low))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(url: &str) -> bool {
        match Url::parse(url) {
            Ok(url) => Guard::default().admit(&url).is_err(),
            Err(_) => true,
        }
    }

    /// Each is this machine, a neighbour, or no place at all, in some disguise.
    const DISGUISES: &[&str] = &[
        "http://127.0.0.1/",
        "http://127.0.0.1:8007/",
        "http://127.1/",
        "http://127.0.1/",
        "http://127.255.255.254/",
        "http://2130706433/",
        "http://0x7f000001/",
        "http://0x7f.0.0.1/",
        "http://0x7f.1/",
        "http://017700000001/",
        "http://0177.0.0.1/",
        "http://0177.1/",
        "http://127.0.0.1./",
        "http://user@127.0.0.1/",
        "http://public.example.com@127.0.0.1/",
        "http://public.example.com:80@127.0.0.1/",
        "http://127.0.0.1#@public.com/",
        "http://127.0.0.1\\@public.com/",
        "http:\\\\127.0.0.1\\",
        "http:127.0.0.1/",
        "http:///127.0.0.1/",
        "http://127\u{3002}0\u{3002}0\u{3002}1/",
        "http://\u{ff11}\u{ff12}\u{ff17}.0.0.1/",
        "http://\u{2460}\u{2461}\u{2466}.0.0.1/",
        "http://%31%32%37.0.0.1/",
        "http://127.0.0.1%2f/",
        "http://0/",
        "http://0.0.0.0/",
        "http://0x0/",
        "http://00/",
        "http://0.1.2.3/",
        "http://10.0.0.1/",
        "http://10.255.255.255/",
        "http://167772161/",
        "http://0xa000001/",
        "http://012.0.0.1/",
        "http://172.16.0.1/",
        "http://172.31.255.255/",
        "http://0xac100001/",
        "http://192.168.0.1/",
        "http://192.168.1/",
        "http://3232235521/",
        "http://0300.0250.0.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://169.254.1.1/",
        "http://2852039166/",
        "http://0xa9fea9fe/",
        "http://0251.0376.0251.0376/",
        "http://168.63.129.16/",
        "http://100.64.0.1/",
        "http://100.100.100.200/",
        "http://100.127.255.255/",
        "http://192.0.0.192/",
        "http://192.0.2.1/",
        "http://198.18.0.1/",
        "http://198.51.100.7/",
        "http://203.0.113.9/",
        "http://192.88.99.1/",
        "http://224.0.0.1/",
        "http://239.255.255.250/",
        "http://240.0.0.1/",
        "http://255.255.255.255/",
        "http://4294967295/",
        "http://[::]/",
        "http://[::1]/",
        "http://[0:0:0:0:0:0:0:1]/",
        "http://[0000:0000:0000:0000:0000:0000:0000:0001]/",
        "http://[::127.0.0.1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://[::ffff:7f00:1]/",
        "http://[::ffff:169.254.169.254]/",
        "http://[::ffff:a9fe:a9fe]/",
        "http://[::ffff:10.0.0.1]/",
        "http://[::ffff:0:127.0.0.1]/",
        "http://[64:ff9b::127.0.0.1]/",
        "http://[64:ff9b::a9fe:a9fe]/",
        "http://[64:ff9b:1::10.0.0.1]/",
        "http://[2002:7f00:1::]/",
        "http://[2002:a9fe:a9fe::1]/",
        "http://[2002:c0a8:1::]/",
        "http://[2001:0:4136:e378:8000:63bf:80ff:fffe]/",
        "http://[2001:db8::1]/",
        "http://[3fff:1::1]/",
        "http://[2001:10::1]/",
        "http://[fe80::1]/",
        "http://[febf::1]/",
        "http://[fec0::1]/",
        "http://[fc00::1]/",
        "http://[fd00:ec2::254]/",
        "http://[fdff::1]/",
        "http://[ff02::1]/",
        "http://[ff0e::1]/",
        "http://[100::1]/",
        "http://[5f00::1]/",
        "http://[4000::1]/",
        "http://[2606:4700:0:0:0:5efe:192.168.0.1]/",
        "http://[fe80::5efe:10.0.0.1]/",
        "http://[fe80::5efe:8.8.8.8]/",
        "http://[64:ff9b:1::8.8.8.8]/",
        "http://[::1%25eth0]/",
        "file:///etc/passwd",
        "ftp://public.com/",
        "gopher://127.0.0.1:6379/_INFO",
        "data:text/html,hello",
        "javascript:alert(1)",
        "unix:/var/run/docker.sock",
        "http+unix://%2fvar%2frun%2fdocker.sock/",
        "ws://public.com/",
        "http://merrowpress.example/",
        "http://MERROWPRESS.EXAMPLE./",
        "https://anything.test/",
        "https://nothing.invalid/",
    ];

    #[test]
    fn no_disguise_gets_through() {
        assert!(DISGUISES.len() >= 80, "{}", DISGUISES.len());
        for disguise in DISGUISES {
            assert!(refused(disguise), "{disguise}");
        }
    }

    #[test]
    fn what_is_public_gets_through() {
        for url in [
            "http://public.com/",
            "https://public.com:8443/feed.xml",
            "http://1.1.1.1/",
            "http://172.15.0.1/",
            "http://172.32.0.1/",
            "http://100.63.0.1/",
            "http://100.128.0.1/",
            "http://192.167.1.1/",
            "http://223.255.255.255/",
            "http://[2606:4700:4700::1111]/",
            "http://[2001:4860:4860::8888]/",
            "http://[::ffff:8.8.8.8]/",
            "http://[64:ff9b::808:808]/",
            "http://[2002:808:808::1]/",
            "http://127.0.0.1.public.com/",
        ] {
            assert!(!refused(url), "{url}");
        }
    }

    #[test]
    fn names_are_judged_by_every_address_they_have() {
        let guard = Guard::default();
        let screen = |list: &[&str]| {
            let addresses: Vec<SocketAddr> = list.iter().map(|a| a.parse().unwrap()).collect();
            guard.screen("rebind.com", addresses.into_iter())
        };
        assert!(screen(&["1.1.1.1:0", "[2606:4700:4700::1111]:0"]).is_ok());
        for list in [
            &["127.0.0.1:0"][..],
            &["1.1.1.1:0", "127.0.0.1:0"],
            &["10.1.2.3:0", "1.1.1.1:0"],
            &["[::ffff:192.168.1.1]:0"],
            &["[fd00::1]:0"],
            &[],
        ] {
            assert!(screen(list).is_err(), "{list:?}");
        }
    }

    #[test]
    fn the_allow_list_opens_what_it_names_and_no_more() {
        let list = ["127.0.0.1", "10.1.0.0/16", "desk.test", "fd00::/8"].map(str::to_owned);
        let guard = Guard::allowing(&list).unwrap();
        let admits = |url: &str| guard.admit(&Url::parse(url).unwrap()).is_ok();
        for url in [
            "http://127.0.0.1:80/",
            "http://10.1.255.1/",
            "http://desk.test/",
            "http://[fd12::1]/",
        ] {
            assert!(admits(url), "{url}");
        }
        for url in [
            "http://127.0.0.2/",
            "http://10.2.0.1/",
            "http://other.test/",
            "http://[::1]/",
            "http://[::ffff:127.0.0.1]/",
            "ftp://127.0.0.1/",
        ] {
            assert!(!admits(url), "{url}");
        }
        for wrong in ["10.0.0.0/33", "a b", "", "10.0.0.0/x"] {
            assert!(Guard::allowing(&[wrong.to_owned()]).is_err(), "{wrong}");
        }
    }
}
