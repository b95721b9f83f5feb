// Choose the place of a note on the map: click, or move the pin with the arrow keys. Without script the list of places does.

import { movingMap } from "./drawing.js";

const STEP_LAT = 0.0002;
const STEP_LON = 0.0004;
const FAR = 5;
const ON_MAP = "kaart";
const KEYS = { ArrowUp: [0, 1], ArrowDown: [0, -1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };

const picker = document.querySelector("[data-picker]");
if (picker && window.L) begin(picker);

function begin(picker) {
  picker.hidden = false;
  const { map, bounds, words } = movingMap(picker.querySelector("[data-map]"));
  const choice = document.getElementById("id_landmark");
  const lon = document.getElementById("id_lon");
  const lat = document.getElementById("id_lat");
  const where = picker.querySelector("[data-where]");
  const places = [...picker.querySelectorAll("[data-landmarks] > li")].map((item) => ({
    name: item.textContent,
    spot: window.L.latLng(Number(item.dataset.lat), Number(item.dataset.lon)),
  }));
  const begun = lon.value && lat.value ? window.L.latLng(Number(lat.value), Number(lon.value)) : bounds.getCenter();
  const pin = pinAt(map, begun, words);

  const choose = (spot) => {
    const kept = snapped(within(spot, bounds));
    pin.setLatLng(kept);
    lon.value = kept.lng.toFixed(4);
    lat.value = kept.lat.toFixed(4);
    chosenOnMap(choice, words.sayChosen);
    const near = nearest(places, kept);
    where.textContent = near ? `${words.sayNear} ${near.name}.` : `${words.saySet}.`;
  };

  map.on("click", (event) => choose(event.latlng));
  pin.on("dragend", () => choose(pin.getLatLng()));
  pin.getElement().addEventListener("keydown", (event) => {
    const move = KEYS[event.key];
    if (!move) return;
    event.preventDefault();
    event.stopPropagation();
    const times = event.shiftKey ? FAR : 1;
    const at = pin.getLatLng();
    choose(window.L.latLng(at.lat + move[1] * STEP_LAT * times, at.lng + move[0] * STEP_LON * times));
    map.panInside(pin.getLatLng(), { padding: [40, 40], animate: false });
  });
  choice.addEventListener("change", () => {
    const place = places.find((one) => choice.value === one.name);
    if (place) pin.setLatLng(place.spot);
  });
}

function pinAt(map, spot, words) {
  const L = window.L;
  const drawing = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  drawing.setAttribute("viewBox", "0 0 40 52");
  const line = document.createElementNS("http://www.w3.org/2000/svg", "path");
  line.setAttribute("d", "M20 50C14 38 4 30 4 19a16 16 0 0 1 32 0c0 11-10 19-16 31z");
  const eye = document.createElementNS("http://www.w3.org/2000/svg", "circle");
  for (const [name, value] of [["cx", 20], ["cy", 19], ["r", 6]]) eye.setAttribute(name, value);
  drawing.append(line, eye);
  const icon = L.divIcon({ html: drawing, className: "map-pin", iconSize: [40, 52], iconAnchor: [20, 50] });
  const pin = L.marker(spot, { icon, draggable: true, autoPan: true }).addTo(map);
  pin.getElement().setAttribute("aria-label", words.sayPin);
  return pin;
}

function within(spot, bounds) {
  const inner = bounds.pad(-0.02);
  return window.L.latLng(
    Math.min(Math.max(spot.lat, inner.getSouth()), inner.getNorth()),
    Math.min(Math.max(spot.lng, inner.getWest()), inner.getEast()),
  );
}

// As grid.py does; the server rounds again.
function snapped(spot) {
  return window.L.latLng(Math.round(spot.lat / STEP_LAT) * STEP_LAT, Math.round(spot.lng / STEP_LON) * STEP_LON);
}

function chosenOnMap(choice, words) {
  let option = [...choice.options].find((one) => one.value === ON_MAP);
  if (!option) {
    option = new Option(words, ON_MAP);
    choice.add(option, 1);
  }
  choice.value = ON_MAP;
}

function nearest(places, spot) {
  return places.reduce((best, one) => (!best || one.spot.distanceTo(spot) < best.spot.distanceTo(spot) ? one : best), null);
}
