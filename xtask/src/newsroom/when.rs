//! Times as the sample outlets print them, from one full form: `2026-11-04T18:40:00+01:00`.

use anyhow::{Context, Result, bail};

/// An instant with the zone of the newsroom that printed it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct When {
    pub year: i32,
    pub month: u8,
    pub day: u8,
    pub hour: u8,
    pub minute: u8,
    pub second: u8,
    /// Minutes east of UTC.
    pub offset: i32,
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const WEEKDAYS: [&str; 7] = [
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
];

impl When {
    /// Reads `YYYY-MM-DDThh:mm:ss±hh:mm`.
    pub fn parse(text: &str) -> Result<When> {
        if text.len() != 25 || !text.is_ascii() {
            bail!("`{text}` is not YYYY-MM-DDThh:mm:ss±hh:mm");
        }
        let number = |from: usize, to: usize| -> Result<u8> {
            text[from..to]
                .parse()
                .with_context(|| format!("`{text}` has no number at {from}"))
        };
        let sign = if &text[19..20] == "-" { -1 } else { 1 };
        Ok(When {
            year: text[0..4]
                .parse()
                .with_context(|| format!("`{text}` has no year"))?,
            month: number(5, 7)?.clamp(1, 12),
            day: number(8, 10)?,
            hour: number(11, 13)?,
            minute: number(14, 16)?,
            second: number(17, 19)?,
            offset: sign * (i32::from(number(20, 22)?) * 60 + i32::from(number(23, 25)?)),
        })
    }

    pub fn month_name(&self) -> &'static str {
        MONTHS[usize::from(self.month - 1) % 12]
    }

    pub fn weekday_name(&self) -> &'static str {
        let days = self.days();
        // 1970-01-01 was a Thursday.
        let index = usize::try_from((days + 3).rem_euclid(7)).unwrap_or(0);
        WEEKDAYS[index]
    }

    /// Days since 1970-01-01 (Howard Hinnant's `days_from_civil`).
    fn days(&self) -> i64 {
        let year = i64::from(self.year) - i64::from(self.month <= 2);
        let era = year.div_euclid(400);
        let of_era = year.rem_euclid(400);
        let shifted = (i64::from(self.month) + 9) % 12;
        let of_year = (153 * shifted + 2) / 5 + i64::from(self.day) - 1;
        era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
    }

    /// Seconds since 1970, for sorting.
    pub fn instant(&self) -> i64 {
        let clock = i64::from(self.hour) * 3600 + i64::from(self.minute) * 60;
        self.days() * 86_400 + clock + i64::from(self.second) - i64::from(self.offset) * 60
    }

    pub fn date(&self) -> String {
        format!("{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }

    /// Date and time without a zone.
    pub fn local(&self) -> String {
        format!("{}T{}", self.date(), self.clock())
    }

    pub fn clock(&self) -> String {
        format!("{:02}:{:02}:{:02}", self.hour, self.minute, self.second)
    }

    /// `18:40`.
    pub fn hhmm(&self) -> String {
        format!("{:02}:{:02}", self.hour, self.minute)
    }

    /// `6:40 p.m.`
    pub fn twelve(&self) -> String {
        let half = if self.hour < 12 { "a.m." } else { "p.m." };
        let hour = if self.hour.is_multiple_of(12) {
            12
        } else {
            self.hour % 12
        };
        format!("{hour}:{:02} {half}", self.minute)
    }

    fn zone(&self) -> (char, i32, i32) {
        let sign = if self.offset < 0 { '-' } else { '+' };
        (sign, self.offset.abs() / 60, self.offset.abs() % 60)
    }

    /// RFC 3339.
    pub fn full(&self) -> String {
        let (sign, hours, minutes) = self.zone();
        format!("{}{sign}{hours:02}:{minutes:02}", self.local())
    }

    /// The form of RSS dates.
    pub fn rfc822(&self) -> String {
        let (sign, hours, minutes) = self.zone();
        format!(
            "{}, {:02} {} {} {} {sign}{hours:02}{minutes:02}",
            &self.weekday_name()[..3],
            self.day,
            &self.month_name()[..3],
            self.year,
            self.clock()
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prints_what_it_read() {
        let when = When::parse("2026-11-04T18:40:00+01:00").unwrap();
        assert_eq!(when.full(), "2026-11-04T18:40:00+01:00");
        assert_eq!(when.rfc822(), "Wed, 04 Nov 2026 18:40:00 +0100");
        assert_eq!(when.twelve(), "6:40 p.m.");
        assert_eq!(when.instant(), 1_793_814_000);
        assert!(When::parse("2026-11-04").is_err());
    }
}
