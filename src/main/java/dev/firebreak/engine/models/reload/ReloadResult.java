package dev.firebreak.engine.models.reload;

import dev.firebreak.engine.admission.ModelRefusal;
import java.util.List;

/**
 * The result of a reload of the models.
 *
 * @param deployed names of the files that became new versions
 * @param refused files of the folder that admission or the engine refused
 */
public record ReloadResult(List<String> deployed, List<Refused> refused) {

    /** A refused file with all reasons. */
    public record Refused(String file, List<ModelRefusal> reasons) {}
}
