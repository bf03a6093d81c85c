//! `dateline serve`: the site, API, workers and scheduler in one process.

use super::ingest::told;
use crate::cli;
use crate::collect::fetch::Fetcher;
use crate::collect::{Collector, guard, poll, work};
use crate::desk::{AGENCIES_FILE, Desk, Intake};
use crate::exit::Outcome;
use crate::input::{self, Feeds, Input, Origin};
use crate::publish::{self, Readers};
use anyhow::Context;
use std::collections::BTreeSet;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinSet;

/// How often the desk looks for what other processes wrote.
const REFRESH: Duration = Duration::from_secs(3);
/// How long a stop waits for answers and jobs under way.
const GRACE: Duration = Duration::from_secs(8);

pub fn run(args: &cli::Serve) -> anyhow::Result<Outcome> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    let outcome = runtime.block_on(serve(args));
    // An input that waits for its source (standard input) must not hold up the end.
    runtime.shutdown_background();
    outcome
}

async fn serve(args: &cli::Serve) -> anyhow::Result<Outcome> {
    let asked_to_stop = asked_to_stop()?;
    tokio::pin!(asked_to_stop);
    let data = data_folder(args)?;
    let listener = TcpListener::bind(&args.listen)
        .await
        .with_context(|| format!("can't listen on {}", args.listen))?;
    let address = listener.local_addr()?;
    install_agencies(&args.inputs, &data)?;
    let desk = Arc::new(Desk::open(&data).await?);
    let fetcher = Fetcher::new(
        guard::of_command_line(),
        Duration::from_millis(args.host_pause),
        Duration::from_millis(args.patience),
    )?;

    let readers = match args.private {
        true => Readers::Accounts,
        false => Readers::Everybody,
    };
    let (stop, stopped) = watch::channel(false);
    let mut tasks = JoinSet::new();
    let collector = Collector::new(Arc::clone(&desk), fetcher)
        .telling(args.webhook.clone())
        .reached_by(args.public_url.clone());
    let collector = Arc::new(collector);
    let router = publish::router(Arc::clone(&collector), readers);
    let mut end = stopped.clone();
    tasks.spawn(async move {
        let until = async move {
            let _ = end.wait_for(|stop| *stop).await;
        };
        let router = router.into_make_service_with_connect_info::<SocketAddr>();
        axum::serve(listener, router)
            .with_graceful_shutdown(until)
            .await
            .context("the site broke off")
    });

    let loading = tokio::spawn(load(Arc::clone(&desk), args.inputs.clone()));
    tokio::select! {
        loaded = loading => loaded.context("loading broke off")??,
        () = &mut asked_to_stop => return end_all(&desk, &stop, tasks).await,
    }
    println!("Dateline is on http://{address}/");
    tasks.spawn(poll::run(Arc::clone(&collector), stopped.clone()));
    tasks.spawn(work::run(collector, stopped.clone()));
    tasks.spawn(refresh(Arc::clone(&desk), stopped));
    tokio::select! {
        () = &mut asked_to_stop => {}
        // None of them ends by itself.
        Some(ended) = tasks.join_next() => ended.context("a task broke off")??,
    }
    end_all(&desk, &stop, tasks).await
}

async fn end_all(
    desk: &Desk,
    stop: &watch::Sender<bool>,
    mut tasks: JoinSet<anyhow::Result<()>>,
) -> anyhow::Result<Outcome> {
    stop.send_replace(true);
    let all = async { while tasks.join_next().await.is_some() {} };
    if tokio::time::timeout(GRACE, all).await.is_err() {
        eprintln!("dateline: some work was still under way and will be taken up again");
    }
    let _ = tokio::time::timeout(GRACE, desk.store.close()).await;
    Ok(Outcome::Done)
}

/// The data folder that the arguments name.
fn data_folder(args: &cli::Serve) -> anyhow::Result<PathBuf> {
    let Some(url) = &args.database else {
        return Ok(args.data.clone());
    };
    let Some(path) = url.strip_prefix("sqlite:") else {
        let scheme = url.split(':').next().unwrap_or_default();
        anyhow::bail!(
            "--database {scheme}: this version keeps its store in SQLite (sqlite:FOLDER) only"
        );
    };
    let path = Path::new(path.strip_prefix("//").unwrap_or(path));
    // The store's own file stands for its folder.
    Ok(match path.file_name() {
        Some(name) if name == "dateline.sqlite" => path.parent().unwrap_or(path).to_owned(),
        _ => path.to_owned(),
    })
}

