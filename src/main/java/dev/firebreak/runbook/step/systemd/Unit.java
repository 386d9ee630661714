package dev.firebreak.runbook.step.systemd;

import java.util.HashMap;
import java.util.Map;

/** The state of one unit, as {@code systemctl show} says it. A property that a version lacks is empty. */
record Unit(String name, Map<String, String> properties) {

    static final String PROPERTIES =
            "LoadState,ActiveState,SubState,Result,InvocationID,NRestarts,ActiveEnterTimestamp,"
                    + "StateChangeTimestamp,ExecMainStatus,NeedDaemonReload,RefuseManualStart";

    Unit {
        properties = Map.copyOf(properties);
    }

    static Unit parse(String name, String answer) {
        var properties = new HashMap<String, String>();
        answer.lines()
                .filter(line -> line.indexOf('=') > 0)
                .forEach(line ->
                        properties.put(line.substring(0, line.indexOf('=')), line.substring(line.indexOf('=') + 1)));
        return new Unit(name, properties);
    }

    String property(String key) {
        return properties.getOrDefault(key, "");
    }

    boolean isLoaded() {
        return "loaded".equals(property("LoadState"));
    }

    boolean isActive() {
        return isLoaded() && "active".equals(property("ActiveState"));
    }

    /** Another one after each start; empty if the unit was never started. */
    String invocation() {
        return property("InvocationID");
    }

    long restarts() {
        return property("NRestarts").matches("\\d{1,18}") ? Long.parseLong(property("NRestarts")) : 0;
    }

    /** As part of a sentence: "gitops-auditor.service is failed (exit-code)". */
    String shown() {
        if (!isLoaded()) {
            return name + " is " + property("LoadState");
        }
        var why = isActive() || "success".equals(property("Result")) ? property("SubState") : property("Result");
        return name + " is " + property("ActiveState") + " (" + why + ")"
                + (restarts() > 0 ? ", restarted " + restarts() + " times by systemd" : "");
    }
}
