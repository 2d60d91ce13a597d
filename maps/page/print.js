// On paper the map takes the width of the page, shows what it showed, and every part is open.

/** @param {L.Map} map */
export function watchPrint(map) {
  let back = () => {};
  window.addEventListener("beforeprint", () => {
    const [center, zoom, bounds] = [map.getCenter(), map.getZoom(), map.getBounds()];
    const closed = [...document.querySelectorAll("details")].filter((one) => !one.open);
    document.documentElement.classList.add("cm-printing");
    for (const one of closed) one.open = true;
    map.invalidateSize({animate: false, pan: false}).fitBounds(bounds, {animate: false});
    back = () => {
      for (const one of closed) one.open = false;
      map.invalidateSize({animate: false, pan: false}).setView(center, zoom, {animate: false});
    };
  });
  window.addEventListener("afterprint", () => {
    document.documentElement.classList.remove("cm-printing");
    back();
  });
}
