//! What a feed or an entry says, under feedparser's names: an ordered map, since a feed may say anything.

use serde::ser::{Serialize, SerializeMap, Serializer};
use std::borrow::Cow;

/// One value.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// A text.
    Text(String),
    /// Yes or no.
    Bool(bool),
    /// A whole number.
    Whole(i64),
    /// Any other number.
    Real(f64),
    /// Values in order.
    List(Vec<Value>),
    /// Names with values of their own.
    Fields(Fields),
}

/// Names in one map; more are dropped. No feed says as much, and looking a name up is a walk.
const MAX_NAMES: usize = 500;

/// Names and values in the order they were found. What is unknown is not there.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Fields(Vec<(Cow<'static, str>, Value)>);

impl Fields {
    /// A map of nothing.
    pub fn new() -> Fields {
        Fields::default()
    }

    /// The value of a name.
    pub fn get(&self, name: &str) -> Option<&Value> {
        let found = self.0.iter().find(|(key, _)| key == name);
        found.map(|(_, value)| value)
    }

    /// Whether the name is there.
    pub fn contains(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    /// Whether no name is there.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Names and values in the order they were found.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.0.iter().map(|(key, value)| (key.as_ref(), value))
    }

    /// The text under a name; `None` for other values too.
    pub fn text(&self, name: &str) -> Option<&str> {
        match self.get(name)? {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The list under a name; empty when there is none.
    pub fn list(&self, name: &str) -> &[Value] {
        match self.get(name) {
            Some(Value::List(list)) => list,
            _ => &[],
        }
    }

    /// The map under a name.
    pub fn fields(&self, name: &str) -> Option<&Fields> {
        self.get(name)?.as_fields()
    }

    /// Sets a name, in the place where it stood before if it did.
    pub fn set(&mut self, name: impl Into<Cow<'static, str>>, value: impl Into<Value>) {
        let name = name.into();
        let value = value.into();
        let full = self.0.len() >= MAX_NAMES;
        match self.0.iter_mut().find(|(key, _)| *key == name) {
            Some((_, old)) => *old = value,
            None if full => {}
            None => self.0.push((name, value)),
        }
    }

    /// Sets what is not set yet.
    pub fn set_new(&mut self, name: impl Into<Cow<'static, str>>, value: impl Into<Value>) {
        let name = name.into();
        if self.0.len() < MAX_NAMES && !self.contains(&name) {
            self.0.push((name, value.into()));
        }
    }

    /// Takes a name out and gives its value.
    pub fn remove(&mut self, name: &str) -> Option<Value> {
        let at = self.0.iter().position(|(key, _)| key == name)?;
        Some(self.0.remove(at).1)
    }

    /// The list under a name, made when it isn't there. Another value gives way.
    pub fn list_mut(&mut self, name: &'static str) -> &mut Vec<Value> {
        let at = self.slot(
            name,
            || Value::List(Vec::new()),
            |v| matches!(v, Value::List(_)),
        );
        match &mut self.0[at].1 {
            Value::List(list) => list,
            _ => unreachable!("slot() has just made it a list"),
        }
    }

    /// The map under a name, made when it isn't there. Another value gives way.
    pub fn fields_mut(&mut self, name: &'static str) -> &mut Fields {
        let fresh = || Value::Fields(Fields::new());
        let at = self.slot(name, fresh, |v| matches!(v, Value::Fields(_)));
        match &mut self.0[at].1 {
            Value::Fields(fields) => fields,
            _ => unreachable!("slot() has just made it a map"),
        }
    }

    fn slot(
        &mut self,
        name: &'static str,
        fresh: fn() -> Value,
        fits: fn(&Value) -> bool,
    ) -> usize {
        let at = match self.0.iter().position(|(key, _)| key == name) {
            Some(at) => at,
            None => {
                self.0.push((name.into(), fresh()));
                self.0.len() - 1
            }
        };
        if !fits(&self.0[at].1) {
            self.0[at].1 = fresh();
        }
        at
    }
}

impl Value {
    /// The map that this value is.
    pub fn as_fields(&self) -> Option<&Fields> {
        match self {
            Value::Fields(fields) => Some(fields),
            _ => None,
        }
    }

    /// The same, to be changed.
    pub fn as_fields_mut(&mut self) -> Option<&mut Fields> {
        match self {
            Value::Fields(fields) => Some(fields),
            _ => None,
        }
    }

    /// The text that this value is.
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Value::Text(text)
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Value::Text(text.to_owned())
    }
}

impl From<bool> for Value {
    fn from(value: bool) -> Self {
        Value::Bool(value)
    }
}

impl From<i64> for Value {
    fn from(value: i64) -> Self {
        Value::Whole(value)
    }
}

impl From<f64> for Value {
    fn from(value: f64) -> Self {
        Value::Real(value)
    }
}

impl From<Fields> for Value {
    fn from(fields: Fields) -> Self {
        Value::Fields(fields)
    }
}

impl From<Vec<Value>> for Value {
    fn from(list: Vec<Value>) -> Self {
        Value::List(list)
    }
}

impl Serialize for Value {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Value::Text(text) => serializer.serialize_str(text),
            Value::Bool(value) => serializer.serialize_bool(*value),
            Value::Whole(value) => serializer.serialize_i64(*value),
            Value::Real(value) => serializer.serialize_f64(*value),
            Value::List(list) => list.serialize(serializer),
            Value::Fields(fields) => fields.serialize(serializer),
        }
    }
}

impl Serialize for Fields {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (name, value) in &self.0 {
            map.serialize_entry(name, value)?;
        }
        map.end()
    }
}
