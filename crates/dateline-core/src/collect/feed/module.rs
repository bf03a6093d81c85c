//! Elements of modules: Media RSS, GeoRSS and GML, Podlove chapters.

use super::fields::{Fields, Value};
use super::names::Role;
use super::reader::{Attributes, Reader};

impl Reader<'_> {
    pub(super) fn open_module(&mut self, role: Role, attributes: &Attributes) {
        match role {
            Role::MediaContent => {
                let fields = attributes.fields();
                self.context().list_mut("media_content").push(fields.into());
            }
            Role::MediaThumbnail => {
                let fields = attributes.fields();
                self.context()
                    .list_mut("media_thumbnail")
                    .push(fields.into());
                self.push("url", false);
            }
            Role::MediaCredit => {
                let fields = attributes.fields();
                self.context().list_mut("media_credit").push(fields.into());
                self.push("media_credit", false);
            }
            Role::MediaPlayer => {
                let fields = attributes.fields();
                self.context().set("media_player", fields);
                self.push("media_player", false);
            }
            Role::Media(name) => {
                let mut fields = Fields::new();
                for (key, value) in &attributes.0 {
                    let key = if key == "url" && name == "media_license" {
                        "href"
                    } else {
                        key.as_str()
                    };
                    fields.set(key.to_owned(), value.as_str());
                }
                if !fields.is_empty() {
                    self.context().set(name, fields);
                }
                self.push(name, false);
            }
            Role::GmlPoint => self.place("Point", attributes),
            Role::GmlLine => self.place("LineString", attributes),
            Role::GmlPolygon => self.place("Polygon", attributes),
            Role::Chapters => {
                // The first list counts.
                if !self.context().contains("psc_chapters") {
                    let version = attributes.get("version").map(str::to_owned);
                    let chapters = self.context().fields_mut("psc_chapters");
                    chapters.list_mut("chapters");
                    if let Some(version) = version {
                        chapters.set("version", version);
                    }
                    self.in_chapters = true;
                }
            }
            Role::Chapter if self.in_chapters => {
                let mut chapter = attributes.fields();
                if let Some(start) = attributes.get("start").and_then(seconds) {
                    chapter.set("start_parsed", start);
                }
                let chapters = self.context().fields_mut("psc_chapters");
                chapters.list_mut("chapters").push(chapter.into());
            }
            Role::Chapter => {}
            Role::GeoLat => self.push("geo_lat", false),
            Role::GeoLong => self.push("geo_long", false),
            Role::GmlPositions => self.push("pos", false),
            _ => {
                self.place("", attributes);
                self.push("where", false);
            }
        }
    }

    pub(super) fn finish_module(&mut self, role: Role) {
        let text = self.take().unwrap_or_default();
        match role {
            Role::MediaThumbnail => self.add_to_last("media_thumbnail", "url", &text),
            Role::MediaCredit => self.add_to_last("media_credit", "content", &text),
            Role::MediaPlayer if !text.is_empty() => {
                self.context()
                    .fields_mut("media_player")
                    .set("content", text);
            }
            Role::Media("media_restriction") if !text.is_empty() => {
                let countries = text
                    .split_whitespace()
                    .map(|c| Value::Text(c.to_lowercase()));
                let countries: Vec<Value> = countries.collect();
                self.context()
                    .fields_mut("media_restriction")
                    .set("content", countries);
            }
            Role::Media(name) if !text.is_empty() => {
                self.context().fields_mut(name).set("content", text);
            }
            Role::Chapters => self.in_chapters = false,
            Role::GeoLat => self.coordinate(1, &text),
            Role::GeoLong => self.coordinate(0, &text),
            Role::GeoPoint => self.located("Point", positions(&text, true).and_then(first)),
            Role::GeoLine => self.located(
                "LineString",
                positions(&text, true).and_then(|p| line(&p, 2)),
            ),
            Role::GeoPolygon => {
                let ring = positions(&text, true).and_then(|p| line(&p, 4));
                self.located("Polygon", ring.map(|ring| Value::List(vec![ring])));
            }
            Role::GeoBox => self.located("Box", positions(&text, true).and_then(|p| line(&p, 2))),
            Role::GmlPositions => self.gml(&text),
            _ => {}
        }
    }

    fn add_to_last(&mut self, list: &'static str, key: &'static str, text: &str) {
        if text.is_empty() {
            return;
        }
        if let Some(last) = self
            .context()
            .list_mut(list)
            .last_mut()
            .and_then(Value::as_fields_mut)
        {
            last.set_new(key, text);
        }
    }

    /// A place begins; what is known of it comes inside.
    fn place(&mut self, kind: &str, attributes: &Attributes) {
        let latitude_first = attributes.get("srsname").is_none_or(latitude_first);
        let place = self.context().fields_mut("where");
        if !kind.is_empty() {
            place.set("type", kind);
            place.set("swapped", latitude_first);
        }
    }

    fn located(&mut self, kind: &str, coordinates: Option<Value>) {
        let context = self.context();
        let Some(coordinates) = coordinates else {
            context.remove("where");
            return;
        };
        let place = context.fields_mut("where");
        place.set("type", kind);
        place.set("coordinates", coordinates);
    }

    fn gml(&mut self, text: &str) {
        let place = self.context().fields_mut("where");
        let swap = !matches!(place.remove("swapped"), Some(Value::Bool(false)));
        let positions = positions(text, swap);
        let coordinates = match place.text("type") {
            Some("Point") => positions.and_then(first),
            Some("LineString") => positions.and_then(|p| line(&p, 2)),
            Some("Polygon") => positions
                .and_then(|p| line(&p, 4))
                .map(|ring| Value::List(vec![ring])),
            _ => None,
        };
        match coordinates {
            Some(coordinates) => place.set("coordinates", coordinates),
            None => {
                self.context().remove("where");
            }
        }
    }

    /// `geo:lat` and `geo:long` make a point when both have come.
    fn coordinate(&mut self, at: usize, text: &str) {
        let Ok(number) = text.trim().parse::<f64>() else {
            return;
        };
        let place = self.context().fields_mut("where");
        place.set("type", "Point");
        let coordinates = place.list_mut("coordinates");
        if coordinates.is_empty() {
            coordinates.extend([Value::Real(0.0), Value::Real(0.0)]);
        }
        coordinates[at] = Value::Real(number);
    }
}

