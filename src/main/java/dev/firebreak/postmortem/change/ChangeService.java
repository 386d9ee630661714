package dev.firebreak.postmortem.change;

import dev.firebreak.access.Audit;
import dev.firebreak.access.FourEyes;
import dev.firebreak.database.NewTransaction;
import dev.firebreak.incident.Timeline;
import dev.firebreak.postmortem.action.ActionItem;
import dev.firebreak.postmortem.action.ActionRefused;
import dev.firebreak.postmortem.action.ActionService;
import dev.firebreak.postmortem.change.ActionChange.State;
import dev.firebreak.postmortem.change.CarriedChange.Outcome;
import dev.firebreak.text.Text;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Proposes, approves, makes, verifies and undoes the changes of action items. The decision is committed before anything
 * outside changes, and the outcome after it; killed in between, the approved change is made again, which is harmless.
 */
@Component
public class ChangeService {

    private final List<CarriedChange> kinds;
    private final ActionChanges changes;
    private final ActionService items;
    private final Timeline timeline;
    private final Audit audit;
    private final NewTransaction transaction;
    private final Clock clock;
    private final FourEyes fourEyes;

    ChangeService(
            List<CarriedChange> kinds,
            ActionChanges changes,
            ActionService items,
            Timeline timeline,
            Audit audit,
            NewTransaction transaction,
            Clock clock,
            @Value("${firebreak.four-eyes:enforce}") FourEyes fourEyes) {
        this.kinds = kinds;
        this.changes = changes;
        this.items = items;
        this.timeline = timeline;
        this.audit = audit;
        this.transaction = transaction;
        this.clock = clock;
        this.fourEyes = fourEyes;
    }

    /**
     * Checks and stores what a person proposes; nothing is changed.
     *
     * @param file below a configured folder; rules have a file of their own
     * @param setting the key of a configuration
     */
    public UUID propose(long id, String file, String setting, String content, String by) {
        var item = items.get(id, by);
        if (item.closedAt() != null) {
            throw new ActionRefused("The action item is closed.");
        }
        var kind = kind(item.type());
        var own = item.type().equals("monitoring") ? RuleChange.OWN + id + ".yml" : file;
        var draft = change(item, own, setting, content, null, "", by);
        var check = outside(() -> kind.check(draft));
        var change = change(item, own, setting, content, check.found(), check.said(), by);
        committed(() -> {
            changes.add(change);
            record(item, "Change proposed for action item " + id + ". " + check.said(), "action.change-proposed", by);
        });
        return change.id();
    }

    private ActionChange change(
            ActionItem item, String file, String setting, String content, String found, String said, String by) {
        return new ActionChange(
                UUID.randomUUID(),
                item.id(),
                item.type(),
                file,
                setting,
                content,
                found,
                null,
                State.PROPOSED,
                Text.shown(said, 1_000),
                by,
                clock.instant(),
                null,
                null);
    }

    /** Approves and makes it; verified, it closes the item. One that was approved before a crash is made again. */
    public ActionChange approve(UUID id, String by) {
        var change = get(id, by);
        var item = items.get(change.item(), by);
        if (change.state() != State.APPROVED) {
            decide(change, item, State.PROPOSED, State.APPROVED, "approved", by);
        }
        var outcome = attempt(() -> kind(change.kind()).apply(change));
        committed(() -> {
            changes.end(
                    id,
                    outcome.isDone() ? State.IN_FORCE : State.ROLLED_BACK,
                    outcome.written(),
                    Text.shown(outcome.said(), 1_000));
            if (outcome.isDone()) {
                items.verified(item, "Verified: " + outcome.said(), by);
            } else {
                record(
                        item,
                        "Change of action item " + item.id() + " not in force. " + outcome.said(),
                        "action.change-failed",
                        by);
            }
        });
        return get(id, by);
    }

    /** Rejects a proposal. */
    public void reject(UUID id, String by) {
        var change = get(id, by);
        decide(change, items.get(change.item(), by), State.PROPOSED, State.REJECTED, "rejected", by);
    }

    /** Takes back what is in force, and opens the item again. */
    public ActionChange undo(UUID id, String by) {
        var change = get(id, by);
        var item = items.get(change.item(), by);
        if (change.state() != State.IN_FORCE) {
            throw new ActionRefused("Only a change in force can be undone.");
        }
        var outcome = attempt(() -> kind(change.kind()).undo(change));
        committed(() -> {
            if (outcome.isDone()) {
                changes.end(id, State.UNDONE, null, Text.shown(outcome.said(), 1_000));
                items.undone(item, outcome.said(), by);
            } else {
                changes.end(id, State.IN_FORCE, null, Text.shown(outcome.said(), 1_000));
                record(item, "Change of action item " + item.id() + ": " + outcome.said(), "action.change-failed", by);
            }
        });
        return get(id, by);
    }

    /** A change of an item that the person may see. */
    public ActionChange get(UUID id, String viewer) {
        var change = changes.find(id).orElseThrow(() -> new ActionRefused("There is no such change."));
        items.get(change.item(), viewer);
        return change;
    }

    /** Throws {@link dev.firebreak.postmortem.action.ActionUnknown} for an item that the person may not see. */
    void requireVisible(long item, String viewer) {
        items.get(item, viewer);
    }

    private void decide(ActionChange change, ActionItem item, State from, State to, String word, String by) {
        if (change.state() != from) {
            throw new ActionRefused("The change is "
                    + change.state().name().toLowerCase(Locale.ROOT).replace('_', ' ') + ".");
        }
        if (to == State.APPROVED
                && fourEyes == FourEyes.ENFORCE
                && change.proposedBy().equals(by)) {
            throw new ActionRefused("Somebody else must approve: you have proposed this change.");
        }
        committed(() -> {
            if (!changes.decide(change, to, by, clock.instant())) {
                throw new ActionRefused("Somebody else has decided about this change.");
            }
            record(item, "Change of action item " + item.id() + " " + word, "action.change-" + word, by);
        });
    }

    private void committed(Runnable work) {
        transaction.with(() -> {
            work.run();
            return null;
        });
    }

    private CarriedChange kind(String type) {
        return kinds.stream()
                .filter(it -> it.kind().equals(type))
                .findFirst()
                .orElseThrow(
                        () -> new ActionRefused(
                                "Only monitoring and configuration items carry a change; the proof of others is written when they are closed."));
    }

    private void record(ActionItem item, String what, String action, String by) {
        timeline.add(item.incident(), Text.shown(what, 480), by);
        audit.record(item.incident().value(), by, action, Map.of("what", Text.shown(what, 480)));
    }

    /** Something that talks to the outside. */
    private interface Outside<T> {
        T call() throws IOException;
    }

    private static <T> T outside(Outside<T> work) {
        try {
            return work.call();
        } catch (IOException e) {
            throw new ActionRefused("Not possible now: " + Text.shown(String.valueOf(e.getMessage()), 300));
        }
    }

    private static Outcome attempt(Outside<Outcome> work) {
        try {
            return work.call();
        } catch (IOException e) {
            return new Outcome(false, null, "Failed: " + Text.shown(String.valueOf(e), 300));
        }
    }
}
