package dev.firebreak.comms.webhook;

import dev.firebreak.incident.Milestone;
import dev.firebreak.incident.change.ChangeKind;
import java.util.List;
import java.util.stream.Stream;

/** What a receiver can hear about: the kinds of changes that have a name of their own. */
enum WebhookEventType {
    OPENED(ChangeKind.OPENED),
    SEVERITY(ChangeKind.SEVERITY),
    ACKNOWLEDGED(ChangeKind.ACKNOWLEDGED),
    COMMANDED(ChangeKind.COMMANDED),
    UPDATE(ChangeKind.UPDATE),
    RESOLVED(ChangeKind.RESOLVED),
    /** The incident's status says whether it was closed, cancelled or merged. */
    CLOSED(ChangeKind.CLOSED);

    private final ChangeKind change;

    WebhookEventType(ChangeKind change) {
        this.change = change;
    }

    List<String> actions() {
        return change.actions();
    }

    /** The word in settings, such as {@code opened}. */
    String word() {
        return change.event();
    }

    /** The {@code type} of the payload. */
    String type() {
        return "incident." + word();
    }

    /** @throws java.util.NoSuchElementException if no event has the action */
    static WebhookEventType ofAction(String action) {
        return Stream.of(values())
                .filter(type -> type.actions().contains(action))
                .findFirst()
                .orElseThrow();
    }

    /** The actions that count only where they reach their milestone: acknowledging twice is one event. */
    static List<String> milestones() {
        return Stream.of(Milestone.values()).map(Milestone::action).toList();
    }
}
