package dev.firebreak.postmortem.change;

import dev.firebreak.access.Audit;
import dev.firebreak.access.FourEyes;
import dev.firebreak.database.NewTransaction;
import dev.firebreak.incident.Timeline;
import dev.firebreak.postmortem.action.ActionItem;
import dev.firebreak.postmortem.action.ActionRefused;
import dev.firebreak.postmortem.action.ActionService;
import dev.firebreak.postmortem.change.CarriedChange.NotWritten;
import dev.firebreak.postmortem.change.CarriedChange.Outcome;
import dev.firebreak.postmortem.change.ShownChange.State;
import dev.firebreak.runbook.view.ChangeAdmission;
import dev.firebreak.text.Text;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Proposes, approves, makes, verifies and undoes the changes of action items. The decision is committed before anything
 * outside changes, and the outcome after it; killed in between, the change is unfinished, and made or undone again, which
 * is harmless. The freeze stops it as it stops steps.
 */
@Component
public class ChangeService {

    /** Longer than any attempt takes: Prometheus is asked some twenty times, 10 s each. */
    private static final Duration HOLD = Duration.ofMinutes(5);

    private final List<CarriedChange> kinds;
    private final ActionChanges changes;
    private final ActionService items;
    private final Timeline timeline;
    private final Audit audit;
    private final NewTransaction transaction;
    private final Clock clock;
    private final FourEyes fourEyes;
    private final ChangeAdmission admission;

