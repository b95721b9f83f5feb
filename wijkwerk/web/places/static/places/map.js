// The notes of an area on a map that moves: bring it nearer, click a mark to read its note.

import { apart, isNarrow, markOf, movingMap, namesOn } from "./drawing.js";

const MARK = isNarrow ? 27 : 36;
const CROWDED = 200;
const figure = document.querySelector("[data-map]");

if (figure && window.L) begin(figure);

async function begin(figure) {
  const { map, words } = movingMap(figure);
  try {
    const answer = await fetch(words.notes, { headers: { Accept: "application/geo+json" } });
    if (!answer.ok) throw new Error(String(answer.status));
    const { features } = await answer.json();
    showNotes(map, features, words);
  } catch {
    say(figure, words.sayGone);
  }
}

function showNotes(map, features, words) {
  const marks = new Map(features.map((feature) => [feature.properties.number, markFor(feature, words)]));
  for (const mark of marks.values()) mark.addTo(map);
  const settle = () => stepAside(map, [...marks.values()]);
  map.on("zoomend", settle);
  settle();
  for (const button of document.querySelectorAll("[data-show]")) {
    const mark = marks.get(Number(button.dataset.show));
    if (!mark) continue;
    button.hidden = false;
    button.addEventListener("click", () => {
      map.getContainer().scrollIntoView({ block: "nearest" });
      map.setView(mark.spot, Math.max(map.getZoom(), map.getMinZoom() + 1), { animate: false });
      mark.openPopup();
    });
  }
}

function markFor(feature, words) {
  const L = window.L;
  const note = feature.properties;
  const [lon, lat] = feature.geometry.coordinates;
  const icon = L.divIcon({
    html: markOf(note.kind, `${note.letter}${note.number}`),
    className: "map-mark",
    iconSize: [MARK, MARK],
  });
  // The list holds the same notes and is the way for keyboards; the marks would only be a second, longer way.
  const mark = L.marker([lat, lon], { icon, keyboard: false });
  mark.spot = L.latLng(lat, lon);
  mark.bindPopup(() => popupFor(note, words), { maxWidth: 260, closeOnEscapeKey: true });
  mark.on("popupopen", (event) => {
    const close = event.popup.getElement().querySelector(".leaflet-popup-close-button");
    close?.setAttribute("aria-label", words.sayClose);
  });
  return mark;
}

function popupFor(note, words) {
  const box = document.createElement("div");
  box.className = "map-note";
  const head = document.createElement("p");
  head.className = "map-note__head";
  head.textContent = `${words.sayNote} ${note.number} · ${note.kind_word} · ${note.theme_word}`;
  const text = document.createElement("p");
  text.dir = "auto";
  text.textContent = note.text;
  const link = document.createElement("a");
  const isHere = document.getElementById(`briefje-${note.number}`);
  link.href = isHere ? `#briefje-${note.number}` : note.url;
  link.textContent = words.sayList;
  box.append(head, text, link);
  return box;
}

function stepAside(map, marks) {
  if (marks.length > CROWDED) return;
  const places = apart(marks.map((mark) => map.latLngToLayerPoint(mark.spot)), MARK * 0.86, namesOn(map));
  marks.forEach((mark, index) => mark.setLatLng(map.layerPointToLatLng(window.L.point(places[index].x, places[index].y))));
}

function say(figure, sentence) {
  const line = document.createElement("p");
  line.setAttribute("role", "status");
  line.textContent = sentence;
  figure.after(line);
}
