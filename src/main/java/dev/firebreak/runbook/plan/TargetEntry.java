package dev.firebreak.runbook.plan;

import dev.firebreak.catalog.Target;
import dev.firebreak.runbook.Plan;
import dev.firebreak.text.Hash;
import java.util.TreeMap;

/**
 * Ties a plan to how the catalogue says that its target is reached: an approval of a plan for one container or server is
 * none for another, though the target keeps its name.
 */
public final class TargetEntry {

    /** The name of the plan's parameter. */
    static final String PARAMETER = "catalogueEntry";

    private TargetEntry() {}

    /** The plan for the target as the catalogue describes it now. */
    static Plan tie(Plan plan, Target target) {
        return plan.parameter(PARAMETER, hash(target));
    }

    /** Whether the plan was made for the target as the catalogue describes it now. Plans of older versions don't tell. */
    public static boolean isSame(Plan plan, Target target) {
        var planned = plan.parameters().get(PARAMETER);
        return planned == null || planned.equals(hash(target));
    }

    static String hash(Target target) {
        return Hash.sha256(target.kind() + "\n" + new TreeMap<>(target.settings()));
    }
}
