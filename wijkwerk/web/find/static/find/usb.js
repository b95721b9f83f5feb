// Searching in the library on a stick: every word has to be there, a word in the title counts most.
(function () {
  const field = document.getElementById("q");
  const list = document.getElementById("gevonden");
  const told = document.getElementById("aantal");
  const MOST = 40;

  function plain(text) {
    return text.toLowerCase().normalize("NFKD").replace(/[\u0300-\u036f]/g, "");
  }

  const entries = window.LIBRARY.map((entry) => ({
    entry,
    title: plain(entry.title),
    rest: plain(`${entry.words} ${entry.summary}`),
  }));

  function weight(one, words) {
    let sum = 0;
    for (const word of words) {
      if (one.title.includes(word)) sum += 3;
      else if (one.rest.includes(word)) sum += 1;
      else return 0;
    }
    return sum;
  }

  function show() {
    const words = plain(field.value).split(/\s+/).filter((word) => word.length > 1);
    list.replaceChildren();
    told.textContent = "";
    if (!words.length) return;
    const found = entries
      .map((one) => ({ one, weight: weight(one, words) }))
      .filter((hit) => hit.weight)
      .sort((a, b) => b.weight - a.weight);
    told.textContent = found.length ? `${found.length} gevonden` : "Hiermee vonden we niets. Probeer een gewoner woord.";
    for (const { one } of found.slice(0, MOST)) {
      const item = document.createElement("li");
      const link = document.createElement("a");
      link.href = `stuk/${one.entry.id}.html`;
      link.textContent = one.entry.title;
      item.append(link, ` (${one.entry.kind}) ${one.entry.summary}`);
      list.append(item);
    }
  }

  document.getElementById("zoek").hidden = false;
  field.addEventListener("input", show);
})();
