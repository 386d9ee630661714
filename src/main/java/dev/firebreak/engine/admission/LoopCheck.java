package dev.firebreak.engine.admission;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds loops without a wait state: a token would circle for ever in one transaction (guarantees.md H4). A call
 * activity counts as a wait state, because the called process is not in this file; the engine's activity limit ends
 * loops that this check misses.
 */
final class LoopCheck {

    private static final Set<String> WAITING = Set.of(
            "bpmn:userTask",
            "bpmn:receiveTask",
            "bpmn:intermediateCatchEvent",
            "bpmn:eventBasedGateway",
            "bpmn:callActivity");
    private static final Set<String> NODES = Set.of(
            "bpmn:startEvent",
            "bpmn:endEvent",
            "bpmn:intermediateCatchEvent",
            "bpmn:intermediateThrowEvent",
            "bpmn:boundaryEvent",
            "bpmn:userTask",
            "bpmn:serviceTask",
            "bpmn:businessRuleTask",
            "bpmn:receiveTask",
            "bpmn:manualTask",
            "bpmn:task",
            "bpmn:callActivity",
            "bpmn:subProcess",
            "bpmn:exclusiveGateway",
            "bpmn:inclusiveGateway",
            "bpmn:parallelGateway",
            "bpmn:eventBasedGateway");

    private final Map<String, XmlNode> nodes = new HashMap<>();
    private final Map<String, List<String>> next = new HashMap<>();
    private final Set<String> done = new HashSet<>();

    /** Whether a sub-process waits, by identity: asked for each flow, but found out once, or nesting would multiply it. */
    private final Map<XmlNode, Boolean> waiting;

    private LoopCheck(XmlNode scope, Map<XmlNode, Boolean> waiting) {
        this.waiting = waiting;
        for (var child : scope.children()) {
            if (NODES.contains(child.name())) {
                nodes.put(child.id(), child);
            }
            if (child.name().equals("bpmn:sequenceFlow")) {
                connect(child.attribute("sourceRef"), child.attribute("targetRef"));
            }
            if (child.name().equals("bpmn:boundaryEvent")) {
                connect(child.attribute("attachedToRef"), child.id());
            }
        }
    }

    private void connect(String from, String to) {
        next.computeIfAbsent(String.valueOf(from), any -> new ArrayList<>()).add(String.valueOf(to));
    }

    static List<ModelRefusal> in(XmlNode root) {
        var refusals = new ArrayList<ModelRefusal>();
        var waiting = new IdentityHashMap<XmlNode, Boolean>();
        root.walk(node -> {
            if (node.name().equals("bpmn:process") || node.name().equals("bpmn:subProcess")) {
                refusals.addAll(new LoopCheck(node, waiting).find());
            }
        });
        return refusals;
    }

    private List<ModelRefusal> find() {
        var refusals = new ArrayList<ModelRefusal>();
        for (var node : nodes.values()) {
            if (!waits(node) && !done.contains(node.id())) {
                loopFrom(node.id())
                        .ifPresent(id -> refusals.add(nodes.get(id).refusal("is in a loop in which nothing waits")));
            }
        }
        return refusals;
    }

    /**
     * A node of the first loop found. Depth first without recursion: 2,000 nodes in a row must not overflow the stack.
     */
    private Optional<String> loopFrom(String start) {
        var path = new ArrayList<String>(List.of(start));
        var turn = new HashMap<String, Integer>();
        var onPath = new HashSet<>(path);
        while (!path.isEmpty()) {
            var here = path.get(path.size() - 1);
            var exits = next.getOrDefault(here, List.of());
            var exit = turn.merge(here, 1, Integer::sum) - 1;
            if (exit >= exits.size()) {
                path.remove(path.size() - 1);
                onPath.remove(here);
                done.add(here);
                continue;
            }
            var there = exits.get(exit);
            if (onPath.contains(there)) {
                done.addAll(path);
                return Optional.of(there);
            }
            if (!done.contains(there) && nodes.containsKey(there) && !waits(nodes.get(there))) {
                path.add(there);
                onPath.add(there);
            }
        }
        return Optional.empty();
    }

    private boolean waits(XmlNode node) {
        if (node.name().equals("bpmn:subProcess")) {
            var known = waiting.get(node);
            if (known == null) {
                known = !new LoopCheck(node, waiting).canBeCrossed();
                waiting.put(node, known);
            }
            return known;
        }
        return WAITING.contains(node.name())
                || (node.name().equals("bpmn:serviceTask") && "external".equals(node.attribute("camunda:type")));
    }

    /** Whether a token can reach an end from a start without a wait state. */
    private boolean canBeCrossed() {
        var reached = new HashSet<String>();
        var open = new ArrayList<String>();
        nodes.values().stream()
                .filter(node -> node.name().equals("bpmn:startEvent"))
                .forEach(node -> open.add(node.id()));
        while (!open.isEmpty()) {
            var here = open.remove(open.size() - 1);
            var node = nodes.get(here);
            if (node == null || waits(node) || !reached.add(here)) {
                continue;
            }
            if (next.getOrDefault(here, List.of()).isEmpty()) {
                return true;
            }
            open.addAll(next.get(here));
        }
        return false;
    }
}
