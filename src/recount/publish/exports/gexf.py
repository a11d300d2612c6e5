"""Who acted against whom, as a network (GEXF 1.2draft, which Gephi and networkx read): parties are nodes, and an edge
stands for the events between two.

An edge weighs as many as there are events of one type, and lasts from the first to the last of them.
"""

from __future__ import annotations

from collections import defaultdict
from xml.etree import ElementTree as Tree

from recount.publish.clean import clean
from recount.publish.exports.holding import Holding, Made, days
from recount.records import Event, Party

NO_PAIR = "they name no two parties"


def gexf(held: Holding) -> Made:
    """The network of all events that name somebody on both sides."""
    nodes: dict[str, Party] = {}
    edges: dict[tuple[str, str, str], list[Event]] = defaultdict(list)
    left = 0
    for event in held.events:
        pairs = [(a, t) for a in held.sides(event, "actor") for t in held.sides(event, "target")]
        left += not pairs
        for actor, target in pairs:
            for party in (actor, target):
                nodes.setdefault(_key(party), party)
            edges[_key(actor), _key(target), event.type or "event"].append(event)
    root = Tree.Element("gexf", {"xmlns": "http://www.gexf.net/1.2draft", "version": "1.2"})
    graph = Tree.SubElement(root, "graph", {"defaultedgetype": "directed", "mode": "dynamic", "timeformat": "date"})
    _attributes(graph, "node", ("sector", "string"))
    _attributes(graph, "edge", ("type", "string"), ("events", "string"))
    listed = Tree.SubElement(graph, "nodes")
    for key in sorted(nodes):
        node = Tree.SubElement(listed, "node", {"id": key, "label": clean(held.name(nodes[key]))})
        _values(node, nodes[key].sector or "")
    lines = Tree.SubElement(graph, "edges")
    for number, (ends, events) in enumerate(sorted(edges.items(), key=lambda item: item[0])):
        _edge(lines, number, ends, events)
    Tree.indent(root)
    data = Tree.tostring(root, encoding="utf-8", xml_declaration=True)
    return Made(data + b"\n", {NO_PAIR: left} if left else {})


def _edge(lines: Tree.Element, number: int, ends: tuple[str, str, str], events: list[Event]) -> None:
    source, target, kind = ends
    facts = {"id": str(number), "source": source, "target": target, "weight": str(len(events))}
    dated = [when for event in events if (when := days(event)) is not None]
    if dated:
        facts |= {
            "start": min(first for first, _ in dated).isoformat(),
            "end": max(last for _, last in dated).isoformat(),
        }
    _values(Tree.SubElement(lines, "edge", facts), kind, " ".join(event.id for event in events))


def _attributes(graph: Tree.Element, of: str, *columns: tuple[str, str]) -> None:
    listed = Tree.SubElement(graph, "attributes", {"class": of})
    for number, (title, kind) in enumerate(columns):
        Tree.SubElement(listed, "attribute", {"id": str(number), "title": title, "type": kind})


def _values(of: Tree.Element, *values: str) -> None:
    listed = Tree.SubElement(of, "attvalues")
    for number, value in enumerate(values):
        Tree.SubElement(listed, "attvalue", {"for": str(number), "value": value})


def _key(party: Party) -> str:
    return clean(party.id or f"words:{party.words}")
