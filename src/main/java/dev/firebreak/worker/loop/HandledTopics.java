package dev.firebreak.worker.loop;

import dev.firebreak.engine.KnownTopics;
import dev.firebreak.worker.ExternalTaskHandler;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * The topics of all handlers. Resolved lazily: handlers need the engine, and the engine's admission needs the topics.
 */
@Component
class HandledTopics implements KnownTopics {

    private final ObjectProvider<ExternalTaskHandler> handlers;

    HandledTopics(ObjectProvider<ExternalTaskHandler> handlers) {
        this.handlers = handlers;
    }

    @Override
    public Set<String> topics() {
        return handlers.stream().map(ExternalTaskHandler::topic).collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public Set<String> urgent() {
        return handlers.stream()
                .filter(ExternalTaskHandler::isUrgent)
                .map(ExternalTaskHandler::topic)
                .collect(Collectors.toUnmodifiableSet());
    }
}
