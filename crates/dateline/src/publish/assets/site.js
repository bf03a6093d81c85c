// Additions only: every page works without this. Keys j, k, o, / and ?, and the place in an article kept.
"use strict";
(() => {
  const typing = (el) => el && (el.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(el.tagName));
  const items = () => [...document.querySelectorAll("[data-item]")].filter((el) => el.offsetParent !== null);

  const step = (by) => {
    const all = items();
    if (!all.length) return;
    const at = all.indexOf(document.activeElement);
    const to = at < 0 ? (by > 0 ? 0 : all.length - 1) : Math.min(Math.max(at + by, 0), all.length - 1);
    all[to].focus();
    all[to].scrollIntoView({ block: "center" });
  };

  const help = () => {
    let box = document.querySelector("dialog.keys");
    if (!box) {
      box = document.createElement("dialog");
      box.className = "keys";
      const keys = [["j", "next headline"], ["k", "last headline"], ["o", "open it"], ["v", "original page"], ["/", "search"], ["?", "this list"], ["Esc", "close"]];
      for (const [key, what] of keys) {
        const line = document.createElement("div");
        const kbd = document.createElement("kbd");
        kbd.textContent = key;
        line.append(kbd, " " + what);
        box.append(line);
      }
      document.body.append(box);
    }
    box.open ? box.close() : box.showModal();
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    const act = {
      j: () => step(1),
      k: () => step(-1),
      o: () => document.activeElement.matches("[data-item]") && document.activeElement.click(),
      v: () => { const out = document.querySelector("a.out"); if (out) out.click(); },
      "/": () => (document.getElementById("query") || document.getElementById("q")).focus(),
      "?": help,
    }[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });

  const text = document.getElementById("text");
  if (text && text.tagName === "DIV" && !location.hash) {
    const key = "at:" + location.pathname;
    try {
      const kept = sessionStorage.getItem(key);
      if (kept) scrollTo({ top: Number(kept), behavior: "instant" });
      addEventListener("pagehide", () => sessionStorage.setItem(key, String(Math.round(scrollY))));
    } catch { /* storage is off: nothing is kept */ }
  }
})();
