package dev.firebreak.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.runbook.step.PlayedTargetsStory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Where the table selects no runbook, the commander leads and reads which runbooks there are for this kind. */
@Tag("A057")
class RunbooksOfKindStoryTests extends PlayedTargetsStory {

    @Test
    void anUnknownSymptomNamesTheRunbooksOfTheServicesKind() {
        var incident = respondedTo("mosaic-redis", "makes-strange-noises");

        world.processes(incident).areWaitingAt("UserTask_LeadResponse");
        assertThat(world.timelineOf(incident))
                .anyMatch(line ->
                        line.startsWith("No runbook for mosaic-redis, makes-strange-noises: people lead. Runbooks"
                                        + " for services of kind redis: ")
                                && line.contains("; redis-memory-full (memory-exhausted); redis-persistence-failure"
                                        + " (backup-missing, persistence-failure)"));
        assertThat(world.variable(incident, "response", "runbookChoices"))
                .asString()
                .contains("redis-memory-full (memory-exhausted)");
    }

    @Test
    void aKindWithoutRunbooksSaysSo_andNoRunbookOfAnotherServiceRuns() {
        var incident = respondedTo("gitops-dashboard", "service-down");

        assertThat(world.variable(incident, "response", "runbook")).isEqualTo("none");
        assertThat(world.variable(incident, "response", "runbookChoices"))
                .isEqualTo("There is no runbook for services of kind systemd.");
    }
}
