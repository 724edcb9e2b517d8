/** Pixels: what only screen readers find may stick out by as much, and would make a scrollbar. */
const SPARE = 2;

// In a notebook: the box around the frame is as high as what it shows.
const box = window.frameElement?.parentElement;
if (box) new ResizeObserver(() => (box.style.height = `${Math.ceil(document.body.getBoundingClientRect().height) + SPARE}px`)).observe(document.body);
