package dev.firebreak.runbook.admission;

import static dev.firebreak.runbook.Effect.DESTRUCTIVE;
import static dev.firebreak.runbook.Effect.DISRUPTIVE;
import static dev.firebreak.runbook.Effect.READ;
import static dev.firebreak.runbook.Effect.REVERSIBLE;
import static dev.firebreak.runbook.ledger.RequiredApprovals.AUTOMATIC;
import static dev.firebreak.runbook.ledger.RequiredApprovals.ONE;
import static dev.firebreak.runbook.ledger.RequiredApprovals.TWO;

import dev.firebreak.engine.StartupRefused;
import dev.firebreak.runbook.Effect;
import dev.firebreak.runbook.ledger.RequiredApprovals;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The approvals that a step needs at least, by its effect and the tier of its target (guarantees.md "Step policy"). It
 * is a setting of the operator, so that no deployed {@code authorize-step} table goes below it.
 *
 * @param floor {@code automatic}, {@code one}, {@code two} or {@code forbidden} by effect and tier, such as {@code
 *     firebreak.floor.reversible.tier-2=one}; a pair that is not set keeps its default
 */
@ConfigurationProperties("firebreak")
public record StepFloor(Map<Effect, Map<String, RequiredApprovals>> floor) {

    static final List<String> TIERS = List.of("tier-1", "tier-2", "tier-3");
    private static final Map<Effect, List<RequiredApprovals>> DEFAULTS = Map.of(
            REVERSIBLE, List.of(ONE, ONE, AUTOMATIC),
            DISRUPTIVE, List.of(ONE, ONE, ONE),
            DESTRUCTIVE, List.of(TWO, ONE, ONE));

    /** Fills in the defaults; refuses the start if a key is unknown or a more important tier would have less. */
    public StepFloor {
        var all = new EnumMap<Effect, Map<String, RequiredApprovals>>(Effect.class);
        for (var effect : List.of(REVERSIBLE, DISRUPTIVE, DESTRUCTIVE)) {
            all.put(effect, row(effect, floor == null ? null : floor.get(effect)));
        }
        if (floor != null && floor.containsKey(READ)) {
            throw new StartupRefused("firebreak.floor.read: a step that only reads needs no approval. Remove the key.");
        }
        floor = all;
    }

    private static Map<String, RequiredApprovals> row(Effect effect, Map<String, RequiredApprovals> set) {
        var row = new TreeMap<String, RequiredApprovals>();
        for (var n = 0; n < TIERS.size(); n++) {
            row.put(TIERS.get(n), DEFAULTS.get(effect).get(n));
        }
        if (set != null) {
            set.forEach((tier, least) -> {
                if (row.put(tier, least) == null) {
                    throw new StartupRefused(key(effect, tier) + ": no such tier. Use one of " + TIERS + ".");
                }
            });
        }
        for (var n = 1; n < TIERS.size(); n++) {
            if (row.get(TIERS.get(n - 1)).compareTo(row.get(TIERS.get(n))) < 0) {
                throw new StartupRefused(key(effect, TIERS.get(n)) + " demands more than " + TIERS.get(n - 1)
                        + ", which is more important. Raise that, or lower this.");
            }
        }
        return row;
    }

    private static String key(Effect effect, String tier) {
        return "firebreak.floor." + effect.word() + "." + tier;
    }

    /** The least number of approvals; an unknown tier counts as {@code tier-1}. */
    RequiredApprovals of(Effect effect, String tier) {
        if (effect == READ) {
            return AUTOMATIC;
        }
        var row = floor.get(effect);
        return row.getOrDefault(tier, row.get(TIERS.get(0)));
    }
}
