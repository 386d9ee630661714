package dev.firebreak.comms.webhook;

import dev.firebreak.incident.Decision;
import dev.firebreak.incident.Milestone;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What a receiver can hear about. An entry of the timeline with one of the actions is an event. */
enum WebhookEventType {
    OPENED(Milestone.ALERTED.action(), Decision.DECLARED.action()),
    SEVERITY(
            Decision.SEVERITY_PROPOSED.action(),
            Decision.SEVERITY_CONFIRMED.action(),
            Decision.SEVERITY_CHANGED.action()),
    ACKNOWLEDGED(Milestone.ACKNOWLEDGED.action()),
    COMMANDED(Milestone.COMMANDED.action(), Decision.COMMAND_HANDED_OVER.action()),
    UPDATE(Decision.UPDATE_GIVEN.action()),
    RESOLVED(Milestone.RESOLVED.action()),
    /** Closed, cancelled, or merged into another incident; the status says which. */
    CLOSED(Decision.CLOSED.action(), Decision.CANCELLED.action(), Decision.MERGED.action());

    private final List<String> actions;

    WebhookEventType(String... actions) {
        this.actions = List.of(actions);
    }

    List<String> actions() {
        return actions;
    }

    /** The word in settings, such as {@code opened}. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The {@code type} of the payload. */
    String type() {
        return "incident." + word();
    }

    static WebhookEventType ofAction(String action) {
        return Arrays.stream(values())
                .filter(type -> type.actions.contains(action))
                .findFirst()
                .orElseThrow();
    }

    /** The actions that count only where they reach their milestone: acknowledging twice is one event. */
    static List<String> milestones() {
        return Stream.of(Milestone.values()).map(Milestone::action).toList();
    }
}