/// Takes over the agencies that an input folder brings, when the data folder has none of its own.
fn install_agencies(inputs: &[String], data: &Path) -> anyhow::Result<()> {
    let own = data.join(AGENCIES_FILE);
    for folder in inputs.iter().map(Path::new) {
        let brought = folder.join(AGENCIES_FILE);
        if !brought.is_file() || own.exists() {
            continue;
        }
        std::fs::create_dir_all(data).with_context(|| format!("data folder {}", data.display()))?;
        std::fs::copy(&brought, &own)
            .with_context(|| format!("{} to {}", brought.display(), own.display()))?;
        eprintln!(
            "dateline: agencies of {} installed in {}",
            brought.display(),
            data.display()
        );
    }
    Ok(())
}

/// Takes the inputs in, and says what it couldn't read.
async fn load(desk: Arc<Desk>, names: Vec<String>) -> anyhow::Result<()> {
    let mut all = Intake::default();
    for name in &names {
        let folder = Path::new(name).is_dir();
        let prompt = name == "-";
        let inputs = input::read(std::slice::from_ref(name), Feeds::Entries);
        let mut skipped = Skipped {
            folder,
            ..Skipped::default()
        };
        let inputs = inputs.filter(move |input| skipped.keep(input));
        let mut listed = 0;
        let intake = desk
            .take_in(inputs, prompt, |input, taken| {
                match &taken.error {
                    Some(_) if input.origin == Origin::Listed => listed += 1,
                    Some(error) => eprintln!("dateline: {}: {error}", input.name),
                    None => {}
                }
                Ok(())
            })
            .await?;
        if listed > 0 {
            eprintln!(
                "dateline: {name}: {listed} addresses of feeds are under reserved names, never fetched"
            );
        }
        if intake.unopened > 0 {
            anyhow::bail!("{name} can't be read");
        }
        all = all.and(intake);
    }
    if !names.is_empty() {
        eprintln!("dateline: {}", told(all));
    }
    Ok(())
}

/// What a served folder holds beside pages, feeds and archives; each file is named once.
#[derive(Debug, Default)]
struct Skipped {
    folder: bool,
    named: BTreeSet<String>,
}

impl Skipped {
    fn keep(&mut self, input: &Input) -> bool {
        if !self.folder || input.origin == Origin::Unopened {
            return true;
        }
        let (file, reason) = match (&input.origin, &input.error) {
            (Origin::Row, _) => {
                let file = input
                    .name
                    .rsplit_once(" line ")
                    .map_or(input.name.as_str(), |(file, _)| file);
                (file, "JSON lines, no page, feed or archive")
            }
            (Origin::Body, Some(reason)) => (input.name.as_str(), reason.as_str()),
            _ => return true,
        };
        let installed = Path::new(file)
            .file_name()
            .is_some_and(|n| n == AGENCIES_FILE);
        if !installed && self.named.insert(file.to_owned()) {
            eprintln!("dateline: skipped {file}: {reason}");
        }
        false
    }
}

async fn refresh(desk: Arc<Desk>, mut stopped: watch::Receiver<bool>) -> anyhow::Result<()> {
    loop {
        tokio::select! {
            _ = stopped.wait_for(|stop| *stop) => return Ok(()),
            () = tokio::time::sleep(REFRESH) => {}
        }
        if let Err(error) = desk.refresh().await {
            eprintln!("dateline: looking for news of other processes: {error:#}");
        }
    }
}

/// Ends when the process is asked to stop. It listens from the call on: a signal that comes before anyone waits is kept.
fn asked_to_stop() -> std::io::Result<impl Future<Output = ()>> {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let mut interrupted = signal(SignalKind::interrupt())?;
        let mut terminated = signal(SignalKind::terminate())?;
        Ok(async move {
            tokio::select! {
                _ = interrupted.recv() => {}
                _ = terminated.recv() => {}
            }
        })
    }
    #[cfg(not(unix))]
    Ok(async {
        let _ = tokio::signal::ctrl_c().await;
    })
}
