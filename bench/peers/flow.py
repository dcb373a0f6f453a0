"""The largest flow by networkx, as plain as its documentation has it: python bench/peers/flow.py ARCS.json."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

import networkx as nx


def main() -> None:
    arcs = json.loads(Path(sys.argv[1]).read_text())
    graph = nx.DiGraph()
    for tail, head, room in arcs:
        known = graph.get_edge_data(tail, head, {"capacity": 0})["capacity"]
        graph.add_edge(tail, head, capacity=known + room)
    wall, cpu = time.perf_counter(), time.process_time()
    value = nx.maximum_flow_value(graph, 0, 1)
    print(
        json.dumps(
            {
                "value": value,
                "wall_s": round(time.perf_counter() - wall, 2),
                "cpu_s": round(time.process_time() - cpu, 2),
                "networkx": nx.__version__,
            }
        )
    )


if __name__ == "__main__":
    main()
