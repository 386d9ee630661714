package dev.firebreak.postmortem.action;

import dev.firebreak.access.Audit;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.Incidents;
import dev.firebreak.incident.Timeline;
import dev.firebreak.text.Text;
import dev.firebreak.web.FieldInvalid;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Files, assigns and closes action items. Each decision is on the incident's timeline and in the audit. */
@Component
public class ActionService {

    /** The types of action items. */
    public static final List<String> TYPES = List.of("task", "monitoring", "runbook", "automation", "configuration");

    private static final Pattern MODEL = Pattern.compile("([\\w.-]{1,100})/(\\d{1,9})");
    private static final int LONGEST = 1_000;

    private final ActionItems items;
    private final Incidents incidents;
    private final Timeline timeline;
    private final Audit audit;

    ActionService(ActionItems items, Incidents incidents, Timeline timeline, Audit audit) {
        this.items = items;
        this.incidents = incidents;
        this.timeline = timeline;
        this.audit = audit;
    }

    /** An item that the person may see; else {@link ActionUnknown}. */
    public ActionItem get(long id, String viewer) {
        var item = items.find(id).orElseThrow(() -> new ActionUnknown(id));
        if (!items.isVisible(id, viewer)) {
            throw new ActionUnknown(id);
        }
        return item;
    }

    /** Files an item for an incident. */
    @Transactional
    public void file(IncidentId incident, String type, String what, String owner, String due, String by) {
        incidents.requireVisible(incident, by);
        if (what == null || what.isBlank()) {
            throw new FieldInvalid("description", "is required");
        }
        items.file(incident, type(type), Text.shown(what, LONGEST), owner(owner), date(due));
        record(incident, "Action item filed: " + Text.shown(what, 300), "action.filed", by);
    }

    /** Sets type, owner and due date. */
    @Transactional
    public void assign(long id, String type, String owner, String due, String by) {
        var item = get(id, by);
        if (!items.assign(item, type(type), owner(owner), date(due))) {
            throw new ActionRefused("The action item is closed, or somebody has changed it. Read it again.");
        }
        record(
                item.incident(),
                "Action item " + id + " assigned to " + (owner(owner) == null ? "nobody" : owner(owner)),
                "action.assigned",
                by);
    }

    /**
     * Closes an item with proof. One that carries a change is closed by the change's own verification; the proof of a
     * runbook item is a model version that was released since.
     */
    @Transactional
    public void close(long id, String proof, String by) {
        var item = get(id, by);
        if (proof == null || proof.isBlank()) {
            throw new FieldInvalid("proof", "is required: what shows that it is done?");
        }
        if (List.of("monitoring", "configuration").contains(item.type())) {
            throw new ActionRefused(
                    "A " + item.type() + " item is closed when its change is verified. Propose the change.");
        }
        if (item.type().equals("runbook")) {
            requireModel(item, proof.strip());
        }
        closed(item, Text.shown(proof, LONGEST), by);
    }

    /** Closes an item whose change is verified. */
    @Transactional
    public void verified(ActionItem item, String proof, String by) {
        closed(item, proof, by);
    }

    /** Opens an item again whose change is undone. */
    @Transactional
    public void undone(ActionItem item, String why, String by) {
        items.reopen(item.id());
        record(item.incident(), "Action item " + item.id() + " is open again: " + why, "action.reopened", by);
    }

    private void closed(ActionItem item, String proof, String by) {
        if (!items.close(item.id(), by, proof)) {
            throw new ActionRefused("The action item is closed already.");
        }
        record(item.incident(), "Action item " + item.id() + " closed: " + Text.shown(proof, 300), "action.closed", by);
    }

    private void requireModel(ActionItem item, String proof) {
        var model = MODEL.matcher(proof);
        if (!model.matches()) {
            throw new FieldInvalid("proof", "must be a model and its version, such as service-down/4");
        }
        if (!items.isDeployedSince(model.group(1), Integer.parseInt(model.group(2)), item)) {
            throw new ActionRefused(
                    "Version " + model.group(2) + " of " + model.group(1)
                            + " is not in force, or is older than the action item. Deploy the model; guarded ones wait for release.");
        }
    }

    private void record(IncidentId incident, String what, String action, String by) {
        timeline.add(incident, what, by);
        audit.record(incident.value(), by, action, Map.of("what", what));
    }

    private static String type(String type) {
        if (!TYPES.contains(type)) {
            throw new FieldInvalid("type", "must be one of " + String.join(", ", TYPES));
        }
        return type;
    }

    private static String owner(String owner) {
        return owner == null || owner.isBlank() ? null : Text.shown(owner, 120);
    }

    private static LocalDate date(String due) {
        try {
            return due == null || due.isBlank() ? null : LocalDate.parse(due.strip());
        } catch (DateTimeException e) {
            throw new FieldInvalid("due", "must be a date such as 2026-12-01");
        }
    }
}
