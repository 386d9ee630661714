package dev.firebreak.runbook.step.docker;

import dev.firebreak.runbook.step.docker.engine.Container;

/** Describes a container as a Markdown table. */
final class ContainerMarkdown {

    private ContainerMarkdown() {}

    static String table(Container container) {
        return """
                | | |
                |---|---|
                | image | `%s` |
                | state | %s |
                | health | %s |
                | started at | %s |
                | restarts | %d |
                | id | `%s` |
                """.formatted(
                        container.image(),
                        container.state(),
                        container.health(),
                        container.startedAt() == null ? "never" : container.startedAt(),
                        container.restarts(),
                        container.id());
    }
}
