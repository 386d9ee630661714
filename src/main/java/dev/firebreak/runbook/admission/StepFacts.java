package dev.firebreak.runbook.admission;

import static dev.firebreak.runbook.definition.StepVariables.AUTOMATION;
import static dev.firebreak.runbook.definition.StepVariables.EFFECT;
import static dev.firebreak.runbook.definition.StepVariables.IRREVERSIBLE;
import static dev.firebreak.runbook.definition.StepVariables.LOCAL_HOUR;
import static dev.firebreak.runbook.definition.StepVariables.REQUESTER_ROLE;
import static dev.firebreak.runbook.definition.StepVariables.SEVERITY;
import static dev.firebreak.runbook.definition.StepVariables.TARGET_TIER;
import static dev.firebreak.runbook.definition.StepVariables.put;

import dev.firebreak.incident.Severity;
import dev.firebreak.runbook.Effect;
import java.util.HashMap;
import java.util.Map;

/**
 * The inputs of {@code authorize-step} (guarantees.md "Step policy").
 *
 * @param tier of the target
 * @param automation false once life safety is declared
 * @param localHour 0 to 23, in the zone of the business calendar
 * @param requesterRole {@code process} where no person asked; else the person's role with the most to say, or {@code
 *     none}
 */
record StepFacts(
        Effect effect,
        String tier,
        Severity severity,
        boolean automation,
        boolean irreversible,
        long localHour,
        String requesterRole) {

    Map<String, Object> variables() {
        var facts = new HashMap<String, Object>();
        put(facts, EFFECT, effect.word());
        put(facts, TARGET_TIER, tier);
        put(facts, SEVERITY, severity);
        put(facts, AUTOMATION, automation);
        put(facts, IRREVERSIBLE, irreversible);
        put(facts, LOCAL_HOUR, localHour);
        put(facts, REQUESTER_ROLE, requesterRole);
        return facts;
    }
}
