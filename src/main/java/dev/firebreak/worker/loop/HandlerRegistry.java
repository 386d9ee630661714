package dev.firebreak.worker.loop;

import static java.util.stream.Collectors.toSet;

import dev.firebreak.worker.ExternalTaskHandler;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The handlers of this node by topic. */
final class HandlerRegistry {

    private final Map<String, ExternalTaskHandler> byTopic = new TreeMap<>();

    HandlerRegistry(List<ExternalTaskHandler> all) {
        all.forEach(this::add);
    }

    private void add(ExternalTaskHandler one) {
        var other = byTopic.put(one.topic(), one);
        if (other != null) {
            throw new IllegalStateException("Two handlers have the topic " + one.topic() + ": " + List.of(one, other));
        }
    }

    boolean isEmpty() {
        return byTopic.isEmpty();
    }

    ExternalTaskHandler of(String topic) {
        return byTopic.get(topic);
    }

    Set<String> topics() {
        return byTopic.keySet();
    }

    Set<String> topics(boolean urgent) {
        return byTopic.values().stream()
                .filter(it -> it.isUrgent() == urgent)
                .map(ExternalTaskHandler::topic)
                .collect(toSet());
    }
}
