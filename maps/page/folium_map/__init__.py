"""The fence around folium: the only package that uses folium and branca; `library.py` imports them.

folium runs its output through Jinja twice, so text given to it may run as code. Here it receives only ids
and numbers; it writes the map and the areas' shapes as a script. Its links to other hosts are
removed. `added.py` draws the layers that authors add, separately.
"""

from maps.page.folium_map.areas import build_map
from maps.page.folium_map.zone_map import DrawnMap, ZoneMap, draw

__all__ = ["DrawnMap", "ZoneMap", "build_map", "draw"]
