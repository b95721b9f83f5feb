// Turns the drawing that stands in the page into a map that moves. The drawing itself stays, for paper.

const MOST = 19;
export const isNarrow = matchMedia("(max-width: 600px)").matches;
// On a small screen the buttons stand below the drawing, so that they hide no notes.
const ROOM_FOR_BUTTONS = isNarrow ? 60 : 0;

export function movingMap(figure) {
  const L = window.L;
  const box = figure.querySelector("[data-moving]");
  const [west, south, east, north] = box.dataset.bounds.split(",").map(Number);
  const bounds = L.latLngBounds([south, west], [north, east]);
  const [, , width, height] = figure.querySelector("[data-drawing]").getAttribute("viewBox").split(" ").map(Number);
  box.hidden = false;
  box.style.blockSize = `${Math.round((box.clientWidth * height) / width) + ROOM_FOR_BUTTONS}px`;
  figure.classList.add("map--moves");
  const isCalm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const map = L.map(box, {
    attributionControl: false,
    zoomControl: false,
    scrollWheelZoom: false,
    zoomSnap: 0,
    zoomDelta: 0.75,
    maxZoom: MOST,
    maxBounds: bounds.pad(0.4),
    maxBoundsViscosity: 1,
    zoomAnimation: !isCalm,
    fadeAnimation: false,
    markerZoomAnimation: !isCalm,
  });
  L.control.zoom({ position: "bottomright", zoomInTitle: box.dataset.sayNearer, zoomOutTitle: box.dataset.sayFurther }).addTo(map);
  addGround(map, figure, bounds);
  map.fitBounds(bounds, { animate: false, paddingBottomRight: [0, ROOM_FOR_BUTTONS] });
  map.setMinZoom(map.getZoom());
  dragOnlyWhenNearer(map);
  return { map, bounds, words: box.dataset };
}

function addGround(map, figure, bounds) {
  const L = window.L;
  const { tiles, credit } = figure.querySelector("[data-moving]").dataset;
  if (tiles) {
    L.tileLayer(tiles, { maxZoom: MOST }).addTo(map);
    const credits = L.control.attribution({ prefix: false }).addTo(map);
    credits.addAttribution(credit);
    return;
  }
  const drawing = figure.querySelector("[data-drawing]");
  const ground = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  ground.setAttribute("viewBox", drawing.getAttribute("viewBox"));
  ground.setAttribute("preserveAspectRatio", "none");
  ground.classList.add("drawing-ground");
  ground.append(drawing.querySelector("[data-ground]").cloneNode(true));
  L.svgOverlay(ground, bounds).addTo(map);
}

// A finger that scrolls the page must not get stuck on the map: dragging starts once you came nearer.
function dragOnlyWhenNearer(map) {
  const far = map.getZoom();
  const settle = () => (map.getZoom() > far ? map.dragging.enable() : map.dragging.disable());
  map.on("zoomend", settle);
  settle();
}

const SVG = "http://www.w3.org/2000/svg";

export function markOf(kind, words) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "-24 -24 48 48");
  svg.classList.add("mark", `mark--${kind}`);
  const shape = document.createElementNS(SVG, "use");
  shape.setAttribute("href", `#mark-${kind}`);
  const text = document.createElementNS(SVG, "text");
  text.setAttribute("text-anchor", "middle");
  text.setAttribute("y", "5");
  text.textContent = words;
  svg.append(shape, text);
  return svg;
}

// Marks that would cover each other or a name step aside, along a widening spiral; as marks.py does on the drawing.
export function apart(points, distance, names = []) {
  const taken = [];
  const isFree = (place) =>
    taken.every((other) => Math.hypot(other.x - place.x, other.y - place.y) >= distance) &&
    !names.some((name) => covers(name, place, distance / 2.6));
  return points.map((spot) => {
    const place = spiral(spot).find(isFree) ?? spot;
    taken.push(place);
    return place;
  });
}

function spiral(spot) {
  return Array.from({ length: 120 }, (_, turn) => {
    const away = 6 * Math.sqrt(turn);
    return { x: spot.x + away * Math.cos(turn * 2.39996), y: spot.y + away * Math.sin(turn * 2.39996) };
  });
}

function covers(name, place, room) {
  return (
    place.x > name.left - room && place.x < name.right + room && place.y > name.top - room && place.y < name.bottom + room
  );
}

// Where the names stand now, in the points of Leaflet's layer.
export function namesOn(map) {
  const frame = map.getContainer().getBoundingClientRect();
  return [...map.getContainer().querySelectorAll(".map-name")].map((name) => {
    const box = name.getBoundingClientRect();
    const start = map.containerPointToLayerPoint([box.left - frame.left, box.top - frame.top]);
    return { left: start.x, top: start.y, right: start.x + box.width, bottom: start.y + box.height };
  });
}
