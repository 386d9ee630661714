package dev.firebreak.logwatch.alert;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firebreak.logwatch.rule.LogRule;
import dev.firebreak.logwatch.threshold.LogAlert;
import dev.firebreak.text.Hash;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/** Findings of one log as bodies in Firebreak's own format: one body for each rule, which is the group. */
public final class LogAlertBodies {

    /** The source of all alerts of the log watch. */
    public static final String SOURCE = "log-watch";

    private static final int ALERTS_IN_A_BODY = 50;

    private LogAlertBodies() {}

    /**
     * A log for people and for the fingerprint.
     *
     * @param watch where it is, such as {@code files on web-1}
     * @param name of the log there, such as its path
     */
    public record Origin(String watch, String name, String service) {}

    public static List<byte[]> bodies(Origin origin, List<LogAlert> alerts) {
        var byRule = new LinkedHashMap<String, List<LogAlert>>();
        alerts.forEach(found ->
                byRule.computeIfAbsent(found.name(), name -> new ArrayList<>()).add(found));
        var bodies = new ArrayList<byte[]>();
        byRule.forEach((rule, all) -> {
            for (var from = 0; from < all.size(); from += ALERTS_IN_A_BODY) {
                bodies.add(body(origin, rule, all.subList(from, Math.min(all.size(), from + ALERTS_IN_A_BODY))));
            }
        });
        return bodies;
    }

    private static byte[] body(Origin origin, String rule, List<LogAlert> alerts) {
        var body = JsonNodeFactory.instance
                .objectNode()
                .put("group", "log " + rule + " in " + origin.name() + " of " + origin.watch());
        alerts.forEach(found -> put(body.withArray("/alerts").addObject(), origin, found));
        return body.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void put(ObjectNode alert, Origin origin, LogAlert found) {
        alert.put("key", Hash.sha256(String.join("\n", found.name(), origin.watch(), origin.name(), found.key())))
                .put("name", found.name())
                .put("service", origin.service())
                .put("startsAt", found.since().toString());
        if (found.until() != null) {
            alert.put("status", "resolved").put("endsAt", found.until().toString());
            return;
        }
        var rule = found.rule();
        alert.put("status", "firing")
                .put("severity", rule.severity().word())
                .put("summary", title(found))
                .put("description", description(origin, found));
        if (rule.symptom() != null) {
            alert.put("symptom", rule.symptom());
        }
        var labels = alert.putObject("labels");
        labels.put("log", origin.name()).put("watch", origin.watch()).put("rule", rule.set() + "/" + rule.name());
        for (var n = 0; n < found.values().size(); n++) {
            labels.put(rule.by().get(n), found.values().get(n));
        }
    }

    private static String title(LogAlert found) {
        var rule = found.rule();
        if (found.isRest()) {
            return plainTitle(rule) + ": more than " + rule.limit() + "; the others are counted here";
        }
        var title = rule.title();
        for (var n = 0; n < found.values().size(); n++) {
            title = title.replace("{" + rule.by().get(n) + "}", found.values().get(n));
        }
        return title;
    }

    private static String plainTitle(LogRule rule) {
        return rule.title().replaceAll("\\{[^{}]*}", "…");
    }

    private static String description(Origin origin, LogAlert found) {
        var rule = found.rule();
        var counted = found.isRest()
                ? found.total() + " more times"
                : found.count()
                        + (found.count() == 1 ? " line" : " lines")
                        + (rule.threshold().count() == 1 ? "" : " within the window of " + rule.threshold());
        return counted + " in " + origin.name() + " (" + origin.watch() + "). The last line: " + found.example();
    }
}
