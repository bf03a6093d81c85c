//! The store's own suite: what goes in comes out, versions and both sides of links are kept, lists page, searches
//! find, the queue loses and repeats nothing.

#![expect(clippy::unwrap_used, reason = "a test ends where something fails")]

mod accounts;
mod articles;
mod entries;
mod feeds;
mod listing;
mod queue;
mod search;
mod site_memory;

use dateline_core::model::{
    Article, Body, CopyLink, Direction, Document, Form, Origin, Outlet, RelationKind, Role,
    SectionGuess, Trace,
};
use dateline_store::{NewArticle, Store, now};
use tempfile::TempDir;

/// A store in a folder of its own, which goes with it.
struct Newsroom {
    store: Store,
    _folder: TempDir,
}

impl Newsroom {
    async fn open() -> Newsroom {
        let folder = TempDir::new().unwrap();
        Newsroom {
            store: Store::open(folder.path()).await.unwrap(),
            _folder: folder,
        }
    }

    async fn put(&self, piece: &Piece) -> i64 {
        let mut write = self.store.write().await.unwrap();
        let revision = piece.put(&mut write).await;
        write.commit().await.unwrap();
        revision
    }
}

/// An article as the line would make it.
#[derive(Debug, Clone)]
struct Piece {
    article: Article,
    copies: Vec<CopyLink>,
    origin: Option<&'static str>,
    role: Role,
    tampered: f64,
    section: Option<&'static str>,
    story: &'static str,
}

impl Piece {
    fn new(id: &str, headline: &str, text: &str) -> Piece {
        let article = Article {
            id: id.into(),
            url: Some(format!("https://courier.example/{id}")),
            headline: Some(headline.into()),
            text: text.into(),
            outlet: Outlet {
                name: Some("The Courier".into()),
                domain: Some("courier.example".into()),
            },
            language: Some("en".into()),
            confidence: 1.0,
            ..Article::default()
        };
        Piece {
            article,
            copies: Vec::new(),
            origin: None,
            role: Role::None,
            tampered: 0.0,
            section: None,
            story: "s",
        }
    }

    fn at(mut self, published_at: &str) -> Piece {
        self.article.published_at = Some(published_at.into());
        self
    }

    fn of(mut self, domain: &str, name: &str) -> Piece {
        self.article.outlet = Outlet {
            name: Some(name.into()),
            domain: Some(domain.into()),
        };
        self
    }

    fn copied_from(mut self, other: &'static str, cover: f64) -> Piece {
        self.origin = Some(other);
        self.copies.push(CopyLink {
            id: other.into(),
            url: None,
            relation: RelationKind::Copy,
            form: Form::Edited,
            direction: Direction::From,
            cover,
            cover_of_other: cover / 2.0,
            run_words: 40,
            delay_seconds: Some(60),
        });
        self
    }

    fn document(&self) -> Document {
        Document {
            id: Some(self.article.id.clone()),
            url: self.article.url.clone(),
            body: Body::Text(self.article.text.clone()),
            ..Document::default()
        }
    }

    fn trace(&self) -> Trace {
        Trace {
            id: self.article.id.clone(),
            article: self.article.clone(),
            origin: Origin {
                role: self.role,
                wire: (self.role == Role::RepublishedWire).then(|| "MPA".to_owned()),
                article: self.origin.map(str::to_owned),
                ..Origin::default()
            },
            copies: self.copies.clone(),
            tampered: self.tampered,
            ..Trace::default()
        }
    }

    async fn put(&self, write: &mut dateline_store::Write) -> i64 {
        let sections: Vec<SectionGuess> = self
            .section
            .iter()
            .map(|code| SectionGuess {
                code: (*code).into(),
                confidence: 0.9,
            })
            .collect();
        let new = NewArticle {
            document: &self.document(),
            article: &self.article,
            trace: &self.trace(),
            sections: &sections,
            story: self.story,

            copies: &[],
            summary: "",
            arrived_at: now(),
        };
        write.put_article(&new).await.unwrap().revision
    }
}
