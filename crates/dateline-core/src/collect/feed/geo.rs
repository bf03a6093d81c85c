//! Places: GeoRSS simple and GML, `geo:lat` and `geo:long`, as GeoJSON has them (longitude first).

use super::fields::Value;
use super::names::Role;
use super::reader::{Attributes, Reader};

/// How the positions of a GML element are written.
#[derive(Debug, Clone, Copy)]
pub(super) struct Frame {
    kind: &'static str,
    latitude_first: bool,
    /// Numbers in a position.
    dimensions: usize,
}

impl Reader<'_> {
    pub(super) fn open_place(&mut self, role: Role, attributes: &Attributes) {
        let kind = match role {
            Role::GmlPoint => "Point",
            Role::GmlLine => "LineString",
            Role::GmlPolygon => "Polygon",
            Role::GmlPositions => return self.push("pos", false),
            Role::GeoLat => return self.push("geo_lat", false),
            Role::GeoLong => return self.push("geo_long", false),
            _ => {
                self.frame = Frame::of("", attributes);
                return self.push("where", false);
            }
        };
        self.frame = Frame::of(kind, attributes);
        if let Some(system) = attributes.get("srsname") {
            self.context().fields_mut("where").set("srsName", system);
        }
        self.push_silent();
    }

    pub(super) fn finish_place(&mut self, role: Role) {
        let Some(text) = self.take() else { return };
        let kind = match role {
            Role::GeoPoint => "Point",
            Role::GeoLine => "LineString",
            Role::GeoPolygon => "Polygon",
            Role::GeoBox => "Box",
            Role::GmlPositions => self.frame.kind,
            Role::GeoLat => return self.coordinate(1, &text),
            Role::GeoLong => return self.coordinate(0, &text),
            _ => return,
        };
        let positions = positions(&text, self.frame).unwrap_or_default();
        let coordinates = match (kind, positions.len()) {
            ("Point", 1..) => positions.into_iter().next(),
            ("LineString" | "Box", 2..) => Some(Value::List(positions)),
            ("Polygon", 4..) => Some(Value::List(vec![Value::List(positions)])),
            _ => None,
        };
        let Some(coordinates) = coordinates else {
            return;
        };
        let place = self.context().fields_mut("where");
        place.set("type", kind);
        place.set("coordinates", coordinates);
    }

    /// `geo:lat` and `geo:long` make a point when both have come.
    fn coordinate(&mut self, at: usize, text: &str) {
        let Ok(number) = text.trim().parse::<f64>() else {
            return;
        };
        let place = self.context().fields_mut("where");
        place.set("type", "Point");
        let coordinates = place.list_mut("coordinates");
        coordinates.resize(2.max(coordinates.len()), Value::Real(0.0));
        coordinates[at] = Value::Real(number);
    }
}

impl Default for Frame {
    fn default() -> Self {
        Frame {
            kind: "",
            latitude_first: true,
            dimensions: 2,
        }
    }
}

impl Frame {
    fn of(kind: &'static str, attributes: &Attributes) -> Frame {
        let dimensions = attributes
            .get("srsdimension")
            .and_then(|d| d.trim().parse().ok());
        Frame {
            kind,
            latitude_first: attributes.get("srsname").is_none_or(is_latitude_first),
            dimensions: dimensions.filter(|d| (2..=4).contains(d)).unwrap_or(2),
        }
    }
}

/// Geographic systems of EPSG put the latitude first; projected ones, and CRS84, are written east, north.
fn is_latitude_first(system: &str) -> bool {
    if system.to_ascii_uppercase().contains("CRS84") {
        return false;
    }
    let code = system
        .rsplit(|c: char| !c.is_ascii_digit())
        .next()
        .unwrap_or_default();
    matches!(
        code.parse::<u32>(),
        Ok(3819 | 3821 | 3824 | 3889 | 3906 | 4001..=4999)
    )
}

/// Positions, longitude first.
fn positions(text: &str, frame: Frame) -> Option<Vec<Value>> {
    let text = text.replace(',', " ");
    let numbers: Result<Vec<f64>, _> = text.split_whitespace().map(str::parse).collect();
    let numbers = numbers.ok()?;
    let positions = numbers.chunks_exact(frame.dimensions).map(|position| {
        let mut position = position.to_vec();
        if frame.latitude_first {
            position.swap(0, 1);
        }
        Value::List(position.into_iter().map(Value::Real).collect())
    });
    Some(positions.collect())
}
