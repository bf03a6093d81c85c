//! Killed at any moment: what was said to be stored is there after a restart, nothing is there twice, and taking the
//! same input again comes to the same articles, traces and stories as an undisturbed run.

use super::fiction::{Dice, as_lines, rows};
use super::state::{assert_same, state};
use super::{Place, program, run, strings};
use std::io::{BufRead, BufReader};
use std::process::{Child, Stdio};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

const KILLS: usize = 24;
const ROWS: usize = 420;

/// A seed to print and, by `DATELINE_TEST_SEED`, to repeat.
fn seed() -> u64 {
    let given = std::env::var("DATELINE_TEST_SEED").ok();
    let seed = given.and_then(|seed| seed.parse().ok()).unwrap_or_else(|| {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
        now.as_secs()
    });
    println!("DATELINE_TEST_SEED={seed}");
    seed
}

/// Starts a run, lets it go on for a while, kills it (SIGKILL) and returns what it had said. `None` when it was
/// through before.
fn kill_after(mut child: Child, wait: Duration) -> (bool, Vec<String>) {
    let out = child.stdout.take().unwrap();
    let listening = std::thread::spawn(move || {
        let lines = BufReader::new(out).lines();
        lines.map_while(Result::ok).collect::<Vec<String>>()
    });
    let end = Instant::now() + wait;
    let mut through = false;
    while Instant::now() < end && !through {
        through = child.try_wait().unwrap().is_some();
        std::thread::sleep(Duration::from_millis(1));
    }
    let _ = child.kill();
    child.wait().unwrap();
    (!through, listening.join().unwrap())
}

/// The ids that a run said it had stored. The last line may be cut by the kill.
fn stored(lines: &[String]) -> Vec<String> {
    let read = lines
        .iter()
        .filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok());
    let taken: Vec<_> = read
        .filter(|line| line["state"] == "stored" || line["state"] == "unchanged")
        .collect();
    strings(&taken, "id")
}

#[test]
fn what_was_said_to_be_stored_is_there_after_any_end() {
    let seed = seed();
    let mut dice = Dice::new(seed);
    let place = Place::new();
    let input = place.write("news.jsonl", as_lines(&rows(seed, ROWS)));
    let calm = place.text("calm");
    let started = Instant::now();
    run(["ingest", &input, "--data", &calm]).expect(1);
    let whole = started.elapsed();
    let undisturbed = state(place.at("calm").as_ref());
    assert!(undisturbed.len() > ROWS / 2);
    // Two folders find the same of the shortest shared runs when they hash words alike.
    let key = std::fs::read(place.at("calm/index.key")).unwrap();

    let (mut kills, mut round, mut landed) = (0, 0, 0);
    while kills < KILLS {
        let data = place.text(&format!("data{round}"));
        let path = place.at(&format!("data{round}"));
        place.write(&format!("data{round}/index.key"), &key);
        let mut promised: Vec<String> = Vec::new();
        loop {
            let part = u32::try_from(dice.below(1000)).unwrap();
            let wait = whole * part / 1000;
            let mut command = program();
            // Every third is a server that loads it.
            if dice.below(3) == 0 {
                command.args(["serve", &input, "--data", &data, "--listen", "127.0.0.1:0"]);
            } else {
                command.args(["ingest", &input, "--data", &data]);
            }
            let child = command
                .stdout(Stdio::piped())
                .stderr(Stdio::null())
                .spawn()
                .unwrap();
            let (killed, lines) = kill_after(child, wait);
            promised.extend(stored(&lines));
            let here = state(&path);
            for id in &promised {
                assert!(
                    here.contains_key(id),
                    "{id} was said to be stored, kill {kills}"
                );
            }
            if !killed {
                break;
            }
            kills += 1;
            landed += usize::from(!here.is_empty() && here.len() < undisturbed.len());
            if kills % 8 == 0 {
                break;
            }
        }
        run(["ingest", &input, "--data", &data]).expect(1);
        assert_same(&undisturbed, &state(&path), "after kills and a whole run");
        run(["doctor", "--data", &data]).expect(0);
        round += 1;
    }
    println!("{kills} kills, {landed} of them half way, in {round} rounds");
}

#[test]
fn the_same_input_again_changes_nothing() {
    let place = Place::new();
    let input = place.write("news.jsonl", as_lines(&rows(7, 150)));
    run(["ingest", &input, "--data", &place.data()]).expect(1);
    let before = state(place.at("data").as_ref());
    let again = run(["ingest", &input, "--data", &place.data()]).expect(1);
    assert!(again.lines().iter().all(|line| line["state"] != "stored"));
    assert_same(&before, &state(place.at("data").as_ref()), "taken twice");
}
