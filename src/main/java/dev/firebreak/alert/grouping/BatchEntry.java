package dev.firebreak.alert.grouping;

import dev.firebreak.alert.dedup.KeyedAlert;
import dev.firebreak.alert.format.Alert;
import dev.firebreak.alert.journal.AlertPayload;
import dev.firebreak.incident.IncidentId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;

/** One delivery within a round: its group, and what of it is news. */
class BatchEntry {

    enum News {
        /** Seen for the first time. */
        FIRING,
        RESOLVED,
        /** Seen for the first time when it is over: its firing came later or never (guarantees.md D3). */
        LATE,
        NONE
    }

    private final AlertPayload delivery;
    private final AlertGroup slot;
    private final List<KeyedAlert> all = new ArrayList<>();
    private final List<KeyedAlert> fresh = new ArrayList<>();
    private final List<KeyedAlert> resolved = new ArrayList<>();
    private final List<KeyedAlert> late = new ArrayList<>();
    private IncidentId incident;
    private boolean opened;

    BatchEntry(AlertPayload delivery, AlertGroup slot) {
        this.delivery = delivery;
        this.slot = slot;
    }

    void add(Alert.Key key, Alert alert) {
        all.add(new KeyedAlert(key, alert));
    }

    /** What a message means may show only when it is known what went before. */
    void rename(Function<KeyedAlert, Alert.Key> name) {
        all.replaceAll(sighted -> new KeyedAlert(name.apply(sighted), sighted.alert()));
    }

    void sort(Function<KeyedAlert, News> news) {
        for (var sighted : all) {
            switch (news.apply(sighted)) {
                case FIRING -> fresh.add(sighted);
                case RESOLVED -> resolved.add(sighted);
                case LATE -> late.add(sighted);
                case NONE -> {}
            }
        }
    }

    void opens(IncidentId opening) {
        incident = opening;
        opened = true;
    }

    void belongsTo(IncidentId open) {
        incident = open;
        slot.leadTo(open);
    }

    IngestResult answer(AlertBatch batch) {
        var incidents = Stream.concat(
                        Stream.of(incident == null ? slot.incident() : incident).filter(Objects::nonNull),
                        all.stream()
                                .map(sighted -> batch.incidentOf(sighted.key()))
                                .filter(Objects::nonNull))
                .map(IncidentId::value)
                .distinct()
                .sorted()
                .toList();
        var opening = opened ? 1 : 0;
        var over = resolved.size() + late.size();
        return new IngestResult(
                delivery.id(),
                all.size(),
                opening,
                fresh.size() - opening,
                all.size() - fresh.size() - over,
                over,
                incidents);
    }

    /** Whether the incident of the group will hear of it. */
    boolean isNews() {
        return !fresh.isEmpty() || delivery.notification().truncated() > slot.truncated();
    }

    AlertPayload delivery() {
        return delivery;
    }

    AlertGroup slot() {
        return slot;
    }

    List<KeyedAlert> all() {
        return all;
    }

    /** What fires and was never seen before. */
    List<KeyedAlert> fresh() {
        return fresh;
    }

    /** All that fires, repeats among them: how many services are down shows only in the whole. */
    List<KeyedAlert> firing() {
        return all.stream().filter(sighted -> sighted.alert().firing()).toList();
    }

    List<KeyedAlert> resolved() {
        return resolved;
    }

    List<KeyedAlert> late() {
        return late;
    }
}
