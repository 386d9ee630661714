package dev.firebreak.lifecycle.worker;

import dev.firebreak.lifecycle.KnownTopics;
import dev.firebreak.lifecycle.Work;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** The topics of all handlers. Asked late, for handlers need the engine and the engine's admission needs topics. */
@Component
class HandledTopics implements KnownTopics {

    private final ObjectProvider<Work> handlers;

    HandledTopics(ObjectProvider<Work> handlers) {
        this.handlers = handlers;
    }

    @Override
    public Set<String> topics() {
        return handlers.stream().map(Work::topic).collect(Collectors.toUnmodifiableSet());
    }
}
