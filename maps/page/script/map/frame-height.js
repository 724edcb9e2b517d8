/** Extra pixels: content for screen readers only may stick out that far and would cause a scrollbar. */
const SLACK_PX = 2;

// In a notebook, keep the box around the frame as high as its content.
const box = window.frameElement?.parentElement;
if (box) new ResizeObserver(() => (box.style.height = `${Math.ceil(document.body.getBoundingClientRect().height) + SLACK_PX}px`)).observe(document.body);
