package dev.firebreak.postmortem.change;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.firebreak.postmortem.action.ActionRefused;
import dev.firebreak.web.FieldInvalid;
import java.io.IOException;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.stereotype.Component;

/**
 * A file of alert rules for Prometheus. Prometheus itself checks each expression, before anybody approves, and says
 * whether it would have fired on the last day. The file is written, Prometheus reloads, and the rules must be there and
 * healthy; if not, the file is as before and Prometheus reloads again.
 */
@Component
class RuleChange implements CarriedChange {

    private static final int TRIES = 20;
    private static final long PAUSE_MILLIS = 250;

    private final ChangeSettings settings;
    private final ObjectMapper json;

    RuleChange(ChangeSettings settings, ObjectMapper json) {
        this.settings = settings;
        this.json = json;
    }

    @Override
    public String kind() {
        return "monitoring";
    }

    @Override
    public Check check(ActionChange change) throws IOException {
        var rules = RuleFile.of(change.content());
        var said = new StringBuilder("Prometheus understands ");
        said.append(
                        rules.alerts().size() == 1
                                ? "the rule"
                                : "all " + rules.alerts().size() + " rules")
                .append('.');
        for (var alert : rules.alerts()) {
            said.append(' ').append(tried(alert));
        }
        var there = names(prometheus().groups(), null);
        rules.alerts().stream()
                .map(RuleFile.Alert::name)
                .filter(there::contains)
                .findFirst()
                .ifPresent(name -> {
                    throw new FieldInvalid("content", "there is an alert " + name + " already, in another file");
                });
        return new Check(file(change).read().orElse(null), said.toString());
    }

    private String tried(RuleFile.Alert alert) throws IOException {
        var now = prometheus().query(alert.expression());
        if (!now.path("status").asText().equals("success")) {
            throw new FieldInvalid(
                    "content",
                    "the expression of " + alert.name() + ": "
                            + now.path("error").asText("is refused by Prometheus"));
        }
        var day = prometheus().query("count_over_time((" + alert.expression() + ")[1d:5m])");
        var fires = now.path("data").path("result").size();
        if (fires > 0) {
            return alert.name() + " would fire now (" + fires + " series).";
        }
        return alert.name()
                + (day.path("data").path("result").isEmpty()
                        ? " would not have fired on the last day: check that its metrics exist."
                        : " would have fired on the last day.");
    }

    @Override
    public Outcome apply(ActionChange change) throws IOException {
        var rules = RuleFile.of(change.content());
        var file = file(change);
        var server = prometheus();
        var now = file.read().orElse(null);
        if (!change.content().equals(now)) {
            if (!Objects.equals(now, change.found())) {
                return new Outcome(false, null, "Not made: the file was changed since the proposal. Propose it again.");
            }
            file.write(change.content());
        }
        var refused = tried(server, rules, change);
        if (refused.isEmpty()) {
            return new Outcome(
                    true, change.content(), rules.names() + " in force: Prometheus has loaded " + change.file());
        }
        try {
            restore(file, change);
        } catch (IOException e) {
            throw new IOException(refused + "; and not rolled back: " + e.getMessage(), e);
        }
        return new Outcome(false, null, "Rolled back: " + refused);
    }

    /** Why the rules of the written file are not in force; empty if they are. */
    private String tried(PrometheusApi server, RuleFile rules, ActionChange change) {
        try {
            var refused = server.reload();
            if (!refused.isEmpty()) {
                return refused;
            }
            return isThere(rules, change, true) ? "" : "Prometheus does not show the rules as healthy";
        } catch (IOException e) {
            return "Prometheus gives no answer (" + e.getMessage() + ")";
        }
    }

    @Override
    public Outcome undo(ActionChange change) throws IOException {
        var rules = RuleFile.of(change.content());
        var file = file(change);
        prometheus();
        var now = file.read().orElse(null);
        if (!Objects.equals(now, change.written()) && !Objects.equals(now, change.found())) {
            return new Outcome(false, null, "Not undone: somebody has changed the file since. Change it by hand.");
        }
        restore(file, change);
        if (!isThere(rules, change, false)) {
            throw new IOException("the file is as before, but Prometheus still shows the rules");
        }
        return new Outcome(true, change.found(), rules.names() + " removed");
    }

    private void restore(ConfinedFile file, ActionChange change) throws IOException {
        if (change.found() == null) {
            file.delete();
        } else {
            file.write(change.found());
        }
        var refused = prometheus().reload();
        if (!refused.isEmpty()) {
            throw new IOException("the file is as before, but Prometheus does not reload: " + refused);
        }
    }

    /** Prometheus reads the rules a moment after it answers. */
    private boolean isThere(RuleFile rules, ActionChange change, boolean wanted) throws IOException {
        var names =
                new TreeSet<>(rules.alerts().stream().map(RuleFile.Alert::name).toList());
        for (var tries = 0; tries < TRIES; tries++) {
            var there = names(prometheus().groups(), change.file());
            if (wanted ? there.containsAll(names) : there.stream().noneMatch(names::contains)) {
                return true;
            }
            pause();
        }
        return false;
    }

    private static void pause() throws IOException {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    /** The alerts that are healthy or were not evaluated yet; of one file if it is given, else of all but ours. */
    private static Set<String> names(JsonNode groups, String file) {
        var names = new TreeSet<String>();
        for (var group : groups) {
            var path = group.path("file").asText();
            var isWanted = file == null ? !path.contains("/" + OWN) : path.endsWith("/" + file);
            if (isWanted) {
                for (var rule : group.path("rules")) {
                    if (!rule.path("health").asText().equals("err")) {
                        names.add(rule.path("name").asText());
                    }
                }
            }
        }
        return names;
    }

    /** What the files begin with that Firebreak writes. */
    static final String OWN = "firebreak-action-";

    private ConfinedFile file(ActionChange change) {
        if (settings.rulesFolder() == null) {
            throw new ActionRefused("Rules can't be changed: firebreak.actions.rules-folder is not set.");
        }
        return new ConfinedFile(settings.rulesFolder(), change.file());
    }

    private PrometheusApi prometheus() {
        if (settings.prometheus() == null) {
            throw new ActionRefused("Rules can't be checked: firebreak.actions.prometheus is not set.");
        }
        return new PrometheusApi(settings.prometheus(), json);
    }
}
