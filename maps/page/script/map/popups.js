import { clearMove } from "./clear-move.js";

/** Width of running text in pixels; content that cannot be narrower may be as wide as the map. */
const TEXT_WIDTH = 300;
/** Pixels that a popup takes around its content, including its distance from the map's edge. */
const AROUND = 70;
/** The part of the map's height that a popup's content may take, so that the popup fits between the panels. */
const HEIGHT_SHARE = 0.6;

/**
 * Keep the popups of added layers no larger than the map, and clear of what lies over it.
 *
 * @param {() => import("./boxes.js").Box[]} covers boxes over the map, in its pixels
 */
export function fitPopups(covers) {
  const { _updateLayout: layOut } = /** @type {any} */ (L.Popup.prototype);
  L.Popup.include({
    /** @this {any} */
    _updateLayout() {
      const { x, y } = this._map.getSize();
      this.asked ??= { width: this.options.maxWidth, height: this.options.maxHeight };
      const asked = Number(this.asked.width);
      this.options.maxWidth = Math.min(asked || TEXT_WIDTH, x - AROUND);
      this.options.maxHeight = Math.min(this.asked.height ?? Infinity, y * HEIGHT_SHARE);
      layOut.call(this);
      const { scrollWidth, clientWidth } = this._contentNode;
      if (asked || scrollWidth <= clientWidth) return;
      this.options.maxWidth = Math.min(scrollWidth, x - AROUND);
      layOut.call(this);
    },
    /** @this {any} */
    _adjustPan() {
      if (!this.options.autoPan) return;
      const view = this._map.getContainer().getBoundingClientRect();
      const { left, top, width, height } = this._container.getBoundingClientRect();
      const move = clearMove({ x: left - view.left, y: top - view.top, width, height }, view, covers());
      if (move?.some((way) => Math.abs(way) >= 1)) this._map.fire("autopanstart").panBy(move);
    },
  });
}