/// Reference systems whose axes are latitude, longitude. Only CRS84 is known to be the other way round.
fn latitude_first(system: &str) -> bool {
    !system.to_ascii_uppercase().contains("CRS84")
}

/// Pairs of longitude and latitude.
fn positions(text: &str, swap: bool) -> Option<Vec<(f64, f64)>> {
    let numbers: Result<Vec<f64>, _> = text
        .replace(',', " ")
        .split_whitespace()
        .map(str::parse)
        .collect();
    let numbers = numbers.ok()?;
    let pairs = numbers.chunks_exact(2).map(|pair| match swap {
        true => (pair[1], pair[0]),
        false => (pair[0], pair[1]),
    });
    let pairs: Vec<_> = pairs.collect();
    (!pairs.is_empty()).then_some(pairs)
}

fn pair((x, y): (f64, f64)) -> Value {
    Value::List(vec![Value::Real(x), Value::Real(y)])
}

#[expect(
    clippy::needless_pass_by_value,
    reason = "the shape that and_then asks for"
)]
fn first(positions: Vec<(f64, f64)>) -> Option<Value> {
    positions.first().copied().map(pair)
}

fn line(positions: &[(f64, f64)], least: usize) -> Option<Value> {
    (positions.len() >= least).then(|| {
        positions
            .iter()
            .copied()
            .map(pair)
            .collect::<Vec<_>>()
            .into()
    })
}

/// `HH:MM:SS.mmm`, `MM:SS` or seconds.
fn seconds(text: &str) -> Option<f64> {
    let parts: Result<Vec<f64>, _> = text.trim().split(':').map(str::parse::<f64>).collect();
    let parts = parts.ok()?;
    (parts.len() <= 3).then(|| parts.iter().fold(0.0, |sum, part| sum * 60.0 + part))
}
