//! `dateline doctor`: does the store hold together? Says what it checked, repairs what is derived, and names what it
//! can't repair.

use super::runtime::block_on;
use crate::cli;
use crate::desk::Desk;
use crate::exit::Outcome;
use dateline_store::{Filter, Store, now};
use std::path::Path;

/// Less room than this on the disk is a fault: the next day's news may not fit.
const LEAST_FREE_BYTES: u64 = 512 << 20;
/// A clock may be this far behind the newest arrival, in seconds.
const CLOCK_SLACK_SECONDS: i64 = 300;

pub fn run(args: &cli::Doctor) -> anyhow::Result<Outcome> {
    block_on(async {
        let store = Store::open_existing(&args.data.data).await?;
        let mut report = Report::default();
        if check_file(&store, &mut report).await? {
            check_search(&store, &mut report).await?;
            check_links(&store, &mut report).await?;
            check_traces(&args.data.data, &store, &mut report).await?;
            check_queue(&store, &mut report).await?;
            check_clock(&store, &mut report).await?;
        }
        check_disk(&args.data.data, &mut report);
        store.close().await;
        Ok(report.outcome())
    })
}

/// What was found, told as it is found.
#[derive(Debug, Default)]
struct Report {
    repaired: usize,
    faults: usize,
}

impl Report {
    fn sound(&self, what: &str, detail: &str) {
        println!("ok        {what}: {detail}");
    }

    fn repaired(&mut self, what: &str, detail: &str) {
        self.repaired += 1;
        println!("repaired  {what}: {detail}");
    }

    fn fault(&mut self, what: &str, detail: &str) {
        self.faults += 1;
        println!("fault     {what}: {detail}");
    }

    fn outcome(&self) -> Outcome {
        Outcome::of_failures(self.repaired + self.faults)
    }
}

/// False when the file is so broken that looking further would only repeat it.
async fn check_file(store: &Store, report: &mut Report) -> anyhow::Result<bool> {
    let faults = store.check().await?;
    for fault in &faults {
        report.fault("file", fault);
    }
    if faults.is_empty() {
        let articles = store.count(&Filter::default()).await?;
        report.sound("file", &format!("sound, {articles} articles"));
    }
    Ok(faults.is_empty())
}

async fn check_search(store: &Store, report: &mut Report) -> anyhow::Result<()> {
    let mut write = store.write().await?;
    let gaps = write.search_gaps().await?;
    if gaps == 0 {
        report.sound("search", "every article is in the index");
        return Ok(());
    }
    let articles = write.rebuild_search().await?;
    write.commit().await?;
    report.repaired(
        "search",
        &format!("{gaps} articles differed, index made anew over {articles}"),
    );
    Ok(())
}

async fn check_links(store: &Store, report: &mut Report) -> anyhow::Result<()> {
    let faults = store.link_faults().await?;
    if faults.dangling + faults.one_sided == 0 {
        report.sound("links", "each is seen from both sides");
        return Ok(());
    }
    let mut write = store.write().await?;
    let links = write.rebuild_links().await?;
    write.commit().await?;
    let what = format!(
        "{} pointed nowhere, {} were seen from one side; {links} made anew from the traces",
        faults.dangling, faults.one_sided
    );
    report.repaired("links", &what);
    Ok(())
}

async fn check_traces(folder: &Path, store: &Store, report: &mut Report) -> anyhow::Result<()> {
    let lost = store.lost_origins().await?;
    if lost.is_empty() {
        report.sound("traces", "every origin is there");
        return Ok(());
    }
    let desk = Desk::open(folder).await?;
    desk.retrace(&lost).await?;
    desk.store.close().await;
    report.repaired(
        "traces",
        &format!(
            "{} named an origin that isn't there, traced again",
            lost.len()
        ),
    );
    Ok(())
}

async fn check_queue(store: &Store, report: &mut Report) -> anyhow::Result<()> {
    let count = store.queue_count().await?;
    let detail = format!(
        "{} waiting, {} running, {} given up",
        count.waiting, count.leased, count.dead
    );
    report.sound("queue", &detail);
    Ok(())
}

async fn check_clock(store: &Store, report: &mut Report) -> anyhow::Result<()> {
    let ahead = store.newest_arrival().await?.map_or(0, |at| at - now());
    if ahead > CLOCK_SLACK_SECONDS {
        report.fault(
            "clock",
            &format!("stands {ahead} s before the newest arrival"),
        );
    } else {
        report.sound("clock", "after the newest arrival");
    }
    Ok(())
}

#[cfg(unix)]
fn check_disk(folder: &Path, report: &mut Report) {
    match rustix::fs::statvfs(folder) {
        Ok(disk) => {
            let free = disk.f_bavail.saturating_mul(disk.f_frsize);
            let shown = format!("{} MiB free", free >> 20);
            if free < LEAST_FREE_BYTES {
                report.fault("disk", &shown);
            } else {
                report.sound("disk", &shown);
            }
        }
        Err(error) => report.fault("disk", &error.to_string()),
    }
}

#[cfg(not(unix))]
fn check_disk(_folder: &Path, _report: &mut Report) {}