    ChangeService(
            List<CarriedChange> kinds,
            ActionChanges changes,
            ActionService items,
            Timeline timeline,
            Audit audit,
            NewTransaction transaction,
            Clock clock,
            @Value("${firebreak.four-eyes:enforce}") FourEyes fourEyes,
            ChangeAdmission admission) {
        this.kinds = kinds;
        this.changes = changes;
        this.items = items;
        this.timeline = timeline;
        this.audit = audit;
        this.transaction = transaction;
        this.clock = clock;
        this.fourEyes = fourEyes;
        this.admission = admission;
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
                null,
                null);
    }

    /** Approves and makes it; verified, it closes the item. One that is unfinished is made again. */
    public ShownChange approve(UUID id, String by) {
        var change = get(id, by);
        var item = items.get(change.item(), by);
        requireAdmitted(by);
        var until = until();
        if (change.state() == State.APPROVED) {
            hold(change, item, State.APPROVED, until, "is made again", by);
        } else {
            decide(change, item, State.APPROVED, "approved", by, until);
        }
        var kind = kind(change.kind());
        attempt(
                () -> kind.apply(change),
                unfinished -> {
                    end(change, State.APPROVED, State.APPROVED, until, null, unfinished);
                    failed(item, "is unfinished", unfinished, by);
                },
                outcome -> {
                    end(
                            change,
                            State.APPROVED,
                            outcome.isDone() ? State.IN_FORCE : State.ROLLED_BACK,
                            until,
                            outcome.written(),
                            outcome.said());
                    if (outcome.isDone()) {
                        inForce(change, item, outcome, by);
                    } else {
                        failed(item, "is not in force", outcome.said(), by);
                    }
                });
        return shown(id);
    }

    private void inForce(ActionChange change, ActionItem item, Outcome outcome, String by) {
        if (changes.rejectOthers(change, by, clock.instant()) > 0) {
            record(
                    item,
                    "Other changes proposed for action item " + item.id() + " rejected",
                    "action.change-rejected",
                    by);
        }
        if (items.get(item.id(), by).closedAt() == null) {
            items.verified(item, "Verified: " + outcome.said(), by);
        } else { // as work of people, whose type somebody changed meanwhile
            record(
                    item,
                    "Change of closed action item " + item.id() + " is in force. " + outcome.said(),
                    "action.change-made",
                    by);
        }
    }

    /** Rejects a proposal. */
    public void reject(UUID id, String by) {
        var change = get(id, by);
        decide(change, items.get(change.item(), by), State.REJECTED, "rejected", by, null);
    }

    /** Takes back what is in force, and opens the item again. One whose undo is unfinished is taken back again. */
    public ShownChange undo(UUID id, String by) {
        var change = get(id, by);
        var item = items.get(change.item(), by);
        if (change.state() != State.IN_FORCE && change.state() != State.UNDOING) {
            throw new ActionRefused("Only a change in force can be undone.");
        }
        requireAdmitted(by);
        var until = until();
        hold(change, item, State.UNDOING, until, "is being undone", by);
        var kind = kind(change.kind());
        attempt(
                () -> kind.undo(change),
                unfinished -> {
                    end(change, State.UNDOING, State.UNDOING, until, null, unfinished);
                    failed(item, "is undone in part", unfinished, by);
                },
                outcome -> {
                    if (outcome.isDone()) {
                        end(change, State.UNDOING, State.UNDONE, until, null, outcome.said());
                        items.undone(item, outcome.said(), by);
                    } else {
                        end(change, State.UNDOING, State.IN_FORCE, until, null, outcome.said());
                        failed(item, "is still in force", outcome.said(), by);
                    }
                });
        return shown(id);
    }

    /** The changes of an item that the person may see, the latest first. */
    public List<ShownChange> of(long item, String viewer) {
        items.get(item, viewer);
        var now = clock.instant();
        return changes.of(item).stream()
                .map(change -> ShownChange.of(change, now))
                .toList();
    }

    private ActionChange get(UUID id, String viewer) {
        var change = changes.find(id).orElseThrow(() -> new ActionRefused("There is no such change."));
        items.get(change.item(), viewer);
        return change;
    }

    private ShownChange shown(UUID id) {
        return ShownChange.of(changes.find(id).orElseThrow(), clock.instant());
    }

    private void requireAdmitted(String by) {
        admission.whyNot(by).ifPresent(why -> {
            throw new ActionRefused(why);
        });
    }

    /** When the attempt that begins now has lost its hold; a database keeps microseconds. */
    private Instant until() {
        return clock.instant().plus(HOLD).truncatedTo(ChronoUnit.MILLIS);
    }

    /** Decides about a proposal; with an end of the hold, the attempt begins. */
    private void decide(ActionChange change, ActionItem item, State to, String word, String by, Instant until) {
        if (change.state() != State.PROPOSED) {
            throw new ActionRefused("The change is "
                    + change.state().name().toLowerCase(Locale.ROOT).replace('_', ' ') + ".");
        }
        if (to == State.APPROVED
                && fourEyes == FourEyes.ENFORCE
                && change.proposedBy().equals(by)) {
            throw new ActionRefused("Somebody else must approve: you have proposed this change.");
        }
        committed(() -> {
            if (to == State.APPROVED) {
                requireFree(change, by);
            }
            if (!changes.decide(change, to, by, clock.instant(), until)) {
                throw new ActionRefused("Somebody else has decided about this change.");
            }
            record(item, "Change of action item " + item.id() + " " + word, "action.change-" + word, by);
        });
    }

    private void requireFree(ActionChange change, String by) {
        if (changes.isOtherUnderWay(change)) {
            throw new ActionRefused("Another change of the action item is under way or unfinished. Finish it first.");
        }
        if (items.get(change.item(), by).closedAt() != null) {
            throw new ActionRefused("The action item is closed.");
        }
    }

    private void hold(ActionChange change, ActionItem item, State next, Instant until, String word, String by) {
        committed(() -> {
            if (!changes.hold(change, next, clock.instant(), until)) {
                throw new ActionRefused("Another attempt is running. It has at most " + HOLD.toMinutes()
                        + " minutes; read the change again.");
            }
            record(
                    item,
                    "Change of action item " + item.id() + " " + word,
                    next == State.UNDOING ? "action.change-undoing" : "action.change-repeated",
                    by);
        });
    }

    private void end(ActionChange change, State from, State to, Instant until, String written, String said) {
        if (!changes.end(change.id(), from, to, until, written, Text.shown(said, 1_000))) {
            throw new ActionRefused("This attempt took too long, and another has begun. Read the change again.");
        }
    }

    private void failed(ActionItem item, String word, String why, String by) {
        record(item, "Change of action item " + item.id() + " " + word + ". " + why, "action.change-failed", by);
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

    /** Calls the outside with no transaction open, then commits what came of it. */
    private void attempt(Outside<Outcome> work, Consumer<String> unfinished, Consumer<Outcome> ended) {
        Outcome outcome;
        try {
            outcome = work.call();
        } catch (NotWritten e) {
            outcome = new Outcome(false, null, "Not possible: " + Text.shown(e.getMessage(), 300));
        } catch (IOException | RuntimeException e) { // how far it came is unknown
            committed(() -> unfinished.accept("Unfinished: " + Text.shown(String.valueOf(e.getMessage()), 300)));
            return;
        }
        var came = outcome;
        committed(() -> ended.accept(came));
    }
}
