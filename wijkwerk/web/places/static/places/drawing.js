// Turns the drawing that stands in the page into a map that moves. The drawing itself stays, for paper.

const MOST = 19;

export function movingMap(figure) {
  const L = window.L;
  const box = figure.querySelector("[data-moving]");
  const [west, south, east, north] = box.dataset.bounds.split(",").map(Number);
  const bounds = L.latLngBounds([south, west], [north, east]);
  box.hidden = false;
  figure.classList.add("map--moves");
  const isCalm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const map = L.map(box, {
    attributionControl: false,
    zoomControl: false,
    scrollWheelZoom: false,
    zoomSnap: 0.25,
    zoomDelta: 0.75,
    maxZoom: MOST,
    maxBounds: bounds.pad(0.1),
    maxBoundsViscosity: 1,
    zoomAnimation: !isCalm,
    fadeAnimation: !isCalm,
    markerZoomAnimation: !isCalm,
  });
  L.control.zoom({ zoomInTitle: box.dataset.sayNearer, zoomOutTitle: box.dataset.sayFurther }).addTo(map);
  addGround(map, figure, bounds);
  map.fitBounds(bounds, { animate: false });
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
    credits.addAttribution(document.createTextNode(credit).textContent);
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

// Marks that would cover each other step aside, along a widening spiral; as marks.py does on the drawing.
export function apart(points, distance) {
  const taken = [];
  return points.map((spot) => {
    for (let turn = 0; turn < 120; turn += 1) {
      const away = 6 * Math.sqrt(turn);
      const place = { x: spot.x + away * Math.cos(turn * 2.39996), y: spot.y + away * Math.sin(turn * 2.39996) };
      if (taken.every((other) => Math.hypot(other.x - place.x, other.y - place.y) >= distance)) {
        taken.push(place);
        return place;
      }
    }
    taken.push(spot);
    return spot;
  });
}
