package dev.firebreak.lifecycle;

import dev.firebreak.engine.decisions.CachedDecisions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.camunda.bpm.dmn.engine.DmnDecision;
import org.camunda.bpm.dmn.engine.DmnEngine;

/** One of our decision tables, evaluated by the engine's DMN engine. */
public final class DecisionTable {

    private static final DmnEngine ENGINE = CachedDecisions.engine();

    private final DmnDecision decision;

    public DecisionTable(String key) {
        this(key, key);
    }

    /** One of several decisions in a file. */
    public DecisionTable(String file, String key) {
        try (var dmn = Files.newInputStream(Path.of("processes", file + ".dmn"))) {
            decision = ENGINE.parseDecision(key, dmn);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The only matching row. */
    public Map<String, Object> decide(Map<String, Object> facts) {
        return ENGINE.evaluateDecisionTable(decision, facts).getSingleResult().getEntryMap();
    }
}
