// What the pages do beyond links and forms: the journal grows by itself, the catalog is searched while typing.

/** The server escapes; a parsed document runs nothing. */
const parsed = (html) => new DOMParser().parseFromString(html, "text/html");

const ROWS_KEPT = 200;

function liveJournal(panel) {
  const status = panel.querySelector("[data-live-status]");
  const pause = panel.querySelector("[data-live-pause]");
  const rows = document.querySelector("table tbody");
  const waiting = [];
  let paused = false;
  let added = 0;

  const say = () => {
    const news = added === 1 ? "1 new request" : `${added} new requests`;
    status.textContent = paused ? `Paused, ${waiting.length} waiting` : added === 0 ? "Live" : `Live, ${news}`;
  };
  const add = (html) => {
    const row = parsed(`<table><tbody>${html}</tbody></table>`).querySelector("tr");
    if (!row) return;
    row.classList.add("new");
    rows.prepend(row);
    while (rows.rows.length > ROWS_KEPT) rows.lastElementChild.remove();
    document.querySelector("[data-empty]")?.remove();
    added += 1;
  };

  const events = new EventSource(panel.dataset.liveJournal);
  events.addEventListener("message", ({ data }) => {
    if (paused) waiting.push(data);
    else add(data);
    say();
  });
  events.addEventListener("open", say);
  events.addEventListener("error", () => {
    status.textContent = "Waiting for the emulator";
  });
  pause.addEventListener("click", () => {
    paused = !paused;
    pause.setAttribute("aria-pressed", String(paused));
    if (!paused) for (const html of waiting.splice(0)) add(html);
    say();
  });
  panel.hidden = false;
  say();
}

const TYPING_PAUSE_MS = 150;

function liveSearch(form) {
  const id = form.dataset.liveSearch;
  let timer;
  let request;
  const search = async () => {
    request?.abort();
    request = new AbortController();
    const address = `${form.action}?${new URLSearchParams(new FormData(form))}`;
    try {
      const answer = await fetch(address, { signal: request.signal });
      const results = parsed(await answer.text()).getElementById(id);
      if (!answer.ok || !results) return;
      document.getElementById(id).replaceWith(results);
      history.replaceState(null, "", address);
    } catch (error) {
      if (error.name !== "AbortError") form.submit();
    }
  };
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(search, TYPING_PAUSE_MS);
  });
}

for (const panel of document.querySelectorAll("[data-live-journal]")) liveJournal(panel);
for (const form of document.querySelectorAll("[data-live-search]")) liveSearch(form);
