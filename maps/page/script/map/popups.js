import { findClearMove } from "./clear-move.js";

/** Maximum width of running text in pixels; content that cannot be narrower may be as wide as the map. */
const TEXT_WIDTH = 300;
/** Pixels that a popup needs beside its content: frame, and distance from the map's edges. */
const SURROUND_PX = 70;
/** Maximum share of the map's height for a popup's content, so that the popup fits between the panels. */
const HEIGHT_SHARE = 0.6;

/**
 * Keep the popups of added layers no larger than the map, and clear of what lies over it.
 *
 * @param {() => import("./boxes.js").Box[]} covers boxes over the map, in its pixels
 */
export function fitPopups(covers) {
  const { _updateLayout: updateLayout, getEvents } = /** @type {any} */ (L.Popup.prototype);
  L.Popup.include({
    /** @this {any} */
    getEvents() {
      // Not by `update`, which would load a frame in the popup anew.
      const fit = () => {
        this._updateLayout();
        this._updatePosition();
        this._adjustPan();
      };
      // The page fits the map to its new size right after the event.
      return { ...getEvents.call(this), resize: () => queueMicrotask(fit) };
    },
    /** @this {any} */
    _updateLayout() {
      const { x, y } = this._map.getSize();
      this.asked ??= { width: this.options.maxWidth, height: this.options.maxHeight };
      const authorWidth = Number(this.asked.width);
      this.options.maxWidth = Math.min(authorWidth || TEXT_WIDTH, x - SURROUND_PX);
      this.options.maxHeight = Math.min(this.asked.height ?? Infinity, y * HEIGHT_SHARE);
      updateLayout.call(this);
      const { scrollWidth, clientWidth } = this._contentNode;
      if (authorWidth || scrollWidth <= clientWidth) return;
      this.options.maxWidth = Math.min(scrollWidth, x - SURROUND_PX);
      updateLayout.call(this);
    },
    /** @this {any} */
    _adjustPan() {
      if (!this.options.autoPan) return;
      const view = this._map.getContainer().getBoundingClientRect();
      const { left, top, width, height } = this._container.getBoundingClientRect();
      const move = findClearMove({ x: left - view.left, y: top - view.top, width, height }, view, covers());
      if (move?.some((distance) => Math.abs(distance) >= 1)) this._map.fire("autopanstart").panBy(move);
    },
  });
}
